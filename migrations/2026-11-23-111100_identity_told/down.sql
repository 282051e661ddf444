ALTER TABLE identities DROP COLUMN told;
