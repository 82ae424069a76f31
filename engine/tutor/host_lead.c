/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leading passes from the facilitator to peers, week by week. Only who has offered it is chosen; she hears of it days
 * ahead and may say no; what nobody takes, the facilitator (hence the engine) opens. */
#include "active.h"
#include "host.h"
#include "phrase.h"
#include <string.h>

#define WEEK 7
#define MORNING (2 * HOUR) /* active: when on the next course day the roster is looked at */

typedef struct {
    const Step *step;
    int64_t at;
    bool over; /* opened, skipped, or a fault */
} Prompt;

/* When each beat of a room would come if nothing were late: what has happened counts as it did. */
static bool foresee(
    Context *context, const Cohort *cohort, const Plan *plan, int64_t room, BeatFact *facts, GError **error)
{
    if (!schedule_facts(context_store(context), plan, 0, room, facts, error))
        return false;
    for (int i = 0; i < plan_count(plan); i++) {
        int64_t utc = 0;
        if (facts[i].start || facts[i].skipped || !plan_beat(plan, i)->for_room)
            continue;
        if (schedule_when(plan, i, cohort, facts, 0, &utc) == RELEASE_AT)
            facts[i].start = facts[i].done = utc;
    }
    return true;
}

static bool list_prompts(
    Context *context, const Cohort *cohort, const Plan *plan, int64_t room, GArray *prompts, GError **error)
{
    int n = plan_count(plan);
    g_autofree BeatFact *had = g_new(BeatFact, n), *facts = g_new(BeatFact, n);
    if (!schedule_facts(context_store(context), plan, 0, room, had, error) ||
        !foresee(context, cohort, plan, room, facts, error))
        return false;
    for (int i = 0; i < n; i++) {
        const Beat *beat = plan_beat(plan, i);
        if (beat->kind != BEAT_OPEN || !beat->for_room || beat->step->kind != STEP_DISCUSSION || !facts[i].start)
            continue;
        Prompt prompt = { beat->step, facts[i].start, had[i].start > 0 || had[i].skipped };
        g_array_append_val(prompts, prompt);
    }
    return true;
}

static int week_of(const Cohort *cohort, int64_t at)
{
    return (int)MAX((cohort_today(cohort, at) - cohort->start_day) / WEEK, 0);
}

/* --- who may lead --- */

static bool takes_part(const Enrolment *e)
{
    return e->role != MEMBER_OBSERVER && e->may_course &&
           (e->state == ENROLMENT_ACTIVE || e->state == ENROLMENT_PAUSED);
}

/* Volunteers of a room with what they lead; barred: who has said no to `lead`. */
static GArray *leaders(Context *context, int64_t room, const Lead *lead, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Leader));
    g_autoptr(GArray) willing = volunteer_list(store, room, error);
    g_autoptr(GPtrArray) all = willing ? lead_list(store, room, error) : NULL;
    for (guint i = 0; all && i < willing->len; i++) {
        Leader one = { .enrolment = g_array_index(willing, Volunteer, i).enrolment };
        g_autoptr(Enrolment) e = enrolment_get(store, context_vault(context), one.enrolment, error);
        if (!e || (lead->id && !lead_refused(store, lead->id, one.enrolment, &one.barred, error)))
            return NULL;
        for (guint k = 0; k < all->len; k++) {
            const Lead *other = all->pdata[k];
            one.load += other->enrolment == one.enrolment && other->state != LEAD_MISSED;
        }
        if (takes_part(e))
            g_array_append_val(list, one);
    }
    return all ? g_steal_pointer(&list) : NULL;
}

/* Who leads the discussion before this one, so that nobody leads two in a row. */
static bool leads_before(Context *context, const Lead *lead, int64_t *last, GError **error)
{
    g_autoptr(GPtrArray) all = lead_list(context_store(context), lead->room, error);
    *last = 0;
    for (guint i = 0; all && i < all->len; i++) {
        const Lead *other = all->pdata[i];
        if (other->enrolment && other->id != lead->id && other->at < lead->at)
            *last = other->enrolment;
    }
    return all != NULL;
}

static bool choose(Context *context, const Cohort *cohort, Lead *lead, int64_t now, GError **error)
{
    int64_t last = 0;
    g_autoptr(GArray) list = leaders(context, lead->room, lead, error);
    if (!list || !leads_before(context, lead, &last, error))
        return false;
    int pick = roster_next((Leader *)list->data, list->len, last, cohort->seed);
    lead->enrolment = pick < 0 ? 0 : g_array_index(list, Leader, (guint)pick).enrolment;
    lead->state = LEAD_PLANNED;
    lead->moved = now;
    return true;
}

