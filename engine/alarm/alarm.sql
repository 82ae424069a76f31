-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: alarm_put
INSERT INTO alarm (cause, since, n, seen, told, times, cleared, about)
VALUES (:cause, :since, :n, :seen, :told, :times, :cleared, :about)
ON CONFLICT (cause, since) DO UPDATE SET n = :n, seen = :seen, told = :told, times = :times, cleared = :cleared, about = :about

-- name: alarm_newest
SELECT cause, since, n, seen, told, times, cleared, about FROM alarm WHERE cause = :cause ORDER BY since DESC LIMIT 1

-- name: alarm_open_rows
SELECT cause, since, n, seen, told, times, cleared, about FROM alarm WHERE cleared = 0 ORDER BY since, cause

-- name: alarm_closed_rows
SELECT cause, since, n, seen, told, times, cleared, about FROM alarm WHERE cleared > :since + 0 ORDER BY since, cause

-- name: alarm_running
SELECT MIN(CASE WHEN launched > 0 THEN launched ELSE created END) FROM cohort WHERE state = 0 /*scan*/

-- name: alarm_step_due
SELECT MIN(utc) FROM due WHERE state = 0

-- name: alarm_message_due
-- by lane, because the index begins with it
SELECT MIN(due) FROM (SELECT MIN(due) AS due FROM outbox_queue WHERE lane = 0
    UNION ALL SELECT MIN(due) FROM outbox_queue WHERE lane = 1 UNION ALL SELECT MIN(due) FROM outbox_queue WHERE lane = 2
    UNION ALL SELECT MIN(due) FROM outbox_queue WHERE lane = 3 UNION ALL SELECT MIN(due) FROM outbox_queue WHERE lane = 4) /*scan*/

-- name: alarm_unheard
-- of the newest messages, by cohort; what is older than a week will not be told of any more
SELECT m.cohort, COUNT(*) FROM outbox_done AS d JOIN outbox_msg AS m ON m.id = d.id
WHERE d.id > (SELECT COALESCE(MAX(id), 0) FROM outbox_msg) - 20000
    AND d.outcome = :accepted AND d.at > :heard AND d.at <= :before GROUP BY m.cohort ORDER BY COUNT(*) DESC, m.cohort

-- name: alarm_habit
-- a cohort's messages by the hour in which they went, of those that WhatsApp told us of
SELECT d.at / 3600, COUNT(*) FROM outbox_done AS d JOIN outbox_msg AS m ON m.id = d.id JOIN outbox_status AS s ON s.id = d.id
WHERE d.id > (SELECT COALESCE(MAX(id), 0) FROM outbox_msg) - 100000
    AND d.outcome = :accepted AND d.at >= :since AND m.cohort = :cohort GROUP BY d.at / 3600 ORDER BY d.at / 3600

-- name: alarm_teaching
-- whether a cohort runs and has something ahead of it
SELECT 1 FROM cohort AS c WHERE c.id = :cohort AND c.state = 0
    AND EXISTS (SELECT 1 FROM due AS d WHERE d.cohort = c.id AND d.state = 0)

-- name: alarm_delivery
SELECT d.at, COALESCE(s.delivered_at, 0), COALESCE(m.cohort, 0) FROM outbox_done AS d LEFT JOIN outbox_status AS s ON s.id = d.id
    LEFT JOIN outbox_msg AS m ON m.id = d.id
WHERE d.id > (SELECT COALESCE(MAX(id), 0) FROM outbox_msg) - 100000 AND d.outcome = :accepted AND d.at <= :until
ORDER BY d.id DESC LIMIT :limit

-- name: alarm_templates
SELECT name FROM template WHERE substr(name, 1, 7) = 'baraza_'
    AND status NOT IN ('', 'APPROVED', 'PENDING', 'WANTED', 'IN_APPEAL', 'FLAGGED') ORDER BY name, language /*scan*/

-- name: alarm_lrs
SELECT c.name, w.failing, w.status, (SELECT COUNT(*) FROM xapi_told AS t
    WHERE t.cohort = w.cohort AND t.lrs = w.lrs AND t.refused IS NOT NULL AND t.left_at IS NULL)
FROM xapi_way AS w JOIN cohort AS c ON c.id = w.cohort WHERE w.lrs = :lrs ORDER BY w.cohort
