-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who was asked to review which piece of work, and what came of it.
CREATE TABLE IF NOT EXISTS review (
    id INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    step TEXT NOT NULL,
    work INTEGER NOT NULL,     -- post
    author INTEGER NOT NULL,   -- enrolments
    reviewer INTEGER NOT NULL,
    state INTEGER NOT NULL,    -- 0 waiting 1 asked 2 done 3 let go
    asked INTEGER NOT NULL DEFAULT 0,
    answered INTEGER NOT NULL DEFAULT 0,
    marks TEXT,                -- one a criterion, blanks between
    comment TEXT,
    UNIQUE (work, reviewer)
) STRICT;
CREATE INDEX IF NOT EXISTS review_reviewer ON review (reviewer, step, id);
CREATE INDEX IF NOT EXISTS review_author ON review (author);
CREATE INDEX IF NOT EXISTS review_cohort ON review (cohort, id);

-- Work whose author has had her reviews.
CREATE TABLE IF NOT EXISTS review_told (work INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;
