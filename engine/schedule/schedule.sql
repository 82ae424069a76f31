-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: schedule_insert
INSERT INTO due (id, cohort, enrolment, room, beat, state, utc, local)
VALUES (:id, :cohort, :enrolment, :room, :beat, 0, :utc, :local) ON CONFLICT (enrolment, room, beat) DO NOTHING

-- name: schedule_due_rows
SELECT id, cohort, enrolment, room, beat, state, utc, started, done, score, reason, local
FROM due WHERE state = 0 AND utc <= :now ORDER BY utc, id LIMIT :limit

-- name: schedule_find_row
SELECT id, cohort, enrolment, room, beat, state, utc, started, done, score, reason, local
FROM due WHERE enrolment = :enrolment AND room = :room AND beat = :beat

-- name: schedule_row
SELECT id, cohort, enrolment, room, beat, state, utc, started, done, score, reason, local FROM due WHERE id = :id

-- name: schedule_fact_rows
SELECT beat, state, started, done, score FROM due WHERE enrolment = :enrolment AND room = :room

-- name: schedule_moved_row
SELECT enrolment, room, beat, state, started, done, score FROM due WHERE id = :id

-- name: schedule_set_open
UPDATE due SET state = 1, started = :now WHERE id = :id AND state = 0

-- name: schedule_set_done
UPDATE due SET state = 2, started = CASE WHEN started = 0 THEN :now ELSE started END, done = :now, score = :score
WHERE id = :id AND state IN (0, 1)

-- name: schedule_set_better
UPDATE due SET score = :score WHERE id = :id AND state = 2 AND (score IS NULL OR score < :score)

-- name: schedule_set_skipped
UPDATE due SET state = 3, started = :now, done = :now, reason = :reason WHERE id = :id AND state = 0

-- name: schedule_set_fault
UPDATE due SET state = 4, started = CASE WHEN started = 0 THEN :now ELSE started END, done = :now, reason = :reason
WHERE id = :id AND state IN (0, 1)

-- name: schedule_cancel_rows
UPDATE due SET state = 3, started = :now, done = :now, reason = :reason WHERE enrolment = :enrolment AND room = 0 AND state = 0

-- name: schedule_set_later
UPDATE due SET utc = :utc WHERE id = :id AND state = 0

-- name: schedule_next_row
SELECT MIN(utc) FROM due WHERE state = 0

-- name: schedule_coming_rows
SELECT beat, MIN(utc), COUNT(*) FROM due WHERE state = 0 AND utc > :after + 0 AND utc <= :until + 0 AND cohort = :cohort
GROUP BY beat ORDER BY MIN(utc), beat

-- name: schedule_span_row
SELECT COALESCE(MIN(utc), 0), COALESCE(MAX(utc), 0), COALESCE(SUM(CASE WHEN state = 0 THEN 1 ELSE 0 END), 0) FROM due WHERE cohort = :cohort

-- name: schedule_waiting_rows
SELECT id, utc, beat FROM due WHERE enrolment = :enrolment AND room = :room AND state = 0 ORDER BY id

-- name: schedule_set_time
UPDATE due SET utc = :utc, local = :local WHERE id = :id AND state = 0

-- name: schedule_cancel_all
UPDATE due SET state = 3, started = :now, done = :now, reason = :reason WHERE cohort = :cohort AND state = 0
