/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of what is lacking and what can be given, and who was brought together over them. */
#include "stock.h"
#include "stock_queries.h"

#include <string.h>

void stock_free(Stock *s)
{
    if (!s)
        return;
    g_free(s->item);
    g_free(s->shown);
    g_free(s->place);
    g_free(s->facility);
    g_free(s);
}

static bool collect(const StoreRow *row, gpointer data)
{
    Stock *s = g_new0(Stock, 1);
    s->id = store_int(row, 0);
    s->cohort = store_int(row, 1);
    s->enrolment = store_int(row, 2);
    s->item = store_text_dup(row, 3);
    s->shown = store_text_dup(row, 4);
    s->place = store_text_dup(row, 5);
    s->facility = store_text_dup(row, 6);
    s->qty = store_int(row, 7);
    s->at = store_int(row, 8);
    s->until = store_int(row, 9);
    g_ptr_array_add(data, s);
    return true;
}

static GPtrArray *new_list(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)stock_free);
}

Stock *stock_known(Store *store, const Stock *stock, GError **error)
{
    g_autoptr(GPtrArray) list = new_list();
    if (!store_each(store, &stock_before,
            ARGS(
                ARG_INT("enrolment", stock->enrolment), ARG_TEXT("item", stock->item), ARG_TEXT("place", stock->place)),
            collect, list, error))
        return NULL;
    return list->len ? g_ptr_array_steal_index(list, 0) : NULL;
}

bool stock_put(Store *store, Stock *stock, bool *news, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Stock) old = stock_known(store, stock, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    *news = !old || old->until <= stock->at || (old->qty == 0) != (stock->qty == 0);
    stock->id = old ? old->id : 0;
    if ((!old && !store_next_id(store, &stock->id, error)) ||
        (old && *news && !store_run(store, &stock_unmatch, ARGS(ARG_INT("id", old->id)), NULL, error)))
        return false;
    return store_run(store, &stock_upsert,
        ARGS(ARG_INT("id", stock->id), ARG_INT("cohort", stock->cohort), ARG_INT("enrolment", stock->enrolment),
            ARG_TEXT("item", stock->item), ARG_TEXT("shown", stock->shown), ARG_TEXT("place", stock->place),
            ARG_TEXT("facility", stock->facility), ARG_INT("qty", stock->qty), ARG_INT("now", stock->at),
            ARG_INT("until", stock->until)),
        NULL, error);
}

Stock *stock_get(Store *store, int64_t id, GError **error)
{
    g_autoptr(GPtrArray) list = new_list();
    if (!store_each(store, &stock_row, ARGS(ARG_INT("id", id)), collect, list, error))
        return NULL;
    return list->len ? g_ptr_array_steal_index(list, 0) : NULL;
}

GPtrArray *stock_list(Store *store, int64_t cohort, GError **error)
{
    g_autoptr(GPtrArray) list = new_list();
    if (!store_each(store, &stock_rows, ARGS(ARG_INT("cohort", cohort)), collect, list, error))
        return NULL;
    return g_steal_pointer(&list);
}

GPtrArray *stock_of_item(Store *store, int64_t cohort, const char *item, int64_t now, GError **error)
{
    g_autoptr(GPtrArray) list = new_list();
    if (!store_each(store, &stock_rows_of_item,
            ARGS(ARG_INT("cohort", cohort), ARG_TEXT("item", item), ARG_INT("now", now)), collect, list, error))
        return NULL;
    return g_steal_pointer(&list);
}

bool stock_count_others(Store *store, const Stock *stock, int64_t now, int64_t *count, GError **error)
{
    return store_get_int(store, &stock_current,
        ARGS(ARG_INT("enrolment", stock->enrolment), ARG_INT("now", now), ARG_TEXT("item", stock->item),
            ARG_TEXT("place", stock->place)),
        count, NULL, error);
}

bool stock_kept(Store *store, int64_t enrolment, int64_t *count, GError **error)
{
    return store_get_int(store, &stock_told_of, ARGS(ARG_INT("enrolment", enrolment)), count, NULL, error);
}

bool stock_end(Store *store, int64_t id, int64_t now, GError **error)
{
    return store_run(store, &stock_over, ARGS(ARG_INT("id", id), ARG_INT("now", now)), NULL, error);
}

/* --- matches --- */

static bool collect_match(const StoreRow *row, gpointer data)
{
    StockMatch m = { .id = store_int(row, 0),
        .need = store_int(row, 1),
        .have = store_int(row, 2),
        .need_says = (StockSays)store_int(row, 3),
        .have_says = (StockSays)store_int(row, 4),
        .at = store_int(row, 5) };
    g_array_append_val((GArray *)data, m);
    return true;
}

bool stock_match_add(Store *store, StockMatch *match, GError **error)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(StockMatch));
    match->id = 0;
    if (!store_each(store, &stock_match_of, ARGS(ARG_INT("need", match->need), ARG_INT("have", match->have)),
            collect_match, list, error))
        return false;
    return list->len ||
           (store_next_id(store, &match->id, error) && store_run(store, &stock_match_insert,
                                                           ARGS(ARG_INT("id", match->id), ARG_INT("need", match->need),
                                                               ARG_INT("have", match->have), ARG_INT("now", match->at)),
                                                           NULL, error));
}

bool stock_match_get(Store *store, int64_t id, StockMatch *match, bool *found, GError **error)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(StockMatch));
    if (!store_each(store, &stock_match_row, ARGS(ARG_INT("id", id)), collect_match, list, error))
        return false;
    *found = list->len > 0;
    if (*found)
        *match = g_array_index(list, StockMatch, 0);
    return true;
}

bool stock_match_set(Store *store, const StockMatch *match, GError **error)
{
    return store_run(store, &stock_match_answer,
        ARGS(ARG_INT("id", match->id), ARG_INT("need_says", match->need_says), ARG_INT("have_says", match->have_says)),
        NULL, error);
}

GArray *stock_match_list(Store *store, int64_t cohort, GError **error)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(StockMatch));
    if (!store_each(store, &stock_matches, ARGS(ARG_INT("cohort", cohort)), collect_match, list, error))
        return NULL;
    return g_steal_pointer(&list);
}

/* --- the end --- */

bool stock_forget(Store *store, int64_t enrolment, GError **error)
{
    return store_run(store, &stock_forget_matches, ARGS(ARG_INT("enrolment", enrolment)), NULL, error) &&
           store_run(store, &stock_forget_rows, ARGS(ARG_INT("enrolment", enrolment)), NULL, error);
}

bool stock_forget_cohort(Store *store, int64_t cohort, GError **error)
{
    return store_run(store, &stock_clear_matches, ARGS(ARG_INT("cohort", cohort)), NULL, error) &&
           store_run(store, &stock_clear_rows, ARGS(ARG_INT("cohort", cohort)), NULL, error);
}
