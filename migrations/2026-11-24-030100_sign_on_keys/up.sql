-- By which key this site proves itself to a provider that takes no shared secret; its private half is sealed. JSON.
ALTER TABLE sso_providers ADD COLUMN client_key TEXT;
