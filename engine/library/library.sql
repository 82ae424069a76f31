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
INSERT INTO media_upload (sha256, number, media_id, expires, again) VALUES (:sha256, :number, NULL, 0, :now)
ON CONFLICT (sha256, number) DO UPDATE SET again = CASE WHEN media_upload.again > excluded.again AND media_upload.media_id IS NULL
    THEN media_upload.again ELSE excluded.again END

-- name: library_upload_wanted
SELECT u.sha256, u.number, m.mime, m.filename FROM media_upload AS u JOIN media AS m ON m.sha256 = u.sha256
WHERE u.again <= :now ORDER BY u.again, u.sha256 LIMIT :limit

-- name: library_upload_set
UPDATE media_upload SET media_id = COALESCE(:media_id, media_id), expires = CASE WHEN :media_id IS NULL THEN expires ELSE :expires END,
    again = :again, detail = :detail WHERE sha256 = :sha256 AND number = :number

-- name: library_upload_forget
UPDATE media_upload SET media_id = NULL, expires = 0, again = :now WHERE sha256 = :sha256 AND number = :number

-- name: library_template_put
INSERT INTO template (name, language, status, updated) VALUES (:name, :language, :status, :now)
ON CONFLICT (name, language) DO UPDATE SET status = excluded.status, updated = excluded.updated

-- name: library_template_row
SELECT status FROM template WHERE name = :name AND language = :language
