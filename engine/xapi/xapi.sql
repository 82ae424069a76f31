-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: xapi_insert
INSERT INTO xapi_told (lrs, id, cohort, enrolment, at, words, voids, refused, doubt)
VALUES (:lrs, :id, :cohort, :enrolment, :at, :words, :voids, :refused, :doubt)
ON CONFLICT (lrs, id) DO UPDATE SET at = :at, refused = :refused, doubt = :doubt WHERE xapi_told.doubt = 1

-- name: xapi_settle
UPDATE xapi_told SET doubt = 0 WHERE lrs = :lrs AND id = :voids AND doubt = 1

-- name: xapi_of_cohort
SELECT id, enrolment, at, words, voids, refused, doubt FROM xapi_told WHERE cohort = :cohort AND lrs = :lrs ORDER BY id

-- name: xapi_counts
SELECT COUNT(*) FILTER (WHERE refused IS NULL AND doubt = 0 AND voids IS NULL),
    COUNT(voids) FILTER (WHERE refused IS NULL AND doubt = 0), COUNT(refused) - COUNT(left_at), COUNT(left_at)
FROM xapi_told WHERE cohort = :cohort AND lrs = :lrs

-- name: xapi_parked
SELECT id, enrolment, at, words, voids, refused, doubt FROM xapi_told
WHERE cohort = :cohort AND lrs = :lrs AND refused IS NOT NULL AND left_at IS NULL ORDER BY id

-- name: xapi_put_back
DELETE FROM xapi_told WHERE cohort = :cohort AND lrs = :lrs AND refused IS NOT NULL AND left_at IS NULL

-- name: xapi_leave
UPDATE xapi_told SET left_at = :now WHERE cohort = :cohort AND lrs = :lrs AND refused IS NOT NULL AND left_at IS NULL

-- name: xapi_way_of
SELECT next, tried, done, failing, failures, status, waiting, fault FROM xapi_way WHERE lrs = :lrs AND cohort = :cohort

-- name: xapi_way_put
INSERT INTO xapi_way (lrs, cohort, next, tried, done, failing, failures, status, waiting, fault)
VALUES (:lrs, :cohort, :next, :tried, :done, :failing, :failures, :status, :waiting, :fault)
ON CONFLICT (lrs, cohort) DO UPDATE SET next = :next, tried = :tried, done = :done, failing = :failing,
    failures = :failures, status = :status, waiting = :waiting, fault = :fault

-- name: xapi_way_soon
UPDATE xapi_way SET next = 0 WHERE lrs = :lrs AND cohort = :cohort