/* --- the plan --- */

static bool still_leads(Context *context, const Lead *lead, bool *leads, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(context), lead->enrolment, error);
    bool willing = false;
    if (!e || !volunteer_is(store, lead->enrolment, &willing, error))
        return false;
    *leads = takes_part(e) && e->room == lead->room && (willing || lead->fixed);
    return true;
}

static bool plan_one(Context *context, const Cohort *cohort, int64_t room, const Prompt *prompt, bool peer, int64_t now,
    LeadPlan *plan, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GError) fault = NULL;
    bool leads = false;
    g_autoptr(Lead) lead = lead_find(store, room, prompt->step->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!lead) {
        lead = g_new0(Lead, 1);
        *lead = (Lead){ .cohort = cohort->id, .room = room, .step = g_strdup(prompt->step->id) };
    }
    if (lead->state >= LEAD_TURN || prompt->over)
        return true;
    lead->at = prompt->at;
    lead->week = week_of(cohort, prompt->at);
    lead->wanted = lead->fixed ? lead->wanted : peer;
    if (lead->enrolment && !still_leads(context, lead, &leads, error))
        return false;
    if (lead->enrolment && (!lead->wanted || !leads)) {
        lead->enrolment = 0;
        lead->state = LEAD_PLANNED;
    }
    /* Written first: who leads before it is looked for by its place. */
    if (!lead_put(store, lead, error) ||
        (lead->wanted && !lead->enrolment &&
            (!choose(context, cohort, lead, now, error) || !lead_put(store, lead, error))))
        return false;
    plan->prompts++;
    plan->peers += lead->wanted;
    plan->nobody += lead->wanted && !lead->enrolment;
    return true;
}

static bool plan_room(Context *context, const Cohort *cohort, const Upkeep *upkeep, int64_t room, int64_t now,
    LeadPlan *sum, GError **error)
{
    const Plan *plan = context_plan(context, cohort->version, error);
    g_autoptr(GArray) prompts = g_array_new(FALSE, FALSE, sizeof(Prompt));
    if (!plan || !list_prompts(context, cohort, plan, room, prompts, error))
        return false;
    g_autofree int *weeks = g_new(int, prompts->len + 1);
    g_autofree bool *peer = g_new(bool, prompts->len + 1);
    for (guint i = 0; i < prompts->len; i++)
        weeks[i] = week_of(cohort, g_array_index(prompts, Prompt, i).at);
    roster_peers(upkeep->shares, upkeep->n_shares, weeks, prompts->len, peer);
    for (guint i = 0; i < prompts->len; i++)
        if (!plan_one(context, cohort, room, &g_array_index(prompts, Prompt, i), peer[i], now, sum, error))
            return false;
    return true;
}

bool host_plan(
    Context *context, const Cohort *cohort, const Upkeep *upkeep, int64_t now, LeadPlan *plan, GError **error)
{
    *plan = (LeadPlan){ 0 };
    g_autoptr(GArray) rooms = room_list(context_store(context), cohort->id, error);
    for (guint i = 0; rooms && i < rooms->len; i++) {
        int64_t room = g_array_index(rooms, int64_t, i);
        g_autofree char *mode = room_mode(context_store(context), room, error);
        if (!mode || (!g_str_equal(mode, "observed") && !plan_room(context, cohort, upkeep, room, now, plan, error)))
            return false;
    }
    return rooms != NULL;
}

/* --- telling her ahead --- */

static void add_button(Message *message, const Tutor *t, const Lead *lead, const char *says)
{
    g_autofree char *id = g_strdup_printf("u.lead-%s.%" G_GINT64_FORMAT, says, lead->id);
    g_autofree char *key = g_strdup_printf("lead.%s.button", says);
    g_autofree char *title = phrase(t->who.lang, key, NULL);
    message_add_choice(message, id, title, NULL);
}

static bool tell(Context *context, Lead *lead, int64_t now, GError **error)
{
    Tutor t;
    Store *store = context_store(context);
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(context), lead->enrolment, error);
    if (!e || !tutor_init(&t, context, e, now, error))
        return false;
    const Step *step = course_step(t.who.course, lead->step);
    if (!step)
        return true;
    g_autofree char *quote = host_quote(&t, step->texts), *when = civil_local_text(cohort_zone(t.cohort), lead->at);
    g_autofree char *text =
        phrase(t.who.lang, "lead.told", "name", t.who.learner_name, "when", when, "quote", quote, NULL);
    g_autoptr(Message) message = message_new(MESSAGE_BUTTONS, text);
    static const char *const says[] = { "yes", "no", "week" };
    for (gsize i = 0; i < G_N_ELEMENTS(says); i++)
        add_button(message, &t, lead, says[i]);
    g_autofree char *key = g_strdup_printf("LD%" G_GINT64_FORMAT "/E%" G_GINT64_FORMAT, lead->id, e->id);
    lead->state = LEAD_TOLD;
    lead->moved = now;
    return tutor_owe_one(&t, key, LANE_REMINDER, OWED_NOTICE, NULL, g_steal_pointer(&message), error) &&
           lead_put(store, lead, error);
}

