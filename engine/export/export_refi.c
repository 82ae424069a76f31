/* SPDX-License-Identifier: GPL-3.0-or-later */
/* discussion.qdpx: REFI-QDA project exchange 1.0 (urn:QDA-XML:project:1.0), for NVivo, ATLAS.ti, MAXQDA, QualCoder. A
 * room is a text, a post a selection of its words, a learner a case. Places count code points from 0, ends are
 * exclusive, as the standard's own sample has them; lines end with LF and there is no mark at the beginning, since
 * tools disagree on how they count those. Codes of a bench's study are in it once its independent coding has ended:
 * before, they would unblind its coders. */
#include "coding.h"
#include "export_priv.h"
#include "xml.h"
#include "zip.h"

#include <string.h>

typedef struct {
    Exporting *x;
    XmlWriter *w;
    GPtrArray *studies;  /* CodingStudy * whose codes are in it */
    GHashTable *codings; /* post id -> GPtrArray of Marks, borrowed */
    GPtrArray *marks;    /* Mark * */
    GPtrArray *texts;    /* GString *, by room */
    char *maker;         /* guid of the user that is this program */
} Refi;

/* A code on a post; until 0: on all of it. */
typedef struct {
    int64_t id, coder, at;
    int start, until;
    char *code; /* guid */
} Mark;

static void mark_free(gpointer data)
{
    g_free(((Mark *)data)->code);
    g_free(data);
}

static void text_free(gpointer data)
{
    g_string_free(data, TRUE);
}

static char *guid(const Refi *r, const char *what, const char *id)
{
    return export_guid(r->x->plan->key, what, id);
}

static char *guid_int(const Refi *r, const char *what, int64_t id)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, id);
    return guid(r, what, text);
}

static char *code_guid(const Refi *r, int64_t book, const char *code)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT "/%s", book, code);
    return guid(r, "code", text);
}

/* --- codes --- */

static void add_mark(Refi *r, const CodingStudy *study, const Coding *coding, int64_t post, bool whole)
{
    const GArray *edits = g_hash_table_lookup(r->x->edits, &post);
    Mark *mark = g_new0(Mark, 1);
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

static bool read_studies(Refi *r, GError **error)
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
    return all != NULL;
}

