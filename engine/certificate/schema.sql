-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was issued. A row is never removed: a code that was printed must find its answer for ever.
CREATE TABLE IF NOT EXISTS certificate (
    id INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    enrolment INTEGER NOT NULL,
    code TEXT NOT NULL UNIQUE,  -- 18 characters, without the dashes of the print
    issued INTEGER NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0,     -- when; 0: valid
    reason TEXT,                            -- of the revocation
    replaced_by INTEGER NOT NULL DEFAULT 0, -- certificate that took its place, or 0
    printed BLOB,               -- sealed: every word on the paper; NULL: the holder was forgotten
    sha256 TEXT NOT NULL,       -- of the file as printed
    file_until INTEGER NOT NULL -- the file is kept until then; 0: it is erased
) STRICT;
-- One that is valid for each learner and course.
CREATE UNIQUE INDEX IF NOT EXISTS certificate_valid ON certificate (enrolment) WHERE revoked = 0;
CREATE INDEX IF NOT EXISTS certificate_enrolment ON certificate (enrolment, id);
CREATE INDEX IF NOT EXISTS certificate_cohort ON certificate (cohort, id);
CREATE INDEX IF NOT EXISTS certificate_file ON certificate (file_until) WHERE file_until > 0;

-- Learners whose rule is to be looked at, and from when.
CREATE TABLE IF NOT EXISTS certificate_look (
    enrolment INTEGER PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS certificate_look_at ON certificate_look (at);
