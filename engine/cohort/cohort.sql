-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: cohort_insert
INSERT INTO cohort (id, name, version, zone, start_day, rest_days, holidays, quiet_from, quiet_to, default_time, daily_cap, room_size,
    country, primary_outcome, state, simulated, seed, created, unblinded, audience, moderator)
VALUES (:id, :name, :version, :zone, :start_day, :rest_days, :holidays, :quiet_from, :quiet_to, :default_time, :daily_cap, :room_size,
    :country, :primary, :state, :simulated, :seed, :created, 0, :audience, :moderator)

-- name: cohort_row
SELECT id, name, version, zone, start_day, rest_days, holidays, quiet_from, quiet_to, default_time, daily_cap, room_size, country,
    primary_outcome, state, simulated, seed, created, unblinded, launched, closed, alumni, digests, highlights,
    audience, moderator
FROM cohort WHERE id = :id

-- name: cohort_by_name
SELECT id FROM cohort WHERE name = :name

-- name: cohort_ids
SELECT id FROM cohort ORDER BY id /*scan*/

-- name: cohort_names
SELECT name FROM cohort ORDER BY name /*scan*/

-- name: cohort_state_set
UPDATE cohort SET state = :state WHERE id = :id

-- name: cohort_calendar_set
UPDATE cohort SET start_day = :start_day, holidays = :holidays WHERE id = :id

-- name: cohort_rules_set
UPDATE cohort SET daily_cap = :cap, quiet_from = :quiet_from, quiet_to = :quiet_to, digests = :digests, highlights = :highlights
WHERE id = :id

-- name: cohort_moderator_set
UPDATE cohort SET moderator = :moderator WHERE id = :id

-- name: cohort_alumni_set
UPDATE cohort SET alumni = :since WHERE id = :id

-- name: cohort_launched_set
UPDATE cohort SET state = 0, launched = :now WHERE id = :id AND state = 3

-- name: cohort_closed_set
UPDATE cohort SET state = 2, closed = :now WHERE id = :id AND state IN (0, 1)

-- name: cohort_unblinded_set
UPDATE cohort SET unblinded = :now WHERE id = :id AND unblinded = 0

-- name: cohort_room_insert
INSERT INTO room (id, cohort, name, capacity) VALUES (:id, :cohort, :name, :capacity)

-- name: cohort_room_ids
SELECT id FROM room WHERE cohort = :cohort ORDER BY id /*scan*/

-- name: cohort_room_by_name
SELECT id FROM room WHERE cohort = :cohort AND name = :name

-- name: cohort_room_name
SELECT name FROM room WHERE id = :id

-- name: cohort_room_mode
SELECT mode FROM room WHERE id = :id

-- name: cohort_room_set_mode
UPDATE room SET mode = :mode WHERE id = :id

-- name: cohort_room_free
SELECT r.id FROM room AS r WHERE r.cohort = :cohort AND r.capacity > (SELECT COUNT(*) FROM enrolment AS e WHERE e.room = r.id)
ORDER BY r.id LIMIT 1 /*scan*/

-- name: cohort_room_cohort
SELECT cohort FROM room WHERE id = :id

-- name: cohort_person_lang_of
SELECT lang FROM learner WHERE id = :id

-- name: cohort_room_count
SELECT COUNT(*) FROM room WHERE cohort = :cohort /*scan*/

-- name: cohort_room_members
SELECT id FROM enrolment WHERE room = :room AND (state <> 4 OR :with_left = 1) AND (state <> 3 OR :with_left = 1) ORDER BY id

-- name: cohort_learner_insert
INSERT INTO learner (id, study_id, name, registration, lang, country, tier, cadre, sex, age_band, facility)
VALUES (:id, :study_id, :name, :registration, :lang, :country, :tier, :cadre, :sex, :age_band, :facility)

-- name: cohort_learner_update
UPDATE learner SET name = :name, registration = :registration, lang = :lang, country = :country, cadre = :cadre, sex = :sex,
    age_band = :age_band, facility = :facility WHERE id = :id

