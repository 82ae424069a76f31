-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: xapi_insert
INSERT INTO xapi_told (lrs, id, cohort, enrolment, at, voids, refused)
VALUES (:lrs, :id, :cohort, :enrolment, :at, :voids, :refused)
ON CONFLICT (lrs, id) DO NOTHING

-- name: xapi_of_cohort
SELECT id, enrolment, at, voids, refused FROM xapi_told WHERE cohort = :cohort AND lrs = :lrs ORDER BY id
