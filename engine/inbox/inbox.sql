-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: inbox_raw_add
INSERT INTO inbox_raw (id, received, body) VALUES (:id, :now, :body)

-- name: inbox_waiting_add
INSERT INTO inbox_waiting (id) VALUES (:id)

-- name: inbox_waiting_rows
SELECT r.id, r.received, r.body FROM inbox_waiting AS w JOIN inbox_raw AS r ON r.id = w.id ORDER BY w.id LIMIT :limit /*scan*/

-- name: inbox_waiting_next
SELECT MIN(id) FROM inbox_waiting

-- name: inbox_waiting_done
DELETE FROM inbox_waiting WHERE id = :id

-- name: inbox_waiting_count
SELECT COUNT(*) FROM inbox_waiting /*scan*/

-- name: inbox_seen_add
INSERT INTO inbox_seen (wamid) VALUES (:wamid) ON CONFLICT (wamid) DO NOTHING

-- name: inbox_aside_add
INSERT INTO inbox_aside (id, raw, event, fault, at) VALUES (:id, :raw, :event, :fault, :now)

-- name: inbox_aside_total
SELECT COUNT(*) FROM inbox_aside /*scan*/

-- name: inbox_aside_rows
SELECT id, raw, event, fault, at FROM inbox_aside ORDER BY id /*scan*/

-- name: inbox_waiting_again
INSERT INTO inbox_waiting (id) SELECT DISTINCT raw FROM inbox_aside WHERE event IS NULL ON CONFLICT DO NOTHING /*scan*/

-- name: inbox_aside_clear
DELETE FROM inbox_aside WHERE event IS NULL /*scan*/

-- name: inbox_raw_newest
SELECT received FROM inbox_raw ORDER BY id DESC LIMIT 1

-- name: inbox_raw_purge
DELETE FROM inbox_raw WHERE received < :before AND NOT EXISTS (SELECT 1 FROM inbox_waiting AS w WHERE w.id = inbox_raw.id)
    AND NOT EXISTS (SELECT 1 FROM inbox_aside AS a WHERE a.raw = inbox_raw.id AND a.event IS NULL) /*scan*/

-- name: inbox_erase_raw
DELETE FROM inbox_raw WHERE NOT EXISTS (SELECT 1 FROM inbox_waiting AS w WHERE w.id = inbox_raw.id)
    AND instr(body, CAST(:needle AS BLOB)) > 0 /*scan*/

-- name: inbox_erase_aside
DELETE FROM inbox_aside WHERE instr(COALESCE(event, ''), :needle) > 0
    OR NOT EXISTS (SELECT 1 FROM inbox_raw AS r WHERE r.id = inbox_aside.raw) AND event IS NULL /*scan*/
