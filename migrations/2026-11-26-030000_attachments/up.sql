-- Files of posts. One that hangs on none yet waits for the post that its uploader is writing; one that was taken off stays as
-- a row, so that what was changed in a post can be said.
CREATE TABLE attachments (
  id BIGINT NOT NULL PRIMARY KEY,
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  post_id BIGINT REFERENCES posts (id),
  uploader_id BIGINT NOT NULL REFERENCES members (id),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  bytes BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  -- Of pictures; else 0.
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  -- The picture for a page, where it is smaller; else empty and 0.
  small_sha256 TEXT NOT NULL,
  small_kind TEXT NOT NULL,
  small_width INTEGER NOT NULL,
  small_height INTEGER NOT NULL,
  alt TEXT NOT NULL,
  is_decoration BOOLEAN NOT NULL,
  position INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  attached_at BIGINT,
  removed_at BIGINT,
  origin_uri TEXT UNIQUE,
  peer_id BIGINT
);

CREATE INDEX attachments_of_post ON attachments (post_id, position) WHERE post_id IS NOT NULL;
CREATE INDEX attachments_of_uploader ON attachments (uploader_id) WHERE removed_at IS NULL;
CREATE INDEX attachments_waiting ON attachments (created_at) WHERE post_id IS NULL;