-- name: cohort_learner_row
SELECT name, registration, lang, country, cadre, sex, age_band, facility FROM learner WHERE id = :id

-- name: cohort_learner_tier
UPDATE learner SET tier = :tier WHERE id = (SELECT learner FROM enrolment WHERE id = :enrolment)

-- name: cohort_learner_lang
UPDATE learner SET lang = :lang WHERE id = (SELECT learner FROM enrolment WHERE id = :enrolment)

-- name: cohort_enrolment_alias
UPDATE enrolment SET alias = :alias WHERE id = :id

-- name: cohort_address_insert
INSERT INTO address (id, learner, kind, lookup, sealed, valid_from) VALUES (:id, :learner, :kind, :lookup, :sealed, :now)

-- name: cohort_sealed_first
SELECT name FROM learner ORDER BY id LIMIT 1 /*scan*/

-- name: cohort_address_find
SELECT learner FROM address WHERE lookup = :lookup AND valid_to IS NULL

-- name: cohort_address_end
UPDATE address SET valid_to = :now WHERE learner = :learner AND kind = :kind AND valid_to IS NULL

-- name: cohort_address_of
SELECT kind, sealed FROM address WHERE learner = :learner AND valid_to IS NULL ORDER BY kind, id DESC

-- name: cohort_enrolment_insert
INSERT INTO enrolment (id, cohort, room, learner, state, paused_until, enrolled, opt_in, opt_in_means, stopped, joined_late,
    may_course, may_posts, may_research, source)
VALUES (:id, :cohort, :room, :learner, :state, 0, :now, :opt_in, :means, 0, :late, -1, -1, -1, :source)

-- name: cohort_enrolment_find
SELECT id FROM enrolment WHERE cohort = :cohort AND learner = :learner

-- name: cohort_enrolment_row
SELECT e.id, e.cohort, e.room, e.learner, e.state, e.paused_until, e.enrolled, e.opt_in, e.opt_in_means, e.stopped, e.joined_late,
    e.may_course, e.may_posts, e.may_research, l.study_id, l.name, l.registration, l.lang, l.country, l.tier, l.cadre, l.sex,
    l.age_band, l.facility, e.alias, e.standing, e.source
FROM enrolment AS e JOIN learner AS l ON l.id = e.learner WHERE e.id = :id

-- name: cohort_enrolment_source
UPDATE enrolment SET source = :source WHERE id = :id AND COALESCE(source, '') <> :source

-- name: cohort_enrolment_newest
SELECT id FROM enrolment WHERE learner = :learner AND state <> 4 ORDER BY id DESC LIMIT 1

-- name: cohort_enrolment_ids
SELECT id FROM enrolment WHERE cohort = :cohort ORDER BY id

-- name: cohort_enrolment_state
UPDATE enrolment SET state = :state, paused_until = :until, stopped = CASE WHEN :state IN (3, 4) THEN :now ELSE stopped END WHERE id = :id

-- name: cohort_enrolment_opt_in
UPDATE enrolment SET opt_in = :opt_in, opt_in_means = :means, state = CASE WHEN state = 0 THEN 1 ELSE state END
WHERE id = :id AND opt_in = 0

-- name: cohort_consent_insert
INSERT INTO consent (id, enrolment, purpose, given, text_hash, wamid, at) VALUES (:id, :enrolment, :purpose, :given, :text_hash, :wamid, :now)

-- name: cohort_consent_course
UPDATE enrolment SET may_course = :given WHERE id = :enrolment

-- name: cohort_consent_posts
UPDATE enrolment SET may_posts = :given WHERE id = :enrolment

-- name: cohort_consent_research
UPDATE enrolment SET may_research = :given WHERE id = :enrolment

-- name: cohort_factor_row
SELECT secret, step, since, (SELECT COUNT(*) FROM staff_factor_word AS w WHERE w.staff = f.staff) FROM staff_factor AS f WHERE f.staff = :staff

