/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a study's tables to the figures. Only units that every coder codes count, none of the training, and none on
 * which a coder saw a suggestion of the assistant's. */
#include "agreement.h"
#include "staff.h"

#include <math.h>
#include <string.h>

typedef struct {
    const CodingStudy *study;
    const Codebook *book;
    GArray *coders;     /* int64_t */
    GPtrArray *units;   /* CodingUnit *, borrowed: those that count */
    GPtrArray *codings; /* Coding *, all of the study */
    GHashTable *coded;  /* "unit/coder" -> there */
    GHashTable *given;  /* "unit/coder/code" -> there */
    int *thread;        /* of each unit, from 0 */
    int threads, open;  /* open: codings not done yet */
} Read;

static void read_clear(Read *r)
{
    g_clear_pointer(&r->coders, g_array_unref);
    g_clear_pointer(&r->units, g_ptr_array_unref);
    g_clear_pointer(&r->codings, g_ptr_array_unref);
    g_clear_pointer(&r->coded, g_hash_table_unref);
    g_clear_pointer(&r->given, g_hash_table_unref);
    g_free(r->thread);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Read, read_clear)

static char *key_of(int64_t unit, int64_t coder, const char *code)
{
    return g_strdup_printf(
        "%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "%s%s", unit, coder, code ? "/" : "", code ? code : "");
}

static bool read_tasks(Store *store, Read *r, GHashTable *suggested, GError **error)
{
    g_autoptr(GPtrArray) tasks = coding_tasks(store, r->study->id, 0, error);
    for (guint i = 0; tasks && i < tasks->len; i++) {
        const CodingTask *task = tasks->pdata[i];
        r->open += task->done == 0;
        if (task->done)
            g_hash_table_add(r->coded, key_of(task->unit, task->coder, NULL));
        if (task->suggested)
            g_hash_table_add(suggested, g_memdup2(&task->unit, sizeof task->unit));
    }
    return tasks != NULL;
}

static void keep_units(Read *r, GPtrArray *all, GHashTable *suggested)
{
    g_autoptr(GHashTable) numbers = g_hash_table_new(NULL, NULL);
    r->units = g_ptr_array_new_with_free_func((GDestroyNotify)coding_unit_free);
    r->thread = g_new0(int, all->len + 1);
    for (guint i = 0; i < all->len; i++) {
        CodingUnit *unit = all->pdata[i];
        if (unit->draw != CODING_BOTH || g_hash_table_contains(suggested, &unit->id))
            continue;
        gpointer number = NULL, thread = GINT_TO_POINTER(unit->thread);
        if (!g_hash_table_lookup_extended(numbers, thread, NULL, &number)) {
            number = GINT_TO_POINTER(r->threads++);
            g_hash_table_insert(numbers, thread, number);
        }
        r->thread[r->units->len] = GPOINTER_TO_INT(number);
        g_ptr_array_add(r->units, unit);
        all->pdata[i] = NULL;
    }
}

static bool read_study(Store *store, Read *r, GError **error)
{
    g_autoptr(GHashTable) suggested = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    r->coded = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    r->given = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    r->coders = coding_coders(store, r->study->id, error);
    g_autoptr(GPtrArray) units = r->coders ? coding_units(store, r->study->id, error) : NULL;
    if (!units || !read_tasks(store, r, suggested, error))
        return false;
    keep_units(r, units, suggested);
    r->codings = coding_all(store, r->study->id, error);
    for (guint i = 0; r->codings && i < r->codings->len; i++) {
        const Coding *coding = r->codings->pdata[i];
        g_hash_table_add(r->given, key_of(coding->unit, coding->coder, coding->code));
    }
    return r->codings != NULL;
}

static int64_t coder_at(const Read *r, guint c)
{
    return g_array_index(r->coders, int64_t, c);
}

static bool has_coded(const Read *r, guint unit, guint coder)
{
    g_autofree char *key = key_of(((const CodingUnit *)r->units->pdata[unit])->id, coder_at(r, coder), NULL);
    return g_hash_table_contains(r->coded, key);
}

static bool has_given(const Read *r, guint unit, guint coder, const char *code)
{
    g_autofree char *key = key_of(((const CodingUnit *)r->units->pdata[unit])->id, coder_at(r, coder), code);
    return g_hash_table_contains(r->given, key);
}

/* --- one code --- */

static double *values_of(const Read *r, const char *code)
{
    double *values = g_new(double, (gsize)r->coders->len *(r->units->len + 1));
    for (guint c = 0; c < r->coders->len; c++)
        for (guint u = 0; u < r->units->len; u++)
            values[c * r->units->len + u] = has_coded(r, u, c) ? has_given(r, u, c, code) : NAN;
    return values;
}

static void put_interval(cJSON *object, const char *name, StatsInterval interval)
{
    cJSON *list = cJSON_CreateArray();
    json_put_item(object, name, list);
    json_put_double(list, NULL, interval.low);
    json_put_double(list, NULL, interval.high);
}

/* Codings with a stretch of text by a coder of a unit. Borrowed, in a given array. */
static GPtrArray *spans_of(const Read *r, int64_t unit, int64_t coder, const char *code)
{
    GPtrArray *spans = g_ptr_array_new();
    for (guint i = 0; i < r->codings->len; i++) {
        Coding *coding = r->codings->pdata[i];
        if (coding->post && coding->unit == unit && coding->coder == coder && strcmp(coding->code, code) == 0)
            g_ptr_array_add(spans, coding);
    }
    return spans;
}

/* Mean over pairs of coders and units on which both marked a stretch. */
static void put_overlap(const Read *r, const char *code, cJSON *one)
{
    double sum = 0;
    int n = 0;
    for (guint u = 0; u < r->units->len; u++)
        for (guint a = 0; a < r->coders->len; a++)
            for (guint b = a + 1; b < r->coders->len; b++) {
                int64_t unit = ((const CodingUnit *)r->units->pdata[u])->id;
                if (!has_given(r, u, a, code) || !has_given(r, u, b, code))
                    continue;
                g_autoptr(GPtrArray) first = spans_of(r, unit, coder_at(r, a), code),
                                     second = spans_of(r, unit, coder_at(r, b), code);
                if (!first->len || !second->len)
                    continue;
                sum += agreement_overlap(
                    (const Coding *const *)first->pdata, first->len, (const Coding *const *)second->pdata, second->len);
                n++;
            }
    json_put_int(json_put_double(one, "span_overlap", n ? sum / n : NAN), "span_units", n);
}

static cJSON *code_json(const Read *r, const Code *code)
{
    g_autofree double *values = values_of(r, code->id);
    AgreementData data = { (int)r->coders->len, (int)r->units->len, values, r->thread };
    AgreementCode a = agreement_code(&data, AGREEMENT_REPLICATES, r->study->seed);
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "code", code->id), "title", code_title(r->book, code, NULL));
    json_put_double(json_put_double(json_put_int(one, "n", a.n), "positives", a.positives), "prevalence", a.prevalence);
    json_put_double(json_put_double(one, "percent", a.percent), "kappa", a.kappa);
    put_interval(one, "kappa_ci", a.kappa_ci);
    json_put_double(json_put_double(json_put_double(one, "pabak", a.pabak), "fleiss", a.fleiss), "alpha", a.alpha);
    put_interval(one, "alpha_ci", a.alpha_ci);
    json_put_bool(one, "estimable", a.estimable);
    put_overlap(r, code->id, one);
    return one;
}

