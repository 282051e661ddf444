ALTER TABLE enrolments DROP COLUMN granted_by;
ALTER TABLE enrolments DROP COLUMN source;
ALTER TABLE member_roles DROP COLUMN source;
