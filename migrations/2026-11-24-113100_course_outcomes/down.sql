ALTER TABLE lti_courses DROP COLUMN outcome;
