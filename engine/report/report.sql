-- SPDX-License-Identifier: GPL-3.0-or-later
-- The report reads without the vault: nothing it needs is sealed. It writes nothing.

-- name: report_course_sha256
SELECT sha256 FROM course_version WHERE id = :version

-- name: report_rooms
SELECT id, name FROM room WHERE cohort = :cohort ORDER BY id /*scan*/

-- name: report_forgotten
SELECT COUNT(*) FROM enrolment WHERE cohort = :cohort AND forgotten > 0 AND standing <> 2 /*scan*/

-- name: report_learners
SELECT e.id, e.room, e.state, e.enrolled, e.stopped, e.may_course, e.may_posts, e.may_research, l.study_id, l.cadre, l.sex,
    l.age_band, l.facility, l.country,
    (SELECT MAX(c.at) FROM consent AS c WHERE c.enrolment = e.id AND c.purpose = 'course' AND c.given = 1),
    e.standing, e.source
FROM enrolment AS e JOIN learner AS l ON l.id = e.learner WHERE e.cohort = :cohort AND e.forgotten = 0 ORDER BY e.id /*scan*/

-- name: report_tasks
SELECT t.enrolment, t.step, t.at FROM enrolment AS e JOIN task_done AS t ON t.enrolment = e.id
WHERE e.cohort = :cohort AND e.forgotten = 0 ORDER BY t.enrolment, t.step /*scan*/
