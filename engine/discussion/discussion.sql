-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: discussion_insert
INSERT INTO post (id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written,
    shared, until, wamid, staff, asset, asks, told, answered, social, anon, circle)
VALUES (:id, :cohort, :room, :enrolment, :number, :prompt, :reply_to, :basis, :text, :media, :mime, :length, :state, :why_held, :keep,
    :written, :shared, :until, :wamid, :staff, :asset, :asks, :told, 0, :social, :anon, :circle)

-- name: discussion_row
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff, told, answered, social, anon, circle FROM post WHERE id = :id

-- name: discussion_by_number
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff, told, answered, social, anon, circle FROM post WHERE room = :room AND number = :number AND number > 0 AND circle = 0

-- name: discussion_by_wamid
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff, told, answered, social, anon, circle FROM post
WHERE wamid = :wamid AND wamid IS NOT NULL AND enrolment = :enrolment ORDER BY id DESC LIMIT 1

-- name: discussion_written
SELECT COUNT(*) FROM post WHERE enrolment = :enrolment AND (text IS NOT NULL OR media IS NOT NULL)

-- name: discussion_newest
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff, told, answered, social, anon, circle FROM post WHERE enrolment = :enrolment AND state = :state AND written >= :since ORDER BY id DESC LIMIT 1

-- name: discussion_newest_saying
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff, told, answered, social, anon, circle FROM post WHERE enrolment = :enrolment AND state = :state AND text = :text ORDER BY id DESC LIMIT 1

-- name: discussion_newest_staff
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff, told, answered, social, anon, circle FROM post WHERE staff = :staff + 0 AND staff > 0 AND state = :state AND written >= :since ORDER BY id DESC LIMIT 1

-- name: discussion_place
UPDATE post SET text = :text, cohort = :cohort, room = :room, prompt = :prompt, reply_to = :reply_to, basis = :basis, keep = 1
WHERE id = :id AND state = 0 AND staff > 0

-- name: discussion_last
SELECT posts FROM room_count WHERE room = :room

-- name: discussion_waiting
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff, told, answered, social, anon, circle FROM post WHERE state IN (2, 5) AND answered = 0 AND (:cohort = 0 OR cohort = :cohort) ORDER BY id

-- name: discussion_all
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff, told, answered, social, anon, circle FROM post WHERE cohort = :cohort ORDER BY id /*scan*/

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
UPDATE post SET text = NULL, media = NULL, asset = NULL WHERE keep = 0 AND (text IS NOT NULL OR media IS NOT NULL OR asset IS NOT NULL) AND state IN (3, 4, 6, 7, 8) AND
    (written < :before OR (state = 3 AND NOT EXISTS
        (SELECT 1 FROM relay_cursor AS c WHERE post.circle = 0 AND c.room = post.room AND c.enrolment <> post.enrolment AND
            CASE WHEN post.told = 2 THEN c.social ELSE c.upto END < post.number)
     AND NOT (asks = 1 AND answered = 0 AND enrolment > 0 AND NOT EXISTS
        (SELECT 1 FROM post AS r WHERE r.reply_to = post.id AND r.reply_to > 0 AND r.state = 3 AND r.enrolment <> post.enrolment)))) /*scan*/

-- name: discussion_erase
UPDATE post SET text = NULL, media = NULL, asset = NULL, wamid = NULL, answered = CASE WHEN state = 5 AND answered = 0 THEN :now ELSE answered END
WHERE enrolment = :enrolment AND enrolment > 0

-- name: discussion_let_go_files
-- that there was a file stays to be seen, not the platform's name of it
UPDATE post SET asset = NULL, media = CASE WHEN media IS NULL THEN NULL ELSE '' END
WHERE cohort = :cohort AND (asset IS NOT NULL OR media <> '') /*scan*/

-- name: discussion_erase_words
UPDATE post SET text = NULL, wamid = NULL WHERE cohort = :cohort /*scan*/

-- name: discussion_erase_notices
UPDATE notice SET text = '' WHERE cohort = :cohort /*scan*/

