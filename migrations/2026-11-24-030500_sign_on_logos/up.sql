-- The picture on a provider's button: a PNG as Base64, small enough for a row, and the hash that stands in its address.
CREATE TABLE sso_logos (
  provider_id BIGINT NOT NULL PRIMARY KEY REFERENCES sso_providers (id),
  hash TEXT NOT NULL,
  png TEXT NOT NULL
);
