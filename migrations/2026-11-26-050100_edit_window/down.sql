DROP INDEX posts_by_editor;
ALTER TABLE posts DROP COLUMN edited_by;
ALTER TABLE boards DROP COLUMN edit_minutes;
