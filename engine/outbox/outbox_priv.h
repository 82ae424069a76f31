/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outbox_priv.h - what the files of outbox share: rows of the four places and the movement of a strand. */
#pragma once
#include "outbox.h"
#include "outbox_queries.h"

/* How long the next message of a strand waits for the delivery of the one before it: order between two sends is not
 * promised by the platform, and a phone that is off must not stop the course. */
#define ORDER_WAIT 30

/* A row of queue, held or lease. */
typedef struct {
    int64_t id, learner;
    int lane, attempt;
    bool found;
} Place;

bool outbox_place(Store *store, const StoreQuery *query, int64_t id, Place *place, GError **error);
/* Place structs of a listing query. Given. */
GArray *outbox_places(Store *store, const StoreQuery *query, const StoreArg *args, GError **error);
/* After `head` was accepted at `now`: the next of its strand waits for its delivery at most ORDER_WAIT. */
bool outbox_strand_wait(Store *store, const Place *head, int64_t now, GError **error);
/* The way is free (delivered, failed, dropped): the next of the strand goes to the queue. */
bool outbox_strand_advance(Store *store, int64_t learner, int lane, int64_t now, GError **error);
bool outbox_to_done(Store *store, const Place *place, DoneReason outcome, const char *wamid, int code,
    const char *detail, int64_t now, GError **error);
bool outbox_to_queue(Store *store, const Place *place, int64_t due, GError **error);
bool outbox_to_held(Store *store, const Place *place, HeldReason reason, int64_t until, GError **error);
/* Reads a row of the thirteen columns that every message query selects. */
OutboxMsg *outbox_msg_from_row(const StoreRow *row);
