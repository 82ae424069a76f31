-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: certificate_insert
INSERT INTO certificate (id, cohort, enrolment, code, issued, printed, sha256, file_until)
VALUES (:id, :cohort, :enrolment, :code, :now, :printed, :sha256, :until)

-- name: certificate_row
SELECT id, cohort, enrolment, code, issued, revoked, reason, replaced_by, printed, sha256 FROM certificate WHERE id = :id

-- name: certificate_by_code
SELECT id, cohort, enrolment, code, issued, revoked, reason, replaced_by, printed, sha256 FROM certificate WHERE code = :code

-- name: certificate_newest
SELECT id, cohort, enrolment, code, issued, revoked, reason, replaced_by, printed, sha256 FROM certificate
WHERE enrolment = :enrolment ORDER BY id DESC LIMIT 1

-- name: certificate_of_cohort
SELECT id, cohort, enrolment, code, issued, revoked, reason, replaced_by, printed, sha256 FROM certificate
WHERE cohort = :cohort ORDER BY id

-- name: certificate_issued_in
SELECT COUNT(*) FROM certificate WHERE cohort = :cohort AND revoked = 0

-- name: certificate_set_revoked
UPDATE certificate SET revoked = :now, reason = :reason WHERE id = :id AND revoked = 0

-- name: certificate_set_replaced
UPDATE certificate SET replaced_by = :by WHERE id = :id AND replaced_by = 0

-- name: certificate_set_file
UPDATE certificate SET sha256 = :sha256, file_until = :until WHERE id = :id

-- name: certificate_files
SELECT id, cohort, enrolment, code, issued, revoked, reason, replaced_by, NULL, sha256 FROM certificate
WHERE file_until > 0 AND file_until <= :now + 0 ORDER BY file_until, id LIMIT :limit

-- name: certificate_files_of
SELECT id, cohort, enrolment, code, issued, revoked, reason, replaced_by, NULL, sha256 FROM certificate
WHERE enrolment = :enrolment AND file_until > 0 ORDER BY id

-- name: certificate_forgotten
UPDATE certificate SET printed = NULL, reason = CASE WHEN reason IS NULL THEN NULL ELSE '' END, file_until = 0
WHERE enrolment = :enrolment

-- name: certificate_look_add
INSERT INTO certificate_look (enrolment, at) VALUES (:enrolment, :at)
ON CONFLICT (enrolment) DO UPDATE SET at = CASE WHEN certificate_look.at < excluded.at THEN certificate_look.at ELSE excluded.at END

-- name: certificate_look_set
INSERT INTO certificate_look (enrolment, at) VALUES (:enrolment, :at) ON CONFLICT (enrolment) DO UPDATE SET at = excluded.at

-- name: certificate_look_end
DELETE FROM certificate_look WHERE enrolment = :enrolment

-- name: certificate_looks
SELECT enrolment FROM certificate_look WHERE at <= :now ORDER BY at, enrolment LIMIT :limit

-- name: certificate_soonest_look
SELECT MIN(at) FROM certificate_look

-- name: certificate_soonest_file
SELECT MIN(file_until) FROM certificate WHERE file_until > 0
