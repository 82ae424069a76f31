/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing that a learner does disappears. What has no words goes into the journal without its content (a place may be a
 * patient's home) and is answered; what is deleted or changed on her phone is taken back here as far as it still can
 * be.
 */
#include "assignment.h"
#include "intake_priv.h"
#include "clock.h"

static bool note(const Inbound *in, GError **error)
{
    g_autofree char *payload = g_strdup_printf("{\"kind\":\"%s\"}", inbound_kind_name(in->event->inbound));
    return inbound_note(in, "message.other", payload, error);
}

/* A sign on a message counts as nothing; it is told once a day, for people send many, and not at night: no word asked
 * for it. */
static bool take_reaction(Inbound *in, GError **error)
{
    if (!in->event->emoji || !*in->event->emoji || cohort_quiet_until(in->t.cohort, in->now))
        return true;
    g_autofree char *key = g_strdup_printf(
        "SIGN/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, in->t.enrolment->id, cohort_today(in->t.cohort, in->now));
    return tutor_say(&in->t, key, LANE_REPLY, OWED_NOTICE, phrase(in->t.who.lang, "got.reaction", NULL), error);
}

/* Takes a post back that nobody has seen yet. */
static bool take_back(Inbound *in, const Post *post, bool *moved, GError **error)
{
    *moved = false;
    if (post->state == POST_WORK)
        return assignment_take_back(&in->t, post, moved, error);
    return (post->state != POST_DRAFT && post->state != POST_UNDO && post->state != POST_HELD &&
               post->state != POST_QUESTION) ||
           post_move(in->store, post->id, post->state, POST_WITHDRAWN, in->now, "deleted by its author", moved, error);
}

static bool take_change(Inbound *in, GError **error)
{
    bool moved = false, edit = in->event->inbound == INBOUND_EDIT;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) post =
        in->event->context_id ? post_by_wamid(in->store, in->t.enrolment->id, in->event->context_id, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (post && !take_back(in, post, &moved, error))
        return false;
    if (moved && edit && in->event->text && *in->event->text)
        return intake_draft(in, error);
    const char *reply = moved                                ? "got.taken_back"
                        : post && post->state == POST_SHARED ? "undo.late"
                        : edit                               ? "got.edit"
                                                             : "got.delete";
    return inbound_reply(in, phrase(in->t.who.lang, reply, NULL), error);
}

bool intake_other(Inbound *in, GError **error)
{
    if (!note(in, error))
        return false;
    switch (in->event->inbound) {
    case INBOUND_REACTION:
        return take_reaction(in, error);
    case INBOUND_EDIT:
    case INBOUND_REVOKE:
        return take_change(in, error);
    case INBOUND_LOCATION:
        return inbound_reply(in, phrase(in->t.who.lang, "got.place", NULL), error);
    case INBOUND_CONTACTS:
        return inbound_reply(in, phrase(in->t.who.lang, "got.card", NULL), error);
    case INBOUND_TEXT:
    case INBOUND_IMAGE:
    case INBOUND_VIDEO:
    case INBOUND_AUDIO:
    case INBOUND_DOCUMENT:
    case INBOUND_STICKER:
    case INBOUND_BUTTON:
    case INBOUND_BUTTON_REPLY:
    case INBOUND_LIST_REPLY:
    case INBOUND_FORM_REPLY:
    case INBOUND_ORDER:
    case INBOUND_SYSTEM:
    case INBOUND_UNSUPPORTED:
    case INBOUND_OTHER:
    case INBOUND_KINDS:
        break;
    }
    return inbound_reply(in, phrase(in->t.who.lang, "got.other", NULL), error);
}
