//! Provisioning by an institution's identity system.

diesel::table! {
    scim_tokens (id) {
        id -> BigInt,
        institution_id -> BigInt,
        name -> Text,
        token_hash -> Text,
        created_at -> BigInt,
        expires_at -> Nullable<BigInt>,
        used_at -> Nullable<BigInt>,
        revoked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    scim_users (member_id) {
        member_id -> BigInt,
        institution_id -> BigInt,
        user_name -> Text,
        user_name_key -> Text,
        external_id -> Nullable<Text>,
        document -> Text,
        suspended_epoch -> Nullable<Integer>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    scim_groups (id) {
        id -> BigInt,
        institution_id -> BigInt,
        name -> Text,
        name_key -> Text,
        external_id -> Nullable<Text>,
        cohort_id -> Nullable<BigInt>,
        role -> Nullable<Text>,
        mapped_by -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    scim_group_members (group_id, member_id) {
        group_id -> BigInt,
        member_id -> BigInt,
    }
}
