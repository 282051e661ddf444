ALTER TABLE pending_sign_ins DROP COLUMN session_id;
