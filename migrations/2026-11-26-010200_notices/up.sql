-- Who was told of which post, and why. A post knows its thread, and takes its notices along where it is moved.
CREATE TABLE notices (
  member_id BIGINT NOT NULL REFERENCES members (id),
  post_id BIGINT NOT NULL REFERENCES posts (id),
  kind TEXT NOT NULL,
  at BIGINT NOT NULL,
  seen_at BIGINT,
  PRIMARY KEY (member_id, post_id, kind)
);
CREATE INDEX notices_unseen ON notices (member_id, at) WHERE seen_at IS NULL;
CREATE INDEX notices_by_post ON notices (post_id);
CREATE INDEX notices_by_age ON notices (at);

-- Posts of which somebody has yet to be told, by the event that says so.
CREATE TABLE tellings (
  post_id BIGINT NOT NULL PRIMARY KEY REFERENCES posts (id),
  event_id BIGINT NOT NULL,
  is_new BOOLEAN NOT NULL
);