-- name: cohort_factor_there
SELECT COUNT(*) FROM staff_factor WHERE staff = :staff

-- name: cohort_factor_insert
INSERT INTO staff_factor (staff, secret, step, since) VALUES (:staff, :secret, :step, :since)

-- name: cohort_factor_step
UPDATE staff_factor SET step = :step WHERE staff = :staff AND step < :step

-- name: cohort_factor_clear
DELETE FROM staff_factor WHERE staff = :staff

-- name: cohort_factor_word_insert
INSERT INTO staff_factor_word (staff, hash) VALUES (:staff, :hash)

-- name: cohort_factor_word_used
DELETE FROM staff_factor_word WHERE staff = :staff AND hash = :hash

-- name: cohort_factor_words_clear
DELETE FROM staff_factor_word WHERE staff = :staff

-- name: cohort_staff_insert
INSERT INTO staff (id, name, role, password, created, card) VALUES (:id, :name, :role, :password, :now, :card)
ON CONFLICT (name) DO UPDATE SET role = excluded.role, password = excluded.password, removed = 0

-- name: cohort_staff_row
SELECT id, COALESCE(learner, 0), name, role, password, card, show_name, muted FROM staff WHERE name = :name AND removed = 0

-- name: cohort_staff_by_id
SELECT id, COALESCE(learner, 0), name, role, password, card, show_name, muted FROM staff WHERE id = :id AND removed = 0

-- name: cohort_staff_by_learner
SELECT id, COALESCE(learner, 0), name, role, password, card, show_name, muted FROM staff WHERE learner = :learner + 0 AND removed = 0

-- name: cohort_staff_all
SELECT id, COALESCE(learner, 0), name, role, password, card, show_name, muted FROM staff WHERE removed = 0 ORDER BY name /*scan*/

-- name: cohort_staff_total
SELECT COUNT(*) FROM staff WHERE removed = 0 /*scan*/

-- name: cohort_staff_role
UPDATE staff SET role = :role WHERE id = :id

-- name: cohort_staff_password
UPDATE staff SET password = :password, invite = NULL WHERE id = :id

-- name: cohort_staff_invite
UPDATE staff SET invite = :invite, invite_until = :until WHERE id = :id

-- name: cohort_staff_by_invite
SELECT id, COALESCE(learner, 0), name, role, password, card, show_name, muted FROM staff
WHERE invite = :invite AND invite IS NOT NULL AND invite_until > :now + 0 AND removed = 0

-- name: cohort_staff_show_name
UPDATE staff SET show_name = :show WHERE id = :id

-- name: cohort_staff_muted
UPDATE staff SET muted = :since WHERE id = :id

-- name: cohort_staff_card
UPDATE staff SET card = :minutes WHERE id = :id

-- name: cohort_staff_clock_put
INSERT INTO staff_clock (staff, zone, from_minute, to_minute) VALUES (:staff, :zone, :from, :to)
ON CONFLICT (staff) DO UPDATE SET zone = excluded.zone, from_minute = excluded.from_minute, to_minute = excluded.to_minute

-- name: cohort_staff_clock_drop
DELETE FROM staff_clock WHERE staff = :staff

-- name: cohort_staff_clock_row
SELECT zone, from_minute, to_minute FROM staff_clock WHERE staff = :staff

-- name: cohort_staff_clock_count
SELECT COUNT(*) FROM staff_clock /*scan*/

-- name: cohort_staff_learner
UPDATE staff SET learner = :learner, muted = 0 WHERE id = :id

-- name: cohort_staff_no_learner
UPDATE staff SET learner = NULL, muted = 0 WHERE id = :id

-- name: cohort_staff_removed
UPDATE staff SET removed = :now, password = '', invite = NULL, learner = NULL WHERE id = :id

-- name: cohort_person_enrolments
SELECT COUNT(*) FROM enrolment WHERE learner = :learner

-- name: cohort_person_parts
SELECT (SELECT COUNT(*) FROM enrolment WHERE learner = :learner) + (SELECT COUNT(*) FROM staff WHERE learner = :learner + 0)

