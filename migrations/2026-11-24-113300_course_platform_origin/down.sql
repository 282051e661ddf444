ALTER TABLE lti_platforms DROP COLUMN added_by;
