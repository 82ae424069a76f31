/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is on the list for new courses and in no cohort has no closing day: what is known of her goes as long after her
 * yes as other people's data after theirs. */
#include "keep_priv.h"
#include "advertise.h"
#include "clock.h"

#define AT_ONCE 200

static bool end(Context *context, int64_t learner, int64_t now, GError **error)
{
    AdvertSays says = { .learner = learner, .at = now, .means = ADVERT_BY_TIME };
    return advertise_says(context, &says, "engine", NULL, error) &&
           advert_forget(context_store(context), context_vault(context), learner, now, error);
}

bool keep_adverts(Context *context, int64_t now, GError **error)
{
    Store *store = context_store(context);
    int64_t before = now - MAX(context_keep_days(context, KEEP_PEOPLE), 1) * (int64_t)DAY;
    g_autoptr(GArray) old = advert_members_old(store, before, AT_ONCE, error);
    if (!old || old->len == 0)
        return old != NULL;
    g_autoptr(StoreTx) tx = store_begin(store, error);
    if (!tx)
        return false;
    for (guint i = 0; i < old->len; i++)
        if (!end(context, g_array_index(old, int64_t, i), now, error))
            return false;
    return store_commit(g_steal_pointer(&tx), error);
}
