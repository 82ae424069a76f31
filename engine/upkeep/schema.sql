-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a cohort sets other than the house does.
CREATE TABLE IF NOT EXISTS upkeep (
    cohort INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (cohort, name)
) STRICT, WITHOUT ROWID;

-- When a care is looked at next; no row: never.
CREATE TABLE IF NOT EXISTS care (
    cohort INTEGER NOT NULL,
    care INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (cohort, care)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS care_at ON care (at);

CREATE TABLE IF NOT EXISTS silence (
    room INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    since INTEGER NOT NULL,
    rung INTEGER NOT NULL,
    moved INTEGER NOT NULL,
    tagged INTEGER NOT NULL,
    episodes INTEGER NOT NULL
) STRICT;

-- Why a learner says nothing, in her room's present silence.
CREATE TABLE IF NOT EXISTS silence_vote (
    room INTEGER NOT NULL,
    since INTEGER NOT NULL,
    enrolment INTEGER NOT NULL,
    choice TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (room, since, enrolment)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS volunteer (
    enrolment INTEGER PRIMARY KEY,
    since INTEGER NOT NULL, -- when she said so
    asked INTEGER NOT NULL  -- when she was asked last; 0
) STRICT;

CREATE TABLE IF NOT EXISTS given (
    post INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    staff INTEGER NOT NULL,
    at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    passes INTEGER NOT NULL,
    taken INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS given_cohort ON given (cohort, post);

-- Who opens a discussion of a room.
CREATE TABLE IF NOT EXISTS lead (
    id INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    room INTEGER NOT NULL,
    step TEXT NOT NULL,
    week INTEGER NOT NULL,
    at INTEGER NOT NULL,
    wanted INTEGER NOT NULL,
    fixed INTEGER NOT NULL,
    enrolment INTEGER NOT NULL, -- 0: the facilitator
    state INTEGER NOT NULL,
    moved INTEGER NOT NULL,
    post INTEGER NOT NULL,
    UNIQUE (room, step)
) STRICT;
CREATE INDEX IF NOT EXISTS lead_enrolment ON lead (enrolment, at) WHERE enrolment > 0;

CREATE TABLE IF NOT EXISTS lead_no (
    lead INTEGER NOT NULL,
    enrolment INTEGER NOT NULL,
    PRIMARY KEY (lead, enrolment)
) STRICT, WITHOUT ROWID;

-- A cohort's own ground rules, each text a version that stays.
CREATE TABLE IF NOT EXISTS rules (
    id INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    text TEXT NOT NULL,
    proposed INTEGER NOT NULL,
    closes INTEGER NOT NULL,
    state INTEGER NOT NULL -- RulesState
) STRICT;
CREATE INDEX IF NOT EXISTS rules_cohort ON rules (cohort, id);

CREATE TABLE IF NOT EXISTS rules_vote (
    rules INTEGER NOT NULL,
    enrolment INTEGER NOT NULL,
    yes INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (rules, enrolment)
) STRICT, WITHOUT ROWID;

-- What a room has reached and was told; "core": its facilitators heard that few carry it; "week3": its draft was made.
CREATE TABLE IF NOT EXISTS milestone (
    room INTEGER NOT NULL,
    name TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (room, name)
) STRICT, WITHOUT ROWID;

-- Seniors who agreed to be asked by colleagues.
CREATE TABLE IF NOT EXISTS senior (
    enrolment INTEGER PRIMARY KEY,
    since INTEGER NOT NULL,
    asked INTEGER NOT NULL -- when last; 0
) STRICT;

-- Private questions that were put to a senior; the words are those of the posts.
CREATE TABLE IF NOT EXISTS asked (
    post INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    enrolment INTEGER NOT NULL, -- who asks
    senior INTEGER NOT NULL,    -- enrolment of who is asked
    at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    answered INTEGER NOT NULL,  -- 0: not
    answer INTEGER NOT NULL,    -- post, or 0
    state INTEGER NOT NULL      -- AskedState
) STRICT;
CREATE INDEX IF NOT EXISTS asked_open ON asked (cohort, until) WHERE state = 0;
