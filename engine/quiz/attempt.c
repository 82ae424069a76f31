/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An attempt: opened with all its items, asked one by one, finished once: open -> done (all answered) | closed (time is
 * up). */
#include "quiz_priv.h"
#include "quiz_queries.h"
#include <math.h>

void attempt_free(Attempt *attempt)
{
    if (!attempt)
        return;
    g_free(attempt->step);
    g_free(attempt->test);
    g_free(attempt->form);
    g_free(attempt);
}

static Attempt *from_row(const StoreRow *row)
{
    Attempt *a = g_new0(Attempt, 1);
    a->id = store_int(row, 0);
    a->cohort = store_int(row, 1);
    a->enrolment = store_int(row, 2);
    a->room = store_int(row, 3);
    a->step = store_text_dup(row, 4);
    a->test = store_text_dup(row, 5);
    a->form = store_text_dup(row, 6);
    a->occasion = (int)store_int(row, 7);
    a->number = (int)store_int(row, 8);
    a->state = (AttemptState)store_int(row, 9);
    a->pre_late = store_int(row, 10) != 0;
    a->opened = store_int(row, 11);
    a->closes = store_int(row, 12);
    a->finished = store_int(row, 13);
    a->asked = (int)store_int(row, 14);
    a->count = (int)store_int(row, 15);
    a->seed = (uint64_t)store_int(row, 16);
    return a;
}

static bool read_one(const StoreRow *row, gpointer data)
{
    *(Attempt **)data = from_row(row);
    return false;
}

static int64_t full_mark(const Item *item)
{
    bool scored = item->kind != ITEM_LIKERT && item->kind != ITEM_OPEN;
    return scored ? (int64_t)llround(item->points * QUIZ_FULL) : 0;
}

static bool find_items(
    const Course *course, const GPtrArray *ids, const char *step, GPtrArray *items, int *scored, GError **error)
{
    for (guint i = 0; i < ids->len; i++) {
        const Item *item = course_item(course, ids->pdata[i]);
        if (!item) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING,
                "course %s %s: step \"%s\" asks item \"%s\", which is not there", course->id, course->version, step,
                (const char *)ids->pdata[i]);
            return false;
        }
        *scored += full_mark(item) > 0;
        g_ptr_array_add(items, (gpointer)item);
    }
    return true;
}

static bool insert_attempt(Store *store, const Attempt *a, int scored, GError **error)
{
    return store_run(store, &quiz_attempt_insert,
        ARGS(ARG_INT("id", a->id), ARG_INT("cohort", a->cohort), ARG_INT("enrolment", a->enrolment),
            ARG_INT("room", a->room), ARG_TEXT("step", a->step), ARG_TEXT("test", a->test), ARG_TEXT("form", a->form),
            ARG_INT("occasion", a->occasion), ARG_INT("number", a->number), ARG_INT("pre_late", a->pre_late),
            ARG_INT("opened", a->opened), ARG_INT("closes", a->closes), ARG_INT("count", a->count),
            ARG_INT("seed", (int64_t)a->seed), ARG_INT("scored", scored)),
        NULL, error);
}

static bool insert_items(Store *store, const Attempt *a, const GPtrArray *items, GError **error)
{
    for (guint i = 0; i < items->len; i++) {
        const Item *item = items->pdata[i];
        if (!store_run(store, &quiz_response_insert,
                ARGS(ARG_INT("attempt", a->id), ARG_INT("position", i), ARG_INT("room", a->room),
                    ARG_INT("enrolment", a->enrolment), ARG_INT("in_test", a->test != NULL), ARG_TEXT("item", item->id),
                    ARG_INT("version", item->version), ARG_INT("full", full_mark(item))),
                NULL, error))
            return false;
    }
    return true;
}