static int by_int(gconstpointer a, gconstpointer b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static void put_users(Refi *r)
{
    g_autoptr(GArray) coders = g_array_new(FALSE, FALSE, sizeof(int64_t));
    for (guint i = 0; i < r->marks->len; i++)
        g_array_append_val(coders, ((Mark *)r->marks->pdata[i])->coder);
    g_array_sort(coders, by_int);
    xml_open(r->w, "Users", NULL);
    xml_empty(r->w, "User", "guid", r->maker, "name", "Baraza", NULL);
    for (guint i = 0; i < coders->len; i++) {
        int64_t coder = g_array_index(coders, int64_t, i);
        if (i && g_array_index(coders, int64_t, i - 1) == coder)
            continue;
        g_autofree char *id = guid_int(r, "user", coder), *name = g_strndup(id, 8);
        g_autofree char *shown = g_strconcat("coder ", name, NULL);
        xml_empty(r->w, "User", "guid", id, "name", shown, NULL);
    }
    xml_close(r->w);
}

static void put_codes(Refi *r, int64_t id, const Codebook *book, int parent)
{
    for (guint i = 0; i < book->codes->len; i++) {
        const Code *code = book->codes->pdata[i];
        if (code->parent != parent)
            continue;
        g_autofree char *own = code_guid(r, id, code->id);
        const char *summary = code_summary(book, code, NULL);
        xml_open(r->w, "Code", "guid", own, "name", code_title(book, code, NULL), "isCodable",
            code->codable ? "true" : "false", NULL);
        if (summary && *summary) {
            xml_open(r->w, "Description", NULL);
            xml_put(r->w, summary);
            xml_close(r->w);
        }
        put_codes(r, id, book, (int)i);
        xml_close(r->w);
    }
}

static bool put_books(Refi *r, GError **error)
{
    g_autoptr(GHashTable) had = g_hash_table_new(g_int64_hash, g_int64_equal);
    if (r->studies->len == 0)
        return true;
    xml_open(r->w, "CodeBook", NULL);
    xml_open(r->w, "Codes", NULL);
    for (guint i = 0; i < r->studies->len; i++) {
        CodingStudy *study = r->studies->pdata[i];
        if (!g_hash_table_add(had, &study->book))
            continue;
        g_autoptr(Codebook) book = coding_book_codes(context_store(r->x->context), study->book, error);
        if (!book)
            return false;
        g_autofree char *folder = guid_int(r, "book", study->book);
        xml_open(r->w, "Code", "guid", folder, "name", codebook_title(book, NULL), "isCodable", "false", NULL);
        put_codes(r, study->book, book, -1);
        xml_close(r->w);
    }
    xml_close(r->w);
    xml_close(r->w);
    return true;
}

/* --- cases --- */

static const struct {
    const char *name, *type, *element;
} variables[] = {
    { "learner_id", "Text", "TextValue" },
    { "room", "Text", "TextValue" },
    { "cadre", "Text", "TextValue" },
    { "sex", "Text", "TextValue" },
    { "age_band", "Text", "TextValue" },
    { "facility_id", "Text", "TextValue" },
    { "posts", "Integer", "IntegerValue" },
    { "pre_total", "Float", "FloatValue" },
    { "post_total", "Float", "FloatValue" },
    { "delayed_total", "Float", "FloatValue" },
};

static void put_variables(Refi *r)
{
    xml_open(r->w, "Variables", NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(variables); i++) {
        g_autofree char *id = guid(r, "variable", variables[i].name);
        xml_empty(r->w, "Variable", "guid", id, "name", variables[i].name, "typeOfVariable", variables[i].type, NULL);
    }
    xml_close(r->w);
}

static void put_value(Refi *r, const CsvTable *wide, guint row, gsize v)
{
    int column = csv_find(wide, variables[v].name);
    const char *value = column >= 0 ? csv_cell(wide, row, (guint)column) : "";
    g_autofree char *id = guid(r, "variable", variables[v].name);
    if (!*value)
        return;
    xml_open(r->w, "VariableValue", NULL);
    xml_empty(r->w, "VariableRef", "targetGUID", id, NULL);
    xml_open(r->w, variables[v].element, NULL);
    xml_put(r->w, value);
    xml_close(r->w);
    xml_close(r->w);
}

static bool put_cases(Refi *r, GError **error)
{
    const ReportData *data = r->x->data;
    gsize size = 0;
    const char *text = g_bytes_get_data(export_file(r->x->out, "wide.csv")->bytes, &size);
    g_autoptr(CsvTable) wide = csv_parse(text, size, "wide.csv", error);
    if (!wide)
        return false;
    xml_open(r->w, "Cases", NULL);
    for (guint i = 0; i < data->learners->len; i++) {
        const ReportLearner *l = data->learners->pdata[i];
        g_autofree char *id = guid(r, "case", l->study_id);
        xml_open(r->w, "Case", "guid", id, "name", l->study_id, NULL);
        for (gsize v = 0; v < G_N_ELEMENTS(variables); v++)
            put_value(r, wide, i + 1, v);
        for (guint p = 0; p < data->posts->len; p++) {
            const ReportPost *post = data->posts->pdata[p];
            if (post->learner != (int)i || !post->text)
                continue;
            g_autofree char *selection = guid_int(r, "post", post->id);
            xml_empty(r->w, "SelectionRef", "targetGUID", selection, NULL);
        }
        xml_close(r->w);
    }
    xml_close(r->w);
    return true;
}

/* --- sources --- */

static void put_coding(Refi *r, const Mark *mark, const char *of)
{
    g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT "/%s", mark->id, of);
    g_autofree char *id = guid(r, "coding", key), *user = guid_int(r, "user", mark->coder),
                    *at = civil_utc_text(export_time(r->x, mark->at));
    xml_open(r->w, "Coding", "guid", id, "creatingUser", user, "creationDateTime", at, NULL);
    xml_empty(r->w, "CodeRef", "targetGUID", mark->code, NULL);
    xml_close(r->w);
}

static void open_selection(Refi *r, const char *id, const char *name, int start, int until, const char *at)
{
    g_autofree char *from = g_strdup_printf("%d", start), *to = g_strdup_printf("%d", until);
    xml_open(r->w, "PlainTextSelection", "guid", id, "name", name, "startPosition", from, "endPosition", to,
        "creatingUser", r->maker, "creationDateTime", at, NULL);
}

/* The post as a selection with the codes on all of it, then each coded stretch as a selection of its own. */
static void put_selections(Refi *r, const ReportPost *post, int start)
{
    const GPtrArray *marks = g_hash_table_lookup(r->codings, &post->id);
    g_autofree char *id = guid_int(r, "post", post->id), *name = g_strdup_printf("#%d", post->number),
                    *at = civil_utc_text(post->time);
    int length = (int)g_utf8_strlen(post->text, -1);
    open_selection(r, id, name, start, start + length, at);
    for (guint m = 0; marks && m < marks->len; m++)
        if (((const Mark *)marks->pdata[m])->until == 0)
            put_coding(r, marks->pdata[m], id);
    xml_close(r->w);
    for (guint m = 0; marks && m < marks->len; m++) {
        const Mark *mark = marks->pdata[m];
        if (mark->until == 0)
            continue;
        g_autofree char *own = guid_int(r, "stretch", mark->id);
        open_selection(r, own, name, start + MIN(mark->start, length), start + MIN(mark->until, length), at);
        put_coding(r, mark, own);
        xml_close(r->w);
    }
}

