-- What somebody wrote and did not post yet, one for each place: `reply` to a thread, `start` on a board, `edit` of a post.
-- With `post_at` it is posted then; `refused` says in a word why that could not be.
CREATE TABLE drafts (
    id BIGINT PRIMARY KEY,
    institution_id BIGINT NOT NULL REFERENCES institutions (id),
    member_id BIGINT NOT NULL REFERENCES members (id),
    kind TEXT NOT NULL,
    subject BIGINT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    why TEXT NOT NULL,
    boards TEXT NOT NULL,
    saved_at BIGINT NOT NULL,
    post_at BIGINT,
    refused TEXT NOT NULL,
    UNIQUE (member_id, kind, subject)
);

CREATE INDEX drafts_by_saved ON drafts (saved_at);
