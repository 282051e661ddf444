-- The index itself is made by src/db/dialect/search.rs, since each engine has its own kind.
DROP TABLE IF EXISTS search_index;
DROP TABLE search_progress;
DROP TABLE search_words;
DROP TABLE search_languages;
DROP TABLE search_entries;
