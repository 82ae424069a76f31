/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Circles are settled when a step for them opens, when somebody leaves, and when somebody has been silent for two
 * course days' worth of active hours while such a step is open. Who has company keeps it; the silent one is without
 * until she writes again. */
#include "company.h"
#include "active.h"
#include "clock.h"
#include "company_priv.h"
#include "room_talk.h"
#include "staff.h"
#include "tie.h"

#define FULL_DAY (24 * HOUR)

bool company_step(const Step *step, CircleKind *kind)
{
    StepTo to = step && step->parent ? step->parent->to : step ? step->to : TO_EACH;
    *kind = to == TO_PAIR ? CIRCLE_PAIR : CIRCLE_GROUP;
    return to == TO_PAIR || to == TO_CIRCLE;
}

int64_t company_patience(const Cohort *cohort)
{
    int quiet = (cohort->quiet_to - cohort->quiet_from + 24 * 60) % (24 * 60);
    return 2 * (FULL_DAY - (int64_t)quiet * MINUTE);
}

bool company_open_step(Context *context, const Cohort *cohort, int64_t room, CircleKind kind, const Step **step,
    int64_t *opened, GError **error)
{
    const Plan *plan = context_plan(context, cohort->version, error);
    g_autofree BeatFact *facts = plan ? g_new(BeatFact, plan_count(plan)) : NULL;
    *step = NULL;
    *opened = 0;
    if (!plan || !schedule_facts(context_store(context), plan, 0, room, facts, error))
        return false;
    for (int i = 0; i < plan_count(plan); i++) {
        const Beat *beat = plan_beat(plan, i);
        CircleKind of;
        if (beat->kind != BEAT_OPEN || beat->step->kind != STEP_DISCUSSION || !company_step(beat->step, &of) ||
            of != kind || facts[i].start <= *opened || facts[i].done)
            continue;
        *step = beat->step;
        *opened = facts[i].start;
    }
    return true;
}

/* When a learner was last heard, not before `since`. */
static bool heard(Context *context, int64_t learner, int64_t since, int64_t *at, GError **error)
{
    OutboxThread thread;
    if (!outbox_thread_get(context_store(context), learner, &thread, error))
        return false;
    *at = MAX(thread.window_until - context_caps(context)->window, since);
    return true;
}

/* Why somebody cannot be anybody's company now, or NULL. */
static const char *absent(const Settling *s, const Enrolment *e, int64_t last)
{
    if (e->state == ENROLMENT_STOPPED || e->state == ENROLMENT_REMOVED || e->state == ENROLMENT_NO_OPT_IN)
        return "left";
    if (e->room != s->room)
        return "moved";
    if (!e->may_course)
        return "left";
    if (e->role == MEMBER_OBSERVER)
        return "observes";
    if (e->state == ENROLMENT_PAUSED && s->now < e->paused_until)
        return "paused";
    return s->opened && active_between(s->cohort, last, s->now) >= company_patience(s->cohort) ? "silent" : NULL;
}

/* Whom nothing is to pass to or from. */
static bool add_apart(Settling *s, int64_t enrolment, GError **error)
{
    g_autoptr(GArray) others = talk_blocked(context_store(s->context), enrolment, error);
    for (guint i = 0; others && i < others->len; i++) {
        CircleApart apart = { enrolment, g_array_index(others, int64_t, i) };
        g_array_append_val(s->apart, apart);
    }
    return others != NULL;
}

/* One member of the room, or of its circles: among the people, or out of her circle. */
static bool sort_one(Settling *s, int64_t enrolment, GError **error)
{
    Store *store = context_store(s->context);
    int64_t circle = 0, last = 0;
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(s->context), enrolment, error);
    if (!e || !circle_of(store, enrolment, s->kind, &circle, error) ||
        !heard(s->context, e->learner, s->opened, &last, error))
        return false;
    const char *why = absent(s, e, last);
    if (!why) {
        CirclePerson person = { .id = enrolment, .cadre = e->cadre, .facility = e->facility, .circle = circle };
        g_array_append_val(s->people, person);
        g_array_append_val(s->before, circle);
        g_ptr_array_add(s->enrolments, g_steal_pointer(&e));
        return add_apart(s, enrolment, error);
    }
    if (!circle)
        return true;
    g_hash_table_add(s->touched, g_memdup2(&circle, sizeof circle));
    return circle_leave(store, enrolment, s->kind, why, s->now, error);
}

