/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A vote comes as a tap, or as letters, numbers or the words of the choices ("A C", "a, c", "1 3", "ac"). In a poll
 * with several choices a tap adds one, and letters say all of them anew. It may change until the poll closes. A commit
 * poll has two ballots: the second begins when it is asked once more. */
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

/* One asking of a poll. */
typedef struct {
    const Step *poll;
    const char *id;    /* of the beat that asked, under which votes are kept */
    const Beat *close; /* or NULL */
} Ballot;

static Ballot ballot_of(const Inbound *in, int index)
{
    const Beat *beat = plan_beat(in->t.plan, index);
    g_autofree char *close = g_strconcat(beat->id, ".close", NULL);
    int at = plan_find(in->t.plan, close);
    return (Ballot){ beat->step, beat->id, at >= 0 ? plan_beat(in->t.plan, at) : NULL };
}

/* Whether the ballot's time has come for this learner or her room. */
static bool is_closed(Inbound *in, const Ballot *ballot, int64_t *utc, bool *closed, GError **error)
{
    *closed = false;
    *utc = 0;
    if (!ballot->close)
        return true;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Due) row = schedule_find(
        in->store, ballot->close->for_room ? 0 : in->t.enrolment->id, in->t.enrolment->room, ballot->close->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    *closed = row && (row->state != DUE_WAITING || in->now >= row->utc);
    *utc = row ? row->utc : 0;
    return true;
}

static char *thanks(Inbound *in, const Ballot *ballot, const char *ids, int64_t closes)
{
    g_autofree char *letters = letters_of(ballot->poll, ids);
    if (!ballot->poll->commit)
        return phrase(
            in->t.who.lang, ballot->poll->multiple ? "poll.counted" : "poll.thanks", "letters", letters, NULL);
    g_autofree char *time = civil_local_text(cohort_zone(in->t.cohort), closes);
    return phrase(in->t.who.lang, "commit.thanks", "letters", letters, "time", time, NULL);
}

static bool cast(Inbound *in, const Ballot *ballot, const char *ids, GError **error)
{
    bool changed = false, closed = false;
    int64_t closes = 0;
    if (!is_closed(in, ballot, &closes, &closed, error))
        return false;
    if (closed)
        return inbound_reply(in, phrase(in->t.who.lang, "closed.reply", NULL), error);
    if (!poll_vote(in->store, in->t.enrolment->id, in->t.enrolment->room, ballot->id, ids, in->now, &changed, error) ||
        !tutor_done(&in->t, ballot->poll->id, NAN, error))
        return false;
    return inbound_reply(in, thanks(in, ballot, ids, closes), error);
}

bool intake_vote_tap(Inbound *in, const char *beat, const char *choice, GError **error)
{
    g_autofree char *before = NULL;
    int index = plan_find(in->t.plan, beat);
    Ballot ballot = ballot_of(in, index);
    if (!is_choice(ballot.poll, choice))
        return inbound_reply(in, phrase(in->t.who.lang, "got.stale", NULL), error);
    if (ballot.poll->multiple && !poll_choices(in->store, in->t.enrolment->id, ballot.id, &before, error))
        return false;
    g_autofree char *ids = with_choice(ballot.poll, before ? before : "", choice);
    return cast(in, &ballot, ids, error);
}

static bool vote_text(Inbound *in, const Ballot *ballot, bool *handled, GError **error)
{
    *handled = false;
    if (!in->event->text)
        return true;
    g_autofree char *ids = poll_read(ballot->poll, in->t.who.course, in->event->text, in->t.who.lang);
    if (!ids)
        return true;
    *handled = true;
    return cast(in, ballot, ids, error);
}

/* The ballot that was opened last, and when: of `poll`, or (NULL) of all that still take votes; -1 when there is
 * none. */
static bool newest_ballot(Inbound *in, const Step *poll, int *index, int64_t *opened, GError **error)
{
    int64_t at = 0;
    *index = -1;
    g_autofree BeatFact *facts = g_new(BeatFact, plan_count(in->t.plan));
    if (!schedule_facts(in->store, in->t.plan, in->t.enrolment->id, in->t.enrolment->room, facts, error))
        return false;
    for (int i = 0; i < plan_count(in->t.plan); i++) {
        const Beat *beat = plan_beat(in->t.plan, i);
        bool asks = beat->step->kind == STEP_POLL && (beat->kind == BEAT_OPEN || beat->kind == BEAT_AGAIN);
        if (!asks || (poll && poll != beat->step) || facts[i].start <= at || facts[i].skipped)
            continue;
        int64_t closes = schedule_closes(in->t.cohort, beat->step, facts[i].start);
        if (!poll && in->now >= (closes ? closes : facts[i].start + OPEN_WITHOUT_DUE))
            continue;
        *index = i;
        at = facts[i].start;
    }
    *opened = at;
    return true;
}

bool intake_poll_since(Inbound *in, int64_t since, bool *is, GError **error)
{
    int index = -1;
    int64_t opened = 0;
    bool ok = newest_ballot(in, NULL, &index, &opened, error);
    *is = ok && index >= 0 && opened > since;
    return ok;
}

bool intake_vote_text(Inbound *in, const Step *poll, bool *handled, GError **error)
{
    int index = -1;
    int64_t opened = 0;
    *handled = false;
    if (!newest_ballot(in, poll, &index, &opened, error))
        return false;
    Ballot ballot = ballot_of(in, index >= 0 ? index : plan_find(in->t.plan, poll->id));
    return vote_text(in, &ballot, handled, error);
}

bool intake_vote(Inbound *in, bool *handled, GError **error)
{
    int index = -1;
    int64_t opened = 0;
    *handled = false;
    if (in->event->inbound != INBOUND_TEXT || !in->event->text || text_length(in->event->text) > 120)
        return true;
    if (!newest_ballot(in, NULL, &index, &opened, error))
        return false;
    if (index < 0)
        return true;
    Ballot ballot = ballot_of(in, index);
    return vote_text(in, &ballot, handled, error);
}