/* --- groups --- */

static int place_in_group(const Codebook *book, guint i)
{
    int parent = ((const Code *)book->codes->pdata[i])->parent, place = 0;
    for (guint k = 0; k <= i; k++) {
        const Code *code = book->codes->pdata[k];
        place += code->parent == parent && code->codable;
    }
    return place;
}

static int size_of_group(const Codebook *book, int parent)
{
    int n = 0;
    for (guint i = 0; i < book->codes->len; i++) {
        const Code *code = book->codes->pdata[i];
        n += code->parent == parent && code->codable;
    }
    return n;
}

static double value_in(const Read *r, guint unit, guint coder, int parent)
{
    if (!has_coded(r, unit, coder))
        return NAN;
    for (guint i = 0; i < r->book->codes->len; i++) {
        const Code *code = r->book->codes->pdata[i];
        if (code->parent == parent && code->codable && has_given(r, unit, coder, code->id))
            return place_in_group(r->book, i);
    }
    return 0;
}

static cJSON *group_json(const Read *r, int parent)
{
    guint units = r->units->len;
    g_autofree double *values = g_new(double, (gsize)r->coders->len *(units + 1));
    for (guint c = 0; c < r->coders->len; c++)
        for (guint u = 0; u < units; u++)
            values[c * units + u] = value_in(r, u, c, parent);
    bool ordered = codebook_ordered(r->book, parent);
    AgreementGroup g = agreement_group(values, (int)r->coders->len, (int)units, size_of_group(r->book, parent));
    const Code *code = parent < 0 ? NULL : r->book->codes->pdata[parent];
    cJSON *one = json_put(cJSON_CreateObject(), "group", code ? code->id : r->book->id);
    json_put(one, "title", code ? code_title(r->book, code, NULL) : codebook_title(r->book, NULL));
    json_put_double(json_put_int(json_put_bool(one, "ordered", ordered), "n", g.n), "percent", g.percent);
    json_put_double(json_put_double(one, "kappa", g.kappa), "alpha", g.alpha);
    json_put_int(one, "n_ordered", g.n_ordered);
    json_put_double(json_put_double(one, "kappa_linear", ordered ? g.kappa_linear : NAN), "kappa_quadratic",
        ordered ? g.kappa_quadratic : NAN);
    json_put_double(json_put_double(json_put_double(one, "alpha_ordinal", ordered ? g.alpha_ordinal : NAN),
                        "alpha_interval", ordered ? g.alpha_interval : NAN),
        "alpha_ratio", ordered ? g.alpha_ratio : NAN);
    return one;
}

