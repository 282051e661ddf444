-- What is agreed with a provider that speaks SAML, beside what every provider has: the attribute by which it calls people,
-- and the domains for which it may say who somebody is there.
CREATE TABLE saml_agreements (
  provider_id BIGINT NOT NULL PRIMARY KEY REFERENCES sso_providers (id),
  subject TEXT NOT NULL,
  speaks_for TEXT NOT NULL
);
