-- SPDX-License-Identifier: GPL-3.0-or-later
CREATE TABLE IF NOT EXISTS course_version (
    id INTEGER PRIMARY KEY,
    course TEXT NOT NULL,
    version TEXT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE, -- of the XML
    added INTEGER NOT NULL,
    xml TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS course_version_course ON course_version (course, id);

CREATE TABLE IF NOT EXISTS course_file (
    version INTEGER NOT NULL REFERENCES course_version (id),
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (version, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS media (
    sha256 TEXT PRIMARY KEY,
    kind INTEGER NOT NULL,
    mime TEXT NOT NULL,
    filename TEXT NOT NULL,
    bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS media_upload (
    sha256 TEXT NOT NULL,
    number TEXT NOT NULL,
    media_id TEXT,           -- NULL: wanted
    expires INTEGER NOT NULL, -- the platform keeps it until then
    again INTEGER NOT NULL,  -- not to be tried before
    detail TEXT,
    PRIMARY KEY (sha256, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS media_upload_again ON media_upload (again);
CREATE INDEX IF NOT EXISTS media_upload_failing ON media_upload (detail) WHERE media_id IS NULL AND detail IS NOT NULL;

CREATE TABLE IF NOT EXISTS template (
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    status TEXT NOT NULL,   -- as the platform says; WANTED: to be made there
    updated INTEGER NOT NULL,
    category TEXT,          -- as the platform says; NULL: it has not said
    PRIMARY KEY (name, language)
) STRICT, WITHOUT ROWID;

-- Files that people sent, by the post they came with.
CREATE TABLE IF NOT EXISTS media_fetch (
    post INTEGER PRIMARY KEY,
    media TEXT NOT NULL,    -- the platform's id, good for 7 days
    mime TEXT,              -- as sent
    state INTEGER NOT NULL, -- 0 none, 1 wanted, 2 kept, 3 refused
    tries INTEGER NOT NULL,
    again INTEGER NOT NULL, -- not to be tried before
    until INTEGER NOT NULL, -- gives up
    sha256 TEXT,
    detail TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS media_fetch_again ON media_fetch (again) WHERE state = 1;
CREATE INDEX IF NOT EXISTS media_fetch_kept ON media_fetch (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX IF NOT EXISTS course_file_media ON course_file (sha256);
