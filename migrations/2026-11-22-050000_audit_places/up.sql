-- A line that waits for its place has none to be found by: writing it down as nothing, and taking that away again when it
-- is sealed, were two more changes for every line.
DROP INDEX audit_by_number;
CREATE UNIQUE INDEX audit_by_number ON audit (number) WHERE number IS NOT NULL;
