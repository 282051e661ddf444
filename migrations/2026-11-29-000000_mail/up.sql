-- How somebody gets mail of what they are told of; whoever has no row gets it as is usual.
CREATE TABLE mail_choices (
  member_id BIGINT NOT NULL PRIMARY KEY REFERENCES members (id),
  rhythm TEXT NOT NULL,
  hour INTEGER NOT NULL,
  weekday INTEGER NOT NULL,
  direct TEXT NOT NULL,
  boards TEXT NOT NULL,
  amount TEXT NOT NULL,
  sorting TEXT NOT NULL,
  set_at BIGINT NOT NULL
);

-- The boards that they want in it, where they do not want all.
CREATE TABLE mail_boards (
  member_id BIGINT NOT NULL REFERENCES members (id),
  board_id BIGINT NOT NULL REFERENCES boards (id),
  PRIMARY KEY (member_id, board_id)
);

-- When the next letter of each member is to be made.
CREATE TABLE mail_due (
  member_id BIGINT NOT NULL PRIMARY KEY REFERENCES members (id),
  next_at BIGINT NOT NULL
);
CREATE INDEX mail_due_next ON mail_due (next_at);

-- When it went into a letter, or was passed over. What was told before there was such mail is history.
ALTER TABLE notices ADD COLUMN mailed_at BIGINT;
UPDATE notices SET mailed_at = at;
CREATE INDEX notices_unmailed ON notices (member_id, at) WHERE mailed_at IS NULL;

-- Since when an address takes no mail, and in whose words.
ALTER TABLE member_emails ADD COLUMN refused_at BIGINT;
ALTER TABLE member_emails ADD COLUMN refusal TEXT;
CREATE INDEX member_emails_refused ON member_emails (institution_id, refused_at) WHERE refused_at IS NOT NULL;
