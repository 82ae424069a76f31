-- SPDX-License-Identifier: GPL-3.0-or-later
-- Small numbers of the engine itself: the id counter, installation id, epoch, the clock's high-water mark.
CREATE TABLE IF NOT EXISTS engine_state (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
