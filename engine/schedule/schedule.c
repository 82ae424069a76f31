/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of what is due. A row is written when its time becomes known and never moves backwards:
 * waiting -> open -> done, waiting -> done, waiting -> skipped, waiting or open -> fault. */
#include "schedule.h"
#include "schedule_priv.h"
#include "schedule_queries.h"
#include "clock.h"
#include <math.h>

void due_free(Due *due)
{
    if (!due)
        return;
    g_free(due->beat);
    g_free(due->reason);
    g_free(due->local);
    g_free(due);
}

static Due *due_from_row(const StoreRow *row)
{
    Due *due = g_new0(Due, 1);
    due->id = store_int(row, 0);
    due->cohort = store_int(row, 1);
    due->enrolment = store_int(row, 2);
    due->room = store_int(row, 3);
    due->beat = store_text_dup(row, 4);
    due->state = (DueState)store_int(row, 5);
    due->utc = store_int(row, 6);
    due->started = store_int(row, 7);
    due->done = store_int(row, 8);
    due->score = store_is_null(row, 9) ? NAN : store_real(row, 9);
    due->reason = store_text_dup(row, 10);
    due->local = store_text_dup(row, 11);
    return due;
}

static bool collect_due(const StoreRow *row, gpointer data)
{
    g_ptr_array_add(data, due_from_row(row));
    return true;
}

static bool read_due(const StoreRow *row, gpointer data)
{
    *(Due **)data = due_from_row(row);
    return false;
}

GPtrArray *schedule_due(Store *store, int64_t now, int limit, GError **error)
{
    int64_t soonest = 0;
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)due_free);
    if (!schedule_next(store, &soonest, error))
        return NULL;
    if (soonest <= now && !store_each(store, &schedule_due_rows, ARGS(ARG_INT("now", now), ARG_INT("limit", limit)),
                              collect_due, list, error))
        return NULL;
    return g_steal_pointer(&list);
}

Due *schedule_find(Store *store, int64_t enrolment, int64_t room, const char *beat, GError **error)
{
    Due *due = NULL;
    store_each(store, &schedule_find_row,
        ARGS(ARG_INT("enrolment", enrolment), ARG_INT("room", enrolment ? 0 : room), ARG_TEXT("beat", beat)), read_due,
        &due, error);
    return due;
}

Due *schedule_get(Store *store, int64_t id, GError **error)
{
    Due *due = NULL;
    store_each(store, &schedule_row, ARGS(ARG_INT("id", id)), read_due, &due, error);
    return due;
}

static bool insert(
    Store *store, const Cohort *cohort, int64_t enrolment, int64_t room, const Beat *beat, int64_t utc, GError **error)
{
    int64_t id = 0;
    g_autofree char *wall = civil_local_text(cohort_zone(cohort), utc);
    g_autofree char *local = g_strdup_printf("%s %s", wall, cohort->zone);
    return store_next_id(store, &id, error) &&
           facts_add(store,
               ARGS(ARG_INT("id", id), ARG_INT("cohort", cohort->id), ARG_INT("enrolment", enrolment),
                   ARG_INT("room", enrolment ? 0 : room), ARG_TEXT("beat", beat->id), ARG_INT("utc", utc),
                   ARG_TEXT("local", local)),
               enrolment ? enrolment : room, beat->id, error);
}

bool schedule_extend(Store *store, const Plan *plan, const Cohort *cohort, int64_t enrolment, int64_t room,
    int64_t joined, int *added, GError **error)
{
    g_autofree BeatFact *facts = g_new(BeatFact, plan_count(plan));
    if (added)
        *added = 0;
    bool late = enrolment && joined;
    if (late ? !schedule_late_facts(store, plan, enrolment, room, facts, error)
             : !schedule_facts(store, plan, enrolment, room, facts, error))
        return false;
    for (int i = 0; i < plan_count(plan); i++) {
        const Beat *beat = plan_beat(plan, i);
        int64_t utc = 0;
        if (facts[i].planned || beat->for_room != (enrolment == 0) ||
            schedule_when(plan, i, cohort, facts, joined, &utc) != RELEASE_AT)
            continue;
        if (beat->kind == BEAT_REMIND && utc < joined)
            continue;
        if (!insert(store, cohort, enrolment, room, beat, utc, error))
            return false;
        facts[i].planned = true;
        if (added)
            ++*added;
    }
    return true;
}

