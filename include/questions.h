/* SPDX-License-Identifier: GPL-3.0-or-later */
/* questions.h - what waits for an answer by a person: private questions, posts that ask and that nobody answered,
 * requests to be forgotten. */
#pragma once
#include "discussion.h"

/* Whether a text asks: it holds a question mark of any script. Pure. */
bool discussion_asks(const char *text);

typedef enum {
    QUESTION_PRIVATE, /* sent to the facilitator only */
    QUESTION_ROOM,    /* a post that holds a question mark, with no reply by anybody else */
    QUESTION_ERASURE, /* FORGET ME: a task for a coordinator, no question */
    QUESTION_KINDS
} QuestionKind;
const char *question_kind_name(QuestionKind kind); /* "private", "room", "erasure" */
/* Of a post that question_each gives. */
QuestionKind question_kind(const Post *post);

#define QUESTION_PATIENCE 86400 /* seconds in which a room may answer its own questions */
/* Post *, given, oldest first: private questions and requests at once, posts of rooms once they are `patience` seconds
 * old. cohort 0: all. */
GPtrArray *question_list(Store *store, int64_t cohort, int64_t now, int64_t patience, GError **error);
bool question_set_answered(Store *store, int64_t post, int64_t now, GError **error);
