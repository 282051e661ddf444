DROP TABLE lti_picks;
DROP TABLE lti_keys;
