/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adverts whose time has come go on. One that fails is stopped with its reason, in the log and beside it; the others
 * go. */
#include "drip_priv.h"
#include "advertise.h"
#include "log.h"

typedef struct {
    Context *context;
    const GPtrArray *due;
    int64_t now;
    int limit, *worked;
} Slice;

static bool do_advert(gpointer data, guint i, GError **error)
{
    const Slice *slice = data;
    return advertise_go_on(slice->context, slice->due->pdata[i], slice->now, slice->limit, slice->worked, error);
}

static bool park_advert(gpointer data, guint i, const GError *fault, GError **error)
{
    const Slice *slice = data;
    const Advert *advert = slice->due->pdata[i];
    log_event(LOG_ERROR, "drip.advert_fault", "advert", advert->name, "fault", fault->message, NULL);
    return advert_park(context_store(slice->context), advert, fault->message, error);
}

bool drip_adverts(Context *context, int64_t now, int limit, int *worked, GError **error)
{
    static const StoreItems rows = { .item = do_advert, .park = park_advert };
    g_autoptr(GPtrArray) due = advert_due(context_store(context), now, error);
    Slice slice = { context, due, now, limit, worked };
    return due && store_items(context_store(context), &rows, due->len, &slice, error);
}
