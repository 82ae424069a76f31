-- SPDX-License-Identifier: GPL-3.0-or-later
-- One row per (enrolment or room, beat) whose time is known; the only home of position and next due.
CREATE TABLE IF NOT EXISTS due (
    id INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    enrolment INTEGER NOT NULL, -- 0: the room's own row
    room INTEGER NOT NULL,      -- 0: a learner's row
    beat TEXT NOT NULL,
    state INTEGER NOT NULL,     -- 0 waiting 1 open 2 done 3 skipped 4 fault
    utc INTEGER NOT NULL,
    local TEXT NOT NULL,        -- what was meant: local time and zone
    started INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0,
    score REAL,
    reason TEXT,
    UNIQUE (enrolment, room, beat)
) STRICT;
CREATE INDEX IF NOT EXISTS due_waiting ON due (utc, id) WHERE state = 0;
CREATE INDEX IF NOT EXISTS due_cohort ON due (cohort, id);
