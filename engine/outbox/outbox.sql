-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: outbox_insert
INSERT INTO outbox_msg (id, ukey, cohort, enrolment, learner, lane, kind, step, post, created, expires, body)
VALUES (:id, :key, :cohort, :enrolment, :learner, :lane, :kind, :step, :post, :now, :expires, :body)
ON CONFLICT (ukey) DO NOTHING

-- name: outbox_strand_state
-- whether anything of it is still on its way, and how long the next waits for what was accepted last
SELECT EXISTS (SELECT 1 FROM outbox_queue WHERE learner = :learner AND lane = :lane)
    OR EXISTS (SELECT 1 FROM outbox_held WHERE learner = :learner AND lane = :lane)
    OR EXISTS (SELECT 1 FROM outbox_lease WHERE learner = :learner AND lane = :lane),
    COALESCE((SELECT until FROM outbox_strand WHERE learner = :learner AND lane = :lane), 0)

-- name: outbox_strand_set
INSERT INTO outbox_strand (learner, lane, head, until) VALUES (:learner, :lane, :head, :until)
ON CONFLICT (learner, lane) DO UPDATE SET head = excluded.head, until = excluded.until

-- name: outbox_strand_free
UPDATE outbox_strand SET until = 0 WHERE learner = :learner AND lane = :lane AND head = :head AND until > 0

-- name: outbox_strand_next
SELECT id, attempt FROM outbox_held WHERE learner = :learner AND lane = :lane AND reason = 0 ORDER BY id LIMIT 1

-- name: outbox_strand_blocked
-- What is held, by an index of its own: a strand may hold hundreds for order alone.
SELECT EXISTS (SELECT 1 FROM outbox_queue WHERE learner = :learner AND lane = :lane)
    OR EXISTS (SELECT 1 FROM outbox_lease WHERE learner = :learner AND lane = :lane)
    OR EXISTS (SELECT 1 FROM outbox_held INDEXED BY outbox_held_block
        WHERE learner = :learner AND lane = :lane AND reason > 0)

-- name: outbox_strand_ahead
SELECT b.id, b.reason FROM outbox_held AS h JOIN outbox_held AS b INDEXED BY outbox_held_block ON b.learner = h.learner AND b.lane = h.lane
WHERE h.id = :id AND h.reason = 0 AND b.reason > 0 ORDER BY b.id LIMIT 1

-- name: outbox_queue_add
INSERT INTO outbox_queue (lane, due, id, attempt, learner) VALUES (:lane, :due, :id, :attempt, :learner)

-- name: outbox_queue_remove
DELETE FROM outbox_queue WHERE id = :id

-- name: outbox_queue_row
SELECT learner, lane, attempt FROM outbox_queue WHERE id = :id

-- name: outbox_queue_due
SELECT m.id, m.cohort, m.enrolment, m.learner, m.lane, m.kind, q.attempt, m.created, m.expires, m.post, m.ukey, m.step, m.body
FROM outbox_queue AS q JOIN outbox_msg AS m ON m.id = q.id
WHERE q.lane = :lane AND q.due <= :now ORDER BY q.due, q.id LIMIT :limit

-- name: outbox_held_add
INSERT INTO outbox_held (id, learner, lane, reason, until, attempt) VALUES (:id, :learner, :lane, :reason, :until, :attempt)

-- name: outbox_held_remove
DELETE FROM outbox_held WHERE id = :id

-- name: outbox_held_until
UPDATE outbox_held SET until = :until WHERE id = :id

-- name: outbox_held_due
SELECT id, learner, lane, attempt FROM outbox_held WHERE until > 0 AND until <= :now ORDER BY until, id LIMIT :limit

-- name: outbox_held_of
SELECT id, learner, lane, attempt FROM outbox_held WHERE reason = :reason AND learner = :learner ORDER BY id LIMIT 100000

-- name: outbox_held_by
SELECT id, learner, lane, attempt FROM outbox_held WHERE reason = :reason ORDER BY learner, id LIMIT 100000

-- name: outbox_lease_add
INSERT INTO outbox_lease (id, learner, lane, attempt, at, deadline, unknown) VALUES (:id, :learner, :lane, :attempt, :now, :deadline, 0)

-- name: outbox_lease_remove
DELETE FROM outbox_lease WHERE id = :id

-- name: outbox_lease_row
SELECT learner, lane, attempt FROM outbox_lease WHERE id = :id

-- name: outbox_lease_unknown
UPDATE outbox_lease SET unknown = 1, deadline = :deadline WHERE id = :id

