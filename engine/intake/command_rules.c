/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RULES shows the ground rules that hold; a tap votes on what is proposed, or accepts what holds. */
#include "command_priv.h"
#include "ground_rules.h"
#include <string.h>

bool command_rules(Inbound *in, const Said *said, GError **error)
{
    g_autofree char *key = g_strdup_printf("RULES/%s", in->event->id);
    GPtrArray *messages = ground_rules_show(&in->t, error);
    return messages && tutor_owe(&in->t, key, LANE_REPLY, OWED_NOTICE, NULL, messages, error);
}

static const char *reply_of(const Rules *rules, bool yes)
{
    if (rules->state == RULES_VOTING)
        return "rules.voted";
    return yes ? "agree.thanks" : "rules.declined";
}

bool intake_rules_tap(Inbound *in, int64_t id, const char *says, GError **error)
{
    bool yes = strcmp(says, "yes") == 0;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Rules) rules = rules_get(in->store, id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    bool open = rules && rules->cohort == in->t.cohort->id &&
                ((rules->state == RULES_VOTING && in->now < rules->closes) || rules->state == RULES_HOLD);
    if (!open || in->t.enrolment->role == MEMBER_OBSERVER)
        return inbound_reply(in, phrase(in->t.who.lang, "got.stale", NULL), error);
    g_autofree char *payload = g_strdup_printf("{\"rules\":%" G_GINT64_FORMAT "}", id);
    return rules_answer(in->store, id, in->t.enrolment->id, yes, in->now, error) &&
           inbound_note(in, yes ? "rules.accepted" : "rules.declined", payload, error) &&
           inbound_reply(in, phrase(in->t.who.lang, reply_of(rules, yes), NULL), error);
}