-- name: discussion_erase_originals
UPDATE correction SET original = '' WHERE cohort = :cohort AND kind = 0

-- name: discussion_erase_greys
UPDATE brought SET grey = '' WHERE cohort = :cohort AND grey <> ''

-- name: discussion_said_posts
SELECT id, text FROM post WHERE cohort = :cohort AND (enrolment = 0 OR why_held = 'report') AND instr(text, :needle) > 0 ORDER BY id /*scan*/

-- name: discussion_said_notices
SELECT id, text FROM notice WHERE cohort = :cohort AND instr(text, :needle) > 0 ORDER BY id /*scan*/

-- name: discussion_said_corrections
SELECT id, text FROM correction WHERE cohort = :cohort AND instr(text, :needle) > 0 ORDER BY id /*scan*/

-- name: discussion_said_greys
SELECT post, grey FROM brought WHERE cohort = :cohort AND instr(grey, :needle) > 0 ORDER BY post

-- name: discussion_reword_post
UPDATE post SET text = :text WHERE id = :id

-- name: discussion_reword_notice
UPDATE notice SET text = :text WHERE id = :id

-- name: discussion_reword_correction
UPDATE correction SET text = :text WHERE id = :id

-- name: discussion_reword_grey
UPDATE brought SET grey = :text WHERE post = :id

-- name: discussion_forget_notices
UPDATE notice SET text = '', state = CASE state WHEN 0 THEN 2 ELSE state END WHERE enrolment = :enrolment AND enrolment > 0 /*scan*/

-- name: discussion_forget_hidden
DELETE FROM post_hidden WHERE enrolment = :enrolment

-- name: discussion_forget_blocks
DELETE FROM post_block WHERE enrolment = :enrolment OR other = :enrolment /*scan*/

-- name: discussion_unquote_corrections
UPDATE correction SET original = :instead
WHERE cohort = :cohort AND ((kind = 0 AND what = :post) OR instr(original, :start) > 0) /*scan*/

-- name: discussion_set_asset
UPDATE post SET asset = :asset, mime = :mime WHERE id = :id AND media IS NOT NULL AND state IN (2, 3, 5, 7)

-- name: discussion_asset_posts
SELECT COUNT(*) FROM post WHERE asset = :asset

-- name: discussion_count
SELECT COUNT(*) FROM post WHERE room = :room AND prompt = :prompt AND state = 3 AND enrolment > 0

-- name: discussion_join
INSERT INTO relay_cursor (room, enrolment, upto, next_at, social)
VALUES (:room, :enrolment, COALESCE((SELECT posts FROM room_count WHERE room = :room), 0), :next_at,
    COALESCE((SELECT posts FROM room_count WHERE room = :room), 0))
ON CONFLICT (room, enrolment) DO NOTHING

-- name: discussion_cursor_due
SELECT c.room, c.enrolment, c.upto, c.next_at, c.parts, COALESCE(r.posts, 0), c.offer, c.back, c.back_to, c.shown, c.social,
    COALESCE(r.social, 0) FROM relay_cursor AS c LEFT JOIN room_count AS r ON r.room = c.room WHERE c.next_at <= :now ORDER BY c.next_at, c.enrolment LIMIT :limit

-- name: discussion_cursor_pass
UPDATE relay_cursor SET next_at = :next_at, parts = 0 WHERE room = :room AND next_at + 0 <= :now AND offer = 0
AND upto >= COALESCE((SELECT r.posts FROM room_count AS r WHERE r.room = :room), 0)
AND social >= COALESCE((SELECT r.social FROM room_count AS r WHERE r.room = :room), 0)

-- name: discussion_above
-- Of the work and of the social channel. ":after + 0": a bare parameter is compared with the index's own condition, and
-- SQLite plans anew whenever it changes.
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff, told, answered, social, anon, circle FROM post WHERE room = :room AND number > :after + 0 AND number > 0 AND state = 3 AND told <> 1 AND circle = 0
ORDER BY number LIMIT :limit

