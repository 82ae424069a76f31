-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: circle_insert
INSERT INTO circle (id, cohort, room, kind, made, look_at) VALUES (:id, :cohort, :room, :kind, :made, :look_at)

-- name: circle_row
SELECT id, cohort, room, kind, made, look_at FROM circle WHERE id = :id

-- name: circle_rows_of_room
SELECT id, cohort, room, kind, made, look_at FROM circle AS c WHERE room = :room AND kind = :kind
AND EXISTS (SELECT 1 FROM circle_member AS m WHERE m.circle = c.id AND m.until = 0) ORDER BY id

-- name: circle_put_member
INSERT INTO circle_member (circle, enrolment, kind, entered, until) SELECT id, :enrolment, kind, :now, 0 FROM circle WHERE id = :circle
ON CONFLICT (circle, enrolment, entered) DO UPDATE SET until = 0, why = NULL

-- name: circle_end_member
UPDATE circle_member SET until = :now, why = :why WHERE enrolment = :enrolment AND kind = :kind AND until = 0

-- name: circle_of_member
SELECT circle FROM circle_member WHERE enrolment = :enrolment AND kind = :kind AND until = 0

-- name: circle_people
SELECT enrolment FROM circle_member WHERE circle = :circle AND until = 0 ORDER BY enrolment

-- name: circle_stays
SELECT c.id, c.cohort, c.room, c.kind, c.made, c.look_at, m.enrolment, m.entered, m.until, m.why
FROM circle AS c JOIN circle_member AS m ON m.circle = c.id WHERE c.cohort = :cohort ORDER BY c.id, m.entered, m.enrolment

-- name: circle_look
UPDATE circle SET look_at = :at WHERE id = :id AND look_at <> :at

-- name: circle_rows_due
SELECT id, cohort, room, kind, made, look_at FROM circle WHERE look_at > 0 AND look_at <= :now + 0 ORDER BY look_at, id LIMIT :limit

-- name: circle_soonest
SELECT MIN(look_at) FROM circle WHERE look_at > 0

-- name: circle_lost
SELECT c.room, c.kind FROM circle_member AS m JOIN circle AS c ON c.id = m.circle JOIN enrolment AS e ON e.id = m.enrolment
WHERE m.until = 0 AND (e.state NOT IN (1, 2) OR e.room <> c.room OR e.standing = 2) ORDER BY c.room, c.kind LIMIT 1 /*scan*/

-- name: circle_plan_row
SELECT size, mix FROM circle_plan WHERE cohort = :cohort AND kind = :kind

-- name: circle_plan_put
INSERT INTO circle_plan (cohort, kind, size, mix) VALUES (:cohort, :kind, :size, :mix)
ON CONFLICT (cohort, kind) DO UPDATE SET size = :size, mix = :mix

-- name: circle_tie_answer
SELECT state, asked, (SELECT COALESCE(MAX(number), 0) FROM tie WHERE tie.enrolment = a.enrolment),
(SELECT COALESCE(SUM(known), 0) FROM tie WHERE tie.enrolment = a.enrolment) FROM tie_asked AS a WHERE a.enrolment = :enrolment

-- name: circle_tie_not_asked
SELECT e.id FROM enrolment AS e WHERE e.cohort = :cohort AND e.state = 1
AND NOT EXISTS (SELECT 1 FROM tie_asked AS a WHERE a.enrolment = e.id) ORDER BY e.id

-- name: circle_tie_put_asked
INSERT INTO tie_asked (enrolment, cohort, state, asked) VALUES (:enrolment, :cohort, 1, :now)

-- name: circle_tie_put_name
INSERT INTO tie (enrolment, number, other, known) VALUES (:enrolment, :number, :other, 0)

-- name: circle_tie_set_state
UPDATE tie_asked SET state = :state WHERE enrolment = :enrolment

-- name: circle_tie_clear
UPDATE tie SET known = 0 WHERE enrolment = :enrolment

-- name: circle_tie_set_known
UPDATE tie SET known = 1 WHERE enrolment = :enrolment AND number = :number

-- name: circle_tie_answered
SELECT t.enrolment, t.other, t.known FROM tie_asked AS a JOIN tie AS t ON t.enrolment = a.enrolment
WHERE a.cohort = :cohort AND a.state = 2 ORDER BY t.enrolment, t.number

-- name: circle_tie_known_by
SELECT enrolment, other, known FROM tie WHERE enrolment = :enrolment AND known = 1 ORDER BY number

-- name: circle_tie_drop_names
DELETE FROM tie WHERE enrolment = :enrolment OR other = :enrolment

-- name: circle_tie_drop_asked
DELETE FROM tie_asked WHERE enrolment = :enrolment

-- name: circle_tie_merge_known
UPDATE tie SET known = 1
WHERE other = :keep AND enrolment IN (SELECT t.enrolment FROM tie AS t WHERE t.other = :other AND t.known = 1)

-- name: circle_tie_merge_name
UPDATE tie SET other = :keep
WHERE other = :other AND enrolment NOT IN (SELECT t.enrolment FROM tie AS t WHERE t.other = :keep)

-- name: circle_tie_merge_list
UPDATE tie SET enrolment = :keep WHERE enrolment = :other

-- name: circle_tie_merge_asked
UPDATE tie_asked SET enrolment = :keep WHERE enrolment = :other

-- name: circle_tie_drop_self
DELETE FROM tie WHERE enrolment = :keep AND other = :keep
