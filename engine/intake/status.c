/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "intake_priv.h"
#include "advertise.h"
#include "log.h"

#define CODE_WINDOW 131047 /* the window had closed at the platform */
#define CODE_MEDIA 131053  /* the file could not be loaded */

static const int status_rank[STATUS_KINDS] = {
    [STATUS_SENT] = 1,
    [STATUS_DELIVERED] = 2,
    [STATUS_READ] = 3,
    [STATUS_PLAYED] = 4,
    [STATUS_FAILED] = 5,
    [STATUS_OTHER] = 0,
};

/* A message that the platform took and then could not bring: some are owed again. */
static bool failed_later(Context *context, int64_t id, const Event *event, int64_t now, GError **error)
{
    Store *store = context_store(context);
    if (event->code != CODE_WINDOW && event->code != CODE_MEDIA)
        return true;
    g_autoptr(OutboxMsg) msg = outbox_get(store, id, error);
    if (!msg)
        return false;
    /* A copy of a copy would go round for ever. */
    if (g_str_has_suffix(msg->key, "/again"))
        return true;
    if (event->code == CODE_WINDOW) {
        OutboxThread thread;
        if (!outbox_thread_get(store, msg->learner, &thread, error))
            return false;
        thread.window_until = 0;
        if (!outbox_thread_set(store, msg->learner, &thread, error))
            return false;
    } else {
        g_autoptr(Message) message = message_from_json(msg->body, error);
        if (!message || (message->asset && !library_upload_stale(context_library(context), message->asset,
                                               context_number(context), now, error)))
            return false;
    }
    return outbox_again(store, id, now, error);
}

/* She has switched off what businesses offer. */
static bool advert_refused(Context *context, int64_t id, int code, int64_t now, GError **error)
{
    if (code != ADVERT_CODE_STOPPED || !id)
        return true;
    g_autoptr(OutboxMsg) msg = outbox_get(context_store(context), id, error);
    return msg && advertise_refused(context, msg->learner, code, now, error);
}

bool intake_status(Context *context, const Event *event, int64_t now, GError **error)
{
    int64_t id = 0;
    int attempt = 0;
    StatusEffect effect = STATUS_NOTHING;
    if (status_rank[event->status] == 0)
        return true;
    context_untag(context, event->tag, &id, &attempt);
    OutboxPrice price = { event->price_category, g_strcmp0(event->price_type, "regular") == 0 };
    if (!outbox_status(context_store(context), &id, attempt, event->id, status_rank[event->status], event->time,
            event->code, event->detail, &price, now, &effect, error))
        return false;
    if (id == 0)
        log_event(LOG_INFO, "intake.status_unmatched", "status", status_kind_name(event->status), NULL);
    return effect != STATUS_FAILED_NOW ||
           (failed_later(context, id, event, now, error) && advert_refused(context, id, event->code, now, error));
}
