-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: journal_head
-- The last row by primary key: one step, though the plan calls it a scan.
SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1 /*scan*/

-- name: journal_append
INSERT INTO journal (seq, time, actor, what, subject, payload_hash, previous, hash)
VALUES (:seq, :time, :actor, :what, :subject, :payload_hash, :previous, :hash)

-- name: journal_keep_payload
INSERT INTO journal_payload (seq, salt, payload) VALUES (:seq, :salt, :payload)

-- name: journal_erase_about
UPDATE journal_payload SET salt = NULL, payload = NULL
WHERE payload IS NOT NULL AND seq IN (SELECT seq FROM journal WHERE subject = :subject AND what <> 'journal.erased')

-- name: journal_erase_of_kind
UPDATE journal_payload SET salt = NULL, payload = NULL
WHERE payload IS NOT NULL AND seq IN (SELECT seq FROM journal WHERE subject = :subject AND what = :what)
    AND (:needle = '' OR instr(payload, :needle) > 0)

-- name: journal_erase_one
UPDATE journal_payload SET salt = NULL, payload = NULL WHERE seq = :seq AND payload IS NOT NULL

-- name: journal_subject_of
SELECT subject FROM journal WHERE seq = :seq

-- name: journal_walk
SELECT j.seq, j.time, j.actor, j.what, j.subject, j.payload_hash, j.hash, p.seq, p.salt, p.payload, j.previous
FROM journal AS j LEFT JOIN journal_payload AS p ON p.seq = j.seq WHERE j.seq > :after ORDER BY j.seq

-- name: journal_walk_about
SELECT j.seq, j.time, j.actor, j.what, j.subject, j.payload_hash, j.hash, p.seq, p.salt, p.payload, j.previous
FROM journal AS j LEFT JOIN journal_payload AS p ON p.seq = j.seq
WHERE j.subject = :subject AND j.seq > :after ORDER BY j.seq

-- name: journal_stray_payload
SELECT p.seq FROM journal_payload AS p LEFT JOIN journal AS j ON j.seq = p.seq
WHERE j.seq IS NULL ORDER BY p.seq LIMIT 1 /*scan*/
