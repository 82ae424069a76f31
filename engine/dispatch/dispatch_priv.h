/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dispatch_priv.h - the number's state and the moves that the files of dispatch share. */
#pragma once
#include "dispatch.h"
#include "outbox.h"
#include "tutor.h"

struct Dispatch {
    Context *context;
    Channel *channel;
    DispatchConfig config;
    char *paused;     /* sentence, or NULL */
    int64_t probe_at; /* paused: when one message may try again */
    bool probing;
    int64_t slow_until;    /* throughput refused: nothing before */
    int64_t slow_by;       /* the last delay */
    int64_t second, sent;  /* messages of this second: the number's rate */
    GPtrArray *unsettled;  /* ChannelOutcome *: taken from the channel, and not on disk yet */
    GHashTable *uploading; /* sha256 of files under way */
    GHashTable *fetching;  /* "P12" -> the type its file was sent as, or NULL */
    int64_t templates_at;  /* templates that are wanted are asked for from then on */
    int64_t sweep_at;      /* when files that no post shows are erased next */
};

/* What may happen to one message now. */
typedef enum { MAY_SEND, MUST_HOLD, MUST_DROP } Verdict;
typedef struct {
    Verdict verdict;
    HeldReason held;
    DoneReason done;
    int64_t until;
    char *media_id; /* of the message's file, given */
    bool knock;     /* hold for the window, and ask the learner back */
    OutboxThread thread;
} Judgement;
/* The policy, in the order of what matters most: consent and opt-out, pause, quiet hours, cap, template, window,
 * upload, pair rate. */
bool dispatch_judge(Dispatch *dispatch, const OutboxMsg *msg, const Tutor *t, const Message *message, int64_t now,
    Judgement *j, GError **error);
/* What the way to the phone says: template, window, file, pair rate. */
bool dispatch_judge_way(
    Dispatch *dispatch, const OutboxMsg *msg, const Message *message, int64_t now, Judgement *j, GError **error);
/* A message to one of the staff (no enrolment): no quiet hours, no cap; her STOP counts, and outside her window a
 * template tells her (for_staff.c). */
bool dispatch_judge_staff(
    Dispatch *dispatch, const OutboxMsg *msg, const Message *message, int64_t now, Judgement *j, GError **error);
/* A course advert: judged as the advert is now, and her list, quiet hours and caps (for_advert.c). */
bool dispatch_judge_advert(
    Dispatch *dispatch, const OutboxMsg *msg, const Message *message, int64_t now, Judgement *j, GError **error);
/* Templates that stand as wanted are asked for on the account. */
bool dispatch_want_templates(Dispatch *dispatch, int64_t now, GError **error);
/* One that was asked for was not made. */
bool dispatch_template_refused(Dispatch *dispatch, const char *language, int code, int64_t now, GError **error);
/* Applies one outcome of the channel. */
bool dispatch_outcome(Dispatch *dispatch, const ChannelOutcome *outcome, int64_t now, GError **error);
/* Leases whose wait is over: once more, or given up, by their kind. */
bool dispatch_overdue(Dispatch *dispatch, int64_t now, int *worked, GError **error);
/* Received files (fetch.c). *mine says whether the answer was one. */
bool dispatch_start_fetches(Dispatch *dispatch, int64_t now, int *worked, GError **error);
bool dispatch_settle_fetch(Dispatch *dispatch, const ChannelAsset *asset, int64_t now, bool *mine, GError **error);
bool dispatch_sweep(Dispatch *dispatch, int64_t now, GError **error);
bool dispatch_next_fetch(Dispatch *dispatch, int64_t *at, GError **error);
/* Stops the number with a sentence and one line in the log. */
void dispatch_pause(Dispatch *dispatch, const char *why, int64_t now);
