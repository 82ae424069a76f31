/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codes of a REFI-QDA project: those of the bench's studies, each with its coder, and one a speaker. Two things
 * that programs which read it need: a code's name is in it once (QualCoder knows codes by name, and would lose the
 * second), and a case has a code of the same guid on what it said (so NVivo writes it, and QualCoder takes the words of
 * a case from nothing else; SelectionRef alone it does not read). */
#include "export_refi_priv.h"

#include <string.h>

void refi_mark_free(gpointer data)
{
    g_free(((RefiMark *)data)->code);
    g_free(data);
}

char *refi_guid(const Refi *r, const char *what, const char *id)
{
    return export_guid(r->x->plan->key, what, id);
}

char *refi_guid_int(const Refi *r, const char *what, int64_t id)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, id);
    return refi_guid(r, what, text);
}

char *refi_speaker(const Refi *r, const ReportPost *post)
{
    const GPtrArray *learners = r->x->data->learners;
    return refi_guid(
        r, "case", post->learner >= 0 ? ((const ReportLearner *)learners->pdata[post->learner])->study_id : "");
}

static char *code_guid(const Refi *r, int64_t book, const char *code)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT "/%s", book, code);
    return refi_guid(r, "code", text);
}

static void add_mark(Refi *r, const CodingStudy *study, const Coding *coding, int64_t post, bool whole)
{
    const GArray *edits = g_hash_table_lookup(r->x->edits, &post);
    RefiMark *mark = g_new0(RefiMark, 1);
    mark->id = coding->id;
    mark->coder = coding->coder;
    mark->at = coding->at;
    mark->code = code_guid(r, study->book, coding->code);
    if (!whole) {
        mark->start = hide_place(edits, coding->start, false);
        mark->until = hide_place(edits, coding->until, true);
    }
    g_ptr_array_add(r->marks, mark);
    GPtrArray *of_post = g_hash_table_lookup(r->codings, &post);
    if (!of_post) {
        of_post = g_ptr_array_new();
        g_hash_table_insert(r->codings, g_memdup2(&post, sizeof post), of_post);
    }
    g_ptr_array_add(of_post, mark);
}

static bool read_study(Refi *r, const CodingStudy *study, GError **error)
{
    Store *store = context_store(r->x->context);
    g_autoptr(GPtrArray) all = coding_all(store, study->id, error),
                         units = all ? coding_units(store, study->id, error) : NULL;
    g_autoptr(GHashTable) by_id = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; units && i < units->len; i++)
        g_hash_table_insert(by_id, &((CodingUnit *)units->pdata[i])->id, units->pdata[i]);
    for (guint i = 0; units && i < all->len; i++) {
        const Coding *coding = all->pdata[i];
        const CodingUnit *unit = g_hash_table_lookup(by_id, &coding->unit);
        if (coding->post)
            add_mark(r, study, coding, coding->post, coding->until <= coding->start);
        for (guint p = 0; unit && !coding->post && p < unit->posts->len; p++)
            add_mark(r, study, coding, g_array_index(unit->posts, int64_t, p), true);
    }
    return units != NULL;
}

