DROP TABLE sso_logout_tokens;
DROP TABLE sso_requests;
DROP TABLE sso_sessions;
DROP TABLE sso_attempts;
DROP TABLE sso_providers;
