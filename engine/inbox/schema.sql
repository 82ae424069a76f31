-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE IF NOT EXISTS inbox_raw (
    id INTEGER PRIMARY KEY,
    received INTEGER NOT NULL,
    processed INTEGER, -- NULL: not yet
    body BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS inbox_raw_waiting ON inbox_raw (id) WHERE processed IS NULL;
CREATE INDEX IF NOT EXISTS inbox_raw_received ON inbox_raw (received);

-- Every message id ever taken, so that a webhook repeated after days changes nothing.
CREATE TABLE IF NOT EXISTS inbox_seen (wamid TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS inbox_aside (
    id INTEGER PRIMARY KEY,
    raw INTEGER NOT NULL,
    event TEXT, -- NULL: the whole body
    fault TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
