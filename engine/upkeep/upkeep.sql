-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: upkeep_settings
SELECT name, value FROM upkeep WHERE cohort = :cohort ORDER BY name

-- name: upkeep_put
INSERT INTO upkeep (cohort, name, value) VALUES (:cohort, :name, :value) ON CONFLICT (cohort, name) DO UPDATE SET value = excluded.value

-- name: upkeep_cares_due
SELECT cohort, care, at FROM care WHERE at <= :now ORDER BY at, cohort, care LIMIT :limit

-- name: upkeep_care_put
INSERT INTO care (cohort, care, at) VALUES (:cohort, :care, :at) ON CONFLICT (cohort, care) DO UPDATE SET at = excluded.at

-- name: upkeep_care_drop
DELETE FROM care WHERE cohort = :cohort AND care = :care

-- name: upkeep_care_next
SELECT MIN(at) FROM care

-- name: upkeep_silence
SELECT room, cohort, since, rung, moved, tagged, episodes FROM silence WHERE room = :room

-- name: upkeep_silence_put
INSERT INTO silence (room, cohort, since, rung, moved, tagged, episodes) VALUES (:room, :cohort, :since, :rung, :moved, :tagged, :episodes)
ON CONFLICT (room) DO UPDATE SET since = excluded.since, rung = excluded.rung, moved = excluded.moved, tagged = excluded.tagged,
    episodes = excluded.episodes

-- name: upkeep_vote
INSERT INTO silence_vote (room, since, enrolment, choice, at)
SELECT s.room, s.since, :enrolment, :choice, :now FROM silence AS s WHERE s.room = :room AND s.since > 0
ON CONFLICT (room, since, enrolment) DO UPDATE SET choice = excluded.choice, at = excluded.at

-- name: upkeep_votes
SELECT v.choice, COUNT(*) FROM silence AS s JOIN silence_vote AS v ON v.room = s.room AND v.since = s.since
WHERE s.room = :room GROUP BY v.choice ORDER BY COUNT(*) DESC, v.choice

-- name: upkeep_volunteer
INSERT INTO volunteer (enrolment, since, asked) VALUES (:enrolment, :now, 0) ON CONFLICT (enrolment) DO NOTHING

-- name: upkeep_volunteer_drop
DELETE FROM volunteer WHERE enrolment = :enrolment

-- name: upkeep_volunteer_is
SELECT COUNT(*) FROM volunteer WHERE enrolment = :enrolment

-- name: upkeep_volunteer_asked
UPDATE volunteer SET asked = :now WHERE enrolment = :enrolment

-- name: upkeep_volunteers
SELECT v.enrolment, v.asked FROM enrolment AS e JOIN volunteer AS v ON v.enrolment = e.id WHERE e.room = :room ORDER BY v.enrolment

-- name: upkeep_given
SELECT post, cohort, staff, at, until, passes, taken FROM given WHERE post = :post

-- name: upkeep_given_put
INSERT INTO given (post, cohort, staff, at, until, passes, taken) VALUES (:post, :cohort, :staff, :at, :until, :passes, :taken)
ON CONFLICT (post) DO UPDATE SET staff = excluded.staff, at = excluded.at, until = excluded.until, passes = excluded.passes,
    taken = excluded.taken

-- name: upkeep_given_drop
DELETE FROM given WHERE post = :post

-- name: upkeep_given_list
SELECT post, cohort, staff, at, until, passes, taken FROM given WHERE cohort = :cohort ORDER BY post

-- name: upkeep_lead_find
SELECT id, cohort, room, step, week, at, wanted, fixed, enrolment, state, moved, post FROM lead WHERE room = :room AND step = :step

-- name: upkeep_lead_get
SELECT id, cohort, room, step, week, at, wanted, fixed, enrolment, state, moved, post FROM lead WHERE id = :id

-- name: upkeep_lead_put
INSERT INTO lead (id, cohort, room, step, week, at, wanted, fixed, enrolment, state, moved, post)
VALUES (:id, :cohort, :room, :step, :week, :at, :wanted, :fixed, :enrolment, :state, :moved, :post)
ON CONFLICT (id) DO UPDATE SET week = excluded.week, at = excluded.at, wanted = excluded.wanted, fixed = excluded.fixed,
    enrolment = excluded.enrolment, state = excluded.state, moved = excluded.moved, post = excluded.post

-- name: upkeep_lead_list
SELECT id, cohort, room, step, week, at, wanted, fixed, enrolment, state, moved, post FROM lead WHERE room = :room ORDER BY at, id

-- name: upkeep_lead_coming
SELECT id, cohort, room, step, week, at, wanted, fixed, enrolment, state, moved, post FROM lead
WHERE enrolment = :enrolment + 0 AND enrolment > 0 AND state < 4 ORDER BY at, id

