/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A room's step goes to every member in one transaction, so that none can be forgotten by a restart in between. */
#include "drip_priv.h"
#include "desk.h"
#include "certify.h"
#include "company.h"
#include "discussion.h"
#include "host.h"
#include "live_step.h"
#include <math.h>

/* The last of a step's own and embedded beats that is sure to come; probes may be left out. */
static bool is_last_of(const Plan *plan, int index, const Step *whole)
{
    for (int i = index + 1; i < plan_count(plan); i++) {
        const Beat *beat = plan_beat(plan, i);
        bool inside = beat->step == whole || beat->step->parent == whole;
        if (inside && beat->for_room && beat->kind != BEAT_PROBE && beat->kind != BEAT_REMIND)
            return false;
    }
    return true;
}

/* The opening of a step whose last beat this is becomes done. */
static bool finish_opening(
    Context *context, const Plan *plan, int index, const Step *step, const Due *row, int64_t now, GError **error)
{
    Store *store = context_store(context);
    if (!is_last_of(plan, index, step))
        return true;
    g_autoptr(Due) open = schedule_find(store, 0, row->room, step->id, error);
    if (!open)
        return error == NULL || *error == NULL;
    return open->state != DUE_OPEN || schedule_finish(store, open->id, now, NAN, error);
}

static bool settle_row(Context *context, const Plan *plan, int index, const Due *row, int64_t now, GError **error)
{
    Store *store = context_store(context);
    const Beat *beat = plan_beat(plan, index);
    const Step *step = beat->step;
    bool opens = beat->kind == BEAT_OPEN && !is_last_of(plan, index, step);
    /* A discussion without a due time stays open for ever only in the sense that posts still find it; its step is done.
     */
    if (!(opens ? schedule_open(store, row->id, now, error) : schedule_finish(store, row->id, now, NAN, error)))
        return false;
    if (beat->kind == BEAT_CLOSE && !step->commit) {
        g_autoptr(Due) open = schedule_find(store, 0, row->room, step->id, error);
        if (open && open->state == DUE_OPEN && !schedule_finish(store, open->id, now, NAN, error))
            return false;
    } else if (beat->kind != BEAT_OPEN && !finish_opening(context, plan, index, step, row, now, error)) {
        return false;
    }
    return !step->parent || finish_opening(context, plan, index, step->parent, row, now, error);
}

static bool to_member(
    Context *context, int64_t enrolment, const Beat *beat, const Due *row, int64_t now, GError **error)
{
    Tutor t;
    g_autoptr(Enrolment) e = enrolment_get(context_store(context), context_vault(context), enrolment, error);
    if (!e)
        return false;
    if (e->state != ENROLMENT_ACTIVE && e->state != ENROLMENT_PAUSED)
        return true;
    const Step *whole = beat->step->parent ? beat->step->parent : beat->step;
    return tutor_init(&t, context, e, now, error) &&
           (e->joined_late ? tutor_show_late : tutor_show)(&t, beat, row->id, error) && tutor_extend(&t, error) &&
           certify_look(&t, beat->step->id, error) && certify_look(&t, whole->id, error);
}

static bool to_room(Context *context, const Beat *beat, const Due *row, int64_t now, GError **error)
{
    g_autoptr(GArray) members = room_members(context_store(context), row->room, false, error);
    if (!members)
        return false;
    for (guint i = 0; i < members->len; i++)
        if (!to_member(context, g_array_index(members, int64_t, i), beat, row, now, error))
            return false;
    return true;
}

bool drip_room(Context *context, const Due *row, int64_t now, GError **error)
{
    Store *store = context_store(context);
    const Plan *plan = context_plan_of(context, row->cohort, error);
    if (!plan)
        return false;
    int index = plan_find(plan, row->beat);
    if (index < 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "the course has no step \"%s\" any more", row->beat);
        return false;
    }
    const Beat *beat = plan_beat(plan, index);
    if (beat->to_facilitator)
        return desk_step(context, beat, row, now, error);
    if (beat->kind == BEAT_PROBE && beat->part->if_posts_below > 0) {
        int64_t posts = 0;
        if (!post_count(store, row->room, beat->step->id, &posts, error))
            return false;
        if (posts >= beat->part->if_posts_below)
            return schedule_skip(store, row->id, "The discussion had enough posts without it.", now, error);
    }
    g_autofree char *mode = room_mode(store, row->room, error);
    if (!mode)
        return false;
    /* People post it in their group (room kit); what follows on it still has its time. */
    if (g_str_equal(mode, "observed"))
        return settle_row(context, plan, index, row, now, error) &&
               tutor_extend_room(context, row->cohort, row->room, error);
    bool waits = false;
    if (!host_turn(context, beat, row, now, &waits, error) || waits)
        return waits;
    if (!live_turn(context, beat, row, now, &waits, error) || waits)
        return waits && tutor_extend_room(context, row->cohort, row->room, error);
    CircleKind kind;
    bool talk = beat->kind == BEAT_OPEN && beat->step->kind == STEP_DISCUSSION && company_step(beat->step, &kind);
    if (talk && !company_open(context, row->room, kind, now, error))
        return false;
    return settle_row(context, plan, index, row, now, error) && to_room(context, beat, row, now, error) &&
           tutor_extend_room(context, row->cohort, row->room, error);
}
