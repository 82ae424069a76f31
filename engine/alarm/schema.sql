-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE IF NOT EXISTS alarm (
    cause INTEGER NOT NULL,
    since INTEGER NOT NULL,
    n INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    told INTEGER NOT NULL,
    times INTEGER NOT NULL,
    cleared INTEGER NOT NULL, -- 0: it is still there
    about TEXT NOT NULL,
    PRIMARY KEY (cause, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS alarm_cleared ON alarm (cleared, since);
