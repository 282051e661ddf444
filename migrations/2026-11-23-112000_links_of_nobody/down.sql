CREATE TABLE sign_in_links_anew (
  id BIGINT NOT NULL PRIMARY KEY,
  member_id BIGINT NOT NULL REFERENCES members (id),
  token_hash TEXT NOT NULL UNIQUE,
  destination TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
INSERT INTO sign_in_links_anew (id, member_id, token_hash, destination, created_at, expires_at, used_at)
  SELECT id, member_id, token_hash, destination, created_at, expires_at, used_at FROM sign_in_links
  WHERE member_id IS NOT NULL;
DROP TABLE sign_in_links;
ALTER TABLE sign_in_links_anew RENAME TO sign_in_links;
