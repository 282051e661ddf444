-- Where a post went that was moved: its stub keeps the number, and leads to it.
CREATE TABLE post_moves (
  stub_id BIGINT NOT NULL PRIMARY KEY REFERENCES posts (id),
  post_id BIGINT NOT NULL REFERENCES posts (id),
  moved_at BIGINT NOT NULL
);
CREATE INDEX mail_ids_by_post ON mail_ids (post_id);
