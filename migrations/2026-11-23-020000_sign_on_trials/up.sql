-- Somebody who runs the institution tries a provider: nobody is let in by it, and they see what it says of them.
ALTER TABLE sso_attempts ADD COLUMN tried_by BIGINT REFERENCES members (id);
