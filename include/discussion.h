/* SPDX-License-Identifier: GPL-3.0-or-later */
/* discussion.h - talk: posts of a room, the drafts a learner may share, what is held for a facilitator, and who has
 * read how far. */
#pragma once
#include "store.h"
#include <glib.h>

extern const EmbeddedFile discussion_schema[]; /* its tables, for store_create */

typedef enum {
    POST_DRAFT,     /* waits for the learner's choice: share, ask, discard */
    POST_UNDO,      /* shared; waits two minutes for UNDO */
    POST_HELD,      /* waits for a facilitator */
    POST_SHARED,    /* in the room */
    POST_WITHDRAWN, /* taken back or rejected */
    POST_QUESTION,  /* a private question to the facilitator */
    POST_DISCARDED,
    POST_WORK,    /* handed in for an assignment: for its reviewers only */
    POST_BETWEEN, /* between two colleagues: a question put to a senior, and her answer */
    POST_STATES
} PostState;
typedef enum {
    BASIS_QUOTE,
    BASIS_NUMBER,
    BASIS_INFERRED,
    BASIS_NONE,
    BASES
} ReplyBasis; /* how a reply found its post */
typedef struct {
    int64_t id, room, cohort, enrolment; /* enrolment 0: the facilitator */
    int number;                          /* #12 in its room, from 1, given when shared; 0 before */
    char *prompt;                        /* step id it answers, or NULL */
    int64_t reply_to;                    /* post id, or 0 */
    ReplyBasis basis;
    char *text;         /* NULL once it is a tombstone */
    char *media, *mime; /* platform's media id, or NULL */
    int length;         /* characters, kept in a tombstone */
    PostState state;
    char *why_held;                 /* "photo", "phone number" ... ; never the text itself */
    bool keep;                      /* the author lets it be kept for assessment */
    int64_t written, shared, until; /* until: end of the undo time */
    char *wamid;
    char *asset;      /* hash of its file, once it is loaded; then mime is what the file is */
    int64_t staff;    /* account of the facilitator who wrote it (enrolment 0), or 0 */
    bool told;        /* went to each member at once, so no digest brings it */
    bool apart;       /* of the social channel: in its digest alone */
    int64_t answered; /* when a facilitator answered this question; 0 */
    bool social;      /* not about the course: in no count of the discussion */
    bool anon;        /* shown without the author's name */
    int64_t circle;   /* the pair or circle in which it was said, which counts its own numbers; 0: the room */
} Post;
void post_free(Post *post);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Post, post_free)
const char *post_state_name(PostState state);
const char *reply_basis_name(ReplyBasis basis);

/* "#12 text" -> 12 and where the text begins; 0 when it does not start so. Pure. */
int discussion_reply_number(const char *text, const char **rest);
/* "#12 NAME (peer): text", or "#12 NAME to #7: text"; `role` ("peer") and `to` ("to #7") may be NULL. Pure. Given. */
char *discussion_line(int number, const char *name, const char *role, const char *text, const char *to);

/* Keeps a new post in any of its first states (draft, undo, held, shared, question) and gives it its id. */
bool post_add(Store *store, Post *post, GError **error);
Post *post_get(Store *store, int64_t id, GError **error);
Post *post_by_number(
    Store *store, int64_t room, int number, GError **error); /* of the room itself; NULL when unknown */
/* Compare-and-set. To POST_SHARED it gets its number and time. False *moved when it was not in `from`. */
bool post_move(
    Store *store, int64_t id, PostState from, PostState to, int64_t now, const char *why, bool *moved, GError **error);
bool post_set_until(Store *store, int64_t id, int64_t until, GError **error);
/* The post's file is there. Nothing happens to a post that was withdrawn, discarded or erased meanwhile. */
bool post_set_asset(Store *store, int64_t id, const char *asset, const char *mime, GError **error);
/* Whether any post still shows a file: withdrawing, discarding, burying and erasing let go of it. */
bool post_shows(Store *store, const char *asset, bool *shown, GError **error);
/* The newest post of a learner in a state within `since`; NULL when none. */
Post *post_newest(Store *store, int64_t enrolment, PostState state, int64_t since, GError **error);
/* The newest of hers in a state with just these words; NULL when none. */
Post *post_newest_saying(Store *store, int64_t enrolment, PostState state, const char *text, GError **error);
/* The same as post_newest of a facilitator's posts. */
Post *post_newest_of_staff(Store *store, int64_t staff, PostState state, int64_t since, GError **error);
/* Gives a facilitator's draft its room, prompt, the post it answers, and its words without that post's number. */
bool post_place(Store *store, const Post *post, const char *text, GError **error);
/* The number of the newest post in a room; 0 before the first. */
bool post_last_number(Store *store, int64_t room, int64_t *number, GError **error);
/* What a learner's message became, by its wamid; NULL when no post. */
Post *post_by_wamid(Store *store, int64_t enrolment, const char *wamid, GError **error);
/* Posts of a learner whose words or file are kept, in any state. */
bool post_written(Store *store, int64_t enrolment, int64_t *count, GError **error);
/* Posts whose undo time is over: int64_t ids. */
GArray *post_undo_over(Store *store, int64_t now, int limit, GError **error);
bool post_next(Store *store, int64_t *at, GError **error);
/* Erases texts of posts that the author does not let be kept, once every member's cursor is past them or `before` is
 * reached: a tombstone stays (time, author, length). A question that nobody has answered keeps its words until
 * `before`. Returns how many. */
