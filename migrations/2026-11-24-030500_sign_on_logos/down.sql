DROP TABLE sso_logos;
