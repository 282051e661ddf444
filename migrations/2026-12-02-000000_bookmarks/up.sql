-- Posts that somebody keeps for themselves, with a note of their own and an hour at which they are reminded.
CREATE TABLE bookmarks (
    id BIGINT NOT NULL PRIMARY KEY,
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    member_id BIGINT NOT NULL REFERENCES members (id),
    post_id BIGINT NOT NULL REFERENCES posts (id),
    note TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    remind_at BIGINT,
    UNIQUE (member_id, post_id)
);
