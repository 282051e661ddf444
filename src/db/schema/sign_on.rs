//! Sign-on by an institution's own providers.

diesel::table! {
    sso_providers (id) {
        id -> BigInt,
        institution_id -> BigInt,
        slug -> Text,
        name -> Text,
        kind -> Text,
        issuer -> Text,
        client_id -> Text,
        client_secret -> Text,
        scopes -> Text,
        algorithm -> Text,
        rules -> Text,
        must -> Text,
        state -> Text,
        created_at -> BigInt,
        updated_at -> BigInt,
        client_key -> Nullable<Text>,
        asks -> Nullable<Text>,
        places -> Nullable<Text>,
    }
}

diesel::table! {
    sso_attempts (id) {
        id -> BigInt,
        provider_id -> BigInt,
        state_hash -> Text,
        browser_hash -> Text,
        nonce -> Text,
        verifier -> Text,
        destination -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
        tried_by -> Nullable<BigInt>,
        purpose -> Nullable<Text>,
        for_member -> Nullable<BigInt>,
        for_session -> Nullable<BigInt>,
    }
}

diesel::table! {
    sso_sessions (session_id) {
        session_id -> BigInt,
        provider_id -> BigInt,
        subject -> Text,
        provider_session -> Nullable<Text>,
    }
}

diesel::table! {
    sso_logos (provider_id) {
        provider_id -> BigInt,
        hash -> Text,
        png -> Text,
    }
}

diesel::table! {
    sso_requests (id) {
        id -> BigInt,
        provider_id -> BigInt,
        subject -> Text,
        name -> Text,
        asked_at -> BigInt,
        outcome -> Nullable<Text>,
        decided_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sso_logout_tokens (provider_id, token_hash) {
        provider_id -> BigInt,
        token_hash -> Text,
        seen_at -> BigInt,
    }
}

diesel::table! {
    saml_agreements (provider_id) {
        provider_id -> BigInt,
        subject -> Text,
        speaks_for -> Text,
    }
}

diesel::table! {
    saml_metadata (provider_id) {
        provider_id -> BigInt,
        address -> Text,
        certificate -> Text,
        document -> Text,
        valid_until -> BigInt,
        read_at -> BigInt,
        own_key -> Text,
        own_certificate -> Text,
    }
}

diesel::table! {
    saml_replays (provider_id, key_hash) {
        provider_id -> BigInt,
        key_hash -> Text,
        expires_at -> BigInt,
    }
}
