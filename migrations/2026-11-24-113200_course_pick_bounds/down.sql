ALTER TABLE lti_picks DROP COLUMN epoch;
ALTER TABLE lti_picks DROP COLUMN cohort_id;
