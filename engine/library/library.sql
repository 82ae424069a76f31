-- SPDX-License-Identifier: GPL-3.0-or-later
-- name: library_version_add
INSERT INTO course_version (id, course, version, sha256, added, xml) VALUES (:id, :course, :version, :sha256, :now, :xml)

-- name: library_version_by_hash
SELECT id FROM course_version WHERE sha256 = :sha256

-- name: library_version_newest
SELECT id FROM course_version WHERE course = :course ORDER BY id DESC LIMIT 1

-- name: library_version_xml
SELECT xml, course FROM course_version WHERE id = :id

-- name: library_courses
SELECT DISTINCT course FROM course_version ORDER BY course /*scan*/

-- name: library_file_add
INSERT INTO course_file (version, path, sha256) VALUES (:version, :path, :sha256)

-- name: library_files
SELECT f.path, f.sha256, m.bytes FROM course_file AS f JOIN media AS m ON m.sha256 = f.sha256 WHERE f.version = :version ORDER BY f.path

-- name: library_media_add
INSERT INTO media (sha256, kind, mime, filename, bytes) VALUES (:sha256, :kind, :mime, :filename, :bytes)
ON CONFLICT (sha256) DO NOTHING

-- name: library_upload_row
SELECT media_id FROM media_upload WHERE sha256 = :sha256 AND number = :number AND media_id IS NOT NULL AND expires > :until

-- name: library_upload_want
-- Of one whose id has lapsed, too: from then on it is as if it had never been taken.
INSERT INTO media_upload (sha256, number, media_id, expires, again) SELECT sha256, :number, NULL, 0, :now FROM media WHERE sha256 = :sha256
ON CONFLICT (sha256, number) DO UPDATE SET again = CASE WHEN media_upload.again > excluded.again AND media_upload.media_id IS NULL
    THEN media_upload.again ELSE excluded.again END, media_id = NULL, expires = 0

-- name: library_upload_wanted
SELECT u.sha256, u.number, m.mime, m.filename FROM media_upload AS u JOIN media AS m ON m.sha256 = u.sha256
WHERE u.again <= :now ORDER BY u.again, u.sha256 LIMIT :limit

-- name: library_upload_soonest
SELECT MIN(again) FROM media_upload

-- name: library_upload_set
UPDATE media_upload SET media_id = COALESCE(:media_id, media_id), expires = CASE WHEN :media_id IS NULL THEN expires ELSE :expires END,
    again = :again, detail = CASE WHEN :media_id IS NULL THEN COALESCE(:detail, detail) ELSE NULL END WHERE sha256 = :sha256 AND number = :number

-- name: library_upload_trouble
SELECT COUNT(*) FROM media_upload WHERE sha256 = :sha256 AND number = :number AND media_id IS NULL AND detail IS NOT NULL

-- name: library_upload_forget
UPDATE media_upload SET media_id = NULL, expires = 0, again = :now WHERE sha256 = :sha256 AND number = :number

-- name: library_template_put
INSERT INTO template (name, language, status, updated) VALUES (:name, :language, :status, :now)
ON CONFLICT (name, language) DO UPDATE SET status = excluded.status, updated = excluded.updated

-- name: library_template_row
SELECT status FROM template WHERE name = :name AND language = :language

-- name: library_template_judge
UPDATE template SET category = :category WHERE name = :name AND language = :language

-- name: library_template_judged
SELECT category FROM template WHERE name = :name AND language = :language

-- name: library_templates_wanted
SELECT COUNT(*) FROM template WHERE status = 'WANTED' /*scan*/

-- name: library_fetch_add
INSERT INTO media_fetch (post, media, mime, state, tries, again, until) VALUES (:post, :media, :mime, 1, 0, :now, :until)
ON CONFLICT (post) DO NOTHING

-- name: library_fetch_due
SELECT post, media, mime FROM media_fetch WHERE state = 1 AND again <= :now ORDER BY again, post LIMIT :limit

-- name: library_fetch_soonest
SELECT MIN(again) FROM media_fetch WHERE state = 1

-- name: library_fetch_asked
UPDATE media_fetch SET tries = tries + 1, again = :again WHERE post = :post AND state = 1

-- name: library_fetch_kept
UPDATE media_fetch SET state = 2, sha256 = :sha256, detail = NULL WHERE post = :post AND state = 1

-- name: library_fetch_refused
UPDATE media_fetch SET state = 3, detail = :detail WHERE post = :post AND state = 1

-- name: library_fetch_failed
UPDATE media_fetch SET state = CASE WHEN :now >= until THEN 3 ELSE 1 END, detail = :detail,
    again = :now + CASE WHEN tries < 5 THEN 60 ELSE 3600 END WHERE post = :post AND state = 1

-- name: library_fetch_row
SELECT state, detail FROM media_fetch WHERE post = :post

-- name: library_received
SELECT DISTINCT f.sha256 FROM media_fetch AS f WHERE f.sha256 IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM course_file AS c WHERE c.sha256 = f.sha256) ORDER BY f.sha256 /*scan*/

-- name: library_fetch_forget
UPDATE media_fetch SET state = 3, sha256 = NULL, media = '', detail = 'The file was erased.' WHERE sha256 = :sha256

-- name: library_fetch_unwanted
UPDATE media_fetch SET state = 3, media = '', detail = CASE state WHEN 1 THEN 'The file was erased.' ELSE detail END WHERE post = :post AND state <> 2

-- name: library_media_forget
DELETE FROM media WHERE sha256 = :sha256

-- name: library_uploads_forget
DELETE FROM media_upload WHERE sha256 = :sha256
