-- When somebody last showed who they are in a session: before their ways in change it must have been a moment ago.
ALTER TABLE sessions ADD COLUMN proved_at BIGINT;

-- A way to a provider that is not there to come in: to add an identity to an account, or to show once more who somebody is.
-- It belongs to the session in which it was begun.
ALTER TABLE sso_attempts ADD COLUMN purpose TEXT;
ALTER TABLE sso_attempts ADD COLUMN for_member BIGINT REFERENCES members (id);
ALTER TABLE sso_attempts ADD COLUMN for_session BIGINT REFERENCES sessions (id);

CREATE INDEX identities_by_member ON identities (member_id);
