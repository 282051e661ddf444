-- Course platforms, such as Moodle and Canvas, from which people launch into a cohort (LTI 1.3).
CREATE TABLE lti_platforms (
  id BIGINT NOT NULL PRIMARY KEY,
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  issuer TEXT NOT NULL,
  client_id TEXT NOT NULL,
  authorization_url TEXT NOT NULL,
  token_url TEXT NOT NULL,
  keys_url TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  UNIQUE (institution_id, slug),
  UNIQUE (institution_id, issuer, client_id)
);

-- What a platform calls the places in which this site is installed. Many customers of one platform share its issuer, and some
-- the client: whoever comes from a deployment that is not named here is somebody else's student.
CREATE TABLE lti_deployments (
  platform_id BIGINT NOT NULL REFERENCES lti_platforms (id),
  deployment TEXT NOT NULL,
  PRIMARY KEY (platform_id, deployment)
);

-- A way to a platform and back, good in one browser, for ten minutes, and once.
CREATE TABLE lti_attempts (
  id BIGINT NOT NULL PRIMARY KEY,
  platform_id BIGINT NOT NULL REFERENCES lti_platforms (id),
  state_hash TEXT NOT NULL UNIQUE,
  browser_hash TEXT NOT NULL,
  nonce TEXT NOT NULL,
  again TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX lti_attempts_by_end ON lti_attempts (expires_at);

-- Its courses, as far as somebody has come from them, and what each gives once somebody has mapped it.
CREATE TABLE lti_courses (
  id BIGINT NOT NULL PRIMARY KEY,
  platform_id BIGINT NOT NULL REFERENCES lti_platforms (id),
  deployment TEXT NOT NULL,
  context TEXT NOT NULL,
  title TEXT NOT NULL,
  members_url TEXT,
  cohort_id BIGINT REFERENCES cohorts (id),
  instructor TEXT,
  learner TEXT,
  makes TEXT NOT NULL,
  mapped_by BIGINT REFERENCES members (id),
  synced_at BIGINT,
  tried_at BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  UNIQUE (platform_id, deployment, context)
);
CREATE INDEX lti_courses_by_cohort ON lti_courses (cohort_id);

-- Who is in a course, and in which position there.
CREATE TABLE lti_course_members (
  course_id BIGINT NOT NULL REFERENCES lti_courses (id),
  member_id BIGINT NOT NULL REFERENCES members (id),
  position TEXT NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (course_id, member_id)
);
CREATE INDEX lti_course_members_by_member ON lti_course_members (member_id);
