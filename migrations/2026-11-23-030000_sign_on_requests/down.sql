ALTER TABLE identities DROP COLUMN let_in_by;
ALTER TABLE sso_requests DROP COLUMN decided_at;
ALTER TABLE sso_requests DROP COLUMN outcome;
