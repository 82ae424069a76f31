/* SPDX-License-Identifier: GPL-3.0-or-later */
/* review.h - colleagues review what was handed in: who reviews what, how many reviews are enough, marks and medians. */
#pragma once
#include "course.h"
#include "store.h"

extern const EmbeddedFile review_schema[]; /* its tables, for store_create */

/* How long work has waited for its reviews: the rounds begin with the close, two and four course days after it. */
typedef enum { ROUND_ALL, ROUND_HALF, ROUND_ANY, REVIEW_ROUNDS } ReviewRound;
/* Reviews that are enough in a round, of `peer` that were meant: all, half of them rounded up, one. Pure. */
int review_needed(int peer, ReviewRound round);
/* "3 2 Good plan" along a rubric: a whole number within bounds for each criterion, blanks, commas, semicolons or "/"
 * between; *comment is where the words begin ("" for none). False when it is no such text. Pure. */
bool review_read(const Rubric *rubric, const char *text, int *marks, const char **comment);
/* The median of n >= 1 marks. Pure. */
double review_median(const int *marks, guint n);

/* A piece of work, and its author as one who reviews others: for review_deal. */
typedef struct {
    int64_t work, author;
    int asked; /* reviews of it that were asked for and not let go */
    int load;  /* reviews that its author was asked for */
    bool gone; /* its author reviews nothing: she has left, pauses, or has answered none that she was asked for */
} ReviewWork;
typedef struct {
    int64_t work, reviewer;
} ReviewPair;
/* Reviewers for works that have fewer than `peer`, from the authors of the others: nobody her own, nobody one of `had`
 * (asked before, or nothing may pass between the two), those with the least to do first, in a ring. Fewer where there
 * are too few people. ReviewPair, given. Pure. */
GArray *review_deal(GArray *works, const GArray *had, int peer);

typedef enum { REVIEW_WAITING, REVIEW_ASKED, REVIEW_DONE, REVIEW_LET_GO, REVIEW_STATES } ReviewState;
const char *review_state_name(ReviewState state);
typedef struct {
    int64_t id, cohort, work, author, reviewer; /* work: post id; author and reviewer: enrolments */
    char *step, *marks, *comment;               /* marks "3 2", NULL before they are given */
    ReviewState state;
    int64_t asked, answered;
} Review;
void review_free(Review *review);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Review, review_free)
/* Keeps a new one, waiting, and gives it its id. */
bool review_add(Store *store, Review *review, GError **error);
Review *review_get(Store *store, int64_t id, GError **error); /* NULL without error when there is none */
/* Compare-and-set: waiting -> asked | let go; asked -> let go. */
bool review_move(Store *store, int64_t id, ReviewState from, ReviewState to, int64_t now, GError **error);
/* Asked or let go -> done: who answers late is heard, too. BARAZA_ERROR_STATE otherwise. */
bool review_answer(Store *store, int64_t id, const char *marks, const char *comment, int64_t now, GError **error);
/* Review *, given, in order: of a piece of work; of a reviewer in a step; of a cohort. */
GPtrArray *review_of_work(Store *store, int64_t work, GError **error);
GPtrArray *review_of_reviewer(Store *store, int64_t reviewer, const char *step, GError **error); /* step NULL: all */
GPtrArray *review_of_author(Store *store, int64_t author, GError **error);
GPtrArray *review_of_cohort(Store *store, int64_t cohort, GError **error);
/* No comment on the work of a learner stays, nor one by her (FORGET ME); none of a cohort's. */
bool review_forget(Store *store, int64_t enrolment, GError **error);
bool review_erase_words(Store *store, int64_t cohort, GError **error);
/* Whether the author has been told; and that she was. */
bool review_told(Store *store, int64_t work, bool *told, GError **error);
bool review_set_told(Store *store, int64_t work, int64_t now, GError **error);