bool quiz_open(Store *store, Attempt *attempt, const Course *course, const GPtrArray *item_ids, GError **error)
{
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    int scored = 0;
    int64_t before = 0;
    if (!find_items(course, item_ids, attempt->step, items, &scored, error) ||
        !store_get_int(store, &quiz_attempt_numbers,
            ARGS(ARG_INT("enrolment", attempt->enrolment), ARG_TEXT("step", attempt->step)), &before, NULL, error) ||
        !store_next_id(store, &attempt->id, error))
        return false;
    attempt->number = (int)before + 1;
    attempt->state = ATTEMPT_OPEN;
    attempt->asked = 0;
    attempt->finished = 0;
    attempt->count = (int)items->len;
    return insert_attempt(store, attempt, scored, error) && insert_items(store, attempt, items, error);
}

Attempt *quiz_get(Store *store, int64_t id, GError **error)
{
    Attempt *attempt = NULL;
    if (store_each(store, &quiz_attempt_row, ARGS(ARG_INT("id", id)), read_one, &attempt, error) && !attempt)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "there is no attempt A%" G_GINT64_FORMAT, id);
    return attempt;
}

Attempt *quiz_current(Store *store, int64_t enrolment, GError **error)
{
    Attempt *attempt = NULL;
    store_each(store, &quiz_attempt_current, ARGS(ARG_INT("enrolment", enrolment)), read_one, &attempt, error);
    return attempt;
}

Attempt *quiz_of_step(Store *store, int64_t enrolment, const char *step, GError **error)
{
    Attempt *attempt = NULL;
    store_each(store, &quiz_attempt_of_step, ARGS(ARG_INT("enrolment", enrolment), ARG_TEXT("step", step)), read_one,
        &attempt, error);
    return attempt;
}

typedef struct {
    double sum;
    int n;
} Score;

static bool add_mark(const StoreRow *row, gpointer data)
{
    Score *score = data;
    if (store_int(row, 1) > 0) {
        score->sum += (double)store_int(row, 0) / (double)store_int(row, 1);
        score->n++;
    }
    return true;
}

bool quiz_finish(Store *store, Attempt *attempt, AttemptState state, int64_t now, double *score, GError **error)
{
    Score total = { 0 };
    int64_t changed = 0;
    g_assert(state == ATTEMPT_DONE || state == ATTEMPT_CLOSED);
    if (!store_run(store, &quiz_attempt_finish,
            ARGS(ARG_INT("id", attempt->id), ARG_INT("state", state), ARG_INT("now", now)), &changed, error) ||
        !store_each(store, &quiz_response_marks, ARGS(ARG_INT("attempt", attempt->id)), add_mark, &total, error))
        return false;
    if (changed) {
        attempt->state = state;
        attempt->finished = now;
    }
    if (score)
        *score = total.n ? total.sum / total.n : NAN;
    return true;
}

bool quiz_any_open(Store *store, int64_t cohort, bool *open, GError **error)
{
    int64_t one = 0;
    *open = false;
    return store_get_int(store, &quiz_attempt_running, ARGS(ARG_INT("cohort", cohort)), &one, open, error);
}

typedef struct {
    AttemptFn *fn;
    gpointer data;
} Each;

static bool call_each(const StoreRow *row, gpointer data)
{
    const Each *each = data;
    g_autoptr(Attempt) attempt = from_row(row);
    return each->fn(attempt, each->data);
}

bool quiz_each(Store *store, int64_t cohort, AttemptFn *fn, gpointer data, GError **error)
{
    Each each = { fn, data };
    return store_each(store, &quiz_attempt_all, ARGS(ARG_INT("cohort", cohort)), call_each, &each, error);
}

bool quiz_written(Store *store, int64_t enrolment, int64_t *count, GError **error)
{
    return store_get_int(store, &quiz_written_count, ARGS(ARG_INT("enrolment", enrolment)), count, NULL, error);
}

bool quiz_answer_total(Store *store, int64_t *count, GError **error)
{
    return store_get_int(store, &quiz_answers, NO_ARGS, count, NULL, error);
}

bool quiz_set_closes(Store *store, int64_t enrolment, const char *step, int64_t closes, GError **error)
{
    return store_run(store, &quiz_closes_set,
        ARGS(ARG_INT("enrolment", enrolment), ARG_TEXT("step", step), ARG_INT("closes", closes)), NULL, error);
}
