-- Under which name a post shows where its author is anonymous to peers: a word for what they are and a number within the
-- thread, as `mentee-3`. It stays with the post whatever becomes of the board. A thread says so of who started it and of
-- who wrote last.
ALTER TABLE posts ADD COLUMN mask TEXT;
ALTER TABLE threads ADD COLUMN author_mask TEXT;
ALTER TABLE threads ADD COLUMN last_author_mask TEXT;
CREATE INDEX posts_masked ON posts (thread_id, number) WHERE mask IS NOT NULL;
-- Whether the form said that the writer's name would not be shown, so that what is posted at its hour does not show it.
ALTER TABLE drafts ADD COLUMN is_masked BOOLEAN NOT NULL DEFAULT FALSE;
