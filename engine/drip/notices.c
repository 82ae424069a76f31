/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that were to go at a later time. One that fails is set aside with its reason in the log; the others go. */
#include "drip_priv.h"
#include "facilitate.h"
#include "log.h"

typedef struct {
    Context *context;
    const GPtrArray *due;
    int64_t now;
} Slice;

static bool do_notice(gpointer data, guint i, GError **error)
{
    const Slice *slice = data;
    const Notice *notice = slice->due->pdata[i];
    bool moved = false;
    return notice_move(context_store(slice->context), notice->id, NOTICE_WAITING, NOTICE_SENT, &moved, error) &&
           (!moved || facilitate_deliver(slice->context, notice, slice->now, NULL, error));
}

static bool park_notice(gpointer data, guint i, const GError *fault, GError **error)
{
    const Slice *slice = data;
    const Notice *notice = slice->due->pdata[i];
    g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, notice->id);
    log_event(LOG_ERROR, "drip.say_fault", "message", id, "fault", fault->message, NULL);
    return notice_move(context_store(slice->context), notice->id, NOTICE_WAITING, NOTICE_FAILED, NULL, error);
}

bool drip_notices(Context *context, int64_t now, int limit, int *worked, GError **error)
{
    g_autoptr(GPtrArray) due = notice_due(context_store(context), now, limit, error);
    if (!due)
        return false;
    static const StoreItems rows = { .item = do_notice, .park = park_notice };
    Slice slice = { context, due, now };
    if (!store_items(context_store(context), &rows, due->len, &slice, error))
        return false;
    *worked += (int)due->len;
    return true;
}
