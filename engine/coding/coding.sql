-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: coding_db_book_add
INSERT INTO codebook (id, name, version, title, codes, xml, sha256, added) VALUES (:id, :name, :version, :title, :codes, :xml, :sha256, :added)

-- name: coding_db_book_newest
SELECT id, name, version, title, codes, xml, sha256, added FROM codebook WHERE name = :name ORDER BY version DESC LIMIT 1

-- name: coding_db_book_version
SELECT id, name, version, title, codes, xml, sha256, added FROM codebook WHERE name = :name AND version = :version

-- name: coding_db_book_row
SELECT id, name, version, title, codes, xml, sha256, added FROM codebook WHERE id = :id

-- name: coding_db_book_all
SELECT id, name, version, title, codes, xml, sha256, added FROM codebook ORDER BY name, version /*scan*/

-- name: coding_db_study_add
INSERT INTO coding_study (id, cohort, name, book, unit, purpose, seed, state, learns_from, created, opened, frozen)
VALUES (:id, :cohort, :name, :book, :unit, :purpose, :seed, 0, :learns_from, :created, 0, 0)

-- name: coding_db_study_row
SELECT id, cohort, name, book, unit, purpose, seed, state, learns_from, created, opened, frozen, hash FROM coding_study WHERE id = :id

-- name: coding_db_study_named
SELECT id, cohort, name, book, unit, purpose, seed, state, learns_from, created, opened, frozen, hash FROM coding_study WHERE name = :name

-- name: coding_db_study_all
SELECT id, cohort, name, book, unit, purpose, seed, state, learns_from, created, opened, frozen, hash FROM coding_study
WHERE :cohort = 0 OR cohort = :cohort ORDER BY id /*scan*/

-- name: coding_db_study_open
UPDATE coding_study SET state = 1, opened = :now WHERE id = :id AND state = 0

-- name: coding_db_study_freeze
UPDATE coding_study SET state = 2, frozen = :now, hash = :hash WHERE id = :id AND state IN (0, 1)

-- name: coding_db_coder_add
INSERT INTO coding_coder (study, staff) VALUES (:study, :staff)

-- name: coding_db_coders
SELECT staff FROM coding_coder WHERE study = :study ORDER BY staff

-- name: coding_db_unit_add
INSERT INTO coding_unit (id, study, place, kind, thread, room, prompt) VALUES (:id, :study, :place, :kind, :thread, :room, :prompt)

-- name: coding_db_unit_post_add
INSERT INTO coding_unit_post (unit, post) VALUES (:unit, :post)

-- name: coding_db_unit_all
SELECT id, study, place, kind, thread, room, prompt FROM coding_unit WHERE study = :study ORDER BY place

-- name: coding_db_unit_placed
SELECT id, study, place, kind, thread, room, prompt FROM coding_unit WHERE study = :study AND place = :place

-- name: coding_db_unit_row
SELECT id, study, place, kind, thread, room, prompt FROM coding_unit WHERE id = :id

-- name: coding_db_unit_posts
SELECT post FROM coding_unit_post WHERE unit = :unit ORDER BY post

-- name: coding_db_study_posts
SELECT p.unit, p.post FROM coding_unit AS u JOIN coding_unit_post AS p ON p.unit = u.id WHERE u.study = :study ORDER BY p.unit, p.post

-- name: coding_db_task_add
INSERT INTO coding_task (unit, coder, study, place, done, suggested) VALUES (:unit, :coder, :study, :place, 0, 0)

-- name: coding_db_task_row
SELECT unit, coder, place, done, suggested, memo FROM coding_task WHERE unit = :unit AND coder = :coder

-- name: coding_db_task_of_unit
SELECT unit, coder, place, done, suggested, memo FROM coding_task WHERE unit = :unit ORDER BY coder

-- name: coding_db_task_of_coder
SELECT unit, coder, place, done, suggested, memo FROM coding_task WHERE study = :study AND coder = :coder ORDER BY place

-- name: coding_db_task_of_study
SELECT unit, coder, place, done, suggested, memo FROM coding_task WHERE study = :study ORDER BY unit, coder