-- name: discussion_any_kept_from
SELECT EXISTS (SELECT 1 FROM post_hidden) OR EXISTS (SELECT 1 FROM post_block) /*scan: one row at most*/

-- name: discussion_hidden_from
SELECT post FROM post_hidden WHERE enrolment = :enrolment ORDER BY post

-- name: discussion_social_next
UPDATE room_count SET social = :number WHERE room = :room

-- name: discussion_social_move
UPDATE relay_cursor SET social = :social, next_at = :next_at, parts = :parts WHERE room = :room AND enrolment = :enrolment

-- name: discussion_social_back
UPDATE relay_cursor SET social = CASE WHEN social > :upto THEN :upto ELSE social END, next_at = :next_at WHERE enrolment = :enrolment

-- name: discussion_social_left
INSERT INTO social_off (enrolment, since) VALUES (:enrolment, :now) ON CONFLICT (enrolment) DO NOTHING

-- name: discussion_social_joined
DELETE FROM social_off WHERE enrolment = :enrolment

-- name: discussion_social_passed
UPDATE relay_cursor SET social = COALESCE((SELECT r.posts FROM room_count AS r WHERE r.room = relay_cursor.room), 0) WHERE enrolment = :enrolment

-- name: discussion_social_unread
SELECT COUNT(*) FROM relay_cursor AS c JOIN room_count AS r ON r.room = c.room WHERE c.enrolment = :enrolment AND c.social < r.social

-- name: discussion_social_is_off
SELECT COUNT(*) FROM social_off WHERE enrolment = :enrolment

-- name: discussion_cursor_move
UPDATE relay_cursor SET upto = :upto, next_at = :next_at, parts = :parts WHERE room = :room AND enrolment = :enrolment AND upto = :from

-- name: discussion_leave
DELETE FROM relay_cursor WHERE enrolment = :enrolment

-- name: discussion_cursor_back
UPDATE relay_cursor SET upto = CASE WHEN upto > :upto THEN :upto ELSE upto END, next_at = :next_at WHERE enrolment = :enrolment

-- name: discussion_cursor_set_next
UPDATE relay_cursor SET next_at = :at, parts = 0 WHERE enrolment = :enrolment

-- name: discussion_cursor_hurry
UPDATE relay_cursor SET next_at = :at, parts = 0 WHERE enrolment = :enrolment AND next_at + 0 > :at + 0

-- name: discussion_cursor_next
SELECT MIN(next_at) FROM relay_cursor

-- name: discussion_total
SELECT COUNT(*) FROM post WHERE state = 3 /*scan*/

-- name: discussion_private
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff, told, answered, social, anon, circle FROM post WHERE state = 5 AND answered = 0 AND (:cohort = 0 OR cohort = :cohort) ORDER BY id

-- name: discussion_unanswered
-- What asks, has been in its room since :before, and has neither a reply nor a facilitator's answer.
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff, told, answered, social, anon, circle FROM post AS p WHERE state = 3 AND asks = 1 AND answered = 0 AND circle = 0
AND (:cohort = 0 OR cohort = :cohort) AND enrolment > 0 AND shared <= :before AND text IS NOT NULL AND NOT EXISTS
    (SELECT 1 FROM post AS r WHERE r.reply_to = p.id AND r.reply_to > 0 AND r.state = 3 AND r.enrolment <> p.enrolment) ORDER BY id

-- name: discussion_answered
UPDATE post SET answered = :now WHERE id = :id

-- name: discussion_notice_add
INSERT INTO notice (id, cohort, room, enrolment, written, at, actor, text, asset, mime, bytes, state)
VALUES (:id, :cohort, :room, :enrolment, :written, :at, :actor, :text, :asset, :mime, :bytes, :state)

-- name: discussion_notice_row
SELECT id, cohort, room, enrolment, written, at, actor, text, asset, mime, bytes, state FROM notice WHERE id = :id

-- name: discussion_notice_due
SELECT id, cohort, room, enrolment, written, at, actor, text, asset, mime, bytes, state FROM notice
WHERE state = 0 AND at <= :now ORDER BY at, id LIMIT :limit

