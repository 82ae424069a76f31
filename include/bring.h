/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bring.h - the way of a case that a learner brings: told how, approved, returned, closed. Every function runs inside
 * the caller's transaction. */
#pragma once
#include "brought.h"
#include "tutor.h"

/* Opens a `bring` step for a learner: its words, then how to bring a case. */
bool bring_open(const Tutor *t, const Step *step, const char *key, GError **error);
/* Whether her message may still be a case for the step. */
bool bring_is_open(const Tutor *t, const Step *step, bool *open, GError **error);
/* The case that goes to the room as a numbered post, as she wrote it or in `text` (or NULL) in place of her words; its
 * author is told its number. post gets the state and number it has then. BARAZA_ERROR_STATE when it does not wait. */
bool bring_approve(Context *context, Post *post, const char *text, int64_t now, GError **error);
/* Back to its author, with a sentence what to change; her reply to it is the case again. */
bool bring_return(Context *context, Post *post, const char *why, int64_t now, GError **error);
/* Closes a case that is in the room with a facilitator's post that answers it, what the guideline says, and remembers
 * what it leaves open (`grey`, or NULL). *looks as in facilitate_post; *note gets the post's number. */
bool bring_close(Context *context, const Post *post, const char *words, const char *grey, int64_t staff, int64_t now,
    int *note, char **looks, GError **error);
