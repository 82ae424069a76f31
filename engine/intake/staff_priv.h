/* SPDX-License-Identifier: GPL-3.0-or-later */
/* staff_priv.h - a message from the phone of one who works here. */
#pragma once
#include "desk.h"
#include "intake_priv.h"

typedef struct {
    Context *context;
    Store *store;
    const Event *event;
    const Staff *staff;
    const char *lang;
    bool learns; /* she is also enrolled somewhere */
    int64_t now;
} Desk;

/* The words that the whole message may be, in her language or English; `rest` (may be NULL) gets what follows RELEASE
 * and REJECT. */
typedef enum {
    STAFF_HELP,
    STAFF_QUEUE,
    STAFF_CARD_NOW,
    STAFF_POSTS,
    STAFF_UNDO,
    STAFF_RELEASE,
    STAFF_REJECT,
    STAFF_ASIDE,
    STAFF_WORDS
} StaffWord;
StaffWord staff_word(const char *lang, const char *text);

/* Answers with a text (taken) under a key of this message. */
bool desk_reply(const Desk *desk, char *text, GError **error);
bool desk_note(const Desk *desk, const char *what, const char *letter, int64_t id, const char *payload, GError **error);
/* Whether a cohort is hers and her role lets her moderate. */
bool desk_may(const Desk *desk, int64_t cohort, bool *may, GError **error);

/* Posting (staff_post.c). */
bool desk_number(const Desk *desk, const char *text, bool *handled, GError **error);
bool desk_ask(const Desk *desk, const char *text, GError **error);
bool desk_to_room(const Desk *desk, int64_t room, const char *text, GError **error);
/* Instead of the week's draft (a post of hers). */
bool desk_weekly(const Desk *desk, int64_t id, const char *text, GError **error);
bool desk_place(const Desk *desk, int64_t draft, int64_t room, GError **error);
bool desk_drop(const Desk *desk, int64_t draft, bool note, GError **error);
bool desk_undo(const Desk *desk, GError **error);

/* Deciding (staff_decide.c). */
bool desk_decide(const Desk *desk, int64_t post, bool release, const char *why, GError **error);
bool desk_ask_answer(const Desk *desk, int64_t post, GError **error);
bool desk_answer(const Desk *desk, int64_t post, const char *text, GError **error);
/* A question that stands on her name: she takes it, or passes it on (staff_given.c). */
bool desk_given(const Desk *desk, int64_t post, bool take, GError **error);
/* "#12 SOCIAL": a post of her rooms is not about the course (staff_aside.c); *handled false for other words. */
bool desk_aside(const Desk *desk, int number, const char *rest, int64_t room, bool *handled, GError **error);
/* A reply to an item of the queue. */
bool desk_quoted_item(const Desk *desk, int64_t post, const char *text, GError **error);
