ALTER TABLE sessions DROP COLUMN device;
DROP TABLE pending_sign_ins;
DROP TABLE recovery_codes;
DROP TABLE second_factors;
