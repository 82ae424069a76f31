/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A vote comes as a tap, or as letters, numbers or the words of the choices ("A C", "a, c", "1 3", "ac"). In a poll
 * with several choices a tap adds one, and letters say all of them anew. It may change until the poll closes. */
#include "intake_priv.h"
#include "clock.h"
#include "text.h"
#include <math.h>

#define OPEN_WITHOUT_DUE (2 * DAY) /* so long after a poll without a due time letters are taken as votes for it */

static bool holds(const char *ids, const char *id)
{
    g_auto(GStrv) list = g_strsplit(ids, " ", -1);
    return g_strv_contains((const char *const *)list, id);
}

/* In the poll's order, so that the same choices are always the same vote. Given. */
static char *with_choice(const Step *poll, const char *ids, const char *id)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < poll->choices->len; i++) {
        const char *own = ((const ItemOption *)poll->choices->pdata[i])->id;
        if (holds(ids, own) || g_str_equal(own, id))
            g_string_append_printf(out, "%s%s", out->len ? " " : "", own);
    }
    return g_string_free(out, FALSE);
}

static char *letters_of(const Step *poll, const char *ids)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < poll->choices->len; i++)
        if (holds(ids, ((const ItemOption *)poll->choices->pdata[i])->id))
            g_string_append_printf(out, "%s%c", out->len ? ", " : "", 'A' + (int)i);
    return g_string_free(out, FALSE);
}

static bool is_choice(const Step *poll, const char *id)
{
    for (guint i = 0; i < poll->choices->len; i++)
        if (g_str_equal(((const ItemOption *)poll->choices->pdata[i])->id, id))
            return true;
    return false;
}

/* Whether the poll's due time has come for this learner or her room. */
static bool is_closed(Inbound *in, const Step *poll, bool *closed, GError **error)
{
    g_autofree char *beat = g_strconcat(poll->id, ".close", NULL);
    int index = plan_find(in->t.plan, beat);
    *closed = false;
    if (index < 0)
        return true;
    g_autoptr(GError) fault = NULL;
    bool rooms = plan_beat(in->t.plan, index)->for_room;
    g_autoptr(Due) row = schedule_find(in->store, rooms ? 0 : in->t.enrolment->id, in->t.enrolment->room, beat, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    *closed = row && (row->state != DUE_WAITING || in->now >= row->utc);
    return true;
}

static bool cast(Inbound *in, const Step *poll, const char *ids, GError **error)
{
    bool changed = false, closed = false;
    if (!is_closed(in, poll, &closed, error))
        return false;
    if (closed)
        return inbound_reply(in, phrase(in->t.who.lang, "closed.reply", NULL), error);
    if (!poll_vote(in->store, in->t.enrolment->id, in->t.enrolment->room, poll->id, ids, in->now, &changed, error) ||
        !tutor_done(&in->t, poll->id, NAN, error))
        return false;
    g_autofree char *letters = letters_of(poll, ids);
    return inbound_reply(
        in, phrase(in->t.who.lang, poll->multiple ? "poll.counted" : "poll.thanks", "letters", letters, NULL), error);
}

bool intake_vote_tap(Inbound *in, const Step *poll, const char *choice, GError **error)
{
    g_autofree char *before = NULL;
    if (!is_choice(poll, choice))
        return inbound_reply(in, phrase(in->t.who.lang, "got.stale", NULL), error);
    if (poll->multiple && !poll_choices(in->store, in->t.enrolment->id, poll->id, &before, error))
        return false;
    g_autofree char *ids = with_choice(poll, before ? before : "", choice);
    return cast(in, poll, ids, error);
}

bool intake_vote_text(Inbound *in, const Step *poll, bool *handled, GError **error)
{
    *handled = false;
    if (!in->event->text)
        return true;
    g_autofree char *ids = poll_read(poll, in->t.who.course, in->event->text, in->t.who.lang);
    if (!ids)
        return true;
    *handled = true;
    return cast(in, poll, ids, error);
}

/* The poll that was given last and still takes votes. */
static const Step *open_poll(Inbound *in, GError **error)
{
    const Step *newest = NULL;
    int64_t at = 0;
    g_autofree BeatFact *facts = g_new(BeatFact, plan_count(in->t.plan));
    if (!schedule_facts(in->store, in->t.plan, in->t.enrolment->id, in->t.enrolment->room, facts, error))
        return NULL;
    for (int i = 0; i < plan_count(in->t.plan); i++) {
        const Beat *beat = plan_beat(in->t.plan, i);
        if (beat->kind != BEAT_OPEN || beat->step->kind != STEP_POLL || facts[i].start <= at || facts[i].skipped)
            continue;
        int64_t closes = schedule_closes(in->t.cohort, beat->step, facts[i].start);
        if (in->now >= (closes ? closes : facts[i].start + OPEN_WITHOUT_DUE))
            continue;
        newest = beat->step;
        at = facts[i].start;
    }
    return newest;
}

bool intake_vote(Inbound *in, bool *handled, GError **error)
{
    *handled = false;
    if (in->event->inbound != INBOUND_TEXT || !in->event->text || text_length(in->event->text) > 120)
        return true;
    g_autoptr(GError) fault = NULL;
    const Step *poll = open_poll(in, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return !poll || intake_vote_text(in, poll, handled, error);
}
