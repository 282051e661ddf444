ALTER TABLE identities DROP COLUMN asked_at;
