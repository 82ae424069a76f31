/* SPDX-License-Identifier: GPL-3.0-or-later */
/* join_said.h - whether a message says JOIN and a code, in any of the languages. */
#pragma once
#include "invitation.h"

#define JOIN_TOKENS 6

typedef struct {
    bool join;              /* a word for joining stands there */
    const char *lang;       /* whose word it is; constant */
    char *code;             /* what follows, as it was typed: "HRE 1"; "" when nothing does */
    Invitation *invitation; /* whose code that is, or NULL */
} JoinSaid;
void join_said_clear(JoinSaid *said);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(JoinSaid, join_said_clear)
/* Forgives capitals, accents, signs, blanks within the code, words around it, O for 0 and l for 1. Of a learner
 * (`strict`) JOIN must be the first word; anybody else may send the code alone. */
bool join_read(Store *store, const char *text, bool strict, JoinSaid *said, GError **error);
