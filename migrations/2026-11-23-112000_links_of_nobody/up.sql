-- A link that is asked for by an address that nobody has leaves a row, too, or the time that asking takes would tell who is
-- here. The row is nobody's and opens nothing.
CREATE TABLE sign_in_links_anew (
  id BIGINT NOT NULL PRIMARY KEY,
  member_id BIGINT REFERENCES members (id),
  token_hash TEXT NOT NULL UNIQUE,
  destination TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
INSERT INTO sign_in_links_anew (id, member_id, token_hash, destination, created_at, expires_at, used_at)
  SELECT id, member_id, token_hash, destination, created_at, expires_at, used_at FROM sign_in_links;
DROP TABLE sign_in_links;
ALTER TABLE sign_in_links_anew RENAME TO sign_in_links;
CREATE INDEX sign_in_links_by_member ON sign_in_links (member_id, created_at);
