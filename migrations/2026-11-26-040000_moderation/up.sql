-- What people report: one case for each post, or each person, until it is decided; who reported it, with what it said then;
-- what those who decide say among themselves; and what was done to whom, which they can answer once.
CREATE TABLE moderation_cases (
  id BIGINT NOT NULL PRIMARY KEY,
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  thread_id BIGINT REFERENCES threads (id),
  post_id BIGINT REFERENCES posts (id),
  about_id BIGINT NOT NULL REFERENCES members (id),
  cohort_id BIGINT REFERENCES cohorts (id),
  title TEXT NOT NULL,
  number INTEGER NOT NULL,
  state TEXT NOT NULL,
  is_urgent BOOLEAN NOT NULL,
  is_passed_on BOOLEAN NOT NULL,
  opened_at BIGINT NOT NULL,
  claimed_by BIGINT REFERENCES members (id),
  claimed_at BIGINT,
  decided_by BIGINT REFERENCES members (id),
  decided_at BIGINT,
  outcome TEXT NOT NULL,
  told TEXT NOT NULL
);
CREATE INDEX moderation_cases_by_state ON moderation_cases (institution_id, state, opened_at);
CREATE INDEX moderation_cases_by_post ON moderation_cases (post_id, state);
CREATE INDEX moderation_cases_by_person ON moderation_cases (about_id, state);

CREATE TABLE moderation_reports (
  id BIGINT NOT NULL PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES moderation_cases (id),
  reporter_id BIGINT NOT NULL REFERENCES members (id),
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  snapshot TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  added_at BIGINT,
  UNIQUE (case_id, reporter_id)
);
CREATE INDEX moderation_reports_by_reporter ON moderation_reports (reporter_id, made_at);

CREATE TABLE moderation_notes (
  id BIGINT NOT NULL PRIMARY KEY,
  case_id BIGINT NOT NULL REFERENCES moderation_cases (id),
  author_id BIGINT NOT NULL REFERENCES members (id),
  body TEXT NOT NULL,
  made_at BIGINT NOT NULL
);
CREATE INDEX moderation_notes_by_case ON moderation_notes (case_id, id);

CREATE TABLE moderation_measures (
  id BIGINT NOT NULL PRIMARY KEY,
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  case_id BIGINT NOT NULL REFERENCES moderation_cases (id),
  member_id BIGINT NOT NULL REFERENCES members (id),
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  body TEXT NOT NULL,
  by_id BIGINT NOT NULL REFERENCES members (id),
  made_at BIGINT NOT NULL,
  until BIGINT,
  epoch INTEGER,
  ended_at BIGINT,
  appeal TEXT NOT NULL,
  appealed_at BIGINT,
  outcome TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_by BIGINT REFERENCES members (id),
  answered_at BIGINT
);
CREATE INDEX moderation_measures_by_case ON moderation_measures (case_id, id);
CREATE INDEX moderation_measures_by_member ON moderation_measures (member_id, id);

-- Who may not write, and until when.
CREATE TABLE mutes (
  member_id BIGINT NOT NULL PRIMARY KEY REFERENCES members (id),
  until BIGINT NOT NULL,
  measure_id BIGINT NOT NULL
);