static bool has_id(const GArray *ids, int64_t id)
{
    for (guint i = 0; i < ids->len; i++)
        if (g_array_index(ids, int64_t, i) == id)
            return true;
    return false;
}

/* Those in the room, and those in its circles who are no longer in it. */
static bool sort_all(Settling *s, GError **error)
{
    Store *store = context_store(s->context);
    g_autoptr(GArray) members = room_members(store, s->room, false, error);
    g_autoptr(GArray) circles = members ? circle_list(store, s->room, s->kind, error) : NULL;
    for (guint c = 0; circles && c < circles->len; c++) {
        g_autoptr(GArray) in = circle_members(store, g_array_index(circles, Circle, c).id, error);
        if (!in)
            return false;
        for (guint i = 0; i < in->len; i++)
            if (!has_id(members, g_array_index(in, int64_t, i)))
                g_array_append_val(members, g_array_index(in, int64_t, i));
    }
    for (guint i = 0; circles && i < members->len; i++)
        if (!sort_one(s, g_array_index(members, int64_t, i), error))
            return false;
    return circles != NULL;
}

/* Ids for the new circles. */
static bool make_new(Settling *s, GError **error)
{
    for (guint i = 0; i < s->people->len; i++) {
        int64_t fresh = g_array_index(s->people, CirclePerson, i).circle;
        if (fresh >= 0)
            continue;
        Circle circle = { .cohort = s->cohort->id, .room = s->room, .kind = s->kind, .made = s->now };
        if (!circle_add(context_store(s->context), &circle, error))
            return false;
        for (guint j = i; j < s->people->len; j++)
            if (g_array_index(s->people, CirclePerson, j).circle == fresh)
                g_array_index(s->people, CirclePerson, j).circle = circle.id;
    }
    return true;
}

/* Why somebody changes her circle who did nothing herself. */
static const char *why_moved(const Settling *s, int64_t circle)
{
    int n = 0;
    for (guint i = 0; i < s->before->len; i++)
        n += g_array_index(s->before, int64_t, i) == circle;
    return n > 1 ? "regrouped" : "alone";
}

static bool write_changes(Settling *s, GError **error)
{
    Store *store = context_store(s->context);
    for (guint i = 0; i < s->people->len; i++) {
        const CirclePerson *p = &g_array_index(s->people, CirclePerson, i);
        int64_t before = g_array_index(s->before, int64_t, i);
        if (p->circle == before)
            continue;
        if (before && !circle_leave(store, p->id, s->kind, why_moved(s, before), s->now, error))
            return false;
        if (p->circle && !circle_enter(store, p->circle, p->id, s->now, error))
            return false;
        if (before)
            g_hash_table_add(s->touched, g_memdup2(&before, sizeof before));
        if (p->circle)
            g_hash_table_add(s->touched, g_memdup2(&p->circle, sizeof p->circle));
    }
    return true;
}

/* When each circle is looked at next: when the first of it will have been silent too long. */
static bool set_looks(const Settling *s, GError **error)
{
    Store *store = context_store(s->context);
    g_autoptr(GArray) circles = circle_list(store, s->room, s->kind, error);
    for (guint c = 0; circles && c < circles->len; c++) {
        int64_t id = g_array_index(circles, Circle, c).id, soonest = 0;
        for (guint i = 0; s->opened && i < s->people->len; i++) {
            const Enrolment *e = s->enrolments->pdata[i];
            int64_t last = 0;
            if (g_array_index(s->people, CirclePerson, i).circle != id)
                continue;
            if (!heard(s->context, e->learner, s->opened, &last, error))
                return false;
            int64_t at = active_after(s->cohort, last, company_patience(s->cohort));
            soonest = soonest ? MIN(soonest, at) : at;
        }
        if (!circle_set_look(store, id, soonest == INT64_MAX ? 0 : soonest, error))
            return false;
    }
    return circles != NULL;
}

static bool settle(Settling *s, GError **error)
{
    CirclePlan plan;
    if (!sort_all(s, error) || !circle_plan_get(context_store(s->context), s->cohort->id, s->kind, &plan, error))
        return false;
    g_autofree char *label =
        g_strdup_printf("circles/%" G_GINT64_FORMAT "/%d/%" G_GINT64_FORMAT, s->room, s->kind, s->now);
    Rng rng = rng_stream(s->cohort->seed, label);
    g_autoptr(GArray) ties = tie_list(context_store(s->context), s->cohort->id, error);
    if (!ties)
        return false;
    tie_order(s->people, ties);
    circle_settle(s->people, s->apart, plan.size, plan.mix, &rng);
    return make_new(s, error) && write_changes(s, error) && set_looks(s, error);
}

