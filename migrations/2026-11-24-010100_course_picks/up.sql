-- The keys by which an institution proves itself to course platforms: the private half sealed under secret.key, the public one
-- as everybody may read it.
CREATE TABLE lti_keys (
  id BIGINT NOT NULL PRIMARY KEY,
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  sealed TEXT NOT NULL,
  modulus TEXT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX lti_keys_by_institution ON lti_keys (institution_id);

-- Who is choosing what a link in their course leads to (deep linking). Good for half an hour, and once.
CREATE TABLE lti_picks (
  id BIGINT NOT NULL PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,
  course_id BIGINT NOT NULL REFERENCES lti_courses (id),
  member_id BIGINT NOT NULL REFERENCES members (id),
  return_url TEXT NOT NULL,
  data TEXT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX lti_picks_by_end ON lti_picks (expires_at);
