-- How much somebody wants to hear of a thread, a board or a cohort; no row where they leave it as it comes.
CREATE TABLE watch_levels (
  member_id BIGINT NOT NULL REFERENCES members (id),
  place TEXT NOT NULL,
  place_id BIGINT NOT NULL,
  level TEXT NOT NULL,
  set_at BIGINT NOT NULL,
  PRIMARY KEY (member_id, place, place_id)
);
CREATE INDEX watch_levels_by_place ON watch_levels (place, place_id);

-- Boards and cohorts of which everybody hears everything.
CREATE TABLE forced_levels (
  place TEXT NOT NULL,
  place_id BIGINT NOT NULL,
  set_by BIGINT NOT NULL REFERENCES members (id),
  set_at BIGINT NOT NULL,
  PRIMARY KEY (place, place_id)
);