-- name: discussion_notice_next
SELECT MIN(at) FROM notice WHERE state = 0

-- name: discussion_notice_waiting
SELECT id, cohort, room, enrolment, written, at, actor, text, asset, mime, bytes, state FROM notice
WHERE state = 0 AND (:cohort = 0 OR cohort = :cohort) ORDER BY at, id

-- name: discussion_notice_move
UPDATE notice SET state = :to WHERE id = :id AND state = :from

-- name: discussion_correction_add
INSERT INTO correction (id, cohort, kind, what, original, text, remedy, key, actor, at)
VALUES (:id, :cohort, :kind, :what, :original, :text, :remedy, :key, :actor, :at)

-- name: discussion_correction_all
SELECT id, cohort, kind, what, original, text, remedy, key, actor, at FROM correction WHERE cohort = :cohort ORDER BY id /*scan*/

-- name: discussion_correction_any
SELECT MIN(id) FROM correction

-- name: discussion_correction_of
SELECT id, cohort, kind, what, original, text, remedy, key, actor, at FROM correction
WHERE cohort = :cohort AND kind = :kind AND what = :what ORDER BY id

-- name: discussion_last_word
-- By time: each circle of the room counts its own numbers.
SELECT COALESCE(MAX(shared), 0) FROM post WHERE room = :room AND number > 0 AND state = 3 AND social = 0

-- name: discussion_talk_counts
SELECT enrolment, COUNT(*), COUNT(*) - SUM(anon) FROM post WHERE room = :room AND number > 0 AND state = 3 AND social = 0 AND enrolment > 0 AND shared >= :since + 0
AND (length >= 20 OR mime IS NOT NULL) GROUP BY enrolment ORDER BY COUNT(*) DESC, enrolment

-- name: discussion_talk_shares
SELECT enrolment, anon, COUNT(*), COALESCE(SUM(length), 0) FROM post WHERE room = :room AND number > 0 AND state = 3 AND social = 0 AND circle = 0
AND shared >= :since + 0 AND shared < :until + 0 GROUP BY enrolment, anon ORDER BY 4 DESC, enrolment, anon

-- name: discussion_talk_week
SELECT p.id, p.enrolment, (SELECT COUNT(*) FROM post AS r WHERE r.reply_to = p.id AND r.reply_to > 0 AND r.state = 3 AND r.enrolment <> p.enrolment)
FROM post AS p WHERE p.room = :room AND p.number > 0 AND p.state = 3 AND p.social = 0 AND p.circle = 0 AND p.enrolment > 0
AND p.shared >= :since + 0 AND p.shared < :until + 0 AND NOT EXISTS (SELECT 1 FROM post_hidden AS h WHERE h.post = p.id)
AND NOT EXISTS (SELECT 1 FROM post_block AS b WHERE b.enrolment = p.enrolment) ORDER BY p.number /*scan*/

-- name: discussion_drafts
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff, told, answered, social, anon, circle FROM post
WHERE enrolment = 0 AND state = 0 AND cohort = :cohort AND room > 0 AND staff > 0 AND text IS NOT NULL ORDER BY id

-- name: discussion_has_said
SELECT COUNT(*) FROM post WHERE enrolment = :enrolment AND state IN (1, 2, 3) AND prompt = :prompt

-- name: discussion_set_told
UPDATE post SET told = 1 WHERE id = :id

-- name: discussion_answers
SELECT COUNT(*) FROM post WHERE reply_to = :post + 0 AND reply_to > 0 AND state = 3

-- name: discussion_is_hers
SELECT COUNT(*) FROM post WHERE id = :post AND enrolment = :enrolment

-- name: discussion_offer
UPDATE relay_cursor SET offer = :offer, next_at = :next_at, parts = 0 WHERE room = :room AND enrolment = :enrolment

-- name: discussion_leave_rest
UPDATE relay_cursor SET upto = :upto, offer = 2, back = :back, back_to = :upto, shown = :shown, next_at = :next_at, parts = 0
WHERE room = :room AND enrolment = :enrolment

