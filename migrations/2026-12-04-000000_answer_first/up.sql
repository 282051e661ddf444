-- Whether one has to answer in a thread before one reads what the others answered. It stays with the thread: who wrote
-- under that promise keeps it whatever becomes of the board.
ALTER TABLE threads ADD COLUMN is_answer_first BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX threads_answer_first ON threads (id) WHERE is_answer_first = TRUE;
