-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: discussion_insert
INSERT INTO post (id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written,
    shared, until, wamid, staff)
VALUES (:id, :cohort, :room, :enrolment, :number, :prompt, :reply_to, :basis, :text, :media, :mime, :length, :state, :why_held, :keep,
    :written, :shared, :until, :wamid, :staff)

-- name: discussion_row
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff FROM post WHERE id = :id

-- name: discussion_by_number
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff FROM post WHERE room = :room AND number = :number AND number > 0

-- name: discussion_newest
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff FROM post WHERE enrolment = :enrolment AND state = :state AND written >= :since ORDER BY id DESC LIMIT 1

-- name: discussion_newest_staff
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff FROM post WHERE staff = :staff + 0 AND staff > 0 AND state = :state AND written >= :since ORDER BY id DESC LIMIT 1

-- name: discussion_last
SELECT posts FROM room_count WHERE room = :room

-- name: discussion_waiting
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff FROM post WHERE state IN (2, 5) AND (:cohort = 0 OR cohort = :cohort) ORDER BY id

-- name: discussion_all
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff FROM post WHERE cohort = :cohort ORDER BY id /*scan*/

-- name: discussion_room_next
INSERT INTO room_count (room, posts) VALUES (:room, 1) ON CONFLICT (room) DO UPDATE SET posts = room_count.posts + 1 RETURNING posts

-- name: discussion_share
UPDATE post SET state = 3, number = :number, shared = :now, until = 0 WHERE id = :id AND state = :from

-- name: discussion_move
UPDATE post SET state = :to, why_held = COALESCE(:why, why_held), until = 0,
    asset = CASE WHEN :to IN (4, 6) THEN NULL ELSE asset END WHERE id = :id AND state = :from

-- name: discussion_until
UPDATE post SET until = :until WHERE id = :id

-- name: discussion_undo_over
SELECT id FROM post WHERE state = 1 AND until <= :now ORDER BY until, id LIMIT :limit

-- name: discussion_undo_next
SELECT MIN(until) FROM post WHERE state = 1

-- name: discussion_bury
UPDATE post SET text = NULL, media = NULL, asset = NULL WHERE keep = 0 AND (text IS NOT NULL OR media IS NOT NULL OR asset IS NOT NULL) AND state IN (3, 4, 6) AND
    (written < :before OR (state = 3 AND NOT EXISTS
        (SELECT 1 FROM relay_cursor AS c WHERE c.room = post.room AND c.enrolment <> post.enrolment AND c.upto < post.number))) /*scan*/

-- name: discussion_erase
UPDATE post SET text = NULL, media = NULL, asset = NULL WHERE enrolment = :enrolment AND enrolment > 0

-- name: discussion_set_asset
UPDATE post SET asset = :asset, mime = :mime WHERE id = :id AND media IS NOT NULL AND state IN (2, 3, 5)

-- name: discussion_asset_posts
SELECT COUNT(*) FROM post WHERE asset = :asset

-- name: discussion_count
SELECT COUNT(*) FROM post WHERE room = :room AND prompt = :prompt AND state = 3 AND enrolment > 0

-- name: discussion_join
INSERT INTO relay_cursor (room, enrolment, upto, next_at)
VALUES (:room, :enrolment, COALESCE((SELECT posts FROM room_count WHERE room = :room), 0), :next_at)
ON CONFLICT (room, enrolment) DO NOTHING

-- name: discussion_cursor_due
SELECT c.room, c.enrolment, c.upto, c.next_at FROM relay_cursor AS c WHERE c.next_at <= :now
ORDER BY c.next_at, c.enrolment LIMIT :limit

-- name: discussion_unread
-- ":upto + 0": a bare parameter is compared with the index's own condition, and SQLite plans anew whenever it changes.
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff FROM post WHERE room = :room AND number > :upto + 0 AND number > 0 AND state = 3 AND enrolment <> :enrolment ORDER BY number LIMIT :limit

-- name: discussion_cursor_move
UPDATE relay_cursor SET upto = :upto, next_at = :next_at WHERE room = :room AND enrolment = :enrolment AND upto = :from

-- name: discussion_cursor_back
UPDATE relay_cursor SET upto = CASE WHEN upto > :upto THEN :upto ELSE upto END, next_at = :next_at WHERE enrolment = :enrolment

-- name: discussion_cursor_set_next
UPDATE relay_cursor SET next_at = :at WHERE enrolment = :enrolment

-- name: discussion_cursor_next
SELECT MIN(next_at) FROM relay_cursor

-- name: discussion_total
SELECT COUNT(*) FROM post WHERE state = 3 /*scan*/
