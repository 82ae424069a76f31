-- SPDX-License-Identifier: GPL-3.0-or-later
-- A unit of assignment (enrolment, room or cohort) and its row of the design. place: in order of first need, from 0.
CREATE TABLE IF NOT EXISTS form_unit (
    cohort INTEGER NOT NULL,
    test TEXT NOT NULL,
    unit INTEGER NOT NULL,
    place INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (cohort, test, unit)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS form_unit_place ON form_unit (cohort, test, place);

-- What an enrolment was given, for good: it stays when the learner moves to another room.
CREATE TABLE IF NOT EXISTS form_assignment (
    enrolment INTEGER NOT NULL,
    test TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (enrolment, test)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS attempt (
    id INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    enrolment INTEGER NOT NULL,
    room INTEGER NOT NULL,
    step TEXT NOT NULL,
    test TEXT,
    form TEXT,
    occasion INTEGER NOT NULL,   -- -1: no test
    number INTEGER NOT NULL,
    state INTEGER NOT NULL,      -- 0 open, 1 done, 2 closed
    pre_late INTEGER NOT NULL,
    opened INTEGER NOT NULL,
    closes INTEGER NOT NULL,     -- 0: never
    finished INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    count INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    last_asked INTEGER NOT NULL, -- when the last question went out; 0: none yet
    scored INTEGER NOT NULL,     -- items that have a mark
    UNIQUE (enrolment, step, number)
) STRICT;
CREATE INDEX IF NOT EXISTS attempt_cohort ON attempt (cohort, id);
CREATE INDEX IF NOT EXISTS attempt_current ON attempt (enrolment, last_asked) WHERE state = 0 AND asked > 0;
CREATE INDEX IF NOT EXISTS attempt_running ON attempt (cohort) WHERE state = 0 AND scored > 0;

CREATE TABLE IF NOT EXISTS response (
    attempt INTEGER NOT NULL REFERENCES attempt (id),
    position INTEGER NOT NULL,
    room INTEGER NOT NULL,
    enrolment INTEGER NOT NULL,
    in_test INTEGER NOT NULL,
    item TEXT NOT NULL,
    version INTEGER NOT NULL,
    full_mark INTEGER NOT NULL,  -- millionths; 0: not scored
    shown_order TEXT,            -- indices of options, space-separated; NULL until asked
    asked INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    raw TEXT,                    -- as received
    answer TEXT,                 -- as understood
    mark INTEGER NOT NULL,       -- millionths
    correct INTEGER NOT NULL,
    mate_sat INTEGER NOT NULL,
    missed INTEGER NOT NULL,     -- why it has no answer although something came: 0 nothing did, 1 no answer, 2 too late
    PRIMARY KEY (attempt, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS response_mates ON response (room, item, enrolment) WHERE in_test = 1 AND answered > 0;

CREATE TABLE IF NOT EXISTS poll_vote (
    enrolment INTEGER NOT NULL,
    step TEXT NOT NULL,
    room INTEGER NOT NULL,
    choices TEXT NOT NULL,       -- ids, space-separated
    at INTEGER NOT NULL,
    PRIMARY KEY (enrolment, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS poll_vote_room ON poll_vote (step, room);

CREATE TABLE IF NOT EXISTS task_done (
    enrolment INTEGER NOT NULL,
    step TEXT NOT NULL,
    evidence TEXT,
    at INTEGER NOT NULL,
    PRIMARY KEY (enrolment, step)
) STRICT, WITHOUT ROWID;
