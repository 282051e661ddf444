DROP INDEX threads_by_last_author;
DROP INDEX threads_by_author;
DROP INDEX thread_boards_recent;
DROP INDEX pages_waiting;