-- name: cohort_person_no_address
DELETE FROM address WHERE learner = :learner

-- name: cohort_person_name
UPDATE learner SET name = :name, lang = COALESCE(:lang, lang) WHERE id = :id

-- name: cohort_person_lang
UPDATE learner SET lang = :lang WHERE id = :id

-- name: cohort_assign
INSERT INTO staff_cohort (staff, cohort, card_next) VALUES (:staff, :cohort, :next) ON CONFLICT (staff, cohort) DO NOTHING

-- name: cohort_unassign
DELETE FROM staff_cohort WHERE staff = :staff AND cohort = :cohort

-- name: cohort_unassign_all
DELETE FROM staff_cohort WHERE staff = :staff

-- name: cohort_assigned
SELECT cohort FROM staff_cohort WHERE staff = :staff ORDER BY cohort

-- name: cohort_staff_phones
SELECT s.id FROM staff AS s WHERE s.learner IS NOT NULL AND s.removed = 0 AND s.muted = 0
    AND (s.role = :role OR (:role IS NULL AND s.role IN ('coordinator', 'facilitator'))) ORDER BY s.id /*scan*/

-- name: cohort_cards_due
SELECT staff, cohort, card_next FROM staff_cohort WHERE card_next <= :now ORDER BY card_next, staff, cohort LIMIT :limit

-- name: cohort_card_next
SELECT MIN(card_next) FROM staff_cohort

-- name: cohort_card_set
UPDATE staff_cohort SET card_next = :next WHERE staff = :staff AND cohort = :cohort

-- name: cohort_staff_upto
SELECT upto FROM staff_room WHERE staff = :staff AND room = :room

-- name: cohort_staff_read
INSERT INTO staff_room (staff, room, upto) VALUES (:staff, :room, :upto)
ON CONFLICT (staff, room) DO UPDATE SET
    upto = CASE WHEN staff_room.upto > excluded.upto THEN staff_room.upto ELSE excluded.upto END

-- name: cohort_enrolments_of
SELECT id FROM enrolment WHERE learner = :learner ORDER BY id

-- name: cohort_enrolment_room
UPDATE enrolment SET room = :room WHERE id = :id

-- name: cohort_merge_addresses
UPDATE address SET learner = :keep, valid_to = COALESCE(valid_to, :until) WHERE learner = :other

-- name: cohort_merge_addresses_kept
UPDATE address SET learner = :keep WHERE learner = :other

-- name: cohort_merge_enrolment
UPDATE enrolment SET learner = :keep WHERE id = :id

-- name: cohort_merge_empty
UPDATE enrolment SET state = 4, stopped = :now, paused_until = 0, forgotten = -1 WHERE id = :id

-- name: cohort_merge_person
UPDATE learner SET name = :name, registration = NULL, facility = NULL WHERE id = :id

-- name: cohort_addresses_ever
SELECT sealed FROM address WHERE learner = :learner ORDER BY id

-- name: cohort_erasure_ask
INSERT INTO erasure (learner, asked, asked_by, approved, done) VALUES (:learner, :now, :by, 0, 0) ON CONFLICT (learner) DO NOTHING

-- name: cohort_erasure_row
SELECT learner, asked, asked_by, approved, done FROM erasure WHERE learner = :learner

-- name: cohort_erasure_approve
UPDATE erasure SET approved = :at WHERE learner = :learner AND approved = 0

-- name: cohort_erasures_open
-- Few are at any time.
SELECT learner, asked, asked_by, approved, done FROM erasure WHERE done = 0 ORDER BY learner /*scan*/

-- name: cohort_erasures_due
SELECT learner FROM erasure WHERE approved > 0 AND approved <= :now AND done = 0 ORDER BY learner /*scan*/

-- name: cohort_erasures_done
SELECT learner, done FROM erasure WHERE done > 0 ORDER BY learner /*scan*/

