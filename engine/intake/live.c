/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A live meeting as a member meets it: that she comes, that she is here, and words of hers that go round at once. */
#include "live_step.h"
#include "clock.h"
#include "event_step.h"
#include "intake_priv.h"

#include <string.h>

/* What she says before it: kept as the answer to an invitation. */
static bool say_coming(Inbound *in, const Step *meeting, const char *answer, GError **error)
{
    g_autofree char *payload = g_strdup_printf("{\"meeting\":\"%s\",\"answer\":\"%s\"}", meeting->id, answer);
    g_autofree char *key = g_strdup_printf("live.%s.said", strcmp(answer, "yes") == 0 ? "come" : "no");
    return event_answer(&in->t, meeting, answer, error) && inbound_note(in, "live.answered", payload, error) &&
           inbound_reply(in, phrase(in->t.who.lang, key, NULL), error);
}

static bool is_here(Inbound *in, const Step *meeting, bool begun, GError **error)
{
    bool fresh = false;
    g_autofree char *payload = g_strdup_printf("{\"meeting\":\"%s\"}", meeting->id);
    return live_here(&in->t, meeting, "tap", &fresh, error) &&
           (!fresh || inbound_note(in, "live.here", payload, error)) &&
           (!begun || relay_hurry(in->store, in->t.enrolment->id, in->now, error)) &&
           inbound_reply(in, phrase(in->t.who.lang, begun ? "live.here.said" : "live.early.said", NULL), error);
}

bool intake_live_tap(Inbound *in, const Step *meeting, const char *says, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Due) opening = schedule_find(in->store, 0, in->t.enrolment->room, meeting->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    bool before = opening && opening->state == DUE_WAITING;
    bool begun = opening && opening->state == DUE_OPEN && live_goes_on(meeting, opening->started, in->now);
    bool no = strcmp(says, "no") == 0;
    if (in->t.enrolment->role == MEMBER_OBSERVER && !no && (before || begun))
        return live_here(&in->t, meeting, "tap", NULL, error) &&
               inbound_reply(in, phrase(in->t.who.lang, "observer.reads", NULL), error);
    if (begun)
        return no ? say_coming(in, meeting, "no", error) : is_here(in, meeting, true, error);
    if (!before)
        return inbound_reply(in, phrase(in->t.who.lang, "live.past", NULL), error);
    /* "I am here" an hour ahead says that she comes, and that she reads along from the first word. */
    return strcmp(says, "here") == 0 ? is_here(in, meeting, false, error)
                                     : say_coming(in, meeting, no ? "no" : "yes", error);
}

/* A senior's post may have to wait for others; a circle's and an observer's goes other ways. */
bool intake_goes_round(Inbound *in, const Post *post, const Step **meeting, GError **error)
{
    g_autoptr(GError) fault = NULL;
    *meeting = NULL;
    if (post->circle || in->t.enrolment->role == MEMBER_SENIOR)
        return true;
    *meeting = live_now(in->t.context, in->t.plan, post->room, in->now, NULL, &fault);
    if (!fault)
        return true;
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
}

bool intake_went_round(Inbound *in, const Step *meeting, GError **error)
{
    bool fresh = false;
    const Enrolment *e = in->t.enrolment;
    if (!live_here(&in->t, meeting, "said", &fresh, error) ||
        !live_spread(in->t.context, e->cohort, e->room, in->now, error))
        return false;
    /* Said once a meeting: a receipt for each word would only be in the way. */
    g_autofree char *key = g_strdup_printf("E%" G_GINT64_FORMAT "/%s/round", e->id, meeting->id);
    return tutor_say(&in->t, key, LANE_REPLY, OWED_NOTICE, phrase(in->t.who.lang, "live.sent", NULL), error);
}