-- name: outbox_lease_known_out
SELECT l.id, m.kind FROM outbox_lease AS l JOIN outbox_msg AS m ON m.id = l.id WHERE l.unknown = 0 ORDER BY l.id /*scan*/

-- name: outbox_lease_overdue
SELECT m.id, m.cohort, m.enrolment, m.learner, m.lane, m.kind, l.attempt, m.created, m.expires, m.post, m.ukey, m.step, m.body
FROM outbox_lease AS l JOIN outbox_msg AS m ON m.id = l.id
WHERE l.unknown = 1 AND l.deadline <= :now ORDER BY l.deadline, l.id LIMIT :limit

-- name: outbox_lease_msg
SELECT m.id, m.cohort, m.enrolment, m.learner, m.lane, m.kind, l.attempt, m.created, m.expires, m.post, m.ukey, m.step, m.body
FROM outbox_lease AS l JOIN outbox_msg AS m ON m.id = l.id WHERE l.id = :id

-- name: outbox_lease_ids
SELECT id FROM outbox_lease WHERE learner = :learner ORDER BY id

-- name: outbox_done_add
INSERT INTO outbox_done (id, outcome, wamid, code, detail, at, attempt) VALUES (:id, :outcome, :wamid, :code, :detail, :now, :attempt)

-- name: outbox_done_by_wamid
SELECT id FROM outbox_done WHERE wamid = :wamid ORDER BY id LIMIT 1

-- name: outbox_done_duplicate
UPDATE outbox_done SET duplicate = 1 WHERE id = :id

-- name: outbox_done_accept
UPDATE outbox_done SET outcome = 0, wamid = :wamid, detail = NULL WHERE id = :id AND outcome = :unknown

-- name: outbox_status_about
SELECT m.learner, m.lane, d.outcome, d.attempt, COALESCE(s.status, 0), l.id IS NOT NULL FROM outbox_msg AS m
LEFT JOIN outbox_done AS d ON d.id = m.id LEFT JOIN outbox_status AS s ON s.id = m.id LEFT JOIN outbox_lease AS l ON l.id = m.id
WHERE m.id = :id

-- name: outbox_status_done
-- the same of what is done, as nearly all is, from narrow tables alone
SELECT d.outcome, d.attempt, COALESCE(s.status, 0) FROM outbox_done AS d LEFT JOIN outbox_status AS s ON s.id = d.id WHERE d.id = :id

-- name: outbox_msg_strand
SELECT learner, lane FROM outbox_msg WHERE id = :id

-- name: outbox_status_add
INSERT INTO outbox_status (id, status, sent_at, delivered_at, read_at, failed_at, code, detail, category, billed)
VALUES (:id, :after, CASE WHEN :status = 1 THEN :at ELSE 0 END, CASE WHEN :status = 2 THEN :at ELSE 0 END,
    CASE WHEN :status IN (3, 4) THEN :at ELSE 0 END, CASE WHEN :status = 5 THEN :at ELSE 0 END, :code, :detail,
    :category, :billed)

-- name: outbox_status_set
-- the first time of each status stays
UPDATE outbox_status SET
    status = :after,
    sent_at = CASE WHEN :status = 1 AND sent_at = 0 THEN :at ELSE sent_at END,
    delivered_at = CASE WHEN :status = 2 AND delivered_at = 0 THEN :at ELSE delivered_at END,
    read_at = CASE WHEN :status IN (3, 4) AND read_at = 0 THEN :at ELSE read_at END,
    failed_at = CASE WHEN :status = 5 AND failed_at = 0 THEN :at ELSE failed_at END,
    code = CASE WHEN :code > 0 THEN :code ELSE code END,
    detail = COALESCE(:detail, detail),
    category = COALESCE(:category, category),
    billed = CASE WHEN :category IS NULL THEN billed ELSE :billed END
WHERE id = :id

-- name: outbox_msg_row
SELECT id, cohort, enrolment, learner, lane, kind, 0, created, expires, post, ukey, step, body FROM outbox_msg WHERE id = :id

-- name: outbox_cancel_queue
SELECT q.id, q.learner, q.lane, q.attempt FROM outbox_queue AS q JOIN outbox_msg AS m ON m.id = q.id
WHERE q.learner = :learner AND m.ukey <> :keep ORDER BY q.id

-- name: outbox_cancel_held
SELECT h.id, h.learner, h.lane, h.attempt FROM outbox_held AS h JOIN outbox_msg AS m ON m.id = h.id
WHERE h.learner = :learner AND m.ukey <> :keep ORDER BY h.id

