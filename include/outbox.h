/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outbox.h - what is owed to learners: each message in exactly one of queue, held, lease, done, with its reason. */
#pragma once
#include "message.h"
#include "store.h"

extern const EmbeddedFile outbox_schema[]; /* its tables, for store_create */

/* Lanes in the order of their weight. Order is kept within (learner, lane): a strand. */
typedef enum { LANE_ALARM, LANE_REPLY, LANE_CONTENT, LANE_RELAY, LANE_REMINDER, LANES } Lane;

/* Kinds decide what happens to a send of unknown outcome (reliability rules: deadline, retry or never). */
typedef enum {
    OWED_QUESTION,
    OWED_FEEDBACK,
    OWED_CONTENT,
    OWED_PROMPT,
    OWED_RELAY,
    OWED_REMINDER,
    OWED_CONSENT,
    OWED_STOP,
    OWED_KNOCK,
    OWED_NOTICE,
    OWED_ALARM,
    OWED_SAY,        /* words of a coordinator or facilitator */
    OWED_ANSWER,     /* a person's answer to the learner's own question */
    OWED_CORRECTION, /* of what the learner was told before */
    OWED_TALK,       /* what one of a pair or circle said, to the others at once */
    OWED_ADVERT,     /* a course advert to one who asked for such (advertise.h) */
    OWED_KINDS
} OwedKind;
typedef struct {
    const char *name;
    int64_t wait;    /* seconds an unknown outcome waits for its status */
    int retries;     /* how often it may be sent again after that */
    int64_t expires; /* seconds after which it is no longer worth sending; 0 = never */
} OwedRule;
const OwedRule *owed_rule(OwedKind kind);

typedef enum {
    HELD_ORDER,
    HELD_WINDOW,
    HELD_QUIET,
    HELD_CAP,
    HELD_PAUSED,
    HELD_UPLOAD,
    HELD_PAIR,
    HELD_TEMPLATE,
    HELD_CONSENT,
    HELD_COHORT,
    HELD_REASONS
} HeldReason;
typedef enum {
    DONE_ACCEPTED,
    DONE_FAILED,
    DONE_OPTED_OUT,
    DONE_NO_OPT_IN,
    DONE_NO_CONSENT,
    DONE_EXPIRED,
    DONE_REPLACED,
    DONE_UNKNOWN,
    DONE_REMOVED,
    DONE_CLOSED,
    DONE_ENOUGH,
    DONE_UNWANTED,
    DONE_REASONS
} DoneReason;
const char *lane_name(Lane lane);
const char *held_reason_name(HeldReason reason); /* "window" */
const char *held_reason_sentence(
    HeldReason reason); /* "The 24-hour window is closed; a template has asked the learner to reply." */
const char *done_reason_name(DoneReason reason);
const char *done_reason_sentence(DoneReason reason);

/* What is to be owed. `key` makes adding twice adding once: "E42/m3p1/1". */
typedef struct {
    const char *key;
    int64_t cohort, enrolment, learner;
    Lane lane;
    OwedKind kind;
    const char *step; /* step id or NULL */
    int64_t post;     /* relayed post, or 0 */
    const Message *message;
    int64_t due; /* not before */
} OutboxAdd;
/* *id gets the message's id, 0 when the key was there already. */
bool outbox_add(Store *store, const OutboxAdd *add, int64_t now, int64_t *id, GError **error);

/* Whether anything of a strand is still in queue, held or leased. */
bool outbox_strand_waits(Store *store, int64_t learner, Lane lane, bool *waits, GError **error);

/* One owed message as dispatch sees it. */
typedef struct {
    int64_t id, cohort, enrolment, learner;
    Lane lane;
    OwedKind kind;
    int attempt;
    int64_t created, expires, post;
    char *key, *step, *body;
} OutboxMsg;
void outbox_msg_free(OutboxMsg *msg);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OutboxMsg, outbox_msg_free)
/* Up to `limit` rows of a lane whose time has come, oldest first. OutboxMsg *, given. */
GPtrArray *outbox_due(Store *store, Lane lane, int64_t now, int limit, GError **error);
/* The moves out of the queue; each is compare-and-set and an error when the message was not there. */
bool outbox_hold(
    Store *store, int64_t id, HeldReason reason, int64_t until, GError **error); /* until 0: until something happens */
