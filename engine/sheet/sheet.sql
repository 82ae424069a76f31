-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: sheet_put
INSERT INTO sheet (id, cohort, name, text) VALUES (:id, :cohort, :name, :text)
ON CONFLICT (cohort, name) DO UPDATE SET text = :text

-- name: sheet_row
SELECT id, cohort, name, text FROM sheet WHERE cohort = :cohort AND name = :name

-- name: sheet_rows
SELECT id, cohort, name, text FROM sheet WHERE cohort = :cohort ORDER BY name

-- name: sheet_one
SELECT id, cohort, name, text FROM sheet WHERE id = :id

-- name: sheet_round_insert
INSERT INTO sheet_round (id, sheet, cohort, label, text, opened, due, closes, reminded, again)
VALUES (:id, :sheet, :cohort, :label, :text, :opened, :due, :closes, 0, :again)

-- name: sheet_rounds_of
SELECT id, sheet, cohort, label, text, opened, due, closes, reminded, again FROM sheet_round
WHERE cohort = :cohort ORDER BY opened, id

-- name: sheet_rounds_open
SELECT id, sheet, cohort, label, text, opened, due, closes, reminded, again FROM sheet_round
WHERE cohort = :cohort AND closes > :now ORDER BY closes, id

-- name: sheet_round_row
SELECT id, sheet, cohort, label, text, opened, due, closes, reminded, again FROM sheet_round WHERE id = :id

-- name: sheet_round_set
UPDATE sheet_round SET reminded = :reminded, again = :again WHERE id = :id

-- name: sheet_answer_put
INSERT INTO sheet_answer (round, enrolment, field, value, at, changes) VALUES (:round, :enrolment, :field, :value, :now, 0)
ON CONFLICT (round, enrolment, field) DO UPDATE SET changes = changes + (value <> :value), value = :value, at = :now

-- name: sheet_answers_of
SELECT enrolment, field, value, at, changes FROM sheet_answer WHERE round = :round AND enrolment = :enrolment ORDER BY field

-- name: sheet_answers_all
SELECT enrolment, field, value, at, changes FROM sheet_answer WHERE round = :round ORDER BY enrolment, field

-- name: sheet_answers_told
SELECT COUNT(*) FROM sheet_answer WHERE enrolment = :enrolment

-- name: sheet_forget_answers
DELETE FROM sheet_answer WHERE enrolment = :enrolment

-- name: sheet_clear_answers
DELETE FROM sheet_answer WHERE round IN (SELECT id FROM sheet_round WHERE cohort = :cohort)
