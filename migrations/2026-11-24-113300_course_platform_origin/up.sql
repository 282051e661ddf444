-- Who added a course platform; nobody for a command. Whoever maps a course trusts them.
ALTER TABLE lti_platforms ADD COLUMN added_by BIGINT;
