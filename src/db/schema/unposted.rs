//! What people wrote and did not post yet.

diesel::table! {
    drafts (id) {
        id -> BigInt,
        institution_id -> BigInt,
        member_id -> BigInt,
        kind -> Text,
        subject -> BigInt,
        title -> Text,
        body -> Text,
        why -> Text,
        boards -> Text,
        saved_at -> BigInt,
        post_at -> Nullable<BigInt>,
        refused -> Text,
        is_masked -> Bool,
    }
}

diesel::table! {
    draft_files (draft_id, attachment_id) {
        draft_id -> BigInt,
        attachment_id -> BigInt,
        alt -> Text,
        is_decoration -> Bool,
        position -> Integer,
    }
}
