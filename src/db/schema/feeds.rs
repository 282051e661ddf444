//! Private addresses of feeds.

diesel::table! {
    feed_addresses (id) {
        id -> BigInt,
        member_id -> BigInt,
        made_at -> BigInt,
        ended_at -> Nullable<BigInt>,
    }
}
