-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a learner's facility lacks or can give. A row is current until its time is over.
CREATE TABLE IF NOT EXISTS stock (
    id INTEGER PRIMARY KEY,
    cohort INTEGER NOT NULL,
    enrolment INTEGER NOT NULL,
    item TEXT NOT NULL,     -- as it is compared: stock_key
    shown TEXT NOT NULL,
    place TEXT NOT NULL,    -- as it is compared
    facility TEXT NOT NULL,
    qty INTEGER NOT NULL,   -- 0: none is left
    at INTEGER NOT NULL,
    until INTEGER NOT NULL,
    UNIQUE (enrolment, item, place)
) STRICT;
CREATE INDEX IF NOT EXISTS stock_cohort ON stock (cohort, item, id);

-- One who lacks it and one who can give it, and what each says to being named to the other.
CREATE TABLE IF NOT EXISTS stock_match (
    id INTEGER PRIMARY KEY,
    need INTEGER NOT NULL,      -- stock
    have INTEGER NOT NULL,      -- stock
    need_says INTEGER NOT NULL, -- 0 nothing yet, 1 yes, 2 no
    have_says INTEGER NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (need, have)
) STRICT;
CREATE INDEX IF NOT EXISTS stock_match_have ON stock_match (have);

-- A cohort's own list of items, with other ways to write them.
CREATE TABLE IF NOT EXISTS stock_item (
    cohort INTEGER NOT NULL,
    item TEXT NOT NULL,
    shown TEXT NOT NULL,
    PRIMARY KEY (cohort, item)
) STRICT, WITHOUT ROWID;
