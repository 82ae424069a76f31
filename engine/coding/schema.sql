-- SPDX-License-Identifier: GPL-3.0-or-later
-- Versions of codebooks, in our own form; the same text is there once.
CREATE TABLE IF NOT EXISTS codebook (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,       -- the book's own id
    version INTEGER NOT NULL, -- from 1
    title TEXT NOT NULL,
    codes INTEGER NOT NULL,
    xml TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    added INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS codebook_name ON codebook (name, version);

CREATE TABLE IF NOT EXISTS coding_study (
    id INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    name TEXT NOT NULL,
    book INTEGER NOT NULL,    -- codebook.id
    unit INTEGER NOT NULL,    -- 0 message, 1 thread
    purpose INTEGER NOT NULL, -- 0 research, 1 assessment
    seed INTEGER NOT NULL,
    state INTEGER NOT NULL,   -- 0 coding, 1 adjudication, 2 frozen
    learns_from INTEGER NOT NULL, -- the frozen study that teaches the assistant; 0: it is off
    created INTEGER NOT NULL,
    opened INTEGER NOT NULL,  -- when adjudication began; 0
    frozen INTEGER NOT NULL,  -- when; 0
    hash TEXT                 -- of the frozen codes
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS coding_study_name ON coding_study (name);

CREATE TABLE IF NOT EXISTS coding_coder (
    study INTEGER NOT NULL,
    staff INTEGER NOT NULL,
    PRIMARY KEY (study, staff)
) STRICT, WITHOUT ROWID;

-- What is coded: a message, or the learners' posts of a thread.
CREATE TABLE IF NOT EXISTS coding_unit (
    id INTEGER PRIMARY KEY,
    study INTEGER NOT NULL,
    place INTEGER NOT NULL,  -- in the queue, from 1
    kind INTEGER NOT NULL,   -- 0 one coder, 1 every coder, 2 training: every coder, in no figure
    thread INTEGER NOT NULL, -- from 1 within the study's cohort; intervals are drawn over threads
    room INTEGER NOT NULL,
    prompt TEXT
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS coding_unit_place ON coding_unit (study, place);
CREATE TABLE IF NOT EXISTS coding_unit_post (
    unit INTEGER NOT NULL,
    post INTEGER NOT NULL,
    PRIMARY KEY (unit, post)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS coding_unit_post_post ON coding_unit_post (post);

CREATE TABLE IF NOT EXISTS coding_task (
    unit INTEGER NOT NULL,
    coder INTEGER NOT NULL, -- staff.id
    study INTEGER NOT NULL,
    place INTEGER NOT NULL, -- of the unit
    done INTEGER NOT NULL,  -- when; 0: open
    suggested INTEGER NOT NULL, -- when she saw a suggestion; 0
    memo TEXT,
    PRIMARY KEY (unit, coder)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS coding_task_queue ON coding_task (study, coder, place);

CREATE TABLE IF NOT EXISTS coding (
    id INTEGER PRIMARY KEY,
    study INTEGER NOT NULL,
    unit INTEGER NOT NULL,
    coder INTEGER NOT NULL,
    code TEXT NOT NULL,
    post INTEGER NOT NULL,  -- 0: the whole unit
    start INTEGER NOT NULL, -- code points of the post's text, end exclusive; 0, 0: the whole unit
    until INTEGER NOT NULL,
    memo TEXT,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS coding_of_unit ON coding (unit, coder, id);
CREATE INDEX IF NOT EXISTS coding_of_study ON coding (study, id);

-- What holds of a unit after adjudication; at the freeze of every unit.
CREATE TABLE IF NOT EXISTS coding_verdict (
    unit INTEGER PRIMARY KEY,
    study INTEGER NOT NULL,
    staff INTEGER NOT NULL, -- who adjudicated; 0: there was nothing to decide
    memo TEXT,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS coding_verdict_study ON coding_verdict (study, unit);
CREATE TABLE IF NOT EXISTS coding_final (
    unit INTEGER NOT NULL,
    code TEXT NOT NULL,
    study INTEGER NOT NULL,
    PRIMARY KEY (unit, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS coding_final_study ON coding_final (study, unit);

-- What the assistant said to whom.
CREATE TABLE IF NOT EXISTS coding_suggestion (
    unit INTEGER NOT NULL,
    coder INTEGER NOT NULL,
    code TEXT NOT NULL,
    p REAL NOT NULL,
    kappa REAL, -- the assistant's with its teacher's codes; NULL: could not be computed
    at INTEGER NOT NULL,
    PRIMARY KEY (unit, coder, code)
) STRICT, WITHOUT ROWID;
