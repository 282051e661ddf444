-- What a provider that the program speaks SAML with says of itself: only what the signature covers, and until when it may be
-- believed. Our own key, where it encrypts, is sealed under a key that is not in the database.
CREATE TABLE saml_metadata (
  provider_id BIGINT NOT NULL PRIMARY KEY REFERENCES sso_providers (id),
  address TEXT NOT NULL,
  certificate TEXT NOT NULL,
  document TEXT NOT NULL,
  valid_until BIGINT NOT NULL,
  read_at BIGINT NOT NULL,
  own_key TEXT NOT NULL,
  own_certificate TEXT NOT NULL
);

-- Assertions that have come, by the hash of their names: none is taken twice.
CREATE TABLE saml_replays (
  provider_id BIGINT NOT NULL REFERENCES sso_providers (id),
  key_hash TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (provider_id, key_hash)
);
CREATE INDEX saml_replays_by_end ON saml_replays (expires_at);