bool schedule_own(
    Store *store, const Plan *plan, const Cohort *cohort, int64_t enrolment, int beat, int64_t utc, GError **error)
{
    return insert(store, cohort, enrolment, 0, plan_beat(plan, beat), utc, error);
}

static bool move(Store *store, const StoreQuery *query, const StoreArg *args, int64_t id, GError **error)
{
    int64_t changed = 0;
    if (!facts_move(store, query, args, id, &changed, error))
        return false;
    if (changed == 1)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
        "step row %" G_GINT64_FORMAT " is not where it was believed to be", id);
    return false;
}

bool schedule_open(Store *store, int64_t id, int64_t now, GError **error)
{
    return move(store, &schedule_set_open, ARGS(ARG_INT("id", id), ARG_INT("now", now)), id, error);
}

bool schedule_finish(Store *store, int64_t id, int64_t now, double score, GError **error)
{
    StoreArg with[] = { ARG_INT("id", id), ARG_INT("now", now), ARG_REAL("score", score), ARG_END };
    StoreArg without[] = { ARG_INT("id", id), ARG_INT("now", now), ARG_NULL("score"), ARG_END };
    return move(store, &schedule_set_done, isnan(score) ? without : with, id, error);
}

bool schedule_raise(Store *store, int64_t id, double score, GError **error)
{
    int64_t changed = 0;
    return facts_move(
        store, &schedule_set_better, ARGS(ARG_INT("id", id), ARG_REAL("score", score)), id, &changed, error);
}

bool schedule_skip(Store *store, int64_t id, const char *reason, int64_t now, GError **error)
{
    return move(store, &schedule_set_skipped, ARGS(ARG_INT("id", id), ARG_TEXT("reason", reason), ARG_INT("now", now)),
        id, error);
}

bool schedule_fault(Store *store, int64_t id, const char *reason, int64_t now, GError **error)
{
    return move(store, &schedule_set_fault, ARGS(ARG_INT("id", id), ARG_TEXT("reason", reason), ARG_INT("now", now)),
        id, error);
}

bool schedule_postpone(Store *store, int64_t id, int64_t utc, GError **error)
{
    return move(store, &schedule_set_later, ARGS(ARG_INT("id", id), ARG_INT("utc", utc)), id, error);
}

bool schedule_cancel(Store *store, int64_t enrolment, const char *reason, int64_t now, GError **error)
{
    return store_run(store, &schedule_cancel_rows,
        ARGS(ARG_INT("enrolment", enrolment), ARG_TEXT("reason", reason), ARG_INT("now", now)), NULL, error);
}

bool schedule_cancel_cohort(Store *store, int64_t cohort, const char *reason, int64_t now, GError **error)
{
    return store_run(store, &schedule_cancel_all,
        ARGS(ARG_INT("cohort", cohort), ARG_TEXT("reason", reason), ARG_INT("now", now)), NULL, error);
}

bool schedule_next(Store *store, int64_t *at, GError **error)
{
    return store_remembered(store, &schedule_next_row, at, 1, error);
}

typedef struct {
    ComingFn *fn;
    gpointer data;
} Coming;

static bool read_coming(const StoreRow *row, gpointer data)
{
    const Coming *coming = data;
    return coming->fn(store_text(row, 0), store_int(row, 1), store_int(row, 2), coming->data);
}

bool schedule_coming(
    Store *store, int64_t cohort, int64_t after, int64_t until, ComingFn *fn, gpointer data, GError **error)
{
    Coming coming = { fn, data };
    return store_each(store, &schedule_coming_rows,
        ARGS(ARG_INT("after", after), ARG_INT("until", until), ARG_INT("cohort", cohort)), read_coming, &coming, error);
}

static bool read_span(const StoreRow *row, gpointer data)
{
    int64_t *span = data;
    for (int i = 0; i < 3; i++)
        span[i] = store_int(row, i);
    return false;
}

bool schedule_span(Store *store, int64_t cohort, int64_t *first, int64_t *last, int64_t *waiting, GError **error)
{
    int64_t span[3] = { 0 };
    if (!store_each(store, &schedule_span_row, ARGS(ARG_INT("cohort", cohort)), read_span, span, error))
        return false;
    *first = span[0];
    *last = span[1];
    *waiting = span[2];
    return true;
}
