-- How a provider of sign-on is spoken to. Those that are there speak OpenID Connect, and so does whatever a node adds that
-- was not updated yet: hence the default.
ALTER TABLE sso_providers ADD COLUMN kind TEXT NOT NULL DEFAULT 'oidc';
