ALTER TABLE sso_providers DROP COLUMN client_key;
