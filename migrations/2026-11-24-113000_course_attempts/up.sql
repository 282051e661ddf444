-- A launch within a frame is led out before the platform is asked, so no attempt needs its address once more.
ALTER TABLE lti_attempts DROP COLUMN again;
