/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A peer's turn: when the discussion is due she is asked to open it, in words of her own or as it is written. The
 * course does not wait for ever: after the grace the engine opens it, and nobody is blamed. */
#include "host.h"
#include "phrase.h"

#define UNDO_TIME (2 * MINUTE) /* as for any post */

static bool ask_her(const Tutor *t, const Lead *lead, const Step *step, int64_t until, GError **error)
{
    g_autofree char *quote = host_quote(t, step->texts), *local = civil_local_text(cohort_zone(t->cohort), until);
    g_autofree char *text = phrase(t->who.lang, "lead.turn", "quote", quote, "time", local + 11, NULL);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    static const char *const says[] = { "open", "no" };
    for (gsize i = 0; i < G_N_ELEMENTS(says); i++) {
        g_autofree char *id = g_strdup_printf("u.lead-%s.%" G_GINT64_FORMAT, says[i], lead->id);
        g_autofree char *title = phrase(t->who.lang, i ? "lead.not_today.button" : "lead.open.button", NULL);
        message_add_choice(message, id, title, NULL);
    }
    g_autofree char *key = g_strdup_printf("LT%" G_GINT64_FORMAT, lead->id);
    return tutor_owe_one(t, key, LANE_REMINDER, OWED_REMINDER, NULL, message, error);
}

static bool may_lead(const Enrolment *e, int64_t now)
{
    return e->role != MEMBER_OBSERVER && e->may_course &&
           (e->state == ENROLMENT_ACTIVE || (e->state == ENROLMENT_PAUSED && now >= e->paused_until));
}

static bool begin_turn(
    Context *context, Lead *lead, const Beat *beat, const Due *row, int64_t now, bool *waits, GError **error)
{
    Tutor t;
    Upkeep upkeep;
    Store *store = context_store(context);
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(context), lead->enrolment, error);
    if (!e || !upkeep_get(store, lead->cohort, &upkeep, error) || !tutor_init(&t, context, e, now, error))
        return false;
    *waits = may_lead(e, now) && upkeep.n_shares > 0;
    lead->state = *waits ? LEAD_TURN : LEAD_MISSED;
    lead->moved = now;
    /* In quiet hours she is not asked before they end: her time begins then. */
    int64_t until = MAX(cohort_quiet_until(t.cohort, now), now) + (int64_t)upkeep.grace * MINUTE;
    return lead_put(store, lead, error) && (!*waits || (schedule_postpone(store, row->id, until, error) &&
                                                           ask_her(&t, lead, beat->step, until, error)));
}

/* The grace is over, or her words have gone to the room. */
static bool end_turn(Context *context, Lead *lead, int64_t now, GError **error)
{
    Tutor t;
    Store *store = context_store(context);
    g_autoptr(Post) post = lead->post ? post_get(store, lead->post, error) : NULL;
    if (lead->post && !post)
        return false;
    lead->state = post && post->state == POST_SHARED ? LEAD_DONE : LEAD_MISSED;
    lead->moved = now;
    if (!lead_put(store, lead, error) || lead->state == LEAD_DONE)
        return !(error && *error);
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(context), lead->enrolment, error);
    g_autofree char *key = g_strdup_printf("LM%" G_GINT64_FORMAT, lead->id);
    return e && tutor_init(&t, context, e, now, error) &&
           tutor_say(&t, key, LANE_REMINDER, OWED_REMINDER, phrase(t.who.lang, "lead.missed", NULL), error);
}

bool host_turn(Context *context, const Beat *beat, const Due *row, int64_t now, bool *waits, GError **error)
{
    g_autoptr(GError) fault = NULL;
    *waits = false;
    if (beat->kind != BEAT_OPEN || beat->step->kind != STEP_DISCUSSION)
        return true;
    g_autoptr(Lead) lead = lead_find(context_store(context), row->room, beat->step->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!lead || !lead->enrolment || lead->state >= LEAD_DONE)
        return true;
    if (lead->state == LEAD_TURN)
        return end_turn(context, lead, now, error);
    return begin_turn(context, lead, beat, row, now, waits, error);
}

bool host_lead_words(const Tutor *t, Lead *lead, const Post *post, GError **error)
{
    Store *store = context_store(t->context);
    lead->post = post->id;
    if (!lead_put(store, lead, error) || post->state != POST_UNDO)
        return !(error && *error); /* held: the engine opens the discussion at its time, her words may follow */
    g_autoptr(Due) row = schedule_find(store, 0, lead->room, lead->step, error);
    return row && talk_set_told(store, post->id, error) &&
           (row->state != DUE_WAITING || schedule_postpone(store, row->id, t->now + UNDO_TIME, error));
}

/* Whoever has blocked her, or reported her words, gets the question alone. */
char *host_lead_head(const Tutor *t, const Step *step, GError **error)
{
    Store *store = context_store(t->context);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Lead) lead = lead_find(store, t->enrolment->room, step->id, &fault);
    g_autoptr(Enrolment) e = lead && lead->enrolment && lead->state == LEAD_DONE
                                 ? enrolment_get(store, context_vault(t->context), lead->enrolment, &fault)
                                 : NULL;
    g_autoptr(Post) post = e && lead->post ? post_get(store, lead->post, &fault) : NULL;
    bool passes = true;
    if (post)
        talk_passes(store, t->enrolment->id, post, &passes, &fault);
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    if (!e || (lead->post && !post) || !passes)
        return NULL;
    const char *name = enrolment_shown(e);
    if (!post || post->state != POST_SHARED || !post->text)
        return phrase(t->who.lang, "lead.head", "name", name, NULL);
    g_autofree char *number = g_strdup_printf("%d", post->number);
    return phrase(t->who.lang, "lead.head.words", "name", name, "number", number, "words", post->text, NULL);
}