bool outbox_lease(Store *store, int64_t id, int attempt, int64_t now, int64_t deadline, GError **error);
bool outbox_drop(Store *store, int64_t id, DoneReason reason, const char *detail, int64_t now, GError **error);
/* Moves out of the lease. *learner gets whose message it is, or 0 when it is leased no more because a status has proved
 * the send before its answer came; with `learner` NULL that is an error, as of the other moves. */
bool outbox_accept(Store *store, int64_t id, const char *wamid, int64_t now, int64_t *learner, GError **error);
bool outbox_requeue(Store *store, int64_t id, int attempt, int64_t due, GError **error);
bool outbox_rehold(Store *store, int64_t id, int attempt, HeldReason reason, int64_t until, GError **error);
bool outbox_fail(Store *store, int64_t id, int code, const char *detail, int64_t now, GError **error);
/* A lease ends without the platform's yes or no: it never left and must not go any more, or is given up as unknown. */
bool outbox_give_up(Store *store, int64_t id, DoneReason reason, int64_t now, GError **error);
/* Outcome not known: stays leased until `deadline`. */
bool outbox_mark_unknown(Store *store, int64_t id, int64_t deadline, GError **error);
/* At start: every lease without an outcome is unknown. */
bool outbox_recover(Store *store, int64_t now, int64_t *count, GError **error);
/* A message that is leased; NULL without error when it is not, or not any more. Given. */
OutboxMsg *outbox_leased(Store *store, int64_t id, GError **error);
/* Leases whose deadline has passed: OutboxMsg *, given. */
GPtrArray *outbox_overdue(Store *store, int64_t now, int limit, GError **error);

/* Held messages whose time has come go back to the queue. */
bool outbox_wake(Store *store, int64_t now, int64_t *moved, GError **error);
/* Held messages of a learner for a reason go back to the queue: a tap, an un-pause, an upload (learner 0: everyone). */
bool outbox_release(Store *store, int64_t learner, HeldReason reason, int64_t now, int64_t *moved, GError **error);
/* STOP: all that is owed in queue and held is done with the reason, but for `keep` (a key, or NULL). Also what is
 * leased and was recalled comes here later through dispatch. */
bool outbox_cancel_learner(
    Store *store, int64_t learner, DoneReason reason, const char *keep, int64_t now, GError **error);
/* int64_t ids that are leased to a learner. */
GArray *outbox_leased_to(Store *store, int64_t learner, GError **error);

/* Applies a status: 1 sent, 2 delivered, 3 read, 4 played, 5 failed (index of StatusKind + 1 of webhook.h). By id and
 * attempt (from its tag) or, when id is 0, by wamid. `price` may be NULL. *id gets the message, 0 when none is known;
 * *effect what changed. */
/* What WhatsApp said of a message's price: its category, in its own word, and whether it is billed. */
typedef struct {
    const char *category;
    bool billed;
} OutboxPrice;
typedef enum { STATUS_NOTHING, STATUS_RAISED, STATUS_FAILED_NOW, STATUS_EFFECTS } StatusEffect;
bool outbox_status(Store *store, int64_t *id, int attempt, const char *wamid, int status, int64_t at, int code,
    const char *detail, const OutboxPrice *price, int64_t now, StatusEffect *effect, GError **error);
/* The message a wamid names: id, learner, step, post, created; NULL without error when unknown. */
OutboxMsg *outbox_by_wamid(Store *store, const char *wamid, GError **error);
OutboxMsg *outbox_get(Store *store, int64_t id, GError **error);
/* Sends a copy of a message that failed after it was accepted (window closed at the platform). */
bool outbox_again(Store *store, int64_t id, int64_t now, GError **error);

