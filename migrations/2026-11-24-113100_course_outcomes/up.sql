-- What came of it when the list of a course was last asked for, as JSON.
ALTER TABLE lti_courses ADD COLUMN outcome TEXT;