-- name: outbox_held_row
SELECT learner, lane, attempt FROM outbox_held WHERE id = :id

-- name: outbox_thread_row
SELECT window_until, pair_free, day, count, knocked FROM outbox_thread WHERE learner = :learner

-- name: outbox_thread_put
INSERT INTO outbox_thread (learner, window_until, pair_free, day, count, knocked)
VALUES (:learner, :window_until, :pair_free, :day, :count, :knocked)
ON CONFLICT (learner) DO UPDATE SET window_until = excluded.window_until, pair_free = excluded.pair_free, day = excluded.day,
    count = excluded.count, knocked = excluded.knocked

-- name: outbox_next_queue
-- by lane, in their order
SELECT (SELECT MIN(due) FROM outbox_queue WHERE lane = 0), (SELECT MIN(due) FROM outbox_queue WHERE lane = 1),
    (SELECT MIN(due) FROM outbox_queue WHERE lane = 2), (SELECT MIN(due) FROM outbox_queue WHERE lane = 3),
    (SELECT MIN(due) FROM outbox_queue WHERE lane = 4)

-- name: outbox_next_held
SELECT MIN(until) FROM outbox_held WHERE until > 0

-- name: outbox_next_lease
SELECT MIN(deadline) FROM outbox_lease WHERE unknown = 1

-- name: outbox_count_queue
SELECT COUNT(*) FROM outbox_queue AS q JOIN outbox_msg AS m ON m.id = q.id WHERE :cohort = 0 OR m.cohort = :cohort /*scan*/

-- name: outbox_count_held
SELECT h.reason, COUNT(*) FROM outbox_held AS h JOIN outbox_msg AS m ON m.id = h.id
WHERE :cohort = 0 OR m.cohort = :cohort GROUP BY h.reason /*scan*/

-- name: outbox_count_lease
SELECT l.unknown, COUNT(*) FROM outbox_lease AS l JOIN outbox_msg AS m ON m.id = l.id
WHERE :cohort = 0 OR m.cohort = :cohort GROUP BY l.unknown /*scan*/

-- name: outbox_count_done
SELECT d.outcome, COALESCE(s.status, 0), COUNT(*) FROM outbox_done AS d JOIN outbox_msg AS m ON m.id = d.id
LEFT JOIN outbox_status AS s ON s.id = d.id WHERE :cohort = 0 OR m.cohort = :cohort
GROUP BY d.outcome, COALESCE(s.status, 0) /*scan*/

-- name: outbox_count_kind
SELECT COUNT(*) FROM outbox_msg AS m JOIN outbox_done AS d ON d.id = m.id
WHERE m.cohort = :cohort AND m.kind = :kind AND d.wamid <> '' /*scan*/

-- name: outbox_check_partition
-- each place has a message once at most
SELECT m.id FROM outbox_msg AS m LEFT JOIN outbox_queue AS q ON q.id = m.id LEFT JOIN outbox_held AS h ON h.id = m.id
LEFT JOIN outbox_lease AS l ON l.id = m.id LEFT JOIN outbox_done AS d ON d.id = m.id
WHERE (q.id IS NOT NULL) + (h.id IS NOT NULL) + (l.id IS NOT NULL) + (d.id IS NOT NULL) <> 1 ORDER BY m.id LIMIT 1 /*scan*/

-- name: outbox_ledger
SELECT m.id, m.enrolment, m.created, m.ukey, m.step, m.kind, m.lane, m.body,
    CASE WHEN q.id IS NOT NULL THEN 'queue' WHEN h.id IS NOT NULL THEN 'held' WHEN l.id IS NOT NULL THEN 'lease' ELSE 'done' END,
    COALESCE(h.reason, d.outcome, -1), COALESCE(d.detail, s.detail), COALESCE(d.at, l.at, 0), COALESCE(h.until, q.due, l.deadline, 0),
    d.wamid, COALESCE(s.status, 0), COALESCE(s.sent_at, 0), COALESCE(s.delivered_at, 0), COALESCE(s.read_at, 0),
    COALESCE(s.failed_at, 0), CASE WHEN COALESCE(d.code, 0) > 0 THEN d.code ELSE COALESCE(s.code, 0) END,
    COALESCE(d.attempt, l.attempt, h.attempt, q.attempt, 0), COALESCE(d.duplicate, 0), COALESCE(l.unknown, 0),
    s.category, COALESCE(s.billed, 0)
