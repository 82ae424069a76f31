-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: advert_consent_add
INSERT INTO advert_consent (id, learner, given, means, at, evidence, wamid, advert)
VALUES (:id, :learner, :given, :means, :now, :evidence, :wamid, :advert)

-- name: advert_consent_last
SELECT given, means, at FROM advert_consent WHERE learner = :learner ORDER BY id DESC LIMIT 1

-- name: advert_member_put
INSERT INTO advert_member (learner, since) VALUES (:learner, :now)
ON CONFLICT (learner) DO UPDATE SET since = MAX(since, excluded.since)

-- name: advert_member_end
DELETE FROM advert_member WHERE learner = :learner

-- name: advert_member_is
SELECT COUNT(*) FROM advert_member WHERE learner = :learner

-- name: advert_members_all
SELECT learner FROM advert_member ORDER BY learner /*scan*/

-- name: advert_members_before
SELECT learner FROM advert_member AS m WHERE since < :before
AND NOT EXISTS (SELECT 1 FROM enrolment AS e WHERE e.learner = m.learner) ORDER BY learner LIMIT :limit /*scan*/

-- name: advert_means_counts
SELECT c.means, COUNT(*) FROM advert_member AS m JOIN advert_consent AS c ON c.id =
    (SELECT MAX(o.id) FROM advert_consent AS o WHERE o.learner = m.learner) GROUP BY c.means ORDER BY c.means /*scan*/

-- name: advert_refusal_put
INSERT INTO advert_refusal (lookup, at) VALUES (:lookup, :now)
ON CONFLICT (lookup) DO UPDATE SET at = MAX(at, excluded.at)

-- name: advert_refusal_end
DELETE FROM advert_refusal WHERE lookup = :lookup

-- name: advert_refusal_at
SELECT at FROM advert_refusal WHERE lookup = :lookup

-- name: advert_forget_words
UPDATE advert_consent SET evidence = NULL, wamid = NULL WHERE learner = :learner

-- name: advert_merge_consents
UPDATE advert_consent SET learner = :keep WHERE learner = :other

-- name: advert_merge_drop
DELETE FROM advert_to WHERE learner = :other AND EXISTS
    (SELECT 1 FROM advert_to AS k WHERE k.advert = advert_to.advert AND k.learner = :keep)

-- name: advert_merge_to
UPDATE advert_to SET learner = :keep WHERE learner = :other

-- name: advert_put
INSERT INTO advert (id, name, invitation, cohort, template, words, fallback, state, made, begins, next)
VALUES (:id, :name, :invitation, :cohort, :template, :words, :fallback, 0, :now, 0, 0)

-- name: advert_drop
DELETE FROM advert WHERE id = :id AND state = 0

-- name: advert_row
SELECT id, name, invitation, cohort, template, words, fallback, state, made, begins, next, fault FROM advert WHERE id = :id

-- name: advert_named
SELECT id, name, invitation, cohort, template, words, fallback, state, made, begins, next, fault FROM advert WHERE name = :name

-- name: advert_rows
SELECT id, name, invitation, cohort, template, words, fallback, state, made, begins, next, fault FROM advert ORDER BY id /*scan*/

-- name: advert_start
UPDATE advert SET state = 1, begins = :at, next = :at WHERE id = :id AND state IN (0, 1)

-- name: advert_set_state
UPDATE advert SET state = :to, next = :next WHERE id = :id AND state = :from

-- name: advert_set_fault
UPDATE advert SET state = 4, next = 0, fault = :fault WHERE id = :id AND state = :from

-- name: advert_soonest
SELECT COALESCE(MIN(next), 9223372036854775807) FROM advert WHERE next > 0

-- name: advert_whose_time
SELECT id, name, invitation, cohort, template, words, fallback, state, made, begins, next, fault FROM advert
WHERE next > 0 AND next <= :now + 0 ORDER BY next, id

-- name: advert_fill_from_list
INSERT INTO advert_to (advert, learner, at, msg, why) SELECT :advert, learner, 0, 0, 0 FROM advert_member WHERE true
ON CONFLICT (advert, learner) DO NOTHING /*scan*/

