-- Provisioning by an institution's identity system (SCIM). A token is there by its hash.
CREATE TABLE scim_tokens (
  id BIGINT NOT NULL PRIMARY KEY,
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  used_at BIGINT,
  revoked_at BIGINT
);
CREATE INDEX scim_tokens_by_institution ON scim_tokens (institution_id);

-- What an identity system says of a member: its names for them, and the rest as JSON. A member who was suspended because it
-- said so has here the epoch that they had then: one who was suspended anew by somebody else has another.
CREATE TABLE scim_users (
  member_id BIGINT NOT NULL PRIMARY KEY REFERENCES members (id),
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  user_name TEXT NOT NULL,
  user_name_key TEXT NOT NULL,
  external_id TEXT,
  document TEXT NOT NULL,
  suspended_epoch INTEGER,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  UNIQUE (institution_id, user_name_key),
  UNIQUE (institution_id, external_id)
);

-- Its groups. Until one is mapped to a cohort and a role it gives nobody anything.
CREATE TABLE scim_groups (
  id BIGINT NOT NULL PRIMARY KEY,
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  external_id TEXT,
  cohort_id BIGINT REFERENCES cohorts (id),
  role TEXT,
  mapped_by BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  UNIQUE (institution_id, name_key),
  UNIQUE (institution_id, external_id)
);
CREATE INDEX scim_groups_by_cohort ON scim_groups (cohort_id);

CREATE TABLE scim_group_members (
  group_id BIGINT NOT NULL REFERENCES scim_groups (id),
  member_id BIGINT NOT NULL REFERENCES members (id),
  PRIMARY KEY (group_id, member_id)
);
CREATE INDEX scim_group_members_by_member ON scim_group_members (member_id);
