-- What somebody who chooses was when they came: what was mapped, and which sessions of theirs are good. Those who are choosing
-- just now begin once more.
ALTER TABLE lti_picks ADD COLUMN cohort_id BIGINT NOT NULL DEFAULT 0;
ALTER TABLE lti_picks ADD COLUMN epoch INTEGER NOT NULL DEFAULT -1;
