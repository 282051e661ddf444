DROP TABLE saml_replays;
DROP TABLE saml_metadata;