static bool tell_room(
    Context *context, const Cohort *cohort, const Upkeep *upkeep, int64_t room, int64_t now, GError **error)
{
    int today = cohort_day_of(cohort, cohort_today(cohort, now));
    g_autoptr(GPtrArray) all = lead_list(context_store(context), room, error);
    for (guint i = 0; all && i < all->len; i++) {
        Lead *lead = all->pdata[i];
        int day = cohort_day_of(cohort, cohort_today(cohort, lead->at));
        if (lead->enrolment && lead->state == LEAD_PLANNED && lead->at > now && day - today <= upkeep->tell &&
            !tell(context, lead, now, error))
            return false;
    }
    return all != NULL;
}

bool host_leads(
    Context *context, const Cohort *cohort, const Upkeep *upkeep, int64_t now, int64_t *next, GError **error)
{
    LeadPlan plan;
    *next = INT64_MAX;
    if (upkeep->n_shares == 0)
        return true;
    Civil tomorrow = civil_from_days(cohort_today(cohort, now) + 1);
    *next = active_after(cohort, civil_to_utc(cohort_zone(cohort), &tomorrow, NULL), MORNING);
    g_autoptr(GArray) rooms = NULL;
    if (!host_plan(context, cohort, upkeep, now, &plan, error) ||
        !(rooms = room_list(context_store(context), cohort->id, error)))
        return false;
    for (guint i = 0; i < rooms->len; i++)
        if (!tell_room(context, cohort, upkeep, g_array_index(rooms, int64_t, i), now, error))
            return false;
    return true;
}

/* --- what she says to it --- */

static bool give_away(const Tutor *t, Lead *lead, GError **error)
{
    Store *store = context_store(t->context);
    lead->fixed = false;
    return lead_refuse(store, lead->id, t->enrolment->id, error) &&
           choose(t->context, t->cohort, lead, t->now, error) && lead_put(store, lead, error) &&
           care_set(store, t->cohort->id, CARE_LEADS, t->now, error);
}

/* All others of that week in her room are barred to her as well. */
static bool bar_week(const Tutor *t, const Lead *lead, GError **error)
{
    g_autoptr(GPtrArray) all = lead_list(context_store(t->context), lead->room, error);
    for (guint i = 0; all && i < all->len; i++) {
        Lead *other = all->pdata[i];
        if (other->id == lead->id || other->week != lead->week || other->state >= LEAD_TURN)
            continue;
        if (!lead_refuse(context_store(t->context), other->id, t->enrolment->id, error) ||
            (other->enrolment == t->enrolment->id && !give_away(t, other, error)))
            return false;
    }
    return all != NULL;
}

/* Her turn ends now: opened by her, or missed, for it is too late for another. */
static bool end_turn(const Tutor *t, Lead *lead, LeadState state, GError **error)
{
    Store *store = context_store(t->context);
    g_autoptr(Due) row = schedule_find(store, 0, lead->room, lead->step, error);
    lead->state = state;
    lead->moved = t->now;
    return row && lead_put(store, lead, error) &&
           (row->state != DUE_WAITING || schedule_postpone(store, row->id, t->now, error));
}

bool host_lead_says(const Tutor *t, Lead *lead, LeadSays says, bool *hers, GError **error)
{
    *hers = lead->enrolment == t->enrolment->id && lead->state < LEAD_DONE &&
            (says != LEAD_SAYS_OPEN || lead->state == LEAD_TURN);
    if (!*hers)
        return true;
    switch (says) {
    case LEAD_SAYS_YES:
        lead->state = MAX(lead->state, LEAD_AGREED);
        return lead_put(context_store(t->context), lead, error);
    case LEAD_SAYS_OPEN:
        return end_turn(t, lead, LEAD_DONE, error);
    case LEAD_SAYS_NOT_THIS_WEEK:
    case LEAD_SAYS_NO:
        break;
    }
    return (says != LEAD_SAYS_NOT_THIS_WEEK || bar_week(t, lead, error)) &&
           (lead->state == LEAD_TURN ? end_turn(t, lead, LEAD_MISSED, error) : give_away(t, lead, error));
}
