/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stock.h - what facilities lack and what they can give, as their people say: current until its time is over. */
#pragma once
#include "store.h"

#include <glib.h>

extern const EmbeddedFile stock_schema[]; /* its tables, for store_create */

#define STOCK_MOST 40 /* current rows of one learner */
#define STOCK_NAMES 500
#define STOCK_ITEM_LENGTH 60
#define STOCK_PLACE_LENGTH 80

/* How items and facilities are compared: case, accents, signs and blanks make no difference. Given. Pure. */
char *stock_key(const char *text);
/* Whether two keys are the same but for a slip of the finger: of five letters or more one, of eight or more two, and
 * never a digit, for 250 mg are not 500 mg. Pure. */
bool stock_same(const char *a, const char *b);

typedef struct {
    int64_t id, cohort, enrolment;
    char *item, *shown, *place, *facility; /* item and place: keys */
    int64_t qty;                           /* 0: none is left */
    int64_t at, until;
} Stock;
void stock_free(Stock *stock);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stock, stock_free)

/* What this learner said before of that item at that place; NULL without error when nothing. Given. */
Stock *stock_known(Store *store, const Stock *stock, GError **error);
/* Keeps what was said last of this learner's item at that place; stock->id is set. What had ended, or turned from
 * having to lacking or back, is matched anew: then *news. */
bool stock_put(Store *store, Stock *stock, bool *news, GError **error);
Stock *stock_get(Store *store, int64_t id, GError **error); /* NULL without error when there is none. Given. */
/* Stock, given: all of a cohort by item; of one item only what is current. */
GPtrArray *stock_list(Store *store, int64_t cohort, GError **error);
GPtrArray *stock_of_item(Store *store, int64_t cohort, const char *item, int64_t now, GError **error);
/* How many of its learner's are current beside this one. */
bool stock_count_others(Store *store, const Stock *stock, int64_t now, int64_t *count, GError **error);
/* How many rows are kept of a learner, current or not. */
bool stock_kept(Store *store, int64_t enrolment, int64_t *count, GError **error);
/* It counts no more from `now`. */
bool stock_end(Store *store, int64_t id, int64_t now, GError **error);

typedef enum { STOCK_SAYS_NOTHING, STOCK_SAYS_YES, STOCK_SAYS_NO } StockSays;
typedef struct {
    int64_t id, need, have, at; /* need, have: stock */
    StockSays need_says, have_says;
} StockMatch;
/* match->id stays 0 when the two were brought together before. */
bool stock_match_add(Store *store, StockMatch *match, GError **error);
bool stock_match_get(Store *store, int64_t id, StockMatch *match, bool *found, GError **error);
bool stock_match_set(Store *store, const StockMatch *match, GError **error);
GArray *stock_match_list(Store *store, int64_t cohort, GError **error); /* StockMatch, given */

/* A cohort's list: lines "Amoxicillin 250 mg = amoxil, amoxycillin"; an empty list takes it away. *count of items.
 * BARAZA_ERROR_INPUT says what is wrong with which; a name that two items share is wrong, too. */
bool stock_items_set(Store *store, int64_t cohort, const char *const *lines, int *count, GError **error);
/* The item as it is known in the cohort: of its list, else as somebody wrote it whose row is current, else as typed.
 * *known: of one of the first two. *item: its key. Both given. */
bool stock_name(Store *store, int64_t cohort, const char *typed, int64_t now, char **item, char **shown, bool *known,
    GError **error);

/* Erases a learner's; a cohort's. */
bool stock_forget(Store *store, int64_t enrolment, GError **error);
bool stock_forget_cohort(Store *store, int64_t cohort, GError **error);
