DROP TABLE saml_agreements;
