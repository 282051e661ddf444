ALTER TABLE threads DROP COLUMN hidden_reason;
ALTER TABLE threads DROP COLUMN hidden_by;
ALTER TABLE threads DROP COLUMN hidden_at;
