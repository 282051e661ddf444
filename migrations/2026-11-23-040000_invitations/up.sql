-- Ways into a cohort: links and code words. What was given out is not here: a link stands by its hash, a word by its code
-- under a key that is not in the database.
CREATE TABLE invitations (
  id BIGINT NOT NULL PRIMARY KEY,
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  cohort_id BIGINT NOT NULL REFERENCES cohorts (id),
  kind TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  address TEXT NOT NULL,
  note TEXT NOT NULL,
  uses_allowed INTEGER NOT NULL,
  uses INTEGER NOT NULL,
  made_by BIGINT REFERENCES members (id),
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT
);
CREATE INDEX invitations_by_cohort ON invitations (cohort_id, id);
CREATE INDEX invitations_by_end ON invitations (expires_at);

-- Who came by which.
CREATE TABLE invitation_uses (
  invitation_id BIGINT NOT NULL REFERENCES invitations (id),
  member_id BIGINT NOT NULL REFERENCES members (id),
  used_at BIGINT NOT NULL,
  PRIMARY KEY (invitation_id, member_id)
);

-- Who wants an account by an invitation and has yet to show that the address is theirs.
CREATE TABLE invitation_requests (
  id BIGINT NOT NULL PRIMARY KEY,
  invitation_id BIGINT NOT NULL REFERENCES invitations (id),
  token_hash TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX invitation_requests_by_end ON invitation_requests (expires_at);
CREATE INDEX invitation_requests_by_invitation ON invitation_requests (invitation_id);
