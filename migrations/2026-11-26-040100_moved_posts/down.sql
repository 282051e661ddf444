DROP INDEX mail_ids_by_post;
DROP TABLE post_moves;