/* Those on all of a post first: they stand in one selection, whatever studies they are of. */
static int by_coder(gconstpointer a, gconstpointer b)
{
    const RefiMark *x = *(RefiMark *const *)a, *y = *(RefiMark *const *)b;
    if (x->coder != y->coder)
        return x->coder < y->coder ? -1 : 1;
    if ((x->until == 0) != (y->until == 0))
        return x->until == 0 ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

bool refi_read_studies(Refi *r, GError **error)
{
    g_autoptr(GPtrArray) all = coding_studies(context_store(r->x->context), r->x->cohort->id, error);
    for (guint i = 0; all && i < all->len; i++) {
        CodingStudy *study = all->pdata[i];
        if (study->purpose != CODING_RESEARCH || study->state == CODING_OPEN)
            continue;
        if (!read_study(r, study, error))
            return false;
        g_ptr_array_add(r->studies, coding_study_get(context_store(r->x->context), study->id, error));
    }
    GHashTableIter iter;
    gpointer list;
    g_hash_table_iter_init(&iter, r->codings);
    while (g_hash_table_iter_next(&iter, NULL, &list))
        g_ptr_array_sort(list, by_coder);
    return all != NULL;
}

static int by_int(gconstpointer a, gconstpointer b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

void refi_put_users(Refi *r)
{
    g_autoptr(GArray) coders = g_array_new(FALSE, FALSE, sizeof(int64_t));
    for (guint i = 0; i < r->marks->len; i++)
        g_array_append_val(coders, ((RefiMark *)r->marks->pdata[i])->coder);
    g_array_sort(coders, by_int);
    xml_open(r->w, "Users", NULL);
    xml_empty(r->w, "User", "guid", r->maker, "name", "Baraza", NULL);
    for (guint i = 0; i < coders->len; i++) {
        int64_t coder = g_array_index(coders, int64_t, i);
        if (i && g_array_index(coders, int64_t, i - 1) == coder)
            continue;
        g_autofree char *id = refi_guid_int(r, "user", coder), *name = g_strndup(id, 8);
        g_autofree char *shown = g_strconcat("coder ", name, NULL);
        xml_empty(r->w, "User", "guid", id, "name", shown, NULL);
    }
    xml_close(r->w);
}

/* --- names --- */

/* `title`, or where a code of that name is in the project already, whatever its case, one that tells it apart. Given.
 */
static char *own_name(GHashTable *names, const char *title, const char *book)
{
    g_autofree char *name = g_strdup(title);
    for (int n = 1;; n++) {
        g_autofree char *key = g_utf8_casefold(name, -1);
        if (g_hash_table_add(names, g_steal_pointer(&key)))
            return g_steal_pointer(&name);
        g_free(name);
        name = n == 1 ? g_strdup_printf("%s (%s)", title, book) : g_strdup_printf("%s (%s, %d)", title, book, n);
    }
}

static void open_code(Refi *r, const char *guid, const char *name, const char *color, bool codable)
{
    const char *is = codable ? "true" : "false";
    if (color)
        xml_open(r->w, "Code", "guid", guid, "name", name, "isCodable", is, "color", color, NULL);
    else
        xml_open(r->w, "Code", "guid", guid, "name", name, "isCodable", is, NULL);
}

static void put_codes(Refi *r, GHashTable *names, int64_t id, const Codebook *book, int parent)
{
    for (guint i = 0; i < book->codes->len; i++) {
        const Code *code = book->codes->pdata[i];
        if (code->parent != parent)
            continue;
        g_autofree char *own = code_guid(r, id, code->id),
                        *name = own_name(names, code_title(book, code, NULL), codebook_title(book, NULL));
        const char *summary = code_summary(book, code, NULL);
        open_code(r, own, name, code->color, code->codable);
        if (summary && *summary) {
            xml_open(r->w, "Description", NULL);
            xml_put(r->w, summary);
            xml_close(r->w);
        }
        put_codes(r, names, id, book, (int)i);
        xml_close(r->w);
    }
}

static bool put_books(Refi *r, GHashTable *names, GError **error)
{
    g_autoptr(GHashTable) had = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; i < r->studies->len; i++) {
        CodingStudy *study = r->studies->pdata[i];
        if (!g_hash_table_add(had, &study->book))
            continue;
        g_autoptr(Codebook) book = coding_book_codes(context_store(r->x->context), study->book, error);
        if (!book)
            return false;
        g_autofree char *folder = refi_guid_int(r, "book", study->book),
                        *name = own_name(names, codebook_title(book, NULL), "codebook");
        open_code(r, folder, name, NULL, false);
        put_codes(r, names, study->book, book, -1);
        xml_close(r->w);
    }
    return true;
}

static void put_speaker(Refi *r, GHashTable *names, const char *id, const char *name)
{
    g_autofree char *guid = refi_guid(r, "case", id), *own = own_name(names, name, "speaker");
    open_code(r, guid, own, NULL, true);
    xml_close(r->w);
}

bool refi_put_codes(Refi *r, GError **error)
{
    const ReportData *data = r->x->data;
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *folder = refi_guid(r, "book", "speakers"), *name = own_name(names, "Speakers", "");
    xml_open(r->w, "CodeBook", NULL);
    xml_open(r->w, "Codes", NULL);
    open_code(r, folder, name, NULL, false);
    for (guint i = 0; i < data->learners->len; i++) {
        const char *id = ((const ReportLearner *)data->learners->pdata[i])->study_id;
        put_speaker(r, names, id, id);
    }
    put_speaker(r, names, "", "facilitator");
    xml_close(r->w);
    if (!put_books(r, names, error))
        return false;
    xml_close(r->w);
    xml_close(r->w);
    return true;
}
