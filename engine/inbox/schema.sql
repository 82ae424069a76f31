-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE IF NOT EXISTS inbox_raw (
    id INTEGER PRIMARY KEY,
    received INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS inbox_raw_received ON inbox_raw (received);

-- Bodies that are not processed yet; a table of its own, because marking a long row means writing all of it again.
CREATE TABLE IF NOT EXISTS inbox_waiting (id INTEGER PRIMARY KEY) STRICT;

-- SHA-256 of every message id ever taken, so that a webhook repeated after days changes nothing; the id itself holds the
-- number of who wrote it.
CREATE TABLE IF NOT EXISTS inbox_seen (wamid TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS inbox_aside (
    id INTEGER PRIMARY KEY,
    raw INTEGER NOT NULL,
    event TEXT, -- NULL: the whole body
    fault TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
