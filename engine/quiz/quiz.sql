-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: quiz_sequence
SELECT sequence FROM form_assignment WHERE enrolment = :enrolment AND test = :test

-- name: quiz_sequence_keep
INSERT INTO form_assignment (enrolment, test, sequence) VALUES (:enrolment, :test, :sequence)

-- name: quiz_unit
SELECT sequence FROM form_unit WHERE cohort = :cohort AND test = :test AND unit = :unit

-- name: quiz_unit_places
SELECT MAX(place) + 1 FROM form_unit WHERE cohort = :cohort AND test = :test

-- name: quiz_unit_keep
INSERT INTO form_unit (cohort, test, unit, place, sequence) VALUES (:cohort, :test, :unit, :place, :sequence)

-- name: quiz_attempt_insert
INSERT INTO attempt (id, cohort, enrolment, room, step, test, form, occasion, number, state, pre_late, opened, closes, finished, asked,
    count, seed, last_asked, scored)
VALUES (:id, :cohort, :enrolment, :room, :step, :test, :form, :occasion, :number, 0, :pre_late, :opened, :closes, 0, 0, :count, :seed,
    0, :scored)

-- name: quiz_attempt_row
SELECT id, cohort, enrolment, room, step, test, form, occasion, number, state, pre_late, opened, closes, finished, asked, count, seed
FROM attempt WHERE id = :id

-- name: quiz_attempt_current
SELECT id, cohort, enrolment, room, step, test, form, occasion, number, state, pre_late, opened, closes, finished, asked, count, seed
FROM attempt WHERE enrolment = :enrolment AND state = 0 AND asked > 0 ORDER BY last_asked DESC, id DESC LIMIT 1

-- name: quiz_attempt_of_step
SELECT id, cohort, enrolment, room, step, test, form, occasion, number, state, pre_late, opened, closes, finished, asked, count, seed
FROM attempt WHERE enrolment = :enrolment AND step = :step ORDER BY number DESC LIMIT 1

-- name: quiz_attempt_numbers
SELECT MAX(number) FROM attempt WHERE enrolment = :enrolment AND step = :step

-- name: quiz_attempt_all
SELECT id, cohort, enrolment, room, step, test, form, occasion, number, state, pre_late, opened, closes, finished, asked, count, seed
FROM attempt WHERE cohort = :cohort ORDER BY id

-- name: quiz_attempt_asked
UPDATE attempt SET asked = asked + 1, last_asked = :now WHERE id = :id AND state = 0 AND asked = :asked AND asked < count

-- name: quiz_attempt_finish
UPDATE attempt SET state = :state, finished = :now WHERE id = :id AND state = 0

-- name: quiz_attempt_running
SELECT 1 FROM attempt WHERE cohort = :cohort AND state = 0 AND scored > 0 LIMIT 1

-- name: quiz_response_insert
INSERT INTO response (attempt, position, room, enrolment, in_test, item, version, full_mark, shown_order, asked, answered, raw, answer,
    mark, correct, mate_sat, missed)
VALUES (:attempt, :position, :room, :enrolment, :in_test, :item, :version, :full, NULL, 0, 0, NULL, NULL, 0, 0, 0, 0)

-- name: quiz_response_row
SELECT position, item, version, shown_order, asked, answered, answer, mark, correct, mate_sat, missed
FROM response WHERE attempt = :attempt AND position = :position

-- name: quiz_response_all
SELECT position, item, version, shown_order, asked, answered, answer, mark, correct, mate_sat, missed
FROM response WHERE attempt = :attempt ORDER BY position

-- name: quiz_response_asked
UPDATE response SET shown_order = :shown, asked = :now WHERE attempt = :attempt AND position = :position AND asked = 0

-- name: quiz_response_answered
-- The first answer to a question that was asked, while its attempt is open.
UPDATE response SET answered = :now, raw = :raw, answer = :answer, mark = :mark, correct = :correct, mate_sat = :mate_sat
WHERE attempt = :attempt AND position = :position AND answered = 0 AND asked > 0 AND EXISTS
    (SELECT 1 FROM attempt AS a WHERE a.id = response.attempt AND a.state = 0 AND (a.closes = 0 OR a.closes > :now))

-- name: quiz_response_missed
-- What came last that could have been an answer: what is too late outweighs what was none.
UPDATE response SET missed = :missed
WHERE attempt = :attempt AND position = :position AND answered = 0 AND asked > 0 AND missed < :missed

-- name: quiz_response_mate
SELECT EXISTS (SELECT 1 FROM response AS m WHERE m.room = :room AND m.item = :item AND m.enrolment <> :enrolment AND m.in_test = 1
    AND m.answered > 0)

-- name: quiz_response_marks
SELECT mark, full_mark FROM response WHERE attempt = :attempt

-- name: quiz_poll_of
SELECT choices FROM poll_vote WHERE enrolment = :enrolment AND step = :step

-- name: quiz_poll_put
INSERT INTO poll_vote (enrolment, step, room, choices, at) VALUES (:enrolment, :step, :room, :choices, :now)
ON CONFLICT (enrolment, step) DO UPDATE SET choices = :choices, at = :now

-- name: quiz_poll_room
SELECT enrolment, room, choices, at FROM poll_vote WHERE step = :step AND room = :room ORDER BY enrolment

-- name: quiz_task_put
INSERT INTO task_done (enrolment, step, evidence, at) VALUES (:enrolment, :step, :evidence, :now) ON CONFLICT DO NOTHING

-- name: quiz_task_drop
DELETE FROM task_done WHERE enrolment = :enrolment AND step = :step

-- name: quiz_answers
SELECT COUNT(*) FROM response WHERE answered > 0 /*scan*/

-- name: quiz_erase_responses
UPDATE response SET raw = NULL, answer = NULL WHERE attempt IN (SELECT id FROM attempt WHERE enrolment = :enrolment)

-- name: quiz_closes_set
UPDATE attempt SET closes = :closes WHERE enrolment = :enrolment AND step = :step AND state = 0 AND closes > 0

-- name: quiz_erase_raw
UPDATE response SET raw = NULL WHERE attempt IN (SELECT id FROM attempt WHERE enrolment = :enrolment)

-- name: quiz_erase_item
UPDATE response SET answer = NULL WHERE item = :item AND attempt IN (SELECT id FROM attempt WHERE enrolment = :enrolment)

-- name: quiz_erase_evidence
UPDATE task_done SET evidence = NULL WHERE enrolment = :enrolment

-- name: quiz_written_count
SELECT (SELECT COUNT(*) FROM attempt AS a JOIN response AS r ON r.attempt = a.id WHERE a.enrolment = :enrolment AND r.answered > 0)
    + (SELECT COUNT(*) FROM poll_vote WHERE enrolment = :enrolment) + (SELECT COUNT(*) FROM task_done WHERE enrolment = :enrolment)

-- name: quiz_task_is_done
SELECT COUNT(*) FROM task_done WHERE enrolment = :enrolment AND step = :step
