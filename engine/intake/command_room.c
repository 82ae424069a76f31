/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words about the group: who may be asked to begin, and what keeps people from answering. */
#include "command_priv.h"
#include "host.h"
#include "peer.h"
#include <string.h>

static bool offer_to_stop(Inbound *in, GError **error)
{
    g_autofree char *text = phrase(in->t.who.lang, "volunteer.already", NULL);
    g_autofree char *title = phrase(in->t.who.lang, "volunteer.no.button", NULL);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    message_add_choice(message, "u.volunteer.no", title, NULL);
    return inbound_send(in, "R", message, error);
}

/* Of patients nobody is asked to begin or to lead. */
bool command_volunteer(Inbound *in, const Said *said, GError **error)
{
    bool willing = false;
    if (audience_rules(in->t.cohort->audience)->moderated)
        return inbound_reply(in, phrase(in->t.who.lang, "group.no_turns", NULL), error);
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
    if (strcmp(what, "senior") == 0)
        return intake_senior_says(in, value, error);
    if (strcmp(what, "volunteer") == 0)
        return no_volunteer(in, error);
    return inbound_reply(in, phrase(in->t.who.lang, "not_understood", NULL), error);
}

/* --- who is in the group --- */

static bool add_member(Inbound *in, int64_t id, GString *list, GError **error)
{
    bool helps = false;
    g_autoptr(Enrolment) e = enrolment_get(in->store, context_vault(in->context), id, error);
    if (!e || !peer_on(in->store, id, cohort_today(in->t.cohort, in->now), &helps, error))
        return false;
    const char *role = e->role == MEMBER_OBSERVER ? "members.observer" : helps ? "members.peer" : NULL;
    g_autofree char *words = role ? phrase(in->t.who.lang, role, NULL) : g_strdup("");
    if (e->state == ENROLMENT_ACTIVE || e->state == ENROLMENT_PAUSED)
        g_string_append_printf(list, "\n- %s%s%s", enrolment_shown(e), role ? ", " : "", words);
    return true;
}

bool command_members(Inbound *in, const Said *said, GError **error)
{
    g_autoptr(GString) list = g_string_new(NULL);
    g_autoptr(GArray) members = room_members(in->store, in->t.enrolment->room, false, error);
    for (guint i = 0; members && i < members->len; i++)
        if (!add_member(in, g_array_index(members, int64_t, i), list, error))
            return false;
    return members && inbound_reply(in, phrase(in->t.who.lang, "members", "list", list->str, NULL), error);
}
