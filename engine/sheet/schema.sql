-- SPDX-License-Identifier: GPL-3.0-or-later
-- A data form of a cohort, as its file has it.
CREATE TABLE IF NOT EXISTS sheet (
    id INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (cohort, name)
) STRICT;

-- One asking of it.
CREATE TABLE IF NOT EXISTS sheet_round (
    id INTEGER PRIMARY KEY,
    sheet INTEGER NOT NULL,
    cohort INTEGER NOT NULL,
    label TEXT NOT NULL,       -- "2026-12", in the file of answers
    text TEXT NOT NULL,        -- the form as it was asked
    opened INTEGER NOT NULL,
    due INTEGER NOT NULL,
    closes INTEGER NOT NULL,   -- corrections are taken until then
    reminded INTEGER NOT NULL, -- when; 0: not yet
    again INTEGER NOT NULL,    -- when it is asked anew; 0: never
    UNIQUE (sheet, label)
) STRICT;
CREATE INDEX IF NOT EXISTS sheet_round_open ON sheet_round (cohort, closes);

CREATE TABLE IF NOT EXISTS sheet_answer (
    round INTEGER NOT NULL,
    enrolment INTEGER NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    at INTEGER NOT NULL,      -- when it was given last
    changes INTEGER NOT NULL, -- how often it was corrected
    PRIMARY KEY (round, enrolment, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS sheet_answer_enrolment ON sheet_answer (enrolment);
