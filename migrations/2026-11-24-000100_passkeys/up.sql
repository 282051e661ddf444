-- Keys that devices keep. Nothing here is secret: the half that signs never leaves the device.
CREATE TABLE passkeys (
  id BIGINT NOT NULL PRIMARY KEY,
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  member_id BIGINT NOT NULL REFERENCES members (id),
  credential TEXT NOT NULL,
  name TEXT NOT NULL,
  data TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  used_at BIGINT,
  UNIQUE (institution_id, credential)
);
CREATE INDEX passkeys_by_member ON passkeys (member_id);

-- What a device was asked: good in one browser, for ten minutes, and once. By its hash, and with what judges the answer sealed.
CREATE TABLE passkey_challenges (
  id BIGINT NOT NULL PRIMARY KEY,
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  token_hash TEXT NOT NULL UNIQUE,
  deed TEXT NOT NULL,
  member_id BIGINT REFERENCES members (id),
  session_id BIGINT REFERENCES sessions (id),
  name TEXT NOT NULL,
  destination TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX passkey_challenges_by_end ON passkey_challenges (expires_at);
