//! Files of posts.

diesel::table! {
    attachments (id) {
        id -> BigInt,
        institution_id -> BigInt,
        post_id -> Nullable<BigInt>,
        uploader_id -> BigInt,
        name -> Text,
        kind -> Text,
        bytes -> BigInt,
        sha256 -> Text,
        width -> Integer,
        height -> Integer,
        small_sha256 -> Text,
        small_kind -> Text,
        small_width -> Integer,
        small_height -> Integer,
        alt -> Text,
        is_decoration -> Bool,
        position -> Integer,
        created_at -> BigInt,
        attached_at -> Nullable<BigInt>,
        removed_at -> Nullable<BigInt>,
        origin_uri -> Nullable<Text>,
        peer_id -> Nullable<BigInt>,
    }
}
