CREATE INDEX pages_waiting ON pages (thread_id DESC, path) WHERE rendered < wanted;
CREATE INDEX thread_boards_recent ON thread_boards (board_id, is_listed, last_active_at, thread_id);
CREATE INDEX threads_by_author ON threads (author_id);
CREATE INDEX threads_by_last_author ON threads (last_author_id);
