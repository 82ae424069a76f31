/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shortage.h - "STOCK item quantity facility": what it says, and bringing together who lacks an item and who can give
 * it. */
#pragma once
#include "stock.h"
#include "tutor.h"

typedef struct {
    char *item, *facility; /* as typed; facility "" when none was said */
    int64_t qty;           /* 0: none is left */
} Shortage;
void shortage_clear(Shortage *shortage);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Shortage, shortage_clear)

/* Reads what follows the word STOCK, forgivingly: "Amoxicillin 250 mg 0 Mpilo clinic", "RUTF, 120 sachets, at Rusape",
 * "gloves - out - Ward 3", "item: RUTF qty: 0 facility: Mpilo". A number that a strength follows (mg, ml ...) is the
 * item's; "1,000" is a thousand. False when it holds no item and quantity. Pure. */
bool shortage_read(const char *text, Shortage *shortage);

/* Brings a row together with what fits it in the cohort: others who lack what she has, or have what she lacks, take
 * part and do not block each other; three at most, the largest quantity first. Both are asked, each in private, whether
 * the other may know her name. `t` is of the one who has just said it. */
bool shortage_match(const Tutor *t, const Stock *stock, GError **error);
/* What one of the two has tapped. *reply (given) is what she is told of it, NULL when the match is none of hers, or
 * over. Once both have agreed, each is told the other's name and facility; when one has not, the other, who has, hears
 * that it came to nothing. */
bool shortage_answer(const Tutor *t, int64_t match, bool agrees, char **reply, GError **error);
/* "none" or "12", as it is told. Given. */
char *shortage_quantity(const char *lang, int64_t qty);
/* What the group reads of a row, without her name. Given. */
char *shortage_line(const char *lang, const Stock *stock);
/* Its line, when it is still within the time to undo, does not go to the group; *waited: there was one. `t` is of the
 * row's learner. */
bool shortage_unsay(const Tutor *t, const Stock *stock, bool *waited, GError **error);
