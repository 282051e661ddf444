//! Who there is: institutions, members, their ways in, cohorts and circles.

diesel::table! {
    institutions (id) {
        id -> BigInt,
        slug -> Text,
        name -> Text,
        short_name -> Text,
        tagline -> Text,
        headline -> Text,
        lede -> Text,
        language -> Text,
        theme -> Text,
        time_zone -> Text,
        contact_name -> Text,
        contact_address -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    hosts (host) {
        host -> Text,
        institution_id -> BigInt,
        is_primary -> Bool,
    }
}

diesel::table! {
    institution_domains (domain) {
        domain -> Text,
        institution_id -> BigInt,
        added_at -> BigInt,
        verified_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    nodes (node) {
        node -> Integer,
        holder -> Text,
        expires_at -> BigInt,
    }
}

diesel::table! {
    members (id) {
        id -> BigInt,
        institution_id -> BigInt,
        username -> Text,
        name -> Text,
        kind -> Text,
        state -> Text,
        pronouns -> Text,
        field -> Text,
        graduation_year -> Nullable<Integer>,
        time_zone -> Text,
        language -> Text,
        bio_source -> Text,
        bio_html -> Text,
        epoch -> Integer,
        origin_uri -> Nullable<Text>,
        peer_id -> Nullable<BigInt>,
        created_at -> BigInt,
        updated_at -> BigInt,
    }
}

diesel::table! {
    member_emails (id) {
        id -> BigInt,
        member_id -> BigInt,
        institution_id -> BigInt,
        address -> Text,
        is_primary -> Bool,
        verified_at -> Nullable<BigInt>,
        refused_at -> Nullable<BigInt>,
        refusal -> Nullable<Text>,
    }
}

diesel::table! {
    mail_senders (institution_id, sender) {
        institution_id -> BigInt,
        sender -> Text,
        member_id -> BigInt,
    }
}

diesel::table! {
    member_roles (member_id, role) {
        member_id -> BigInt,
        role -> Text,
        granted_by -> Nullable<BigInt>,
        granted_at -> BigInt,
        source -> Nullable<Text>,
    }
}

diesel::table! {
    passwords (member_id) {
        member_id -> BigInt,
        hash -> Text,
        changed_at -> BigInt,
    }
}

diesel::table! {
    identities (id) {
        id -> BigInt,
        member_id -> BigInt,
        provider -> Text,
        subject -> Text,
        created_at -> BigInt,
        let_in_by -> Nullable<BigInt>,
        told -> Nullable<Text>,
        asked_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sign_in_links (id) {
        id -> BigInt,
        member_id -> Nullable<BigInt>,
        token_hash -> Text,
        destination -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    sessions (id) {
        id -> BigInt,
        member_id -> BigInt,
        way_in -> Text,
        created_at -> BigInt,
        expires_at -> BigInt,
        revoked_at -> Nullable<BigInt>,
        device -> Nullable<Text>,
        seen_at -> Nullable<BigInt>,
        proved_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    second_factors (member_id) {
        member_id -> BigInt,
        secret -> Text,
        last_step -> BigInt,
        failures -> Integer,
        next_try_at -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    recovery_codes (member_id, code_hash) {
        member_id -> BigInt,
        code_hash -> Text,
        created_at -> BigInt,
        used_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    pending_sign_ins (id) {
        id -> BigInt,
        member_id -> BigInt,
        token_hash -> Text,
        way_in -> Text,
        destination -> Text,
        device -> Text,
        epoch -> Integer,
        tries -> Integer,
        created_at -> BigInt,
        expires_at -> BigInt,
        used_at -> Nullable<BigInt>,
        session_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    cohorts (id) {
        id -> BigInt,
        institution_id -> BigInt,
        slug -> Text,
        name -> Text,
        description -> Text,
        state -> Text,
        starts_on -> Text,
        ends_on -> Text,
        time_zone -> Text,
        origin_uri -> Nullable<Text>,
        peer_id -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    enrolments (id) {
        id -> BigInt,
        cohort_id -> BigInt,
        member_id -> BigInt,
        role -> Text,
        state -> Text,
        from_at -> BigInt,
        until_at -> Nullable<BigInt>,
        source -> Nullable<Text>,
        granted_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    circles (id) {
        id -> BigInt,
        kind -> Text,
        institution_id -> Nullable<BigInt>,
        cohort_id -> Nullable<BigInt>,
    }
}
