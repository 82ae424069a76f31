-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: review_insert
INSERT INTO review (id, cohort, step, work, author, reviewer, state) VALUES (:id, :cohort, :step, :work, :author, :reviewer, 0)

-- name: review_row
SELECT id, cohort, step, work, author, reviewer, state, asked, answered, marks, comment FROM review WHERE id = :id

-- name: review_step_on
UPDATE review SET state = :to, asked = CASE WHEN :to = 1 THEN :now ELSE asked END WHERE id = :id AND state = :from

-- name: review_put_answer
UPDATE review SET state = 2, answered = :now, marks = :marks, comment = :comment WHERE id = :id AND state IN (1, 3)

-- name: review_rows_of_work
SELECT id, cohort, step, work, author, reviewer, state, asked, answered, marks, comment FROM review WHERE work = :work ORDER BY id

-- name: review_rows_of_reviewer
SELECT id, cohort, step, work, author, reviewer, state, asked, answered, marks, comment FROM review
WHERE reviewer = :reviewer AND (:step IS NULL OR step = :step) ORDER BY id

-- name: review_rows_of_cohort
SELECT id, cohort, step, work, author, reviewer, state, asked, answered, marks, comment FROM review WHERE cohort = :cohort ORDER BY id

-- name: review_told_row
SELECT at FROM review_told WHERE work = :work

-- name: review_told_put
INSERT INTO review_told (work, at) VALUES (:work, :now) ON CONFLICT DO NOTHING

-- name: review_no_comments_of
UPDATE review SET comment = NULL WHERE reviewer = :enrolment AND comment IS NOT NULL

-- name: review_no_comments_on
UPDATE review SET comment = NULL WHERE author = :enrolment AND comment IS NOT NULL

-- name: review_no_comments
UPDATE review SET comment = NULL WHERE cohort = :cohort AND comment IS NOT NULL

-- name: review_rows_of_author
SELECT id, cohort, step, work, author, reviewer, state, asked, answered, marks, comment FROM review WHERE author = :author ORDER BY id
