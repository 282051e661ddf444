//! Course platforms, and what their courses give.

diesel::table! {
    lti_platforms (id) {
        id -> BigInt,
        institution_id -> BigInt,
        slug -> Text,
        name -> Text,
        issuer -> Text,
        client_id -> Text,
        authorization_url -> Text,
        token_url -> Text,
        keys_url -> Text,
        state -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        added_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    lti_deployments (platform_id, deployment) {
        platform_id -> BigInt,
        deployment -> Text,
    }
}

diesel::table! {
    lti_attempts (id) {
        id -> BigInt,
        platform_id -> BigInt,
        state_hash -> Text,
        browser_hash -> Text,
        nonce -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    lti_courses (id) {
        id -> BigInt,
        platform_id -> BigInt,
        deployment -> Text,
        context -> Text,
        title -> Text,
        members_url -> Nullable<Text>,
        cohort_id -> Nullable<BigInt>,
        instructor -> Nullable<Text>,
        learner -> Nullable<Text>,
        makes -> Text,
        mapped_by -> Nullable<BigInt>,
        synced_at -> Nullable<BigInt>,
        tried_at -> Nullable<BigInt>,
        outcome -> Nullable<Text>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    lti_course_members (course_id, member_id) {
        course_id -> BigInt,
        member_id -> BigInt,
        position -> Text,
        seen_at -> BigInt,
    }
}

diesel::table! {
    lti_keys (id) {
        id -> BigInt,
        institution_id -> BigInt,
        sealed -> Text,
        modulus -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    lti_picks (id) {
        id -> BigInt,
        token_hash -> Text,
        course_id -> BigInt,
        member_id -> BigInt,
        return_url -> Text,
        data -> Nullable<Text>,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
        cohort_id -> BigInt,
        epoch -> Integer,
    }
}
