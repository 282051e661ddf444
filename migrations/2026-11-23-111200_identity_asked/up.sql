-- When the rules of its provider were last read for whoever an identity belongs to: what they gave lapses some time after that.
ALTER TABLE identities ADD COLUMN asked_at BIGINT;