-- name: cohort_erasures_counted
SELECT COUNT(*) FROM erasure WHERE done > 0 /*scan*/

-- name: cohort_erasure_done
UPDATE erasure SET done = :now WHERE learner = :learner

-- name: cohort_person_erase
UPDATE learner SET name = :name, registration = NULL, study_id = :study_id, lang = NULL, country = NULL, cadre = NULL, sex = NULL,
    age_band = NULL, facility = NULL WHERE id = :id

-- name: cohort_person_consents
UPDATE consent SET wamid = NULL WHERE enrolment IN (SELECT id FROM enrolment WHERE learner = :learner) /*scan*/

-- name: cohort_person_joined
UPDATE joining SET wamid = NULL WHERE enrolment IN (SELECT id FROM enrolment WHERE learner = :learner)

-- name: cohort_person_no_guest
DELETE FROM guest WHERE learner = :learner

-- name: cohort_person_removed
UPDATE enrolment SET state = 4, stopped = CASE WHEN stopped = 0 THEN :now ELSE stopped END, opt_in_means = NULL, alias = NULL,
    forgotten = :now, source = NULL
WHERE learner = :learner

-- name: cohort_peer_set
INSERT INTO peer (enrolment, from_day, to_day, card_next) VALUES (:enrolment, :from, :to, :next)
ON CONFLICT (enrolment) DO UPDATE SET from_day = excluded.from_day, to_day = excluded.to_day, card_next = excluded.card_next

-- name: cohort_peer_row
SELECT enrolment, from_day, to_day, card_next FROM peer WHERE enrolment = :enrolment

-- name: cohort_peers_due
SELECT enrolment, from_day, to_day, card_next FROM peer WHERE card_next <= :now ORDER BY card_next, enrolment LIMIT :limit

-- name: cohort_peer_next
SELECT MIN(card_next) FROM peer

-- name: cohort_invitation_set
INSERT INTO invitation (id, cohort, code, lookup, room, most, until, made)
VALUES (:id, :cohort, :code, :lookup, :room, :most, :until, :now)
ON CONFLICT (lookup) DO UPDATE SET cohort = excluded.cohort, code = excluded.code, room = excluded.room, most = excluded.most,
    until = excluded.until

-- name: cohort_invitation_by_key
SELECT id, cohort, code, room, most, until, made FROM invitation WHERE lookup = :lookup

-- name: cohort_invitation_row
SELECT id, cohort, code, room, most, until, made FROM invitation WHERE id = :id

-- name: cohort_invitations
SELECT id, cohort, code, room, most, until, made FROM invitation WHERE cohort = :cohort ORDER BY id

-- name: cohort_invitation_taken
SELECT COUNT(*) FROM invitation AS i JOIN joining AS j ON j.invitation = i.id
JOIN enrolment AS e ON e.id = j.enrolment AND e.cohort = i.cohort AND e.state <> 4 WHERE i.id = :id

-- name: cohort_joining_add
INSERT INTO joining (enrolment, invitation, wamid, question, begins) VALUES (:enrolment, :invitation, :wamid, :question, :begins)
ON CONFLICT (enrolment) DO NOTHING

-- name: cohort_joining_row
SELECT enrolment, invitation, question, begins FROM joining WHERE enrolment = :enrolment

-- name: cohort_joining_set
UPDATE joining SET question = :question, begins = :begins WHERE enrolment = :enrolment

-- name: cohort_joinings_due
SELECT enrolment FROM joining WHERE begins > 0 AND begins <= :now + 0 ORDER BY begins, enrolment LIMIT :limit

-- name: cohort_joining_next
SELECT MIN(begins) FROM joining WHERE begins > 0

-- name: cohort_first_study_id
UPDATE learner SET study_id = :study_id WHERE id = :id AND (study_id LIKE :guest OR study_id LIKE :staff)
    AND NOT EXISTS (SELECT 1 FROM enrolment AS e WHERE e.learner = :id + 0)

-- name: cohort_person_cadre
UPDATE learner SET cadre = :text WHERE id = :id

