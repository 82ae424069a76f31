/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of those who asked to hear of new courses. Nobody is on it but by her own word, tap, or a list that says how
 * she agreed; a no is in force at once, and outlives her row. */
#include "advert.h"
#include "advert_queries.h"
#include "person.h"

#include <string.h>

const char *advert_means_name(AdvertMeans means)
{
    static const char *const names[ADVERT_MEANS] = { "word", "tap", "list", "stop", "whatsapp", "staff", "time" };
    return means < ADVERT_MEANS ? names[means] : "?";
}

static char *lookup_of(const Vault *vault, const char *number)
{
    const char *plain = *number == '+' ? number + 1 : number;
    return vault_lookup(vault, "advert", plain);
}

bool advert_refuse_number(Store *store, const Vault *vault, const char *number, int64_t at, GError **error)
{
    g_autofree char *lookup = lookup_of(vault, number);
    return store_run(store, &advert_refusal_put, ARGS(ARG_TEXT("lookup", lookup), ARG_INT("now", at)), NULL, error);
}

static bool end_refusal(Store *store, const Vault *vault, const char *number, GError **error)
{
    g_autofree char *lookup = lookup_of(vault, number);
    return store_run(store, &advert_refusal_end, ARGS(ARG_TEXT("lookup", lookup)), NULL, error);
}

static bool mark_numbers(Store *store, const Vault *vault, int64_t learner, bool given, int64_t at, GError **error)
{
    g_autoptr(GPtrArray) numbers = addresses_ever(store, vault, learner, error);
    for (guint i = 0; numbers && i < numbers->len; i++)
        if (!(given ? end_refusal(store, vault, numbers->pdata[i], error)
                    : advert_refuse_number(store, vault, numbers->pdata[i], at, error)))
            return false;
    return numbers != NULL;
}

bool advert_refuse(Store *store, const Vault *vault, int64_t learner, int64_t at, GError **error)
{
    return mark_numbers(store, vault, learner, false, at, error);
}

bool advert_is_member(Store *store, int64_t learner, bool *is, GError **error)
{
    int64_t count = 0;
    bool ok = store_get_int(store, &advert_member_is, ARGS(ARG_INT("learner", learner)), &count, NULL, error);
    *is = count > 0;
    return ok;
}

bool advert_says(Store *store, const Vault *vault, const AdvertSays *says, bool *changed, GError **error)
{
    int64_t id = 0;
    bool was = false;
    if (!advert_is_member(store, says->learner, &was, error) || !store_next_id(store, &id, error))
        return false;
    if (changed)
        *changed = was != says->given;
    bool kept = says->means == ADVERT_BY_TIME; /* her time is over: she has not said no */
    return store_run(store, &advert_consent_add,
               ARGS(ARG_INT("id", id), ARG_INT("learner", says->learner), ARG_INT("given", says->given),
                   ARG_INT("means", says->means), ARG_INT("now", says->at), ARG_TEXT("evidence", says->evidence),
                   ARG_TEXT("wamid", says->wamid), ARG_INT("advert", says->advert)),
               NULL, error) &&
           (kept || mark_numbers(store, vault, says->learner, says->given, says->at, error)) &&
           (says->given ? store_run(store, &advert_member_put,
                              ARGS(ARG_INT("learner", says->learner), ARG_INT("now", says->at)), NULL, error)
                        : store_run(store, &advert_member_end, ARGS(ARG_INT("learner", says->learner)), NULL, error));
}

typedef struct {
    AdvertSays *says;
    bool found;
} Last;

static bool take_last(const StoreRow *row, gpointer data)
{
    Last *last = data;
    last->found = true;
    last->says->given = store_int(row, 0) != 0;
    last->says->means = (AdvertMeans)store_int(row, 1);
    last->says->at = store_int(row, 2);
    return false;
}

bool advert_said(Store *store, int64_t learner, AdvertSays *says, bool *found, GError **error)
{
    *says = (AdvertSays){ .learner = learner };
    Last last = { .says = says };
    bool ok = store_each(store, &advert_consent_last, ARGS(ARG_INT("learner", learner)), take_last, &last, error);
    *found = last.found;
    return ok;
}

bool advert_refused_at(Store *store, const Vault *vault, const char *number, int64_t *at, GError **error)
{
    g_autofree char *lookup = lookup_of(vault, number);
    *at = 0;
    return store_get_int(store, &advert_refusal_at, ARGS(ARG_TEXT("lookup", lookup)), at, NULL, error);
}

GArray *advert_members(Store *store, GError **error)
{
    return store_ids(store, &advert_members_all, NO_ARGS, error);
}

GArray *advert_members_old(Store *store, int64_t before, int limit, GError **error)
{
    return store_ids(store, &advert_members_before, ARGS(ARG_INT("before", before), ARG_INT("limit", limit)), error);
}

static bool take_means(const StoreRow *row, gpointer data)
{
    int64_t means = store_int(row, 0);
    if (means >= 0 && means < ADVERT_MEANS)
        ((int64_t *)data)[means] = store_int(row, 1);
    return true;
}

bool advert_means(Store *store, int64_t counts[ADVERT_MEANS], GError **error)
{
    memset(counts, 0, ADVERT_MEANS * sizeof *counts);
    return store_each(store, &advert_means_counts, NO_ARGS, take_means, counts, error);
}

bool advert_forget(Store *store, const Vault *vault, int64_t learner, int64_t now, GError **error)
{
    bool is = false;
    AdvertSays ends = { .learner = learner, .at = now, .means = ADVERT_BY_TIME };
    return advert_is_member(store, learner, &is, error) && (!is || advert_says(store, vault, &ends, NULL, error)) &&
           store_run(store, &advert_forget_words, ARGS(ARG_INT("learner", learner)), NULL, error);
}

bool advert_merge(Store *store, int64_t keep, int64_t other, int64_t now, GError **error)
{
    AdvertSays last;
    bool found = false;
    const StoreArg *both = ARGS(ARG_INT("keep", keep), ARG_INT("other", other));
    if (!store_run(store, &advert_merge_consents, both, NULL, error) ||
        !store_run(store, &advert_merge_drop, both, NULL, error) ||
        !store_run(store, &advert_merge_to, both, NULL, error) ||
        !store_run(store, &advert_member_end, ARGS(ARG_INT("learner", other)), NULL, error) ||
        !advert_said(store, keep, &last, &found, error))
        return false;
    if (!found)
        return true;
    return last.given ? store_run(store, &advert_member_put, ARGS(ARG_INT("learner", keep), ARG_INT("now", last.at)),
                            NULL, error)
                      : store_run(store, &advert_member_end, ARGS(ARG_INT("learner", keep)), NULL, error);
}
