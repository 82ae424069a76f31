/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dispatch.h - what is owed leaves: policy at the moment of sending, leases, the channel's outcomes, files and
 * templates. */
#pragma once
#include "channel.h"
#include "context.h"

typedef struct Dispatch Dispatch;
typedef struct {
    int in_flight;       /* messages handed over and not answered, at most */
    int rate;            /* messages a second on this number */
    const char *account; /* WhatsApp Business Account: whose templates are kept; "" when templates are made elsewhere */
} DispatchConfig;
/* Borrows both. */
Dispatch *dispatch_new(Context *context, Channel *channel, const DispatchConfig *config);
void dispatch_free(Dispatch *dispatch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Dispatch, dispatch_free)

/* At start: leases of an earlier life are unknown; templates that the account does not know are asked for. */
bool dispatch_start(Dispatch *dispatch, int64_t now, GError **error);
/* Takes the channel's outcomes, finished uploads and overdue unknowns, in the caller's transaction. *worked counts
 * them. */
bool dispatch_settle(Dispatch *dispatch, int64_t now, int *worked, GError **error);
/* That transaction is on disk: outcomes are kept until then, and settled again where it was not (a full disk). */
void dispatch_settled(Dispatch *dispatch);
/* Leases up to `limit` rows that may go now, in one transaction, and hands them to the channel after its commit; the
 * others are held or dropped, each with its reason. */
bool dispatch_send(Dispatch *dispatch, int64_t now, int limit, int *worked, GError **error);
/* A learner has left: takes back what has not left for her. */
bool dispatch_recall(Dispatch *dispatch, int64_t learner, GError **error);
/* The earliest instant at which there is something to do; `now` when there is. While messages are in flight the channel
 * wakes. */
bool dispatch_next(Dispatch *dispatch, int64_t now, int64_t *at, GError **error);
bool dispatch_idle(const Dispatch *dispatch);

/* Why the number does not send at present, or NULL. A sentence for the operator. */
const char *dispatch_paused(const Dispatch *dispatch);
/* A webhook told of a template's state. */
bool dispatch_template(
    Dispatch *dispatch, const char *name, const char *language, const char *event, int64_t now, GError **error);
/* The same of its category. */
bool dispatch_template_category(
    Dispatch *dispatch, const char *name, const char *language, const char *category, int64_t now, GError **error);