-- name: upkeep_lead_refuse
INSERT INTO lead_no (lead, enrolment) VALUES (:lead, :enrolment) ON CONFLICT (lead, enrolment) DO NOTHING

-- name: upkeep_lead_refused
SELECT COUNT(*) FROM lead_no WHERE lead = :lead AND enrolment = :enrolment

-- name: upkeep_any_seniors
SELECT COUNT(*) FROM upkeep WHERE name = 'seniors_wait' /*scan*/

-- name: upkeep_rules_add
INSERT INTO rules (id, cohort, text, proposed, closes, state) VALUES (:id, :cohort, :text, :proposed, :closes, 0)

-- name: upkeep_rules_get
SELECT r.id, r.cohort, r.text, r.proposed, r.closes, r.state, (SELECT COUNT(*) FROM rules_vote AS v WHERE v.rules = r.id AND v.yes = 1),
    (SELECT COUNT(*) FROM rules_vote AS v WHERE v.rules = r.id AND v.yes = 0) FROM rules AS r WHERE r.id = :id

-- name: upkeep_rules_in
SELECT r.id, r.cohort, r.text, r.proposed, r.closes, r.state, (SELECT COUNT(*) FROM rules_vote AS v WHERE v.rules = r.id AND v.yes = 1),
    (SELECT COUNT(*) FROM rules_vote AS v WHERE v.rules = r.id AND v.yes = 0) FROM rules AS r
WHERE r.cohort = :cohort AND r.state = :state ORDER BY r.id

-- name: upkeep_rules_list
SELECT r.id, r.cohort, r.text, r.proposed, r.closes, r.state, (SELECT COUNT(*) FROM rules_vote AS v WHERE v.rules = r.id AND v.yes = 1),
    (SELECT COUNT(*) FROM rules_vote AS v WHERE v.rules = r.id AND v.yes = 0) FROM rules AS r WHERE r.cohort = :cohort ORDER BY r.id

-- name: upkeep_rules_state
UPDATE rules SET state = :state WHERE id = :id

-- name: upkeep_rules_answer
INSERT INTO rules_vote (rules, enrolment, yes, at) VALUES (:rules, :enrolment, :yes, :now)
ON CONFLICT (rules, enrolment) DO UPDATE SET yes = excluded.yes, at = excluded.at

-- name: upkeep_rules_answered
SELECT at, yes FROM rules_vote WHERE rules = :rules AND enrolment = :enrolment

-- name: upkeep_milestone_put
INSERT INTO milestone (room, name, at) VALUES (:room, :name, :now) ON CONFLICT (room, name) DO UPDATE SET at = excluded.at

-- name: upkeep_milestone_last
SELECT at FROM milestone WHERE room = :room AND name = :name

-- name: upkeep_milestones
SELECT name, at FROM milestone WHERE room = :room AND name <> 'core' AND name NOT LIKE 'week%' ORDER BY name

-- name: upkeep_senior
INSERT INTO senior (enrolment, since, asked) VALUES (:enrolment, :now, 0) ON CONFLICT (enrolment) DO NOTHING

-- name: upkeep_senior_drop
DELETE FROM senior WHERE enrolment = :enrolment

-- name: upkeep_senior_is
SELECT COUNT(*) FROM senior WHERE enrolment = :enrolment

-- name: upkeep_senior_asked
UPDATE senior SET asked = max(asked, :at) WHERE enrolment = :enrolment

-- name: upkeep_seniors
SELECT s.enrolment, s.asked FROM enrolment AS e JOIN senior AS s ON s.enrolment = e.id WHERE e.room = :room ORDER BY s.enrolment

-- name: upkeep_asked
SELECT post, cohort, enrolment, senior, at, until, answered, answer, state FROM asked WHERE post = :post

-- name: upkeep_asked_put
INSERT INTO asked (post, cohort, enrolment, senior, at, until, answered, answer, state)
VALUES (:post, :cohort, :enrolment, :senior, :at, :until, :answered, :answer, :state)
ON CONFLICT (post) DO UPDATE SET answered = excluded.answered, answer = excluded.answer, state = excluded.state

-- name: upkeep_asked_of
SELECT post, cohort, enrolment, senior, at, until, answered, answer, state FROM asked WHERE enrolment = :enrolment OR senior = :enrolment
ORDER BY post /*scan*/

-- name: upkeep_asked_list
SELECT post, cohort, enrolment, senior, at, until, answered, answer, state FROM asked WHERE cohort = :cohort ORDER BY post /*scan*/

-- name: upkeep_asked_open
SELECT post, cohort, enrolment, senior, at, until, answered, answer, state FROM asked WHERE cohort = :cohort AND state = 0 ORDER BY until, post
