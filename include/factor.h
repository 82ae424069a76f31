/* SPDX-License-Identifier: GPL-3.0-or-later */
/* factor.h - an account's second factor: the sealed secret of an app, and words that let her in once without it. */
#pragma once
#include "cohort.h"

#define FACTOR_WORDS 10

typedef struct {
    char *secret;        /* base32, see totp.h */
    int64_t step, since; /* the last time step whose code was taken; when it was set up */
    int words;           /* recovery words that are left */
} Factor;
void factor_free(Factor *factor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Factor, factor_free)
/* NULL without error when the account has none. Given. */
Factor *factor_get(Store *store, const Vault *vault, int64_t staff, GError **error);
/* Whether the account has one; cheaper. */
bool factor_is_set(Store *store, int64_t staff, bool *set, GError **error);
/* In place of what she had: `hashes` (char *) are the SHA-256 (hex) of the recovery words, `step` that of the code with
 * which she showed that her app knows the secret. */
bool factor_set(Store *store, const Vault *vault, int64_t staff, const char *secret, const GPtrArray *hashes,
    int64_t step, int64_t now, GError **error);
/* A code of a later step than any before, or a word that is left: *fresh is false when it was used already. */
bool factor_use_step(Store *store, int64_t staff, int64_t step, bool *fresh, GError **error);
bool factor_use_word(Store *store, int64_t staff, const char *hash, bool *fresh, GError **error);
/* *was: whether there was one. */
bool factor_clear(Store *store, int64_t staff, bool *was, GError **error);