-- name: cohort_person_facility
UPDATE learner SET facility = :text WHERE id = :id

-- name: cohort_person_registration
UPDATE learner SET registration = :sealed WHERE id = :id

-- name: cohort_person_card
SELECT name, lang, country FROM learner WHERE id = :learner

-- name: cohort_guest_add
INSERT INTO guest (learner, first, day, tries, invitation, since, wamid) VALUES (:learner, :now, 0, 0, 0, 0, NULL)
ON CONFLICT (learner) DO NOTHING

-- name: cohort_guest_row
SELECT g.learner, g.first, g.day, g.tries, g.invitation, g.since, l.lang, l.name, g.wamid
FROM guest AS g JOIN learner AS l ON l.id = g.learner WHERE g.learner = :learner

-- name: cohort_guest_tried
UPDATE guest SET tries = CASE WHEN day = :day THEN tries + 1 ELSE 1 END, day = :day WHERE learner = :learner

-- name: cohort_guest_wait
UPDATE guest SET invitation = :invitation, since = :now, wamid = :wamid WHERE learner = :learner

-- name: cohort_guest_keep
UPDATE guest SET kept = :kept WHERE learner = :learner

-- name: cohort_guest_place
SELECT COUNT(*) FROM guest AS g WHERE g.invitation > 0 AND g.invitation = :invitation + 0 AND (g.since < :since + 0 OR
    (g.since = :since + 0 AND g.learner <= :learner + 0))

-- name: cohort_guests_waiting
SELECT g.learner FROM invitation AS i JOIN guest AS g ON g.invitation = i.id AND g.invitation > 0
WHERE i.cohort = :cohort ORDER BY g.since, g.learner

-- name: cohort_guests_since
SELECT COUNT(*) FROM guest WHERE first > :since

-- name: cohort_guests_old
SELECT learner FROM guest WHERE first < :before AND invitation = 0 AND kept = 0 ORDER BY first LIMIT :limit

-- name: cohort_guest_end
DELETE FROM guest WHERE learner = :learner

-- name: cohort_retention_set
INSERT INTO retention (cohort, class, until, done, count) VALUES (:cohort, :class, :until, 0, 0)
ON CONFLICT (cohort, class) DO UPDATE SET until = excluded.until WHERE retention.done = 0

-- name: cohort_retention_rows
SELECT cohort, class, until, done, count FROM retention WHERE cohort = :cohort ORDER BY class

-- name: cohort_retention_due
SELECT cohort, class, until, done, count FROM retention WHERE done = 0 AND until <= :now + 0 ORDER BY until, cohort, class LIMIT 1

-- name: cohort_retention_done
UPDATE retention SET done = :now, count = :count WHERE cohort = :cohort AND class = :class

-- name: cohort_retired_soon
-- people whose every cohort is closed and past its time
SELECT e.learner FROM enrolment AS e WHERE e.cohort = :cohort AND NOT EXISTS (
    SELECT 1 FROM enrolment AS o JOIN cohort AS c ON c.id = o.cohort WHERE o.learner = e.learner AND o.cohort <> e.cohort
        AND o.state <> 4 AND (c.state <> 2 OR EXISTS (
            SELECT 1 FROM retention AS r WHERE r.cohort = c.id AND r.class = 2 AND r.until > :now + 0)))
    AND NOT EXISTS (SELECT 1 FROM staff AS s WHERE s.learner = e.learner) ORDER BY e.learner

-- name: cohort_person_retire
UPDATE learner SET name = :name, registration = NULL WHERE id = :id

-- name: cohort_person_retired
UPDATE enrolment SET alias = NULL, opt_in_means = NULL WHERE learner = :learner

-- name: cohort_enrolment_standing
UPDATE enrolment SET standing = :standing WHERE id = :id

-- name: cohort_consent_newest
SELECT given FROM consent WHERE enrolment = :enrolment AND purpose = :purpose ORDER BY id DESC LIMIT 1
