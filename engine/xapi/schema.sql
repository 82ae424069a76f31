-- SPDX-License-Identifier: GPL-3.0-or-later
-- Which statements a learning record store has, or may have, by their own id; never their words: they are made again when needed.
CREATE TABLE IF NOT EXISTS xapi_told (
    lrs TEXT NOT NULL,          -- its address
    id TEXT NOT NULL,           -- UUID of the statement
    cohort INTEGER NOT NULL,
    enrolment INTEGER NOT NULL,
    at INTEGER NOT NULL,
    words INTEGER NOT NULL,     -- 1: holds something that she wrote
    voids TEXT,                 -- UUID of the statement that this one takes back; NULL: it tells
    refused TEXT,               -- why the store will not have it; NULL: it has it
    doubt INTEGER NOT NULL,     -- 1: it was sent, and no answer has come: the store may have it
    left_at INTEGER,            -- refused, and somebody has said that it may stay so
    PRIMARY KEY (lrs, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS xapi_told_cohort ON xapi_told (cohort, lrs, id);
CREATE INDEX IF NOT EXISTS xapi_told_parked ON xapi_told (cohort, lrs, id) WHERE refused IS NOT NULL AND left_at IS NULL;

-- How far the engine is with telling a store of a cohort, and when it tries again.
CREATE TABLE IF NOT EXISTS xapi_way (
    lrs TEXT NOT NULL,
    cohort INTEGER NOT NULL,
    next INTEGER NOT NULL,      -- not before
    tried INTEGER NOT NULL,     -- the beginning of the last pass
    done INTEGER NOT NULL,      -- the end of the last one that came to its end; 0: none has
    failing INTEGER NOT NULL,   -- since when none has; 0: the last one has
    failures INTEGER NOT NULL,  -- passes since then
    status INTEGER NOT NULL,    -- what the store answered to the last failure; 0: nothing
    waiting INTEGER NOT NULL,   -- statements that it has not been told
    fault TEXT NOT NULL,        -- the last failure, in our own words; '' after a success
    PRIMARY KEY (lrs, cohort)
) STRICT, WITHOUT ROWID;
