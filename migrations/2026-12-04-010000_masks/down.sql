ALTER TABLE drafts DROP COLUMN is_masked;
DROP INDEX posts_masked;
ALTER TABLE threads DROP COLUMN last_author_mask;
ALTER TABLE threads DROP COLUMN author_mask;
ALTER TABLE posts DROP COLUMN mask;
