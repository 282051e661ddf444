-- The mail domains of institutions, by which the portal tells whoever types an address where they sign in. One counts once
-- whoever runs the server has made sure whose it is.
CREATE TABLE institution_domains (
  domain TEXT NOT NULL PRIMARY KEY,
  institution_id BIGINT NOT NULL REFERENCES institutions (id),
  added_at BIGINT NOT NULL,
  verified_at BIGINT
);
