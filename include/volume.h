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
/* A price in millionths of `currency` (borrowed), and the day (since 1970) from which its row holds. */
typedef struct {
    int64_t micro, from;
    const char *currency;
} RatePrice;
/* What a category costs on a date (days since 1970): the newest row of the country, else of `*`. False when there is
 * none, or its price is empty. `rates` may be NULL. */
bool rates_price(const Rates *rates, int64_t date, const char *country, const char *category, RatePrice *price);

/* Money of several messages: in one currency, or nothing that can be told. */
typedef struct {
    int64_t micro, priced, unpriced; /* millionths; messages with and without a price */
    char currency[8];                /* "": nothing was priced */
    bool mixed;                      /* rows of several currencies: no sum can be told */
} Cost;
void cost_add(Cost *cost, int64_t messages, const RatePrice *price); /* NULL: no price is known */
/* "USD 12.40", "several currencies"; "at least USD 12.40" where some have no price, and "unknown" where what has one
 * is free, or nothing has. `share` of it (1: all), with so many digits behind the point. Given. */
char *cost_text(const Cost *cost, double share, int digits);

/* What was delivered, or sent and not told of yet. */
typedef struct {
    int64_t messages, templates, text_bytes, media_bytes;
    int64_t learner_weeks; /* learners who got something, summed over the weeks */
    Cost estimated;        /* each by its kind: words as service, templates as utility */
    int64_t told, billed;  /* messages of which WhatsApp said what they are priced as; of these billed ones */
    Cost bill;             /* the billed ones, by the category that WhatsApp said */
} Volume;
/* `rates` may be NULL. An estimate by the table: free entry windows and a monthly allowance are not in it. */
bool volume_read(
    Store *store, const Vault *vault, const Cohort *cohort, const Rates *rates, Volume *volume, GError **error);

/* The same as CSV, a row a course week, country and category: week, country, category, messages, rate_from, price,
 * currency, cost, told, billed; given. *volume is what volume_read says. */
GString *volume_csv(
    Store *store, const Vault *vault, const Cohort *cohort, const Rates *rates, Volume *volume, GError **error);