-- name: coding_db_task_set
UPDATE coding_task SET done = :done, memo = COALESCE(:memo, memo) WHERE unit = :unit AND coder = :coder

-- name: coding_db_task_suggested
UPDATE coding_task SET suggested = :now WHERE unit = :unit AND coder = :coder AND suggested = 0

-- name: coding_db_suggestion_add
INSERT INTO coding_suggestion (unit, coder, code, p, kappa, at) VALUES (:unit, :coder, :code, :p, :kappa, :at) ON CONFLICT (unit, coder, code) DO NOTHING

-- name: coding_db_suggestions
SELECT code, p, kappa FROM coding_suggestion WHERE unit = :unit AND coder = :coder ORDER BY p DESC, code

-- name: coding_db_add
INSERT INTO coding (id, study, unit, coder, code, post, start, until, memo, at)
VALUES (:id, :study, :unit, :coder, :code, :post, :start, :until, :memo, :at)

-- name: coding_db_remove
DELETE FROM coding WHERE id = :id

-- name: coding_db_row
SELECT id, study, unit, coder, code, post, start, until, memo, at FROM coding WHERE id = :id

-- name: coding_db_of_coder
SELECT id, study, unit, coder, code, post, start, until, memo, at FROM coding WHERE unit = :unit AND coder = :coder ORDER BY id

-- name: coding_db_of_unit
SELECT id, study, unit, coder, code, post, start, until, memo, at FROM coding WHERE unit = :unit ORDER BY coder, id

-- name: coding_db_of_study
SELECT id, study, unit, coder, code, post, start, until, memo, at FROM coding WHERE study = :study ORDER BY id

-- name: coding_db_verdict_add
INSERT INTO coding_verdict (unit, study, staff, memo, at) VALUES (:unit, :study, :staff, :memo, :at)
ON CONFLICT (unit) DO UPDATE SET staff = :staff, memo = :memo, at = :at

-- name: coding_db_verdict_row
SELECT unit, staff, memo, at FROM coding_verdict WHERE unit = :unit

-- name: coding_db_verdict_all
SELECT unit, staff, memo, at FROM coding_verdict WHERE study = :study ORDER BY unit

-- name: coding_db_final_clear
DELETE FROM coding_final WHERE unit = :unit

-- name: coding_db_final_add
INSERT INTO coding_final (unit, code, study) VALUES (:unit, :code, :study)

-- name: coding_db_final_of_unit
SELECT unit, code FROM coding_final WHERE unit = :unit ORDER BY code

-- name: coding_db_final_all
SELECT unit, code FROM coding_final WHERE study = :study ORDER BY unit, code

-- name: coding_db_forget_task
UPDATE coding_task SET memo = NULL WHERE memo IS NOT NULL AND unit IN (SELECT unit FROM coding_unit_post WHERE post = :post)

-- name: coding_db_forget_coding
UPDATE coding SET memo = NULL WHERE memo IS NOT NULL AND unit IN (SELECT unit FROM coding_unit_post WHERE post = :post)

-- name: coding_db_forget_verdict
UPDATE coding_verdict SET memo = NULL WHERE memo IS NOT NULL AND unit IN (SELECT unit FROM coding_unit_post WHERE post = :post)

-- name: coding_db_closed_task
UPDATE coding_task SET memo = NULL WHERE memo IS NOT NULL AND study IN (SELECT id FROM coding_study WHERE cohort = :cohort) /*scan*/

-- name: coding_db_closed_coding
UPDATE coding SET memo = NULL WHERE memo IS NOT NULL AND study IN (SELECT id FROM coding_study WHERE cohort = :cohort) /*scan*/

-- name: coding_db_closed_verdict
UPDATE coding_verdict SET memo = NULL WHERE memo IS NOT NULL AND study IN (SELECT id FROM coding_study WHERE cohort = :cohort) /*scan*/

-- name: coding_db_said
-- What is in the rooms: posts in the state shared (3).
SELECT id, room, enrolment, number, prompt, reply_to, text, mime, keep, shared, circle, social FROM post WHERE cohort = :cohort AND state = 3 ORDER BY id /*scan*/

-- name: coding_db_text
SELECT text FROM post WHERE id = :post AND state = 3