/* "[day 3, 10:31] P3k... (m3c1) #12: " */
static void put_head(const Exporting *x, GString *text, const ReportPost *post)
{
    Civil local = civil_from_utc(cohort_zone(x->cohort), post->time + x->shift);
    int64_t day = civil_days(local.year, local.month, local.day) - x->cohort->start_day;
    const ReportLearner *l = post->learner >= 0 ? x->data->learners->pdata[post->learner] : NULL;
    g_string_append_printf(text, "[day %" G_GINT64_FORMAT ", %02d:%02d] %s", day >= 0 ? day + 1 : day, local.hour,
        local.minute, l ? l->study_id : "facilitator");
    if (post->prompt && *post->prompt)
        g_string_append_printf(text, " (%s)", post->prompt);
    g_string_append_printf(text, " #%d: ", post->number);
}

static void put_source(Refi *r, int room)
{
    const char *name = ((const ReportRoom *)r->x->data->rooms->pdata[room])->name;
    g_autofree char *id = guid(r, "source", name), *path = g_strdup_printf("internal://%s.txt", id);
    GString *text = r->texts->pdata[room];
    int at = 0;
    gsize counted = 0;
    xml_open(r->w, "TextSource", "guid", id, "name", name, "plainTextPath", path, "creatingUser", r->maker, NULL);
    for (guint p = 0; p < r->x->data->posts->len; p++) {
        const ReportPost *post = r->x->data->posts->pdata[p];
        if (post->room != room)
            continue;
        put_head(r->x, text, post);
        at += (int)g_utf8_strlen(text->str + counted, (gssize)(text->len - counted));
        counted = text->len;
        if (post->text)
            put_selections(r, post, at);
        g_autofree char *words = g_strdelimit(g_strdup(post->text ? post->text : "[not kept]"), "\r", ' ');
        g_string_append_printf(text, "%s\n\n", words);
    }
    xml_close(r->w);
}

static bool put_project(Refi *r, GError **error)
{
    g_autofree char *made = civil_utc_text(r->x->now), *origin = g_strdup_printf("Baraza %s", r->x->plan->program);
    const ReportData *data = r->x->data;
    xml_open(r->w, "Project", "xmlns", "urn:QDA-XML:project:1.0", "name", r->x->plan->study, "origin", origin,
        "creatingUserGUID", r->maker, "creationDateTime", made, NULL);
    put_users(r);
    if (!put_books(r, error))
        return false;
    put_variables(r);
    if (!put_cases(r, error))
        return false;
    xml_open(r->w, "Sources", NULL);
    for (guint i = 0; i < data->rooms->len; i++)
        put_source(r, (int)i);
    xml_close(r->w);
    xml_close(r->w);
    return true;
}

static bool pack(Refi *r, GError **error)
{
    guint rooms = r->texts->len;
    g_autofree ZipMember *members = g_new0(ZipMember, rooms + 1);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free),
                         kept = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    Markup *markup = xml_writer_end(g_steal_pointer(&r->w));
    char *xml = g_strconcat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", markup_text(markup), "\n", NULL);
    markup_free(markup);
    g_ptr_array_add(kept, g_bytes_new_take(xml, strlen(xml)));
    members[0] = (ZipMember){ "project.qde", kept->pdata[0] };
    for (guint i = 0; i < rooms; i++) {
        const GString *text = r->texts->pdata[i];
        g_autofree char *id = guid(r, "source", ((const ReportRoom *)r->x->data->rooms->pdata[i])->name);
        g_ptr_array_add(names, g_strdup_printf("sources/%s.txt", id));
        g_ptr_array_add(kept, g_bytes_new(text->str, text->len));
        members[i + 1] = (ZipMember){ names->pdata[i], kept->pdata[i + 1] };
    }
    GBytes *zip = zip_make(members, rooms + 1, r->x->now, error);
    if (zip)
        export_put_bytes(r->x, "discussion.qdpx", zip);
    return zip != NULL;
}

static void refi_clear(Refi *r)
{
    xml_writer_free(r->w);
    g_ptr_array_unref(r->studies);
    g_hash_table_unref(r->codings);
    g_ptr_array_unref(r->marks);
    g_ptr_array_unref(r->texts);
    g_free(r->maker);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Refi, refi_clear)

bool export_refi(Exporting *x, GError **error)
{
    g_auto(Refi) r = { .x = x,
        .w = xml_writer_new(),
        .studies = g_ptr_array_new_with_free_func((GDestroyNotify)coding_study_free),
        .codings = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_ptr_array_unref),
        .marks = g_ptr_array_new_with_free_func(mark_free),
        .texts = g_ptr_array_new_with_free_func(text_free) };
    r.maker = guid(&r, "user", "program");
    for (guint i = 0; i < x->data->rooms->len; i++)
        g_ptr_array_add(r.texts, g_string_new(NULL));
    return x->data->rooms->len == 0 || (read_studies(&r, error) && put_project(&r, error) && pack(&r, error));
}
