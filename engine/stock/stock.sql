-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: stock_upsert
INSERT INTO stock (id, cohort, enrolment, item, shown, place, facility, qty, at, until)
VALUES (:id, :cohort, :enrolment, :item, :shown, :place, :facility, :qty, :now, :until)
ON CONFLICT (enrolment, item, place) DO UPDATE SET shown = :shown, facility = :facility, qty = :qty, at = :now, until = :until

-- name: stock_before
SELECT id, cohort, enrolment, item, shown, place, facility, qty, at, until FROM stock
WHERE enrolment = :enrolment AND item = :item AND place = :place

-- name: stock_row
SELECT id, cohort, enrolment, item, shown, place, facility, qty, at, until FROM stock WHERE id = :id

-- name: stock_rows
SELECT id, cohort, enrolment, item, shown, place, facility, qty, at, until FROM stock WHERE cohort = :cohort ORDER BY item, id

-- name: stock_rows_of_item
SELECT id, cohort, enrolment, item, shown, place, facility, qty, at, until FROM stock
WHERE cohort = :cohort AND item = :item AND until > :now ORDER BY id

-- name: stock_current
SELECT COUNT(*) FROM stock WHERE enrolment = :enrolment AND until > :now AND NOT (item = :item AND place = :place)

-- name: stock_told_of
SELECT COUNT(*) FROM stock WHERE enrolment = :enrolment

-- name: stock_over
UPDATE stock SET until = :now WHERE id = :id AND until > :now

-- name: stock_unmatch
DELETE FROM stock_match WHERE need = :id OR have = :id

-- name: stock_forget_matches
DELETE FROM stock_match WHERE need IN (SELECT id FROM stock WHERE enrolment = :enrolment)
OR have IN (SELECT id FROM stock WHERE enrolment = :enrolment)

-- name: stock_forget_rows
DELETE FROM stock WHERE enrolment = :enrolment

-- name: stock_clear_matches
DELETE FROM stock_match WHERE need IN (SELECT id FROM stock WHERE cohort = :cohort)

-- name: stock_clear_rows
DELETE FROM stock WHERE cohort = :cohort

-- name: stock_match_insert
INSERT INTO stock_match (id, need, have, need_says, have_says, at) VALUES (:id, :need, :have, 0, 0, :now)
ON CONFLICT (need, have) DO NOTHING

-- name: stock_match_row
SELECT id, need, have, need_says, have_says, at FROM stock_match WHERE id = :id

-- name: stock_match_of
SELECT id, need, have, need_says, have_says, at FROM stock_match WHERE need = :need AND have = :have

-- name: stock_match_answer
UPDATE stock_match SET need_says = :need_says, have_says = :have_says WHERE id = :id

-- name: stock_matches
SELECT m.id, m.need, m.have, m.need_says, m.have_says, m.at FROM stock_match AS m JOIN stock AS s ON s.id = m.need
WHERE s.cohort = :cohort ORDER BY m.id

-- name: stock_items_clear
DELETE FROM stock_item WHERE cohort = :cohort

-- name: stock_item_put
INSERT INTO stock_item (cohort, item, shown) VALUES (:cohort, :item, :shown)
ON CONFLICT (cohort, item) DO UPDATE SET shown = :shown WHERE stock_item.shown = :shown

-- name: stock_names
SELECT item, shown, 1 FROM stock_item WHERE cohort = :cohort
UNION ALL SELECT item, MIN(shown), 0 FROM stock WHERE cohort = :cohort AND until > :now GROUP BY item ORDER BY 3 DESC, 1
