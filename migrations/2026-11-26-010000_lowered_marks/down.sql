DROP INDEX read_marks_lowered;
ALTER TABLE read_marks DROP COLUMN lowered;
