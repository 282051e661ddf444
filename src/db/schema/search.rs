//! What searching finds, and what it knows about words.

diesel::table! {
    search_entries (key) {
        key -> BigInt,
        kind -> Text,
        subject_id -> BigInt,
        thread_id -> BigInt,
        title -> Text,
        body -> Text,
    }
}

diesel::table! {
    search_languages (institution_id, language) {
        institution_id -> BigInt,
        language -> Text,
    }
}

diesel::table! {
    search_words (plain) {
        plain -> Text,
        shown -> Text,
        first_two -> Text,
        last_two -> Text,
        letters -> Integer,
    }
}

diesel::table! {
    search_progress (phase) {
        phase -> Text,
        version -> Integer,
        up_to -> BigInt,
        is_done -> Bool,
    }
}
