DROP INDEX member_emails_refused;
ALTER TABLE member_emails DROP COLUMN refusal;
ALTER TABLE member_emails DROP COLUMN refused_at;
DROP INDEX notices_unmailed;
ALTER TABLE notices DROP COLUMN mailed_at;
DROP TABLE mail_due;
DROP TABLE mail_boards;
DROP TABLE mail_choices;
