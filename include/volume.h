/* SPDX-License-Identifier: GPL-3.0-or-later */
/* volume.h - what a cohort's messages weigh and cost, learner by week, by a dated table of prices that its user keeps.
 */
#pragma once
#include "cohort.h"

/* rates.csv: from, country (ISO code, or * for all others), category (service: words within the 24 hours; utility:
 * templates), currency, price of one delivered message. An empty price is one that nobody has looked up yet. WhatsApp
 * changes prices on the first of a quarter and bills what was delivered; words are billed since October 2026. */
typedef struct Rates Rates;
/* NULL and *error, with file and line. */
Rates *rates_parse(const char *text, gsize size, const char *name, GError **error);
/* DIR/rates.csv; without error NULL when there is no such file. */
Rates *rates_load(const char *dir, GError **error);
void rates_free(Rates *rates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rates, rates_free)
/* What init writes. Constant. */
const char *rates_default_text(void);
/* The price in millionths of *currency (borrowed) on a date (days since 1970): the newest row of the country, else of
 * `*`. False when there is none. */
bool rates_price(
    const Rates *rates, int64_t date, const char *country, const char *category, int64_t *micro, const char **currency);

/* What was delivered, or sent and not told of yet. */
typedef struct {
    int64_t messages, templates, text_bytes, media_bytes;
    int64_t learner_weeks;   /* learners who got something, summed over the weeks */
    int64_t micro, unpriced; /* estimated cost; messages without a price */
    char currency[8];        /* "": nothing was priced */
    bool mixed;              /* rows of several currencies: no sum can be told */
} Volume;
/* `rates` may be NULL. An estimate by the table: free entry windows and a monthly allowance are not in it. */
bool volume_read(
    Store *store, const Vault *vault, const Cohort *cohort, const Rates *rates, Volume *volume, GError **error);
