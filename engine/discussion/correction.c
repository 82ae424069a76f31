/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing is overwritten: the course's text, the answers and their first marks stay as they were, and what was said to
 * be right stands beside them. */
#include "correction.h"
#include "discussion_queries.h"
#include <math.h>
#include <string.h>

void correction_free(Correction *c)
{
    if (!c)
        return;
    g_free(c->what);
    g_free(c->original);
    g_free(c->text);
    g_free(c->key);
    g_free(c->actor);
    g_free(c);
}

const char *corrected_kind_name(CorrectedKind kind)
{
    static const char *const names[CORRECTED_KINDS] = {
        [CORRECTED_POST] = "post", [CORRECTED_STEP] = "step", [CORRECTED_ITEM] = "item"
    };
    return kind < CORRECTED_KINDS ? names[kind] : "?";
}

const char *remedy_name(Remedy remedy)
{
    static const char *const names[REMEDIES] = {
        [REMEDY_NONE] = "", [REMEDY_RETIRE] = "retired", [REMEDY_KEY] = "another key"
    };
    return remedy < REMEDIES ? names[remedy] : "?";
}

bool correction_add(Store *store, Correction *c, GError **error)
{
    return store_next_id(store, &c->id, error) &&
           store_run(store, &discussion_correction_add,
               ARGS(ARG_INT("id", c->id), ARG_INT("cohort", c->cohort), ARG_INT("kind", c->kind),
                   ARG_TEXT("what", c->what), ARG_TEXT("original", c->original), ARG_TEXT("text", c->text),
                   ARG_INT("remedy", c->remedy), ARG_TEXT("key", c->key), ARG_TEXT("actor", c->actor),
                   ARG_INT("at", c->at)),
               NULL, error);
}

static Correction *from_row(const StoreRow *row)
{
    Correction *c = g_new0(Correction, 1);
    c->id = store_int(row, 0);
    c->cohort = store_int(row, 1);
    c->kind = (CorrectedKind)store_int(row, 2);
    c->what = store_text_dup(row, 3);
    c->original = store_text_dup(row, 4);
    c->text = store_text_dup(row, 5);
    c->remedy = (Remedy)store_int(row, 6);
    c->key = store_text_dup(row, 7);
    c->actor = store_text_dup(row, 8);
    c->at = store_int(row, 9);
    return c;
}

typedef struct {
    CorrectionFn *fn;
    gpointer data;
} Each;

static bool call_each(const StoreRow *row, gpointer data)
{
    const Each *each = data;
    g_autoptr(Correction) correction = from_row(row);
    return each->fn(correction, each->data);
}

bool correction_each(Store *store, int64_t cohort, CorrectionFn *fn, gpointer data, GError **error)
{
    Each each = { fn, data };
    return store_each(store, &discussion_correction_all, ARGS(ARG_INT("cohort", cohort)), call_each, &each, error);
}

static bool collect(const StoreRow *row, gpointer data)
{
    g_ptr_array_add(data, from_row(row));
    return true;
}

GPtrArray *correction_of(Store *store, int64_t cohort, CorrectedKind kind, const char *what, GError **error)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)correction_free);
    int64_t any = 0;
    if (!store_remembered(store, &discussion_correction_any, &any, 1, error))
        return NULL;
    if (any != INT64_MAX &&
        !store_each(store, &discussion_correction_of,
            ARGS(ARG_INT("cohort", cohort), ARG_INT("kind", kind), ARG_TEXT("what", what)), collect, list, error))
        return NULL;
    return g_steal_pointer(&list);
}

static gint by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* "c a" -> "a c": which options, whatever their order. Given. */
static char *in_order(const char *ids)
{
    g_auto(GStrv) parts = g_strsplit(ids, " ", -1);
    qsort(parts, g_strv_length(parts), sizeof *parts, by_text);
    return g_strjoinv(" ", parts);
}

double correction_score(const Correction *correction, const char *answer, double before)
{
    if (correction->remedy == REMEDY_RETIRE)
        return NAN;
    if (correction->remedy != REMEDY_KEY || !answer)
        return before;
    g_autofree char *given = in_order(answer), *right = in_order(correction->key);
    return strcmp(given, right) == 0;
}
