-- Whom no rule lets in, somebody who runs a cohort may let in: from then on they come in as long as their provider vouches
-- for who they are.
ALTER TABLE sso_requests ADD COLUMN outcome TEXT;
ALTER TABLE sso_requests ADD COLUMN decided_at BIGINT;
ALTER TABLE identities ADD COLUMN let_in_by BIGINT REFERENCES members (id);