FROM outbox_msg AS m LEFT JOIN outbox_queue AS q ON q.id = m.id LEFT JOIN outbox_held AS h ON h.id = m.id
LEFT JOIN outbox_lease AS l ON l.id = m.id LEFT JOIN outbox_done AS d ON d.id = m.id LEFT JOIN outbox_status AS s ON s.id = m.id
WHERE (:cohort = 0 OR m.cohort = :cohort) ORDER BY m.id /*scan*/

-- name: outbox_ledger_of
-- the same for one learner, by the index
SELECT m.id, m.enrolment, m.created, m.ukey, m.step, m.kind, m.lane, m.body,
    CASE WHEN q.id IS NOT NULL THEN 'queue' WHEN h.id IS NOT NULL THEN 'held' WHEN l.id IS NOT NULL THEN 'lease' ELSE 'done' END,
    COALESCE(h.reason, d.outcome, -1), COALESCE(d.detail, s.detail), COALESCE(d.at, l.at, 0), COALESCE(h.until, q.due, l.deadline, 0),
    d.wamid, COALESCE(s.status, 0), COALESCE(s.sent_at, 0), COALESCE(s.delivered_at, 0), COALESCE(s.read_at, 0),
    COALESCE(s.failed_at, 0), CASE WHEN COALESCE(d.code, 0) > 0 THEN d.code ELSE COALESCE(s.code, 0) END,
    COALESCE(d.attempt, l.attempt, h.attempt, q.attempt, 0), COALESCE(d.duplicate, 0), COALESCE(l.unknown, 0),
    s.category, COALESCE(s.billed, 0)
FROM outbox_msg AS m LEFT JOIN outbox_queue AS q ON q.id = m.id LEFT JOIN outbox_held AS h ON h.id = m.id
LEFT JOIN outbox_lease AS l ON l.id = m.id LEFT JOIN outbox_done AS d ON d.id = m.id LEFT JOIN outbox_status AS s ON s.id = m.id
WHERE m.enrolment = :enrolment AND (:cohort = 0 OR m.cohort = :cohort) ORDER BY m.id

-- name: outbox_erase_bodies
UPDATE outbox_msg SET body = '' WHERE enrolment = :enrolment AND id IN (SELECT d.id FROM outbox_done AS d WHERE d.id = outbox_msg.id)

-- name: outbox_erase_ids
UPDATE outbox_done SET wamid = NULL, detail = NULL
WHERE id IN (SELECT m.id FROM outbox_msg AS m WHERE m.enrolment = :enrolment)

-- name: outbox_erase_status
UPDATE outbox_status SET detail = NULL WHERE id IN (SELECT m.id FROM outbox_msg AS m WHERE m.enrolment = :enrolment)

-- name: outbox_relays_of
-- Digests carry posts of others, pairs are sent each other's words, corrections and a facilitator's words quote them,
-- what begins a pair's talk names both, and staff were shown them.
SELECT m.id, m.enrolment, m.post, EXISTS (SELECT 1 FROM outbox_done AS d WHERE d.id = m.id), m.kind,
    substr(m.ukey, 1, 2) = 'DS' FROM outbox_msg AS m
WHERE m.cohort = :cohort AND m.kind IN (:relay, :correction, :say, :talk, :prompt, :notice) AND instr(m.body, :needle) > 0
UNION ALL
SELECT m.id, m.enrolment, m.post, EXISTS (SELECT 1 FROM outbox_done AS d WHERE d.id = m.id), m.kind,
    substr(m.ukey, 1, 2) = 'DS' FROM outbox_msg AS m
WHERE m.enrolment = 0 AND instr(m.body, :needle) > 0

-- name: outbox_erase_staff
UPDATE outbox_msg SET body = ''
WHERE enrolment = 0 AND learner = :learner AND id IN (SELECT d.id FROM outbox_done AS d WHERE d.id = outbox_msg.id)

-- name: outbox_erase_to_staff_until
UPDATE outbox_msg SET body = ''
WHERE enrolment = 0 AND created <= :until AND body <> '' AND id IN (SELECT d.id FROM outbox_done AS d WHERE d.id = outbox_msg.id)

-- name: outbox_set_body
UPDATE outbox_msg SET body = :body
WHERE id = :id AND NOT EXISTS (SELECT 1 FROM outbox_done AS d WHERE d.id = outbox_msg.id)

-- name: outbox_leave_out
UPDATE outbox_msg SET body = replace(body, :needle, :instead) WHERE id = :id

-- name: outbox_erase_body
UPDATE outbox_msg SET body = '' WHERE id = :id