-- name: advert_not_told
SELECT learner FROM advert_to WHERE advert = :advert AND at = 0 ORDER BY learner LIMIT :limit

-- name: advert_tell
UPDATE advert_to SET at = :now, msg = :msg, why = :why WHERE advert = :advert AND learner = :learner

-- name: advert_owed_count
SELECT COUNT(*) FROM advert_to WHERE msg > 0 AND at >= :since + 0

-- name: advert_had_lately
-- What was taken by WhatsApp and not refused later, and what is on its way before this one.
SELECT COUNT(*), COALESCE(SUM(COALESCE(d.at, t.at) > :week), 0) FROM advert_to AS t
LEFT JOIN outbox_done AS d ON d.id = t.msg LEFT JOIN outbox_status AS s ON s.id = t.msg
WHERE t.learner = :learner AND t.msg > 0 AND t.msg < :before AND COALESCE(d.at, t.at) > :month
AND (d.id IS NULL OR (d.outcome IN (:accepted, :unknown) AND COALESCE(s.failed_at, 0) = 0))

-- name: advert_of_msg
SELECT advert FROM advert_to WHERE msg > 0 AND msg = :msg + 0

-- name: advert_newest_brought
SELECT t.advert FROM advert_to AS t JOIN outbox_done AS d ON d.id = t.msg
WHERE t.learner = :learner AND t.msg > 0 AND d.outcome = :accepted AND d.at > :since ORDER BY t.msg DESC LIMIT 1

-- name: advert_unsent_to
SELECT t.msg FROM advert_to AS t WHERE t.learner = :learner AND t.msg > 0
AND NOT EXISTS (SELECT 1 FROM outbox_done AS d WHERE d.id = t.msg) ORDER BY t.msg

-- name: advert_unsent_of
SELECT t.msg FROM advert_to AS t WHERE t.advert = :advert AND t.msg > 0
AND NOT EXISTS (SELECT 1 FROM outbox_done AS d WHERE d.id = t.msg) ORDER BY t.msg

-- name: advert_passed_over
SELECT why, COUNT(*) FROM advert_to WHERE advert = :advert AND at > 0 AND msg = 0 GROUP BY why ORDER BY why

-- name: advert_outcomes
SELECT COALESCE(d.outcome, -1), COALESCE(NULLIF(d.code, 0), NULLIF(s.code, 0), 0), COALESCE(s.status, 0), COUNT(*),
    COALESCE(SUM(s.billed), 0), COALESCE(h.reason, -1)
FROM advert_to AS t LEFT JOIN outbox_done AS d ON d.id = t.msg LEFT JOIN outbox_status AS s ON s.id = t.msg
LEFT JOIN outbox_held AS h ON h.id = t.msg
WHERE t.advert = :advert AND t.msg > 0 GROUP BY 1, 2, 3, 6 ORDER BY 1, 2, 3, 6

-- name: advert_left_to_do
SELECT COUNT(*) FROM advert_to WHERE advert = :advert AND at = 0

-- name: advert_joined
SELECT COUNT(*) FROM advert AS a JOIN joining AS j ON j.invitation = a.invitation JOIN enrolment AS e ON e.id = j.enrolment
JOIN advert_to AS t ON t.advert = a.id AND t.learner = e.learner JOIN outbox_done AS d ON d.id = t.msg
WHERE a.id = :advert AND t.msg > 0 AND d.outcome = :accepted AND e.enrolled >= d.at

-- name: advert_left_by
SELECT COUNT(DISTINCT learner) FROM advert_consent WHERE advert > 0 AND advert = :advert + 0 AND given = 0

-- name: advert_reached_rows
SELECT t.learner FROM advert_to AS t JOIN outbox_done AS d ON d.id = t.msg LEFT JOIN outbox_status AS s ON s.id = t.msg
WHERE t.advert = :advert AND t.msg > 0 AND d.outcome = :accepted AND COALESCE(s.failed_at, 0) = 0 ORDER BY t.learner
