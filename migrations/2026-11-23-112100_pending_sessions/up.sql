-- The session in which somebody began to show once more who they are: it ends when they have given their second factor.
ALTER TABLE pending_sign_ins ADD COLUMN session_id BIGINT;
