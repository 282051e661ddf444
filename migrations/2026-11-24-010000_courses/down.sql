DROP TABLE lti_course_members;
DROP TABLE lti_courses;
DROP TABLE lti_attempts;
DROP TABLE lti_deployments;
DROP TABLE lti_platforms;
