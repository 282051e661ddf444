-- The keys by which a university knows its people, each with what its list said of them the last time.
CREATE TABLE member_keys (
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  external_id TEXT NOT NULL,
  member_id BIGINT NOT NULL UNIQUE REFERENCES members (id),
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  left_at BIGINT,
  PRIMARY KEY (institution_id, external_id)
);
