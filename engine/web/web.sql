-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: web_due_hours
-- What will happen in the next hours; a room's step reaches each of its members.
SELECT d.cohort, d.utc / 3600 AS hour, COUNT(DISTINCT d.beat), SUM(CASE WHEN d.enrolment > 0 THEN 1 ELSE
    (SELECT COUNT(*) FROM enrolment AS e WHERE e.room = d.room AND e.state = 1) END), MIN(d.beat)
FROM due AS d WHERE d.state = 0 AND d.utc > :now AND d.utc <= :until AND d.beat NOT LIKE '%.close'
GROUP BY d.cohort, d.utc / 3600 ORDER BY hour, d.cohort

-- name: web_held_long
SELECT m.id, m.cohort, m.enrolment, m.step, m.created, h.reason, h.until FROM outbox_held AS h JOIN outbox_msg AS m ON m.id = h.id
WHERE h.reason > 0 AND m.created < :before ORDER BY m.id LIMIT :limit /*scan*/

-- name: web_unknown
SELECT m.id, m.cohort, m.enrolment, m.step, m.created, -1, l.deadline FROM outbox_lease AS l JOIN outbox_msg AS m ON m.id = l.id
WHERE l.unknown = 1 ORDER BY m.id LIMIT :limit

-- name: web_failed
-- Of the newest messages; older ones are in the ledger.
SELECT m.id, m.cohort, m.enrolment, m.step, d.at, d.code, 0, COALESCE(s.detail, d.detail) FROM outbox_done AS d
JOIN outbox_msg AS m ON m.id = d.id LEFT JOIN outbox_status AS s ON s.id = d.id
WHERE d.id > (SELECT COALESCE(MAX(id), 0) FROM outbox_msg) - 20000 AND d.at > :since AND
    (d.outcome = :failed OR d.outcome = :unknown OR s.status = 5) ORDER BY m.id DESC LIMIT :limit

-- name: web_queued
SELECT COUNT(*) FROM outbox_queue WHERE due <= :now /*scan*/

-- name: web_waiting
SELECT COUNT(*) FROM outbox_held /*scan*/

-- name: web_posts_waiting
SELECT state, COUNT(*) FROM post WHERE state IN (2, 5) AND answered = 0 GROUP BY state ORDER BY state

-- name: web_posts_waiting_in
SELECT state, COUNT(*) FROM post WHERE state IN (2, 5) AND answered = 0 AND cohort = :cohort GROUP BY state ORDER BY state

-- name: web_faults
SELECT COUNT(*) FROM due WHERE state = 4 /*scan*/

-- name: web_uploads_failing
SELECT COUNT(*), MAX(detail) FROM media_upload WHERE media_id IS NULL AND detail IS NOT NULL /*scan*/

-- name: web_cohort_people
-- Who learns: an observer (2) only reads.
SELECT state, COUNT(*) FROM enrolment WHERE cohort = :cohort AND standing <> 2 GROUP BY state ORDER BY state

-- name: web_rooms
SELECT id, name FROM room WHERE cohort = :cohort ORDER BY id

-- name: web_due
SELECT beat, state, utc, started, done, reason, local FROM due WHERE enrolment = :enrolment AND room = :room ORDER BY id

-- name: web_posts_by
-- What was written without her name counts only for who may know who wrote it.
SELECT prompt, COUNT(*) FROM post WHERE enrolment = :enrolment AND state = 3 AND prompt IS NOT NULL AND anon <= :anon GROUP BY prompt ORDER BY prompt

-- name: web_answered_by
-- What the learner did: a step of the schedule is also done when its time was over.
SELECT step FROM attempt WHERE enrolment = :enrolment AND state = 1
UNION SELECT step FROM task_done WHERE enrolment = :enrolment
UNION SELECT step FROM poll_vote WHERE enrolment = :enrolment ORDER BY step

-- name: web_journal_last
SELECT COALESCE(MAX(seq), 0) FROM journal

-- name: web_thread_posts
SELECT id, written, state, text, mime, prompt, why_held, number, anon, social FROM post WHERE enrolment = :enrolment ORDER BY id

-- name: web_unnamed
SELECT id, written, COALESCE(wamid, '-') FROM post WHERE enrolment = :enrolment AND anon = 1 ORDER BY id

-- name: web_thread_answers
SELECT r.answered, a.step, r.position, r.in_test, r.raw, r.item, r.answer FROM attempt AS a JOIN response AS r ON r.attempt = a.id
WHERE a.enrolment = :enrolment AND r.answered > 0 ORDER BY r.answered, r.position

-- name: web_thread_done
SELECT step, at, 'vote', choices FROM poll_vote WHERE enrolment = :enrolment
UNION ALL SELECT step, at, 'task', evidence FROM task_done WHERE enrolment = :enrolment ORDER BY 2, 1

-- name: web_staff_waiting
-- Few people work here: their rows are walked.
SELECT s.id, s.name, COUNT(*), MIN(m.created) FROM staff AS s JOIN outbox_held AS h ON h.learner = s.learner
JOIN outbox_msg AS m ON m.id = h.id
WHERE s.learner IS NOT NULL AND s.removed = 0 AND h.reason = :window AND m.enrolment = 0 GROUP BY s.id, s.name ORDER BY s.id /*scan*/

-- name: web_posts_shared
SELECT p.id, p.number, p.enrolment, r.name, p.text, p.anon FROM post AS p JOIN room AS r ON r.id = p.room
WHERE p.cohort = :cohort AND p.state = 3 AND p.text IS NOT NULL AND p.number > 0 AND (p.id = :asked OR :asked = 0) ORDER BY p.id DESC LIMIT 60

-- name: web_weekly_drafts
-- A facilitator's draft that has its room already is about a week.
SELECT p.id, r.name, p.text, p.written, COALESCE(s.name, '?') FROM post AS p JOIN room AS r ON r.id = p.room LEFT JOIN staff AS s ON s.id = p.staff
WHERE p.enrolment = 0 AND p.state = 0 AND p.cohort = :cohort AND p.text IS NOT NULL ORDER BY p.id