/* --- what is taken for what --- */

typedef struct {
    const char *a, *b; /* b "" : nothing instead */
    int units;
} Confused;

static void confuse(GArray *list, const char *a, const char *b)
{
    bool swap = *b && strcmp(a, b) > 0;
    Confused pair = { swap ? b : a, swap ? a : b, 1 };
    for (guint i = 0; i < list->len; i++) {
        Confused *had = &g_array_index(list, Confused, i);
        if (strcmp(had->a, pair.a) == 0 && strcmp(had->b, pair.b) == 0) {
            had->units++;
            return;
        }
    }
    g_array_append_val(list, pair);
}

/* What one gave and the other did not. Borrowed, in a given array. */
static GPtrArray *only(const Read *r, guint unit, guint one, guint other)
{
    GPtrArray *codes = g_ptr_array_new();
    for (guint i = 0; i < r->book->codes->len; i++) {
        char *code = ((const Code *)r->book->codes->pdata[i])->id;
        if (has_given(r, unit, one, code) && !has_given(r, unit, other, code))
            g_ptr_array_add(codes, code);
    }
    return codes;
}

static void confuse_pair(const Read *r, GArray *list, guint unit, guint x, guint y)
{
    if (!has_coded(r, unit, x) || !has_coded(r, unit, y))
        return;
    g_autoptr(GPtrArray) a = only(r, unit, x, y), b = only(r, unit, y, x);
    for (guint i = 0; i < a->len; i++)
        for (guint k = 0; k < MAX(b->len, 1); k++)
            confuse(list, a->pdata[i], b->len ? b->pdata[k] : "");
    for (guint k = 0; k < b->len && a->len == 0; k++)
        confuse(list, b->pdata[k], "");
}

