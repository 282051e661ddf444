-- The second factor of sign-in. The secret is sealed under a key that is not in the database; `last_step` is the last time
-- step whose code was taken, so that no code is taken twice.
CREATE TABLE second_factors (
  member_id BIGINT NOT NULL PRIMARY KEY REFERENCES members (id),
  secret TEXT NOT NULL,
  last_step BIGINT NOT NULL,
  failures INTEGER NOT NULL,
  next_try_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

-- What lets in whoever has lost their phone: by its hash, each once.
CREATE TABLE recovery_codes (
  member_id BIGINT NOT NULL REFERENCES members (id),
  code_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (member_id, code_hash)
);

-- A sign-in between its first factor and its second: good in one browser, for ten minutes, and once.
CREATE TABLE pending_sign_ins (
  id BIGINT NOT NULL PRIMARY KEY,
  member_id BIGINT NOT NULL REFERENCES members (id),
  token_hash TEXT NOT NULL UNIQUE,
  way_in TEXT NOT NULL,
  destination TEXT NOT NULL,
  device TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX pending_sign_ins_by_end ON pending_sign_ins (expires_at);

-- In what a session began, such as "Firefox on Linux".
ALTER TABLE sessions ADD COLUMN device TEXT;

-- Whoever has power over others signs in once more, with both factors: their sessions began by one.
UPDATE sessions SET revoked_at = created_at
WHERE revoked_at IS NULL AND way_in IN ('link', 'password') AND (
  member_id IN (SELECT member_id FROM member_roles)
  OR member_id IN (SELECT member_id FROM enrolments WHERE state = 'active' AND role IN ('coordinator', 'moderator'))
);
