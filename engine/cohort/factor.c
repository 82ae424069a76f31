/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "factor.h"

#include "cohort_queries.h"

#include <string.h>

void factor_free(Factor *factor)
{
    if (!factor)
        return;
    g_free(factor->secret);
    g_free(factor);
}

typedef struct {
    const Vault *vault;
    Factor *factor;
} Opening;

static bool read_factor(const StoreRow *row, gpointer data)
{
    Opening *opening = data;
    gsize size = 0;
    const void *sealed = store_blob(row, 0, &size);
    opening->factor = g_new0(Factor, 1);
    opening->factor->secret = vault_open(opening->vault, sealed, size);
    opening->factor->step = store_int(row, 1);
    opening->factor->since = store_int(row, 2);
    opening->factor->words = (int)store_int(row, 3);
    return true;
}

Factor *factor_get(Store *store, const Vault *vault, int64_t staff, GError **error)
{
    Opening opening = { .vault = vault };
    bool read = store_each(store, &cohort_factor_row, ARGS(ARG_INT("staff", staff)), read_factor, &opening, error);
    g_autoptr(Factor) factor = opening.factor;
    if (!read || !factor)
        return NULL;
    if (factor->secret)
        return g_steal_pointer(&factor);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
        "the second factor of account S%" G_GINT64_FORMAT " was sealed with another key", staff);
    return NULL;
}

bool factor_is_set(Store *store, int64_t staff, bool *set, GError **error)
{
    int64_t there = 0;
    if (!store_get_int(store, &cohort_factor_there, ARGS(ARG_INT("staff", staff)), &there, NULL, error))
        return false;
    *set = there > 0;
    return true;
}

bool factor_set(Store *store, const Vault *vault, int64_t staff, const char *secret, const GPtrArray *hashes,
    int64_t step, int64_t now, GError **error)
{
    bool was = false;
    g_autoptr(GBytes) sealed = vault_seal(vault, secret);
    gsize size = 0;
    const void *bytes = g_bytes_get_data(sealed, &size);
    if (!factor_clear(store, staff, &was, error) || !store_run(store, &cohort_factor_insert,
                                                        ARGS(ARG_INT("staff", staff), ARG_BLOB("secret", bytes, size),
                                                            ARG_INT("step", step), ARG_INT("since", now)),
                                                        NULL, error))
        return false;
    for (guint i = 0; i < hashes->len; i++)
        if (!store_run(store, &cohort_factor_word_insert,
                ARGS(ARG_INT("staff", staff), ARG_TEXT("hash", hashes->pdata[i])), NULL, error))
            return false;
    return true;
}

bool factor_use_step(Store *store, int64_t staff, int64_t step, bool *fresh, GError **error)
{
    int64_t changed = 0;
    bool run =
        store_run(store, &cohort_factor_step, ARGS(ARG_INT("staff", staff), ARG_INT("step", step)), &changed, error);
    *fresh = changed == 1;
    return run;
}

bool factor_use_word(Store *store, int64_t staff, const char *hash, bool *fresh, GError **error)
{
    int64_t changed = 0;
    bool run = store_run(
        store, &cohort_factor_word_used, ARGS(ARG_INT("staff", staff), ARG_TEXT("hash", hash)), &changed, error);
    *fresh = changed == 1;
    return run;
}

bool factor_clear(Store *store, int64_t staff, bool *was, GError **error)
{
    int64_t changed = 0;
    const StoreArg *of = ARGS(ARG_INT("staff", staff));
    bool run = store_run(store, &cohort_factor_words_clear, of, NULL, error) &&
               store_run(store, &cohort_factor_clear, of, &changed, error);
    *was = changed > 0;
    return run;
}
