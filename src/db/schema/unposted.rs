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
    }
}
