-- Where a provider is that says nothing of itself, because it speaks OAuth 2 alone, and what it calls whom. JSON.
ALTER TABLE sso_providers ADD COLUMN places TEXT;