bool post_bury(Store *store, int64_t before, int64_t now, int64_t *count, GError **error);
/* Leaves a learner's name out of what staff wrote in a cohort, and of reports: the whole name, and the first alone. A
 * name that is part of another word stays. */
bool post_unname(Store *store, int64_t cohort, const char *name, GError **error);
/* Erases every text of an enrolment at once (FORGET ME). */
bool post_erase(Store *store, int64_t enrolment, int64_t now, GError **error);
/* No post of a cohort shows a file any more; none has words any more, nor what quoted them. */
bool post_let_go_files(Store *store, int64_t cohort, GError **error);
bool post_erase_words(Store *store, int64_t cohort, GError **error);
/* Where the facilitator's own posts and the corrections of a cohort repeat the words of post `post` (whole, or cut at
 * one of `cuts`, which begin alike), an ellipsis stands for them. */
bool post_unquote(Store *store, int64_t cohort, int64_t post, const char *start, const GPtrArray *cuts, GError **error);
/* Shared posts by learners that answer a prompt in a room. */
bool post_count(Store *store, int64_t room, const char *prompt, int64_t *count, GError **error);
typedef bool PostFn(const Post *post, gpointer data);
/* Held posts and unanswered private questions of a cohort (0: all), oldest first; all posts of a cohort in order. */
bool post_each_held(Store *store, int64_t cohort, PostFn *fn, gpointer data, GError **error);
bool post_each(Store *store, int64_t cohort, PostFn *fn, gpointer data, GError **error);

/* Posts in rooms, of all cohorts. */
bool post_total(Store *store, int64_t *count, GError **error);

/* After an absence: what the reader is offered, and what she chose. */
typedef enum {
    OFFER_NONE,
    OFFER_MADE, /* highlights or all? Without an answer the highlights come with the next digest */
    OFFER_REST, /* she has had highlights; the rest waits to be asked for */
    OFFER_GIVES_REST,
    OFFER_GIVES_ALL
} RelayOffer;
/* Relay: how far each learner has been told of the room's posts, and when the next digest may go. */
typedef struct {
    int64_t room, enrolment, upto, next_at; /* upto: number of the last post told */
    int parts;                              /* messages of the digest that is under way */
    int64_t posts;                          /* number of the room's last post; of cursors from relay_due only */
    RelayOffer offer;
    int64_t back, back_to;        /* what highlights left out lies between these numbers, but for ... */
    char *shown;                  /* ... these, blank-separated */
    int64_t social, social_posts; /* the last social post told, and of cursors from relay_due the room's last */
    const char *live;             /* not of the table: the live meeting whose posts the reader is told at once; NULL */
    bool apart;                   /* nor this: `upto` is that of the social channel */
} RelayCursor;
/* Into a room: told from now on; out of every room: told nothing more. */
bool relay_leave(Store *store, int64_t enrolment, GError **error);
bool relay_join(Store *store, int64_t room, int64_t enrolment, int64_t next_at, GError **error);
/* Cursors whose next_at has come, whether or not there is anything to tell: RelayCursor *, given. */
GPtrArray *relay_due(Store *store, int64_t now, int limit, GError **error);
/* Shared posts of the room after `upto`, in order, leaving out the learner's own and what may not pass to her: Post *,
 * given, for reading only (other readers have the same). */
GPtrArray *relay_posts(Store *store, const RelayCursor *cursor, int limit, GError **error);
/* At most `most` of these posts, in their order: a facilitator's first, then answers to what the reader wrote, newest
 * first; then those that have most answers. Borrowed from `posts`; given. */
GPtrArray *relay_highlights(
    Store *store, const RelayCursor *cursor, const GPtrArray *posts, guint most, GError **error);
bool relay_offer(Store *store, const RelayCursor *cursor, RelayOffer offer, int64_t next_at, GError **error);
/* The cursor goes on to `upto`; what lies between and is not `shown` waits. */
bool relay_leave_rest(
    Store *store, const RelayCursor *cursor, int64_t upto, const char *shown, int64_t next_at, GError **error);
/* Compare-and-set, by the reader's choice: due now. */
bool relay_choose(Store *store, int64_t room, int64_t enrolment, RelayOffer from, RelayOffer to, int64_t now,
    bool *done, GError **error);
/* What waits of it: Post *, given; it has been told up to `upto`. */
GPtrArray *relay_rest(Store *store, const RelayCursor *cursor, int limit, GError **error);
bool relay_move_rest(Store *store, const RelayCursor *cursor, int64_t upto, int64_t next_at, int parts, GError **error);
/* How many there are after `upto`. */
bool relay_unread(Store *store, const RelayCursor *cursor, int64_t upto, int64_t *count, GError **error);
bool relay_move(Store *store, const RelayCursor *cursor, int64_t upto, int64_t next_at, int parts, GError **error);
/* All of the room whose time has come and who were told of every post: not before `next_at`. */
bool relay_pass(Store *store, int64_t room, int64_t now, int64_t next_at, GError **error);
/* A digest, named by its message's key, was refused or unknown: its posts go once more. */
bool relay_back(Store *store, const char *key, int64_t enrolment, int64_t upto, int64_t next_at, GError **error);
/* The learner is here now: what waits may be told at `at`. */
bool relay_set_next(Store *store, int64_t enrolment, int64_t at, GError **error);
/* The same, but no later than it is due already. */
bool relay_hurry(Store *store, int64_t enrolment, int64_t at, GError **error);
bool relay_next(Store *store, int64_t *at, GError **error);
