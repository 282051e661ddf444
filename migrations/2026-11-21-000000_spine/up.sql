CREATE TABLE institutions (
  id BIGINT NOT NULL PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  tagline TEXT NOT NULL,
  headline TEXT NOT NULL,
  lede TEXT NOT NULL,
  language TEXT NOT NULL,
  theme TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  contact_name TEXT NOT NULL,
  contact_address TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE hosts (
  host TEXT NOT NULL PRIMARY KEY,
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  is_primary BOOLEAN NOT NULL
);

CREATE TABLE nodes (
  node INTEGER NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  expires_at BIGINT NOT NULL
);

CREATE TABLE members (
  id BIGINT NOT NULL PRIMARY KEY,
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  username TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  pronouns TEXT NOT NULL,
  field TEXT NOT NULL,
  graduation_year INTEGER,
  time_zone TEXT NOT NULL,
  language TEXT NOT NULL,
  bio_source TEXT NOT NULL,
  bio_html TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  origin_uri TEXT UNIQUE,
  peer_id BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  UNIQUE (institution_id, username)
);

CREATE TABLE member_emails (
  id BIGINT NOT NULL PRIMARY KEY,
  member_id BIGINT NOT NULL REFERENCES members (id),
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  address TEXT NOT NULL,
  is_primary BOOLEAN NOT NULL,
  verified_at BIGINT,
  UNIQUE (institution_id, address)
);
CREATE INDEX member_emails_by_member ON member_emails (member_id);

CREATE TABLE mail_senders (
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  sender TEXT NOT NULL,
  member_id BIGINT NOT NULL REFERENCES members (id),
  PRIMARY KEY (institution_id, sender)
);

CREATE TABLE member_roles (
  member_id BIGINT NOT NULL REFERENCES members (id),
  role TEXT NOT NULL,
  granted_by BIGINT,
  granted_at BIGINT NOT NULL,
  PRIMARY KEY (member_id, role)
);

CREATE TABLE passwords (
  member_id BIGINT NOT NULL PRIMARY KEY REFERENCES members (id),
  hash TEXT NOT NULL,
  changed_at BIGINT NOT NULL
);

CREATE TABLE identities (
  id BIGINT NOT NULL PRIMARY KEY,
  member_id BIGINT NOT NULL REFERENCES members (id),
  provider TEXT NOT NULL,
  subject TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (provider, subject)
);

CREATE TABLE sign_in_links (
  id BIGINT NOT NULL PRIMARY KEY,
  member_id BIGINT NOT NULL REFERENCES members (id),
  token_hash TEXT NOT NULL UNIQUE,
  destination TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);

CREATE TABLE sessions (
  id BIGINT NOT NULL PRIMARY KEY,
  member_id BIGINT NOT NULL REFERENCES members (id),
  way_in TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT
);
CREATE INDEX sessions_by_member ON sessions (member_id);
CREATE INDEX sessions_revoked ON sessions (revoked_at);

CREATE TABLE cohorts (
  id BIGINT NOT NULL PRIMARY KEY,
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  state TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  origin_uri TEXT UNIQUE,
  peer_id BIGINT,
  created_at BIGINT NOT NULL,
  UNIQUE (institution_id, slug)
);

CREATE TABLE enrolments (
  id BIGINT NOT NULL PRIMARY KEY,
  cohort_id BIGINT NOT NULL REFERENCES cohorts (id),
  member_id BIGINT NOT NULL REFERENCES members (id),
  role TEXT NOT NULL,
  state TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT
);
CREATE INDEX enrolments_by_cohort ON enrolments (cohort_id, state);
CREATE INDEX enrolments_by_member ON enrolments (member_id, state);
CREATE UNIQUE INDEX enrolments_active ON enrolments (cohort_id, member_id) WHERE state = 'active';

CREATE TABLE circles (
  id BIGINT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  institution_id BIGINT REFERENCES institutions (id),
  cohort_id BIGINT REFERENCES cohorts (id)
);
CREATE INDEX circles_by_institution ON circles (institution_id);
CREATE INDEX circles_by_cohort ON circles (cohort_id);
INSERT INTO circles (id, kind, institution_id, cohort_id) VALUES (1, 'public', NULL, NULL);

CREATE TABLE boards (
  id BIGINT NOT NULL PRIMARY KEY,
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  kind TEXT NOT NULL,
  settings TEXT NOT NULL,
  position INTEGER NOT NULL,
  audience TEXT NOT NULL,
  start_rule TEXT NOT NULL,
  reply_rule TEXT NOT NULL,
  thread_count BIGINT NOT NULL,
  last_active_at BIGINT,
  archived_at BIGINT,
  origin_uri TEXT UNIQUE,
  peer_id BIGINT,
  created_at BIGINT NOT NULL,
  UNIQUE (institution_id, slug)
);

CREATE TABLE board_cohorts (
  board_id BIGINT NOT NULL REFERENCES boards (id),
  cohort_id BIGINT NOT NULL REFERENCES cohorts (id),
  PRIMARY KEY (board_id, cohort_id)
);

CREATE TABLE board_circles (
  board_id BIGINT NOT NULL REFERENCES boards (id),
  act TEXT NOT NULL,
  circle_id BIGINT NOT NULL REFERENCES circles (id),
  PRIMARY KEY (board_id, act, circle_id)
);
CREATE INDEX board_circles_by_circle ON board_circles (circle_id, act);

CREATE TABLE threads (
  id BIGINT NOT NULL PRIMARY KEY,
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  first_board_id BIGINT NOT NULL REFERENCES boards (id),
  author_id BIGINT NOT NULL REFERENCES members (id),
  title TEXT NOT NULL,
  slug TEXT NOT NULL,
  language TEXT NOT NULL,
  state TEXT NOT NULL,
  post_count INTEGER NOT NULL,
  started_at BIGINT NOT NULL,
  last_post_id BIGINT NOT NULL,
  last_author_id BIGINT NOT NULL,
  last_active_at BIGINT NOT NULL,
  locked_at BIGINT,
  topic TEXT NOT NULL,
  origin_uri TEXT UNIQUE,
  peer_id BIGINT
);
CREATE INDEX threads_by_institution ON threads (institution_id, last_active_at);
CREATE INDEX threads_by_topic ON threads (institution_id, topic);

CREATE TABLE thread_boards (
  thread_id BIGINT NOT NULL REFERENCES threads (id),
  board_id BIGINT NOT NULL REFERENCES boards (id),
  added_at BIGINT NOT NULL,
  added_by BIGINT,
  is_listed BOOLEAN NOT NULL,
  is_pinned BOOLEAN NOT NULL,
  last_active_at BIGINT NOT NULL,
  PRIMARY KEY (thread_id, board_id)
);
CREATE INDEX thread_boards_listing ON thread_boards (board_id, is_listed, is_pinned, last_active_at, thread_id);

CREATE TABLE posts (
  id BIGINT NOT NULL PRIMARY KEY,
  thread_id BIGINT NOT NULL REFERENCES threads (id),
  number INTEGER NOT NULL,
  author_id BIGINT NOT NULL REFERENCES members (id),
  state TEXT NOT NULL,
  format TEXT NOT NULL,
  language TEXT NOT NULL,
  body_source TEXT NOT NULL,
  body_html TEXT NOT NULL,
  renderer INTEGER NOT NULL,
  reply_to BIGINT,
  created_at BIGINT NOT NULL,
  edited_at BIGINT,
  edit_reason TEXT NOT NULL,
  hidden_at BIGINT,
  hidden_by BIGINT,
  hidden_reason TEXT NOT NULL,
  origin_uri TEXT UNIQUE,
  peer_id BIGINT,
  UNIQUE (thread_id, number)
);
CREATE INDEX posts_by_author ON posts (author_id, created_at);

CREATE TABLE post_revisions (
  id BIGINT NOT NULL PRIMARY KEY,
  post_id BIGINT NOT NULL REFERENCES posts (id),
  number INTEGER NOT NULL,
  body_source TEXT NOT NULL,
  written_by BIGINT NOT NULL,
  written_at BIGINT NOT NULL,
  why TEXT NOT NULL,
  UNIQUE (post_id, number)
);

CREATE TABLE mail_ids (
  board_id BIGINT NOT NULL REFERENCES boards (id),
  message_id TEXT NOT NULL,
  thread_id BIGINT NOT NULL REFERENCES threads (id),
  post_id BIGINT REFERENCES posts (id),
  PRIMARY KEY (board_id, message_id)
);

CREATE TABLE submissions (
  form_key TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  member_id BIGINT NOT NULL,
  location TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (form_key, body_hash)
);
CREATE INDEX submissions_by_age ON submissions (created_at);

CREATE TABLE read_marks (
  member_id BIGINT NOT NULL REFERENCES members (id),
  thread_id BIGINT NOT NULL REFERENCES threads (id),
  number INTEGER NOT NULL,
  PRIMARY KEY (member_id, thread_id)
);

CREATE TABLE board_marks (
  member_id BIGINT NOT NULL REFERENCES members (id),
  board_id BIGINT NOT NULL REFERENCES boards (id),
  read_up_to BIGINT NOT NULL,
  PRIMARY KEY (member_id, board_id)
);

CREATE TABLE events (
  id BIGINT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  payload TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  settled_at BIGINT
);
CREATE INDEX events_unsettled ON events (settled_at, id);
CREATE INDEX events_by_age ON events (created_at);

CREATE TABLE deliveries (
  id BIGINT NOT NULL PRIMARY KEY,
  event_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  recipient TEXT NOT NULL,
  payload TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  next_try_at BIGINT NOT NULL,
  done_at BIGINT,
  dead_at BIGINT,
  last_error TEXT NOT NULL,
  UNIQUE (event_id, recipient, kind)
);
CREATE INDEX deliveries_waiting ON deliveries (done_at, dead_at, next_try_at);

CREATE TABLE due (
  id BIGINT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  what TEXT NOT NULL,
  subject BIGINT NOT NULL,
  done_at BIGINT,
  UNIQUE (what, subject, at)
);
CREATE INDEX due_waiting ON due (done_at, at);

CREATE TABLE audit (
  id BIGINT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  institution_id BIGINT,
  actor_id BIGINT,
  verb TEXT NOT NULL,
  subject TEXT NOT NULL,
  why TEXT NOT NULL,
  details TEXT NOT NULL
);
CREATE INDEX audit_by_institution ON audit (institution_id, at);

CREATE TABLE pages (
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  path TEXT NOT NULL,
  language TEXT NOT NULL,
  thread_id BIGINT,
  board_id BIGINT,
  wanted BIGINT NOT NULL,
  rendered BIGINT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (institution_id, path, language)
);
CREATE INDEX pages_by_thread ON pages (thread_id);
CREATE INDEX pages_by_board ON pages (board_id);

CREATE TABLE blobs (
  hash TEXT NOT NULL PRIMARY KEY,
  size BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE blob_references (
  hash TEXT NOT NULL REFERENCES blobs (hash),
  subject TEXT NOT NULL,
  PRIMARY KEY (hash, subject)
);
