/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Those who work here asked to be told: cards and alarms know no quiet hour and no cap. STOP from their phone counts as
 * a learner's does. Outside the 24-hour window the first line of what waits goes as a template, at most one a day; an
 * alarm always gets its own. */
#include "desk.h"
#include "dispatch_priv.h"
#include "invitation.h"
#include "staff.h"

static bool drop(Judgement *j, DoneReason reason)
{
    j->verdict = MUST_DROP;
    j->done = reason;
    return true;
}

/* Somebody without a place gets answers to what she wrote, and only while she can be answered: nobody knocks. */
static bool judge_guest(
    Dispatch *d, const OutboxMsg *msg, const Message *message, int64_t now, Judgement *j, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Guest) guest = guest_get(context_store(d->context), context_vault(d->context), msg->learner, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!guest || msg->lane != LANE_REPLY)
        return drop(j, DONE_REMOVED);
    if (!dispatch_judge_way(d, msg, message, now, j, error))
        return false;
    return !j->knock || drop(j, DONE_EXPIRED);
}

bool dispatch_judge_staff(
    Dispatch *d, const OutboxMsg *msg, const Message *message, int64_t now, Judgement *j, GError **error)
{
    Store *store = context_store(d->context);
    g_autoptr(GError) fault = NULL;
    *j = (Judgement){ .verdict = MAY_SEND };
    if (!outbox_thread_get(store, msg->learner, &j->thread, error))
        return false;
    g_autoptr(Staff) staff = staff_of_learner(store, msg->learner, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!staff)
        return judge_guest(d, msg, message, now, j, error);
    if (msg->expires && now > msg->expires)
        return drop(j, DONE_EXPIRED);
    if (staff->muted && msg->kind != OWED_STOP)
        return drop(j, DONE_OPTED_OUT);
    return dispatch_judge_way(d, msg, message, now, j, error) &&
           (!j->knock || desk_knock(d->context, staff, msg, message, now, error));
}
