//! What people report, what is done about it and to whom, who may not write, and where posts were moved.

diesel::table! {
    moderation_cases (id) {
        id -> BigInt,
        institution_id -> BigInt,
        thread_id -> Nullable<BigInt>,
        post_id -> Nullable<BigInt>,
        about_id -> BigInt,
        cohort_id -> Nullable<BigInt>,
        title -> Text,
        number -> Integer,
        state -> Text,
        is_urgent -> Bool,
        is_passed_on -> Bool,
        opened_at -> BigInt,
        claimed_by -> Nullable<BigInt>,
        claimed_at -> Nullable<BigInt>,
        decided_by -> Nullable<BigInt>,
        decided_at -> Nullable<BigInt>,
        outcome -> Text,
        told -> Text,
    }
}

diesel::table! {
    moderation_reports (id) {
        id -> BigInt,
        case_id -> BigInt,
        reporter_id -> BigInt,
        kind -> Text,
        body -> Text,
        snapshot -> Text,
        made_at -> BigInt,
        added_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    moderation_notes (id) {
        id -> BigInt,
        case_id -> BigInt,
        author_id -> BigInt,
        body -> Text,
        made_at -> BigInt,
    }
}

diesel::table! {
    moderation_measures (id) {
        id -> BigInt,
        institution_id -> BigInt,
        case_id -> BigInt,
        member_id -> BigInt,
        kind -> Text,
        reason -> Text,
        body -> Text,
        by_id -> BigInt,
        made_at -> BigInt,
        until -> Nullable<BigInt>,
        epoch -> Nullable<Integer>,
        ended_at -> Nullable<BigInt>,
        appeal -> Text,
        appealed_at -> Nullable<BigInt>,
        outcome -> Text,
        answer -> Text,
        answered_by -> Nullable<BigInt>,
        answered_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    post_moves (stub_id) {
        stub_id -> BigInt,
        post_id -> BigInt,
        moved_at -> BigInt,
    }
}

diesel::table! {
    mutes (member_id) {
        member_id -> BigInt,
        until -> BigInt,
        measure_id -> BigInt,
    }
}
