-- When a session was last used, to the hour: whoever looks through their devices then knows which of them lies in a drawer.
ALTER TABLE sessions ADD COLUMN seen_at BIGINT;
