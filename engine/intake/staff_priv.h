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
    STAFF_SHEET,
    STAFF_LIVE,
    STAFF_LIVE_END,
    STAFF_SIGN,
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
/* What went wrong because of her choice (taken) is told to her; *error gets what is ours. */
bool desk_told_why(const Desk *desk, GError *refused, GError **error);
/* A live meeting (staff_live.c): its run sheet; LIVE and LIVE END; a tap ("lgo", "lnext", "lhold", "lskip", "lend") for
 * a room, good while `cue` (NULL: anything) is what comes next; the suggested words to somebody silent. */
bool desk_sheet(const Desk *desk, GError **error);
bool desk_live_word(const Desk *desk, bool end, GError **error);
bool desk_live(const Desk *desk, const char *what, int64_t room, const char *cue, GError **error);
bool desk_nudge(const Desk *desk, int64_t learner, GError **error);
/* Signing (staff_sign.c): answers that wait for it; a tap "12.HASH.m1l.cue3", good while what was shown is unchanged;
 * other words by a reply to the message of that key, and the tap that signs them. */
bool desk_sign_word(const Desk *desk, GError **error);
bool desk_sign(const Desk *desk, const char *tap, GError **error);
bool desk_sign_words(const Desk *desk, const char *key, const char *text, GError **error);
bool desk_sign_draft(const Desk *desk, int64_t id, GError **error);
/* Somebody asks to join a group of patients (staff_admit.c). */
bool desk_admit(const Desk *desk, int64_t learner, bool yes, GError **error);
/* A reply to an item of the queue. */
bool desk_quoted_item(const Desk *desk, int64_t post, const char *text, GError **error);
