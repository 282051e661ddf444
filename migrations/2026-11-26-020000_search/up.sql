-- What searching finds: a row for each thread (its title and first post), each reply and each member, with its words as
-- src/text/words.rs makes them. Newest last: a key begins with the second in which something was written.
CREATE TABLE search_entries (
    key BIGINT PRIMARY KEY,
    kind TEXT NOT NULL,
    subject_id BIGINT NOT NULL,
    thread_id BIGINT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX search_entries_of_subject ON search_entries (kind, subject_id);
CREATE INDEX search_entries_of_thread ON search_entries (thread_id);

-- The languages that texts of an institution are in: a word that is asked for may be in any of them.
CREATE TABLE search_languages (
    institution_id BIGINT NOT NULL,
    language TEXT NOT NULL,
    PRIMARY KEY (institution_id, language)
);

-- Every word that was ever written, for those who mistype one. Found by its first two letters or by its last two, since a
-- slip leaves one of them.
CREATE TABLE search_words (
    plain TEXT PRIMARY KEY,
    shown TEXT NOT NULL,
    first_two TEXT NOT NULL,
    last_two TEXT NOT NULL,
    letters INTEGER NOT NULL
);
CREATE INDEX search_words_by_first ON search_words (first_two, letters);
CREATE INDEX search_words_by_last ON search_words (last_two, letters);

-- How far the index was filled with what was there before it, and by which rules for words.
CREATE TABLE search_progress (
    phase TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    up_to BIGINT NOT NULL,
    is_done BOOLEAN NOT NULL
);
