-- The chain of the audit. What a line says is marked when it is written; its place, its seal and the code over the seal
-- are given by the sealer within a second, and are null until then. Lines from before have no mark.
ALTER TABLE audit ADD COLUMN salt TEXT;
ALTER TABLE audit ADD COLUMN details_hash TEXT;
ALTER TABLE audit ADD COLUMN mark TEXT;
ALTER TABLE audit ADD COLUMN erased TEXT;
ALTER TABLE audit ADD COLUMN number BIGINT;
ALTER TABLE audit ADD COLUMN sealed_at BIGINT;
ALTER TABLE audit ADD COLUMN seal TEXT;
ALTER TABLE audit ADD COLUMN code TEXT;
CREATE UNIQUE INDEX audit_by_number ON audit (number);
CREATE INDEX audit_unsealed ON audit (id) WHERE number IS NULL;
-- Each list of the page is read from its own end: by time alone, and by each thing that one can ask for.
DROP INDEX audit_by_institution;
CREATE INDEX audit_by_time ON audit (institution_id, at, id);
CREATE INDEX audit_by_verb ON audit (institution_id, verb, at, id);
CREATE INDEX audit_by_actor ON audit (institution_id, actor_id, at, id);
-- A subject is an id of 13 letters, or two with a space between: a cohort and who was enrolled in it.
CREATE INDEX audit_by_subject ON audit (institution_id, substr(subject, 1, 13), at, id);
CREATE INDEX audit_by_second_subject ON audit (institution_id, substr(subject, 15), at, id);
