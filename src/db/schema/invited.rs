//! Invitations into cohorts, and who came by them.

diesel::table! {
    invitations (id) {
        id -> BigInt,
        institution_id -> BigInt,
        cohort_id -> BigInt,
        kind -> Text,
        token_hash -> Text,
        role -> Text,
        address -> Text,
        note -> Text,
        uses_allowed -> Integer,
        uses -> Integer,
        made_by -> Nullable<BigInt>,
        made_at -> BigInt,
        expires_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    invitation_uses (invitation_id, member_id) {
        invitation_id -> BigInt,
        member_id -> BigInt,
        used_at -> BigInt,
    }
}

diesel::table! {
    invitation_requests (id) {
        id -> BigInt,
        invitation_id -> BigInt,
        token_hash -> Text,
        name -> Text,
        address -> Text,
        asked_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}