static gint by_units(gconstpointer a, gconstpointer b)
{
    const Confused *x = a, *y = b;
    int order = strcmp(x->a, y->a);
    return x->units != y->units ? y->units - x->units : order ? order : strcmp(x->b, y->b);
}

static cJSON *confused_json(const Read *r)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Confused));
    for (guint u = 0; u < r->units->len; u++)
        for (guint x = 0; x < r->coders->len; x++)
            for (guint y = x + 1; y < r->coders->len; y++)
                confuse_pair(r, list, u, x, y);
    g_array_sort(list, by_units);
    cJSON *out = cJSON_CreateArray();
    for (guint i = 0; i < list->len; i++) {
        const Confused *c = &g_array_index(list, Confused, i);
        cJSON *one = json_put(json_put(cJSON_CreateObject(), "a", c->a), "b", c->b);
        json_put_item(out, NULL, json_put_int(one, "units", c->units));
    }
    return out;
}

/* --- the whole --- */

static void put_notes(const Read *r, cJSON *view)
{
    cJSON *notes = cJSON_CreateArray();
    json_put_item(view, "notes", notes);
    if (r->coders->len < 2)
        json_put_item(notes, NULL, cJSON_CreateString("One coder alone: there is no agreement to compute."));
    if (r->open) {
        g_autofree char *text = g_strdup_printf("Interim: %d codings are not done yet.", r->open);
        json_put_item(notes, NULL, cJSON_CreateString(text));
    }
    if (r->coders->len > 1 && r->units->len < 50) {
        g_autofree char *text = g_strdup_printf(
            "%u units were coded by every coder; 50 or more make an agreement that can be relied on.", r->units->len);
        json_put_item(notes, NULL, cJSON_CreateString(text));
    }
    if (r->units->len && r->threads < 2)
        json_put_item(notes, NULL, cJSON_CreateString("All units are of one thread: no interval can be drawn."));
}

static bool put_coders(Store *store, const Read *r, cJSON *view, GError **error)
{
    cJSON *names = cJSON_CreateArray();
    json_put_item(view, "coders", names);
    for (guint c = 0; c < r->coders->len; c++) {
        g_autoptr(GError) fault = NULL;
        g_autoptr(Staff) staff = staff_get(store, coder_at(r, c), &fault);
        if (fault) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return false;
        }
        json_put_item(names, NULL, cJSON_CreateString(staff ? staff->name : "(removed)"));
    }
    return true;
}

cJSON *agreement_study(Store *store, const CodingStudy *study, GError **error)
{
    g_autoptr(Codebook) book = coding_book_codes(store, study->book, error);
    g_auto(Read) r = { .study = study, .book = book };
    if (!book || !read_study(store, &r, error))
        return NULL;
    g_autoptr(cJSON) view = json_put(json_put(cJSON_CreateObject(), "study", study->name), "codebook", book->id);
    g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, study->seed);
    json_put(json_put(view, "state", coding_state_name(study->state)), "unit", coding_unit_kind_name(study->unit));
    json_put_int(
        json_put_int(json_put_int(view, "n", r.units->len), "threads", r.threads), "replicates", AGREEMENT_REPLICATES);
    json_put(view, "seed", seed);
    if (!put_coders(store, &r, view, error))
        return NULL;
    put_notes(&r, view);
    cJSON *codes = cJSON_CreateArray(), *groups = cJSON_CreateArray();
    json_put_item(json_put_item(view, "codes", codes), "groups", groups);
    for (int i = -1; i < (int)book->codes->len; i++) {
        const Code *code = i < 0 ? NULL : book->codes->pdata[i];
        if (code && code->codable)
            json_put_item(codes, NULL, code_json(&r, code));
        if (codebook_excludes(book, i) && size_of_group(book, i) > 1)
            json_put_item(groups, NULL, group_json(&r, i));
    }
    json_put_item(view, "confused", confused_json(&r));
    return g_steal_pointer(&view);
}
