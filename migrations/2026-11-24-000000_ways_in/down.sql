DROP INDEX identities_by_member;
ALTER TABLE sso_attempts DROP COLUMN for_session;
ALTER TABLE sso_attempts DROP COLUMN for_member;
ALTER TABLE sso_attempts DROP COLUMN purpose;
ALTER TABLE sessions DROP COLUMN proved_at;
