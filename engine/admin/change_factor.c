/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Second factors. The journal says that one was set up, used or taken away, and never what it is. */
#include "admin_priv.h"
#include "factor.h"

#include <string.h>

#define SHA256_HEX 64

static GPtrArray *read_words(Change *c, GError **error)
{
    g_autoptr(GPtrArray) hashes = g_ptr_array_new();
    cJSON *one = NULL, *list = cJSON_GetObjectItemCaseSensitive(c->params, "words");
    cJSON_ArrayForEach(one, list) if (cJSON_IsString(one) && strlen(one->valuestring) == SHA256_HEX)
        g_ptr_array_add(hashes, one->valuestring);
    if (hashes->len == FACTOR_WORDS)
        return g_steal_pointer(&hashes);
    change_refuse(error, BARAZA_ERROR_INPUT, "recovery words must come as %d SHA-256 hashes", FACTOR_WORDS);
    return NULL;
}

bool change_staff_factor(Change *c, cJSON *result, GError **error)
{
    int64_t step = 0;
    g_autoptr(Staff) staff = change_account(c, error);
    const char *secret = staff ? json_need_string(c->params, "secret", error) : NULL;
    if (!secret || !json_need_int(c->params, "step", &step, error))
        return false;
    g_autoptr(GPtrArray) hashes = read_words(c, error);
    if (!hashes || !factor_set(c->store, context_vault(c->context), staff->id, secret, hashes, step, c->now, error))
        return false;
    json_put_int(json_put(result, "name", staff->name), "words", FACTOR_WORDS);
    return true;
}

/* By the step of a code, or by the hash of a recovery word. */
bool change_staff_factor_use(Change *c, cJSON *result, GError **error)
{
    bool fresh = false;
    g_autoptr(Staff) staff = change_account(c, error);
    const char *word = staff ? json_string(c->params, "word") : NULL;
    int64_t step = json_int(c->params, "step", 0);
    if (!staff || !(word ? factor_use_word(c->store, staff->id, word, &fresh, error)
                         : factor_use_step(c->store, staff->id, step, &fresh, error)))
        return false;
    if (!fresh)
        return change_refuse(error, BARAZA_ERROR_DENIED, "this code is not right, or was used already");
    g_autoptr(Factor) factor = factor_get(c->store, context_vault(c->context), staff->id, error);
    if (!factor)
        return false;
    json_put_int(json_put(result, "name", staff->name), "left", factor->words);
    json_put(c->payload, "by", word ? "recovery word" : "code");
    if (word)
        json_put_int(c->payload, "left", factor->words);
    return true;
}

bool change_staff_factor_reset(Change *c, cJSON *result, GError **error)
{
    bool was = false;
    g_autoptr(Staff) staff = change_account(c, error);
    if (!staff || !factor_clear(c->store, staff->id, &was, error))
        return false;
    json_put(result, "name", staff->name);
    return was || change_refuse(error, BARAZA_ERROR_STATE, "%s has no second factor", staff->name);
}
