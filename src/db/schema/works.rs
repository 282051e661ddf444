//! What keeps the house running: events, deliveries, what is due, audit, pages and blobs.

diesel::table! {
    events (id) {
        id -> BigInt,
        kind -> Text,
        version -> Integer,
        payload -> Text,
        created_at -> BigInt,
        settled_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    deliveries (id) {
        id -> BigInt,
        event_id -> BigInt,
        kind -> Text,
        recipient -> Text,
        payload -> Text,
        attempts -> Integer,
        next_try_at -> BigInt,
        done_at -> Nullable<BigInt>,
        dead_at -> Nullable<BigInt>,
        last_error -> Text,
    }
}

diesel::table! {
    due (id) {
        id -> BigInt,
        at -> BigInt,
        what -> Text,
        subject -> BigInt,
        done_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    audit (id) {
        id -> BigInt,
        at -> BigInt,
        institution_id -> Nullable<BigInt>,
        actor_id -> Nullable<BigInt>,
        verb -> Text,
        subject -> Text,
        why -> Text,
        details -> Text,
        salt -> Nullable<Text>,
        details_hash -> Nullable<Text>,
        mark -> Nullable<Text>,
        erased -> Nullable<Text>,
        number -> Nullable<BigInt>,
        sealed_at -> Nullable<BigInt>,
        seal -> Nullable<Text>,
        code -> Nullable<Text>,
    }
}

diesel::table! {
    pages (institution_id, path, language) {
        institution_id -> BigInt,
        path -> Text,
        language -> Text,
        thread_id -> Nullable<BigInt>,
        board_id -> Nullable<BigInt>,
        wanted -> BigInt,
        rendered -> BigInt,
        hash -> Text,
    }
}

diesel::table! {
    blobs (hash) {
        hash -> Text,
        size -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    blob_references (hash, subject) {
        hash -> Text,
        subject -> Text,
    }
}
