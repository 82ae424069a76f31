-- SPDX-License-Identifier: GPL-3.0-or-later
-- Which statements a learning record store has, by their own id; never their words: they are made again when needed.
CREATE TABLE IF NOT EXISTS xapi_told (
    lrs TEXT NOT NULL,          -- its address
    id TEXT NOT NULL,           -- UUID of the statement
    cohort INTEGER NOT NULL,
    enrolment INTEGER NOT NULL,
    at INTEGER NOT NULL,
    voids TEXT,                 -- UUID of the statement that this one takes back; NULL: it tells
    refused TEXT,               -- why the store will not have it; NULL: it has it
    PRIMARY KEY (lrs, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS xapi_told_cohort ON xapi_told (cohort, lrs, id);
