-- Who wrote what a post says now, where it was not its author; and for how many minutes people may change their posts on
-- a board, where that has an end.
ALTER TABLE posts ADD COLUMN edited_by BIGINT;
CREATE INDEX posts_by_editor ON posts (edited_by) WHERE edited_by IS NOT NULL;
ALTER TABLE boards ADD COLUMN edit_minutes INTEGER;