/* What is known of a learner's thread. */
typedef struct {
    int64_t window_until; /* free-form messages may go until then */
    int64_t pair_free;    /* token bucket: theoretical arrival time */
    int64_t day;          /* local date the count is of */
    int count;            /* engine messages that day, of lanes content, relay and reminder */
    int64_t knocked;      /* local date of the last knock */
} OutboxThread;
bool outbox_thread_get(Store *store, int64_t learner, OutboxThread *thread, GError **error);
bool outbox_thread_set(Store *store, int64_t learner, const OutboxThread *thread, GError **error);
/* The learner wrote at `at`: the window opens until at + window, and what it held goes to the queue. */
bool outbox_inbound(Store *store, int64_t learner, int64_t window_until, int64_t now, GError **error);

/* Empties the words of every message of an enrolment that is done, and what the platform named it. */
bool outbox_erase(Store *store, int64_t enrolment, GError **error);
/* The same for what somebody was sent as one of the staff. */
bool outbox_erase_of_staff(Store *store, int64_t learner, GError **error);
/* The same for what any of the staff were sent until then. */
bool outbox_erase_to_staff(Store *store, int64_t until, GError **error);
/* Digests, corrections and a facilitator's words of a cohort, and messages to staff, that hold these characters of
 * their JSON text: OutboxRelay. */
typedef struct {
    int64_t id, enrolment, upto; /* upto: the reader's cursor before it */
    bool done, digest, social;   /* social: the digest is one of the social channel */
} OutboxRelay;
GArray *outbox_relays(Store *store, int64_t cohort, const char *needle, GError **error);
/* One that is in the queue or held is done with the reason; *gone is false when it was in neither. */
bool outbox_withdraw(Store *store, int64_t id, DoneReason reason, int64_t now, bool *gone, GError **error);
/* In the words of one that has not gone, `instead` stands for `needle` (both as in JSON text). */
bool outbox_leave_words_out(Store *store, int64_t id, const char *needle, const char *instead, GError **error);
/* Other words for one that has not gone. `body`: as message_to_json gives it. */
bool outbox_reword(Store *store, int64_t id, const char *body, GError **error);
/* Empties the words of one that is done. */
bool outbox_erase_one(Store *store, int64_t id, GError **error);

/* The earliest instant at which queue, held or lease has work after `now`; INT64_MAX when none. Rows already due count
 * as now. */
bool outbox_next(Store *store, int64_t now, int64_t *at, GError **error);
typedef struct {
    int64_t queued, held, leased, done, unknown;
    int64_t held_by[HELD_REASONS], done_by[DONE_REASONS];
    int64_t sent, delivered, read, failed; /* highest status of accepted messages */
} OutboxCounts;
/* cohort 0: all. */
bool outbox_counts(Store *store, int64_t cohort, OutboxCounts *counts, GError **error);
/* Messages of a kind that the platform took, of one cohort. */
bool outbox_count_of(Store *store, int64_t cohort, int kind, int64_t *count, GError **error);
/* Proves the partition: every message in exactly one place. *broken names the first that is not, or 0. */
bool outbox_check(Store *store, int64_t *broken, GError **error);

/* One line of the delivery ledger. */
typedef struct {
    int64_t id, enrolment, created, at, sent_at, delivered_at, read_at, failed_at, until;
    const char *key, *step, *place, *reason, *detail, *body,
        *wamid;         /* place: queue held lease done; reason: name or "" */
    const char *status; /* "", accepted, sent, delivered, read, played, failed */
    int kind, lane, code, attempt;
    bool duplicate, billed;
    const char *category; /* of its price, by WhatsApp; "": it has not said */
} OutboxLine;
typedef bool OutboxLineFn(const OutboxLine *line, gpointer data);
/* In order of id; enrolment 0: all of the cohort; cohort 0: everything. */
bool outbox_each(Store *store, int64_t cohort, int64_t enrolment, OutboxLineFn *fn, gpointer data, GError **error);
/* Why a held line is held, in a sentence; of one that keeps its order also what holds the message it waits for
 * (*ahead), or 0 where that one is on its way. Given. */
char *outbox_why_held(Store *store, const OutboxLine *line, int64_t *ahead);