-- name: discussion_choose
UPDATE relay_cursor SET offer = :to, next_at = :now, parts = 0 WHERE room = :room AND enrolment = :enrolment AND offer = :from

-- name: discussion_move_rest
UPDATE relay_cursor SET back = :back, next_at = :next_at, parts = :parts WHERE room = :room AND enrolment = :enrolment

-- name: discussion_aside
UPDATE post SET social = 1, prompt = NULL, asks = 0 WHERE id = :id AND state = 3 AND social = 0

-- name: discussion_hide
INSERT INTO post_hidden (enrolment, post) VALUES (:enrolment, :post) ON CONFLICT (enrolment, post) DO NOTHING

-- name: discussion_block
INSERT INTO post_block (enrolment, other, wish) VALUES (:enrolment, :other, :wish)
ON CONFLICT (enrolment, other) DO UPDATE SET wish = max(post_block.wish, excluded.wish)

-- name: discussion_block_wish
SELECT wish FROM post_block WHERE enrolment = :enrolment AND other = :other

-- name: discussion_blocked
SELECT other FROM post_block WHERE enrolment = :enrolment ORDER BY other

-- name: discussion_unblock
DELETE FROM post_block WHERE enrolment = :enrolment AND other = :other

-- name: discussion_pseudonym
SELECT number FROM pseudonym WHERE room = :room AND enrolment = :enrolment

-- name: discussion_pseudonym_add
INSERT INTO pseudonym (room, enrolment, number)
SELECT :room, :enrolment, COUNT(*) + 1 FROM pseudonym WHERE room = :room ON CONFLICT (room, enrolment) DO NOTHING

-- name: discussion_by_others
SELECT COUNT(*) FROM post WHERE room = :room AND prompt = :prompt AND state = 3 AND enrolment > 0 AND enrolment <> :enrolment

-- name: discussion_brought_add
INSERT INTO brought (post, cohort, step, closed, note) VALUES (:post, :cohort, :step, 0, 0)

-- name: discussion_brought_one
SELECT post, cohort, step, closed, note, grey FROM brought WHERE post = :post

-- name: discussion_brought_of
SELECT post, cohort, step, closed, note, grey FROM brought WHERE cohort = :cohort ORDER BY post

-- name: discussion_brought_waiting
SELECT p.id FROM post AS p JOIN brought AS b ON b.post = p.id
WHERE p.enrolment = :enrolment AND p.state = :held AND b.step = :step ORDER BY p.id

-- name: discussion_brought_stands
SELECT COUNT(*) FROM post AS p JOIN brought AS b ON b.post = p.id WHERE p.enrolment = :enrolment AND p.state = 3 AND b.step = :step

-- name: discussion_brought_close
UPDATE brought SET closed = :now, note = :note, grey = :grey WHERE post = :post

-- name: discussion_anon
UPDATE post SET anon = :anon WHERE id = :id AND state = 2

-- name: discussion_reword
UPDATE post SET text = :text, length = :length WHERE id = :id AND state = 2

-- name: discussion_work_of
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff, told, answered, social, anon, circle FROM post
WHERE enrolment = :enrolment AND state IN (2, 7) AND prompt = :step ORDER BY id DESC LIMIT 1

-- name: discussion_work_room
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff, told, answered, social, anon, circle FROM post
WHERE room = :room AND prompt = :step AND state = 7 AND (text IS NOT NULL OR media IS NOT NULL) ORDER BY id

-- name: discussion_work_cohort
SELECT id, cohort, room, enrolment, number, prompt, reply_to, basis, text, media, mime, length, state, why_held, keep, written, shared,
    until, wamid, asset, staff, told, answered, social, anon, circle FROM post
WHERE cohort = :cohort AND state IN (2, 5, 7) AND prompt IS NOT NULL ORDER BY id

-- name: discussion_work_hand_in
UPDATE post SET state = :to, prompt = :step, circle = 0, reply_to = 0, why_held = COALESCE(:why, why_held) WHERE id = :id AND state = 0
