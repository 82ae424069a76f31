/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is not about the course: where the cohort has a social channel, it goes in digests of its own, and who likes
 * leaves it without leaving the group. */
#include "social.h"
#include "command_priv.h"
#include "upkeep.h"

static bool has_channel(Inbound *in, bool *has, GError **error)
{
    Upkeep upkeep;
    bool ok = upkeep_get(in->store, in->t.cohort->id, &upkeep, error);
    *has = ok && upkeep.social;
    return ok;
}

static bool answers_social(Inbound *in, int64_t reply_to, bool *social, GError **error)
{
    g_autoptr(Post) parent = reply_to ? post_get(in->store, reply_to, error) : NULL;
    *social = parent && parent->apart;
    return parent || !reply_to;
}

bool intake_social(Inbound *in, int64_t reply_to, bool *apart, GError **error)
{
    bool social = in->social;
    *apart = false;
    if (!social && !answers_social(in, reply_to, &social, error))
        return false;
    if (!social || !has_channel(in, apart, error))
        return !social;
    in->social = in->social || *apart;
    return true;
}

bool command_social(Inbound *in, const Said *said, GError **error)
{
    bool has = false;
    return has_channel(in, &has, error) &&
           inbound_reply(in, phrase(in->t.who.lang, has ? "social.channel" : "social.how", NULL), error);
}

/* A channel that was closed still gives out what was shared while it was open; she may leave that, too. */
static bool can_leave(Inbound *in, bool *can, GError **error)
{
    return has_channel(in, can, error) && (*can || social_unread(in->store, in->t.enrolment->id, can, error));
}

static bool set_off(Inbound *in, bool off, GError **error)
{
    bool can = false, was = false;
    if (!(off ? can_leave : has_channel)(in, &can, error) ||
        !social_is_off(in->store, in->t.enrolment->id, &was, error))
        return false;
    if (!can)
        return inbound_reply(in, phrase(in->t.who.lang, "social.none", NULL), error);
    return (was == off || (social_set_off(in->store, in->t.enrolment->id, off, in->now, error) &&
                              inbound_note(in, off ? "social.left" : "social.joined", NULL, error))) &&
           inbound_reply(in, phrase(in->t.who.lang, off ? "social.off" : "social.on", NULL), error);
}

bool command_social_off(Inbound *in, const Said *said, GError **error)
{
    return set_off(in, true, error);
}

bool command_social_on(Inbound *in, const Said *said, GError **error)
{
    return set_off(in, false, error);
}
