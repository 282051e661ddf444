-- Who hid a thread, when and why, as posts have it. Nothing is known of those that were hidden before.
ALTER TABLE threads ADD COLUMN hidden_at BIGINT;
ALTER TABLE threads ADD COLUMN hidden_by BIGINT;
ALTER TABLE threads ADD COLUMN hidden_reason TEXT;