static bool run(Context *context, int64_t room, CircleKind kind, const Settling *how, int *changed, GError **error)
{
    Settling s = *how;
    int64_t cohort = 0;
    s.context = context;
    s.room = room;
    s.kind = kind;
    if (!room_cohort(context_store(context), room, &cohort, error) ||
        !(s.cohort = context_cohort(context, cohort, error)) ||
        (!s.opened && !company_open_step(context, s.cohort, room, kind, &s.step, &s.opened, error)))
        return false;
    g_autoptr(GArray) people = s.people = g_array_new(FALSE, TRUE, sizeof(CirclePerson));
    g_autoptr(GArray) before = s.before = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autoptr(GArray) apart = s.apart = g_array_new(FALSE, FALSE, sizeof(CircleApart));
    g_autoptr(GPtrArray) enrolments = s.enrolments = g_ptr_array_new_with_free_func((GDestroyNotify)enrolment_free);
    g_autoptr(GHashTable) touched = s.touched = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    bool ok = settle(&s, error) && (!s.tell || !s.step || company_tell(&s, error));
    if (changed)
        *changed = (int)g_hash_table_size(touched);
    return ok;
}

bool company_settle(
    Context *context, int64_t room, CircleKind kind, bool tell, int64_t now, int *changed, GError **error)
{
    const Settling how = { .now = now, .tell = tell };
    return run(context, room, kind, &how, changed, error);
}

bool company_open(Context *context, int64_t room, CircleKind kind, int64_t now, GError **error)
{
    const Settling how = { .now = now, .opened = now };
    return run(context, room, kind, &how, NULL, error);
}

bool company_part(Context *context, int64_t room, int64_t one, int64_t other, int64_t now, GError **error)
{
    for (int k = 0; k < CIRCLE_KINDS; k++) {
        int64_t hers = 0, theirs = 0;
        CircleKind kind = (CircleKind)k;
        if (!circle_of(context_store(context), one, kind, &hers, error) ||
            !circle_of(context_store(context), other, kind, &theirs, error))
            return false;
        if (hers && hers == theirs && !company_settle(context, room, kind, true, now, NULL, error))
            return false;
    }
    return true;
}

bool company_dissolve(Context *context, int64_t room, CircleKind kind, const char *why, int64_t now, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GArray) circles = circle_list(store, room, kind, error);
    for (guint c = 0; circles && c < circles->len; c++) {
        g_autoptr(GArray) in = circle_members(store, g_array_index(circles, Circle, c).id, error);
        if (!in || !circle_set_look(store, g_array_index(circles, Circle, c).id, 0, error))
            return false;
        for (guint i = 0; i < in->len; i++)
            if (!circle_leave(store, g_array_index(in, int64_t, i), kind, why, now, error))
                return false;
    }
    return circles != NULL;
}

bool company_look(Context *context, int64_t now, int limit, int *worked, GError **error)
{
    Store *store = context_store(context);
    int64_t room = 0;
    CircleKind kind = CIRCLE_PAIR;
    for (int i = 0; i < limit; i++, ++*worked) {
        if (!circle_stranded(store, &room, &kind, error))
            return false;
        if (!room)
            break;
        if (!company_settle(context, room, kind, true, now, NULL, error))
            return false;
    }
    g_autoptr(GArray) due = circle_due(store, now, limit, error);
    for (guint i = 0; due && i < due->len; i++, ++*worked) {
        const Circle *circle = &g_array_index(due, Circle, i);
        /* Judged anew below, unless nobody is in it any more. */
        if (!circle_set_look(store, circle->id, 0, error) ||
            !company_settle(context, circle->room, circle->kind, true, now, NULL, error))
            return false;
    }
    return due != NULL;
}

bool company_next(Context *context, int64_t *at, GError **error)
{
    int64_t room = 0;
    CircleKind kind;
    if (!circle_next(context_store(context), at, error) ||
        !circle_stranded(context_store(context), &room, &kind, error))
        return false;
    if (room)
        *at = 0;
    return true;
}
