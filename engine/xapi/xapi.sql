-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: xapi_insert
INSERT INTO xapi_told (lrs, id, cohort, enrolment, at, words, voids, refused)
VALUES (:lrs, :id, :cohort, :enrolment, :at, :words, :voids, :refused)
ON CONFLICT (lrs, id) DO NOTHING

-- name: xapi_of_cohort
SELECT id, enrolment, at, words, voids, refused FROM xapi_told WHERE cohort = :cohort AND lrs = :lrs ORDER BY id

-- name: xapi_counts
SELECT COUNT(*) - COUNT(refused) - COUNT(voids) FILTER (WHERE refused IS NULL), COUNT(voids) FILTER (WHERE refused IS NULL),
    COUNT(refused) - COUNT(left_at), COUNT(left_at)
FROM xapi_told WHERE cohort = :cohort AND lrs = :lrs

-- name: xapi_parked
SELECT id, enrolment, at, words, voids, refused FROM xapi_told
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
