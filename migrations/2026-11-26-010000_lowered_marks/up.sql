-- How often a mark was set back by hand: what another node noted before that must not raise it again, and what stands
-- before the board's own mark is new all the same.
ALTER TABLE read_marks ADD COLUMN lowered INTEGER NOT NULL DEFAULT 0;
CREATE INDEX read_marks_lowered ON read_marks (member_id) WHERE lowered > 0;
