-- SPDX-License-Identifier: GPL-3.0-or-later
-- A pair or small circle inside a room.
CREATE TABLE IF NOT EXISTS circle (
    id INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    room INTEGER NOT NULL,
    kind INTEGER NOT NULL,   -- 0 pair, 1 circle
    made INTEGER NOT NULL,
    look_at INTEGER NOT NULL -- when its silence is judged next; 0: never
) STRICT;
CREATE INDEX IF NOT EXISTS circle_room ON circle (room, kind, id);
CREATE INDEX IF NOT EXISTS circle_look ON circle (look_at) WHERE look_at > 0;
CREATE INDEX IF NOT EXISTS circle_cohort ON circle (cohort, id);

-- Who was in which, for good: the finest unit that talked together.
CREATE TABLE IF NOT EXISTS circle_member (
    circle INTEGER NOT NULL REFERENCES circle (id),
    enrolment INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    entered INTEGER NOT NULL,
    until INTEGER NOT NULL,  -- 0: still in it
    why TEXT,
    PRIMARY KEY (circle, enrolment, entered)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS circle_member_now ON circle_member (enrolment, kind) WHERE until = 0;

-- How a cohort's circles are formed, where somebody has said.
CREATE TABLE IF NOT EXISTS circle_plan (
    cohort INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    size INTEGER NOT NULL,
    mix INTEGER NOT NULL,
    PRIMARY KEY (cohort, kind)
) STRICT, WITHOUT ROWID;

-- Who was asked whom of her room she knew before the course, and whether she said so.
CREATE TABLE IF NOT EXISTS tie_asked (
    enrolment INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    state INTEGER NOT NULL, -- TieState
    asked INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS tie_asked_cohort ON tie_asked (cohort, enrolment);

-- The names on her list, by number.
CREATE TABLE IF NOT EXISTS tie (
    enrolment INTEGER NOT NULL,
    number INTEGER NOT NULL,
    other INTEGER NOT NULL,
    known INTEGER NOT NULL,
    PRIMARY KEY (enrolment, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS tie_other ON tie (other);
