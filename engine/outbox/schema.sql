-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is owed, in five narrow tables: a message is in exactly one of queue, held, lease, done.
CREATE TABLE IF NOT EXISTS outbox_msg (
    id INTEGER PRIMARY KEY,
    ukey TEXT NOT NULL UNIQUE,
    cohort INTEGER NOT NULL,
    enrolment INTEGER NOT NULL,
    learner INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    step TEXT,
    post INTEGER NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL, -- 0: never
    body TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS outbox_msg_enrolment ON outbox_msg (enrolment, id);

CREATE TABLE IF NOT EXISTS outbox_queue (
    lane INTEGER NOT NULL,
    due INTEGER NOT NULL,
    id INTEGER NOT NULL UNIQUE,
    attempt INTEGER NOT NULL,
    learner INTEGER NOT NULL,
    PRIMARY KEY (lane, due, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS outbox_queue_learner ON outbox_queue (learner, lane);

CREATE TABLE IF NOT EXISTS outbox_held (
    id INTEGER PRIMARY KEY,
    learner INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    reason INTEGER NOT NULL,
    until INTEGER NOT NULL, -- 0: until something happens
    attempt INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS outbox_held_strand ON outbox_held (learner, lane, id);
-- those held for a reason of their own, which keep the others of their strand behind them
CREATE INDEX IF NOT EXISTS outbox_held_block ON outbox_held (learner, lane, id) WHERE reason > 0;
CREATE INDEX IF NOT EXISTS outbox_held_until ON outbox_held (until) WHERE until > 0;
CREATE INDEX IF NOT EXISTS outbox_held_reason ON outbox_held (reason, learner);

CREATE TABLE IF NOT EXISTS outbox_lease (
    id INTEGER PRIMARY KEY,
    learner INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    at INTEGER NOT NULL,
    deadline INTEGER NOT NULL,
    unknown INTEGER NOT NULL -- 1: the outcome is not known; a status may tell until the deadline
) STRICT;
CREATE INDEX IF NOT EXISTS outbox_lease_deadline ON outbox_lease (unknown, deadline) WHERE unknown = 1;
CREATE INDEX IF NOT EXISTS outbox_lease_learner ON outbox_lease (learner, lane);

CREATE TABLE IF NOT EXISTS outbox_done (
    id INTEGER PRIMARY KEY,
    outcome INTEGER NOT NULL,
    wamid TEXT,
    code INTEGER NOT NULL,
    detail TEXT,
    at INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    duplicate INTEGER NOT NULL DEFAULT 0 -- a status came for an attempt that had been tried again
) STRICT;
CREATE INDEX IF NOT EXISTS outbox_done_wamid ON outbox_done (wamid) WHERE wamid IS NOT NULL;

CREATE TABLE IF NOT EXISTS outbox_status (
    id INTEGER PRIMARY KEY,
    status INTEGER NOT NULL, -- 1 sent 2 delivered 3 read 4 played 5 failed, only upwards but for failed
    sent_at INTEGER NOT NULL DEFAULT 0,
    delivered_at INTEGER NOT NULL DEFAULT 0,
    read_at INTEGER NOT NULL DEFAULT 0,
    failed_at INTEGER NOT NULL DEFAULT 0,
    code INTEGER NOT NULL DEFAULT 0,
    detail TEXT,
    category TEXT,          -- as what WhatsApp said it is priced, in its own word; NULL: it has not said
    billed INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A strand is (learner, lane): the message that moves now, or the one whose delivery the next waits for.
CREATE TABLE IF NOT EXISTS outbox_strand (
    learner INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    head INTEGER NOT NULL,  -- the last message accepted
    until INTEGER NOT NULL, -- the next waits for its delivery until then; 0: it is free
    PRIMARY KEY (learner, lane)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS outbox_thread (
    learner INTEGER PRIMARY KEY,
    window_until INTEGER NOT NULL,
    pair_free INTEGER NOT NULL,
    day INTEGER NOT NULL,
    count INTEGER NOT NULL,
    knocked INTEGER NOT NULL
) STRICT;
