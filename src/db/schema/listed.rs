//! The keys by which universities know their people.

diesel::table! {
    member_keys (institution_id, external_id) {
        institution_id -> BigInt,
        external_id -> Text,
        member_id -> BigInt,
        name -> Text,
        address -> Text,
        left_at -> Nullable<BigInt>,
        left_epoch -> Nullable<Integer>,
    }
}
