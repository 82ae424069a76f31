-- SPDX-License-Identifier: GPL-3.0-or-later
-- What happened. Each entry's hash covers the entry before it; payloads lie apart, so that they can be erased.
CREATE TABLE IF NOT EXISTS journal (
    seq INTEGER PRIMARY KEY,
    time INTEGER NOT NULL,
    actor TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    payload_hash BLOB NOT NULL, -- empty: there was no payload
    previous BLOB NOT NULL,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS journal_by_subject ON journal (subject, seq);

-- salt and payload both NULL: erased.
CREATE TABLE IF NOT EXISTS journal_payload (
    seq INTEGER PRIMARY KEY REFERENCES journal (seq),
    salt BLOB,
    payload TEXT
) STRICT;

CREATE TRIGGER IF NOT EXISTS journal_never_updated BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS journal_never_deleted BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS journal_payload_only_erased BEFORE UPDATE ON journal_payload
WHEN NEW.seq <> OLD.seq OR NEW.salt IS NOT NULL OR NEW.payload IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a journal payload can only be erased'); END;
CREATE TRIGGER IF NOT EXISTS journal_payload_never_deleted BEFORE DELETE ON journal_payload
BEGIN SELECT RAISE(ABORT, 'a journal payload can only be erased'); END;
