-- Sign-on by an institution's own providers. Secrets are sealed under a key that is not in the database; what is looked up
-- is there by its hash.
CREATE TABLE sso_providers (
  id BIGINT NOT NULL PRIMARY KEY,
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  issuer TEXT NOT NULL,
  client_id TEXT NOT NULL,
  client_secret TEXT NOT NULL,
  scopes TEXT NOT NULL,
  algorithm TEXT NOT NULL,
  rules TEXT NOT NULL,
  must TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  UNIQUE (institution_id, slug)
);

-- A way to a provider and back: begun in one browser, good for ten minutes and once.
CREATE TABLE sso_attempts (
  id BIGINT NOT NULL PRIMARY KEY,
  provider_id BIGINT NOT NULL REFERENCES sso_providers (id),
  state_hash TEXT NOT NULL UNIQUE,
  browser_hash TEXT NOT NULL,
  nonce TEXT NOT NULL,
  verifier TEXT NOT NULL,
  destination TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX sso_attempts_by_end ON sso_attempts (expires_at);

-- Which sessions a provider vouched for, so that it can end them.
CREATE TABLE sso_sessions (
  session_id BIGINT NOT NULL PRIMARY KEY REFERENCES sessions (id),
  provider_id BIGINT NOT NULL REFERENCES sso_providers (id),
  subject TEXT NOT NULL,
  provider_session TEXT
);
CREATE INDEX sso_sessions_by_subject ON sso_sessions (provider_id, subject);

-- Who came, and whom no rule lets in.
CREATE TABLE sso_requests (
  id BIGINT NOT NULL PRIMARY KEY,
  provider_id BIGINT NOT NULL REFERENCES sso_providers (id),
  subject TEXT NOT NULL,
  name TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  UNIQUE (provider_id, subject)
);

-- Tokens that ended sessions: each is taken once.
CREATE TABLE sso_logout_tokens (
  provider_id BIGINT NOT NULL REFERENCES sso_providers (id),
  token_hash TEXT NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (provider_id, token_hash)
);
