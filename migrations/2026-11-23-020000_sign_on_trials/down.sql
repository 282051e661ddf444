ALTER TABLE sso_attempts DROP COLUMN tried_by;
