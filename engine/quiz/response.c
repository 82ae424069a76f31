/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question of an attempt: asked with an order of options drawn for it alone, answered once. */
#include "quiz_priv.h"
#include "quiz_queries.h"
#include "rng.h"
#include <stdlib.h>

void quiz_response_free(QuizResponse *response)
{
    if (!response)
        return;
    g_free(response->item);
    g_free(response->answer);
    g_array_unref(response->order);
    g_free(response);
}

static GArray *read_order(const char *text)
{
    GArray *order = g_array_new(FALSE, FALSE, sizeof(int));
    g_auto(GStrv) parts = g_strsplit(text, " ", -1);
    for (char **p = parts; *p; p++)
        if (**p) {
            int index = (int)strtol(*p, NULL, 10);
            g_array_append_val(order, index);
        }
    return order;
}

static char *write_order(const GArray *order)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < order->len; i++)
        g_string_append_printf(text, "%s%d", i ? " " : "", g_array_index(order, int, i));
    return g_string_free(text, FALSE);
}

static QuizResponse *from_row(const StoreRow *row)
{
    QuizResponse *r = g_new0(QuizResponse, 1);
    r->position = (int)store_int(row, 0);
    r->item = store_text_dup(row, 1);
    r->version = (int)store_int(row, 2);
    r->order = read_order(store_text(row, 3));
    r->asked = store_int(row, 4);
    r->answered = store_int(row, 5);
    r->answer = store_text_dup(row, 6);
    r->mark = store_int(row, 7);
    r->correct = store_int(row, 8) != 0;
    r->mate_sat = store_int(row, 9) != 0;
    r->missed = (QuizMiss)store_int(row, 10);
    return r;
}

static bool read_one(const StoreRow *row, gpointer data)
{
    *(QuizResponse **)data = from_row(row);
    return false;
}

QuizResponse *quiz_response(Store *store, int64_t attempt, int position, GError **error)
{
    QuizResponse *response = NULL;
    if (store_each(store, &quiz_response_row, ARGS(ARG_INT("attempt", attempt), ARG_INT("position", position)),
            read_one, &response, error) &&
        !response)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "attempt A%" G_GINT64_FORMAT " has no question %d",
            attempt, position + 1);
    return response;
}

/* Not from the attempt's id: that depends on how often the engine was started. */
static uint64_t order_seed(const Attempt *attempt)
{
    g_autofree char *label =
        g_strdup_printf("%" G_GINT64_FORMAT "/%d/%d", attempt->enrolment, attempt->number, attempt->asked);
    Rng rng = rng_stream(attempt->seed, label);
    return rng_u64(&rng);
}

static bool mark_asked(Store *store, const Attempt *attempt, const GArray *order, int64_t now, GError **error)
{
    g_autofree char *shown = write_order(order);
    int64_t changed = 0;
    if (!store_run(store, &quiz_attempt_asked,
            ARGS(ARG_INT("id", attempt->id), ARG_INT("asked", attempt->asked), ARG_INT("now", now)), &changed, error))
        return false;
    if (changed != 1) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "attempt A%" G_GINT64_FORMAT " is closed, or its question %d was asked already", attempt->id,
            attempt->asked + 1);
        return false;
    }
    return store_run(store, &quiz_response_asked,
        ARGS(ARG_INT("attempt", attempt->id), ARG_INT("position", attempt->asked), ARG_TEXT("shown", shown),
            ARG_INT("now", now)),
        NULL, error);
}

bool quiz_ask(Store *store, Attempt *attempt, const Course *course, const char *country, int64_t now,
    QuizResponse **response, GError **error)
{
    *response = NULL;
    if (attempt->asked >= attempt->count)
        return true;
    g_autoptr(QuizResponse) next = quiz_response(store, attempt->id, attempt->asked, error);
    if (!next)
        return false;
    const Item *item = course_item(course, next->item);
    if (!item) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "course %s %s has no item \"%s\" any more", course->id,
            course->version, next->item);
        return false;
    }
    g_autoptr(GArray) order = quiz_order(item, country, order_seed(attempt));
    if (!mark_asked(store, attempt, order, now, error))
        return false;
    attempt->asked++;
    *response = quiz_response(store, attempt->id, next->position, error);
    return *response != NULL;
}

bool quiz_answer(Store *store, Attempt *attempt, int position, const char *raw, const QuizMark *mark, int64_t now,
    bool *kept, GError **error)
{
    int64_t mate = 0, changed = 0;
    *kept = false;
    g_autoptr(QuizResponse) response = quiz_response(store, attempt->id, position, error);
    if (!response || !store_get_int(store, &quiz_response_mate,
                         ARGS(ARG_INT("room", attempt->room), ARG_TEXT("item", response->item),
                             ARG_INT("enrolment", attempt->enrolment)),
                         &mate, NULL, error))
        return false;
    if (!store_run(store, &quiz_response_answered,
            ARGS(ARG_INT("attempt", attempt->id), ARG_INT("position", position), ARG_TEXT("raw", raw),
                ARG_TEXT("answer", mark->answer), ARG_INT("mark", mark->mark), ARG_INT("correct", mark->correct),
                ARG_INT("mate_sat", mate), ARG_INT("now", now)),
            &changed, error))
        return false;
    *kept = changed == 1;
    return true;
}

bool quiz_miss(Store *store, int64_t attempt, int position, QuizMiss missed, GError **error)
{
    return store_run(store, &quiz_response_missed,
        ARGS(ARG_INT("attempt", attempt), ARG_INT("position", position), ARG_INT("missed", missed)), NULL, error);
}

typedef struct {
    QuizResponseFn *fn;
    gpointer data;
} Each;

static bool call_each(const StoreRow *row, gpointer data)
{
    const Each *each = data;
    g_autoptr(QuizResponse) response = from_row(row);
    return each->fn(response, each->data);
}

bool quiz_responses(Store *store, int64_t attempt, QuizResponseFn *fn, gpointer data, GError **error)
{
    Each each = { fn, data };
    return store_each(store, &quiz_response_all, ARGS(ARG_INT("attempt", attempt)), call_each, &each, error);
}

bool quiz_erase(Store *store, int64_t enrolment, GError **error)
{
    return store_run(store, &quiz_erase_responses, ARGS(ARG_INT("enrolment", enrolment)), NULL, error) &&
           store_run(store, &quiz_erase_evidence, ARGS(ARG_INT("enrolment", enrolment)), NULL, error);
}

bool quiz_erase_typed(Store *store, int64_t enrolment, const char *item, GError **error)
{
    if (item)
        return store_run(
            store, &quiz_erase_item, ARGS(ARG_INT("enrolment", enrolment), ARG_TEXT("item", item)), NULL, error);
    return store_run(store, &quiz_erase_raw, ARGS(ARG_INT("enrolment", enrolment)), NULL, error) &&
           store_run(store, &quiz_erase_evidence, ARGS(ARG_INT("enrolment", enrolment)), NULL, error);
}
