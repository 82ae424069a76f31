-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: live_row
SELECT cohort, came, signed, staff, name, role, hash, text FROM live_cue WHERE room = :room AND beat = :beat

-- name: live_put
INSERT INTO live_cue (room, beat, cohort, came, signed, staff, name, role, hash, text)
VALUES (:room, :beat, :cohort, :came, :signed, :staff, :name, :role, :hash, :text)
ON CONFLICT (room, beat) DO UPDATE SET came = excluded.came, signed = excluded.signed, staff = excluded.staff,
    name = excluded.name, role = excluded.role, hash = excluded.hash, text = excluded.text
