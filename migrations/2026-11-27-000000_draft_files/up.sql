-- What is to hang on the post that a draft becomes, with what was said of it there.
CREATE TABLE draft_files (
    draft_id BIGINT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
    attachment_id BIGINT NOT NULL REFERENCES attachments (id),
    alt TEXT NOT NULL,
    is_decoration BOOLEAN NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (draft_id, attachment_id)
);

CREATE INDEX draft_files_by_attachment ON draft_files (attachment_id);
