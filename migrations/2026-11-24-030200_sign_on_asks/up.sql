-- What is asked of a provider beyond who somebody is, and looked for in its tokens: whose tenant they are of, how lately and
-- how well they proved themselves there. JSON.
ALTER TABLE sso_providers ADD COLUMN asks TEXT;
