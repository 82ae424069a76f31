-- SPDX-License-Identifier: GPL-3.0-or-later
-- Prepared answers of live meetings: whether their minute has come, and who has signed them.
CREATE TABLE IF NOT EXISTS live_cue (
    room INTEGER NOT NULL,
    beat TEXT NOT NULL,
    cohort INTEGER NOT NULL,
    came INTEGER NOT NULL DEFAULT 0,   -- when its minute came and nobody had signed it
    signed INTEGER NOT NULL DEFAULT 0, -- when it was signed; 0: it was not
    staff INTEGER NOT NULL DEFAULT 0,  -- by whom
    name TEXT NOT NULL DEFAULT '',     -- as she was called then
    role TEXT NOT NULL DEFAULT '',
    hash TEXT NOT NULL DEFAULT '',     -- of what she signed (live_hash)
    text TEXT,                         -- in her own words; NULL: as the course has it
    PRIMARY KEY (room, beat)
) STRICT, WITHOUT ROWID;
