/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a cohort's calendar has changed, what has not happened is due at other times. What is open closes later with it,
 * and never earlier than learners were told. */
#include "schedule.h"
#include "clock.h"
#include "schedule_queries.h"

#include <string.h>

typedef struct {
    int64_t id, utc;
    char *beat;
} Waiting;

static void waiting_clear(gpointer data)
{
    g_free(((Waiting *)data)->beat);
}

static bool collect(const StoreRow *row, gpointer data)
{
    Waiting waiting = { store_int(row, 0), store_int(row, 1), store_text_dup(row, 2) };
    g_array_append_val((GArray *)data, waiting);
    return true;
}

static bool set_time(Store *store, const Cohort *cohort, int64_t id, int64_t utc, GError **error)
{
    g_autofree char *wall = civil_local_text(cohort_zone(cohort), utc);
    g_autofree char *local = g_strdup_printf("%s %s", wall, cohort->zone);
    return store_run(
        store, &schedule_set_time, ARGS(ARG_INT("id", id), ARG_INT("utc", utc), ARG_TEXT("local", local)), NULL, error);
}

static bool moves(
    const Plan *plan, int index, const Cohort *cohort, const BeatFact *facts, int64_t joined, int64_t was, int64_t *utc)
{
    const Beat *beat = plan_beat(plan, index);
    bool told = beat->kind == BEAT_CLOSE || beat->kind == BEAT_AGAIN_CLOSE || beat->kind == BEAT_REMIND;
    return schedule_when(plan, index, cohort, facts, joined, utc) == RELEASE_AT && (!told || *utc > was);
}

bool schedule_replan(Store *store, const Plan *plan, const Cohort *cohort, int64_t enrolment, int64_t room,
    int64_t joined, int64_t now, ScheduleMoved *fn, gpointer data, GError **error)
{
    g_autofree BeatFact *facts = g_new(BeatFact, plan_count(plan));
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(Waiting));
    g_array_set_clear_func(rows, waiting_clear);
    bool late = enrolment && joined;
    if (late ? !schedule_late_facts(store, plan, enrolment, room, facts, error)
             : !schedule_facts(store, plan, enrolment, room, facts, error))
        return false;
    if (!store_each(store, &schedule_waiting_rows,
            ARGS(ARG_INT("enrolment", enrolment), ARG_INT("room", enrolment ? 0 : room)), collect, rows, error))
        return false;
    for (guint i = 0; i < rows->len; i++) {
        const Waiting *row = &g_array_index(rows, Waiting, i);
        int index = plan_find(plan, row->beat);
        int64_t utc = 0;
        if (index < 0 || row->utc <= now || !moves(plan, index, cohort, facts, joined, row->utc, &utc) ||
            utc == row->utc)
            continue;
        if (!set_time(store, cohort, row->id, utc, error))
            return false;
        fn(row->beat, row->utc, utc, data);
    }
    return true;
}
