-- Where a role comes from, and who gave it. Of what was granted before, the audit knows.
ALTER TABLE member_roles ADD COLUMN source TEXT;
ALTER TABLE enrolments ADD COLUMN source TEXT;
ALTER TABLE enrolments ADD COLUMN granted_by BIGINT;
