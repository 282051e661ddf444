-- The keys by which a university knows its people, each with what its list said of them the last time. Whoever was shut out
-- because the list left them out has here the epoch that they had then: one who was suspended since has another.
CREATE TABLE member_keys (
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  external_id TEXT NOT NULL,
  member_id BIGINT NOT NULL UNIQUE REFERENCES members (id),
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  left_at BIGINT,
  left_epoch INTEGER,
  PRIMARY KEY (institution_id, external_id)
);
