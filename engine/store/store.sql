-- SPDX-License-Identifier: GPL-3.0-or-later

-- name: store_begin_write
BEGIN IMMEDIATE

-- name: store_begin_read
BEGIN

-- name: store_commit_all
COMMIT

-- name: store_rollback_all
ROLLBACK

-- name: store_inner_begin
SAVEPOINT inner

-- name: store_inner_commit
RELEASE inner

-- name: store_inner_return
ROLLBACK TO inner

-- name: store_mark_set
SAVEPOINT mark

-- name: store_mark_release
RELEASE mark

-- name: store_mark_return
ROLLBACK TO mark

-- name: store_state_read
SELECT value FROM engine_state WHERE name = :name

-- name: store_state_write
INSERT INTO engine_state (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
