-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: volume_media
SELECT bytes FROM media WHERE sha256 = :sha256
