/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of forms, of their rounds, and of what was answered. */
#include "sheet.h"
#include "sheet_queries.h"

void sheet_free(Sheet *s)
{
    if (!s)
        return;
    g_free(s->name);
    g_free(s->text);
    g_free(s);
}

void sheet_round_free(SheetRound *r)
{
    if (!r)
        return;
    g_free(r->label);
    g_free(r->text);
    g_free(r);
}

/* --- forms --- */

static bool collect(const StoreRow *row, gpointer data)
{
    Sheet *s = g_new0(Sheet, 1);
    s->id = store_int(row, 0);
    s->cohort = store_int(row, 1);
    s->name = store_text_dup(row, 2);
    s->text = store_text_dup(row, 3);
    g_ptr_array_add(data, s);
    return true;
}

static GPtrArray *forms(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)sheet_free);
    return store_each(store, query, args, collect, list, error) ? g_steal_pointer(&list) : NULL;
}

static Sheet *first_form(GPtrArray *list)
{
    Sheet *first = list && list->len ? g_ptr_array_steal_index(list, 0) : NULL;
    if (list)
        g_ptr_array_unref(list);
    return first;
}

Sheet *sheet_find(Store *store, int64_t cohort, const char *name, GError **error)
{
    return first_form(forms(store, &sheet_row, ARGS(ARG_INT("cohort", cohort), ARG_TEXT("name", name)), error));
}

Sheet *sheet_get(Store *store, int64_t id, GError **error)
{
    return first_form(forms(store, &sheet_one, ARGS(ARG_INT("id", id)), error));
}

GPtrArray *sheet_list(Store *store, int64_t cohort, GError **error)
{
    return forms(store, &sheet_rows, ARGS(ARG_INT("cohort", cohort)), error);
}

bool sheet_set(Store *store, Sheet *sheet, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Sheet) old = sheet_find(store, sheet->cohort, sheet->name, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    sheet->id = old ? old->id : 0;
    return (old || store_next_id(store, &sheet->id, error)) &&
           store_run(store, &sheet_put,
               ARGS(ARG_INT("id", sheet->id), ARG_INT("cohort", sheet->cohort), ARG_TEXT("name", sheet->name),
                   ARG_TEXT("text", sheet->text)),
               NULL, error);
}

/* --- rounds --- */

static bool collect_round(const StoreRow *row, gpointer data)
{
    SheetRound *r = g_new0(SheetRound, 1);
    r->id = store_int(row, 0);
    r->sheet = store_int(row, 1);
    r->cohort = store_int(row, 2);
    r->label = store_text_dup(row, 3);
    r->text = store_text_dup(row, 4);
    r->opened = store_int(row, 5);
    r->due = store_int(row, 6);
    r->closes = store_int(row, 7);
    r->reminded = store_int(row, 8);
    r->again = store_int(row, 9);
    g_ptr_array_add(data, r);
    return true;
}

static GPtrArray *rounds(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)sheet_round_free);
    return store_each(store, query, args, collect_round, list, error) ? g_steal_pointer(&list) : NULL;
}

bool sheet_round_add(Store *store, SheetRound *round, GError **error)
{
    return store_next_id(store, &round->id, error) &&
           store_run(store, &sheet_round_insert,
               ARGS(ARG_INT("id", round->id), ARG_INT("sheet", round->sheet), ARG_INT("cohort", round->cohort),
                   ARG_TEXT("label", round->label), ARG_TEXT("text", round->text), ARG_INT("opened", round->opened),
                   ARG_INT("due", round->due), ARG_INT("closes", round->closes), ARG_INT("again", round->again)),
               NULL, error);
}

SheetRound *sheet_round_get(Store *store, int64_t id, GError **error)
{
    g_autoptr(GPtrArray) list = rounds(store, &sheet_round_row, ARGS(ARG_INT("id", id)), error);
    return list && list->len ? g_ptr_array_steal_index(list, 0) : NULL;
}

GPtrArray *sheet_rounds(Store *store, int64_t cohort, GError **error)
{
    return rounds(store, &sheet_rounds_of, ARGS(ARG_INT("cohort", cohort)), error);
}

GPtrArray *sheet_open_rounds(Store *store, int64_t cohort, int64_t now, GError **error)
{
    return rounds(store, &sheet_rounds_open, ARGS(ARG_INT("cohort", cohort), ARG_INT("now", now)), error);
}

bool sheet_round_keep(Store *store, const SheetRound *round, GError **error)
{
    return store_run(store, &sheet_round_set,
        ARGS(ARG_INT("id", round->id), ARG_INT("reminded", round->reminded), ARG_INT("again", round->again)), NULL,
        error);
}

/* --- answers --- */

bool sheet_answer(
    Store *store, int64_t round, int64_t enrolment, const char *field, const char *value, int64_t now, GError **error)
{
    return store_run(store, &sheet_answer_put,
        ARGS(ARG_INT("round", round), ARG_INT("enrolment", enrolment), ARG_TEXT("field", field),
            ARG_TEXT("value", value), ARG_INT("now", now)),
        NULL, error);
}

typedef struct {
    SheetAnswerFn *fn;
    gpointer data;
} Each;

static bool tell(const StoreRow *row, gpointer data)
{
    const Each *each = data;
    return each->fn(
        store_int(row, 0), store_text(row, 1), store_text(row, 2), store_int(row, 3), store_int(row, 4), each->data);
}

bool sheet_answers(Store *store, int64_t round, int64_t enrolment, SheetAnswerFn *fn, gpointer data, GError **error)
{
    Each each = { fn, data };
    if (enrolment)
        return store_each(store, &sheet_answers_of, ARGS(ARG_INT("round", round), ARG_INT("enrolment", enrolment)),
            tell, &each, error);
    return store_each(store, &sheet_answers_all, ARGS(ARG_INT("round", round)), tell, &each, error);
}

bool sheet_answers_kept(Store *store, int64_t enrolment, int64_t *count, GError **error)
{
    return store_get_int(store, &sheet_answers_told, ARGS(ARG_INT("enrolment", enrolment)), count, NULL, error);
}

bool sheet_forget(Store *store, int64_t enrolment, GError **error)
{
    return store_run(store, &sheet_forget_answers, ARGS(ARG_INT("enrolment", enrolment)), NULL, error);
}

bool sheet_forget_cohort(Store *store, int64_t cohort, GError **error)
{
    return store_run(store, &sheet_clear_answers, ARGS(ARG_INT("cohort", cohort)), NULL, error);
}
