DROP INDEX audit_by_number;
CREATE UNIQUE INDEX audit_by_number ON audit (number);
