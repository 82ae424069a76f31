/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words about the group: who may be asked to begin, and what keeps people from answering. */
#include "command_priv.h"
#include "host.h"
#include <string.h>

static bool offer_to_stop(Inbound *in, GError **error)
{
    g_autofree char *text = phrase(in->t.who.lang, "volunteer.already", NULL);
    g_autofree char *title = phrase(in->t.who.lang, "volunteer.no.button", NULL);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    message_add_choice(message, "u.volunteer.no", title, NULL);
    return inbound_send(in, "R", message, error);
}

bool command_volunteer(Inbound *in, const Said *said, GError **error)
{
    bool willing = false;
    if (!volunteer_is(in->store, in->t.enrolment->id, &willing, error))
        return false;
    if (willing)
        return offer_to_stop(in, error);
    Upkeep upkeep;
    if (!upkeep_get(in->store, in->t.cohort->id, &upkeep, error) ||
        (upkeep.n_shares && !care_set(in->store, in->t.cohort->id, CARE_LEADS, in->now, error)))
        return false;
    return volunteer_set(in->store, in->t.enrolment->id, true, in->now, error) &&
           inbound_note(in, "volunteer.offered", NULL, error) &&
           inbound_reply(in, phrase(in->t.who.lang, "volunteer.thanks", NULL), error);
}

static bool no_volunteer(Inbound *in, GError **error)
{
    return volunteer_set(in->store, in->t.enrolment->id, false, in->now, error) &&
           inbound_note(in, "volunteer.withdrew", NULL, error) &&
           inbound_reply(in, phrase(in->t.who.lang, "volunteer.gone", NULL), error);
}

static bool vote(Inbound *in, const char *choice, GError **error)
{
    bool known = false;
    if (!host_vote(&in->t, choice, &known, error))
        return false;
    g_autofree char *key = g_strdup_printf("silence.thanks.%s", choice);
    const char *reply = !known ? "not_understood" : phrase_has("en", key) ? key : "silence.thanks";
    return inbound_reply(in, phrase(in->t.who.lang, reply, NULL), error);
}

bool intake_room_tap(Inbound *in, const char *what, const char *value, GError **error)
{
    if (strcmp(what, "poll") == 0)
        return vote(in, value, error);
    if (g_str_has_prefix(what, "lead-"))
        return intake_lead_tap(in, what + strlen("lead-"), value, error);
    if (strcmp(what, "volunteer") == 0)
        return no_volunteer(in, error);
    return inbound_reply(in, phrase(in->t.who.lang, "not_understood", NULL), error);
}
