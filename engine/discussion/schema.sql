-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE IF NOT EXISTS post (
    id INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    room INTEGER NOT NULL,
    enrolment INTEGER NOT NULL, -- 0: the facilitator
    number INTEGER NOT NULL,    -- 0 until it is shared
    prompt TEXT,
    reply_to INTEGER NOT NULL,
    basis INTEGER NOT NULL,
    text TEXT,                  -- NULL: a tombstone
    media TEXT,
    mime TEXT,
    length INTEGER NOT NULL,
    state INTEGER NOT NULL,
    why_held TEXT,
    keep INTEGER NOT NULL,
    written INTEGER NOT NULL,
    shared INTEGER NOT NULL,
    until INTEGER NOT NULL,
    wamid TEXT,
    asset TEXT, -- hash of its file, once it is loaded
    staff INTEGER NOT NULL DEFAULT 0 -- of the facilitator who wrote it
) STRICT;
CREATE INDEX IF NOT EXISTS post_room ON post (room, number) WHERE number > 0;
CREATE INDEX IF NOT EXISTS post_author ON post (enrolment, state, id);
CREATE INDEX IF NOT EXISTS post_undo ON post (until) WHERE state = 1;
CREATE INDEX IF NOT EXISTS post_waiting ON post (state, id);
CREATE INDEX IF NOT EXISTS post_staff ON post (staff, state, id) WHERE staff > 0;
CREATE INDEX IF NOT EXISTS post_asset ON post (asset) WHERE asset IS NOT NULL;
CREATE INDEX IF NOT EXISTS post_prompt ON post (room, prompt, state);

CREATE TABLE IF NOT EXISTS room_count (room INTEGER PRIMARY KEY, posts INTEGER NOT NULL) STRICT;

CREATE TABLE IF NOT EXISTS relay_cursor (
    room INTEGER NOT NULL,
    enrolment INTEGER NOT NULL,
    upto INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    PRIMARY KEY (room, enrolment)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS relay_cursor_next ON relay_cursor (next_at);
CREATE INDEX IF NOT EXISTS relay_cursor_enrolment ON relay_cursor (enrolment);
