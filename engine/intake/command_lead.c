/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a learner says about opening a discussion: by a tap, a word, or words of her own as a reply. */
#include "command_priv.h"
#include "host.h"
#include <string.h>

static bool say(Inbound *in, Lead *lead, LeadSays says, GError **error)
{
    static const char *const replies[] = { [LEAD_SAYS_YES] = "lead.agreed",
        [LEAD_SAYS_OPEN] = "lead.opened",
        [LEAD_SAYS_NO] = "lead.given_away",
        [LEAD_SAYS_NOT_THIS_WEEK] = "lead.given_away" };
    static const char *const notes[] = { [LEAD_SAYS_YES] = "lead.agreed",
        [LEAD_SAYS_OPEN] = "lead.opened",
        [LEAD_SAYS_NO] = "lead.swapped",
        [LEAD_SAYS_NOT_THIS_WEEK] = "lead.not_this_week" };
    bool hers = false;
    bool turn = lead->state == LEAD_TURN;
    if (!host_lead_says(&in->t, lead, says, &hers, error))
        return false;
    const char *reply = !hers ? "lead.none" : turn && says >= LEAD_SAYS_NO ? "lead.missed" : replies[says];
    return (!hers || inbound_note(in, notes[says], NULL, error)) &&
           inbound_reply(in, phrase(in->t.who.lang, reply, NULL), error);
}

/* The next that is hers, or "none". */
static bool say_of_next(Inbound *in, LeadSays says, GError **error)
{
    g_autoptr(GPtrArray) coming = lead_coming(in->store, in->t.enrolment->id, error);
    if (!coming)
        return false;
    const char *none = audience_rules(in->t.cohort->audience)->moderated ? "group.no_turns" : "lead.none";
    return coming->len ? say(in, coming->pdata[0], says, error)
                       : inbound_reply(in, phrase(in->t.who.lang, none, NULL), error);
}

bool command_swap(Inbound *in, const Said *said, GError **error)
{
    return say_of_next(in, LEAD_SAYS_NO, error);
}

bool command_not_this_week(Inbound *in, const Said *said, GError **error)
{
    return say_of_next(in, LEAD_SAYS_NOT_THIS_WEEK, error);
}

static Lead *own_lead(Inbound *in, const char *id, GError **error)
{
    g_autoptr(Lead) lead = lead_get(in->store, g_ascii_strtoll(id, NULL, 10), error);
    return lead && lead->enrolment == in->t.enrolment->id ? g_steal_pointer(&lead) : NULL;
}

bool intake_lead_tap(Inbound *in, const char *says, const char *id, GError **error)
{
    static const char *const words[] = {
        [LEAD_SAYS_YES] = "yes", [LEAD_SAYS_OPEN] = "open", [LEAD_SAYS_NO] = "no", [LEAD_SAYS_NOT_THIS_WEEK] = "week"
    };
    g_autoptr(GError) fault = NULL;
    g_autoptr(Lead) lead = own_lead(in, id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    for (LeadSays s = LEAD_SAYS_YES; lead && s <= LEAD_SAYS_NOT_THIS_WEEK; s++)
        if (strcmp(words[s], says) == 0)
            return say(in, lead, s, error);
    return inbound_reply(in, phrase(in->t.who.lang, "lead.none", NULL), error);
}

/* Her words become a post like any other, with its two minutes for UNDO and the guard before it. */
bool intake_lead_words(Inbound *in, const OutboxMsg *quoted, bool *handled, GError **error)
{
    g_autoptr(GError) fault = NULL;
    *handled = false;
    if (!g_str_has_prefix(quoted->key, "LT") || !in->event->text || !*in->event->text)
        return true;
    g_autoptr(Lead) lead = own_lead(in, quoted->key + 2, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!lead)
        return true;
    *handled = true;
    if (!intake_post(in, in->event->text, lead->step, 0, BASIS_QUOTE, error))
        return false;
    g_autoptr(Post) post = post_by_wamid(in->store, in->t.enrolment->id, in->event->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    /* The opening bears her name, and is about the work. */
    bool opens = post && !post->anon && !post->social && lead->state == LEAD_TURN;
    return !opens || host_lead_words(&in->t, lead, post, error);
}
