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
    GHashTable *uploading; /* sha256 of files under way */
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
/* Applies one outcome of the channel. */
bool dispatch_outcome(Dispatch *dispatch, const ChannelOutcome *outcome, int64_t now, GError **error);
/* Leases whose wait is over: once more, or given up, by their kind. */
bool dispatch_overdue(Dispatch *dispatch, int64_t now, int *worked, GError **error);
/* Stops the number with a sentence and one line in the log. */
void dispatch_pause(Dispatch *dispatch, const char *why, int64_t now);
