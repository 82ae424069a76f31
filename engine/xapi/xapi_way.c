/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the engine is with telling a store: one row a store and cohort, so that what was tried, and when it is tried
 * again, outlives the program. */
#include "clock.h"
#include "xapi.h"
#include "xapi_queries.h"

#define FIRST_WAIT MINUTE
#define LAST_WAIT (6 * HOUR)

static bool take(const StoreRow *row, gpointer data)
{
    XapiWay *way = data;
    *way = (XapiWay){ .next = store_int(row, 0),
        .tried = store_int(row, 1),
        .done = store_int(row, 2),
        .failing = store_int(row, 3),
        .failures = store_int(row, 4),
        .status = store_int(row, 5),
        .waiting = store_int(row, 6) };
    g_strlcpy(way->fault, store_text(row, 7), sizeof way->fault);
    return true;
}

bool xapi_way(Store *store, const char *lrs, int64_t cohort, XapiWay *way, GError **error)
{
    *way = (XapiWay){ 0 };
    return store_each(store, &xapi_way_of, ARGS(ARG_TEXT("lrs", lrs), ARG_INT("cohort", cohort)), take, way, error);
}

bool xapi_set_way(Store *store, const char *lrs, int64_t cohort, const XapiWay *way, GError **error)
{
    return store_run(store, &xapi_way_put,
        ARGS(ARG_TEXT("lrs", lrs), ARG_INT("cohort", cohort), ARG_INT("next", way->next), ARG_INT("tried", way->tried),
            ARG_INT("done", way->done), ARG_INT("failing", way->failing), ARG_INT("failures", way->failures),
            ARG_INT("status", way->status), ARG_INT("waiting", way->waiting), ARG_TEXT("fault", way->fault)),
        NULL, error);
}

int64_t xapi_wait(int64_t failures)
{
    int64_t wait = FIRST_WAIT;
    for (int64_t i = 1; i < failures && wait < LAST_WAIT; i++)
        wait *= 2;
    return MIN(wait, LAST_WAIT);
}

char *xapi_sentence(const XapiWay *way, const XapiCounts *counts)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *failing = civil_utc_text(way->failing), *done = civil_utc_text(way->done),
                    *next = civil_utc_text(way->next);
    g_string_append_printf(text, "%" G_GINT64_FORMAT " told", counts->told);
    if (counts->voided)
        g_string_append_printf(text, ", %" G_GINT64_FORMAT " of them taken back", counts->voided);
    if (way->waiting)
        g_string_append_printf(text, ", %" G_GINT64_FORMAT " waiting", way->waiting);
    if (counts->parked)
        g_string_append_printf(text, ", %" G_GINT64_FORMAT " refused for good", counts->parked);
    if (counts->left)
        g_string_append_printf(text, ", %" G_GINT64_FORMAT " left untold", counts->left);
    if (way->failing)
        g_string_append_printf(text,
            "; the store has taken nothing since %s (%" G_GINT64_FORMAT "%s): %s; tried again from %s on", failing,
            way->failures, way->failures == 1 ? " try" : " tries", *way->fault ? way->fault : "it was cut off", next);
    else if (way->done)
        g_string_append_printf(text, "; the last look ended %s", done);
    else
        g_string_append(text, "; the engine has not told anything by itself yet");
    return g_strdup(text->str);
}

bool xapi_is_refusal(int64_t status)
{
    return status >= 300 && status < 500 && status != 408 && status != 429;
}

void xapi_begin_pass(XapiWay *way, int64_t now)
{
    if (way->failures++ && !way->failing) /* the one before was cut off */
        way->failing = way->tried;
    way->tried = now;
    way->next = now + xapi_wait(way->failures);
}

void xapi_pass_done(XapiWay *way, int64_t now, int64_t rest, int64_t waiting)
{
    way->done = now;
    way->failing = way->failures = way->status = 0;
    way->next = now + rest;
    way->waiting = waiting;
    *way->fault = '\0';
}

void xapi_pass_failed(XapiWay *way, int64_t now, int64_t status, const char *fault, int64_t waiting)
{
    int64_t wait = xapi_wait(way->failures);
    way->failing = way->failing ? way->failing : way->tried;
    way->status = status;
    way->next = now + (xapi_is_refusal(status) ? MAX(wait, HOUR) : wait);
    way->waiting = waiting < 0 ? way->waiting : waiting;
    g_autofree char *valid = g_utf8_make_valid(fault, -1);
    const char *end = NULL;
    g_strlcpy(way->fault, valid, sizeof way->fault);
    if (!g_utf8_validate(way->fault, -1, &end))
        way->fault[end - way->fault] = '\0';
}
