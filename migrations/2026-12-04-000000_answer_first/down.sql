DROP INDEX threads_answer_first;
ALTER TABLE threads DROP COLUMN is_answer_first;
