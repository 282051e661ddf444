//! Passkeys, and what devices are asked.

diesel::table! {
    passkeys (id) {
        id -> BigInt,
        institution_id -> BigInt,
        member_id -> BigInt,
        credential -> Text,
        name -> Text,
        data -> Text,
        created_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    passkey_challenges (id) {
        id -> BigInt,
        institution_id -> BigInt,
        token_hash -> Text,
        deed -> Text,
        member_id -> Nullable<BigInt>,
        session_id -> Nullable<BigInt>,
        name -> Text,
        destination -> Text,
        state -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}
