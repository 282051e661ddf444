//! Who wants to hear of what, and how, who was told, and what they keep.

diesel::table! {
    watch_levels (member_id, place, place_id) {
        member_id -> BigInt,
        place -> Text,
        place_id -> BigInt,
        level -> Text,
        set_at -> BigInt,
    }
}

diesel::table! {
    forced_levels (place, place_id) {
        place -> Text,
        place_id -> BigInt,
        set_by -> BigInt,
        set_at -> BigInt,
    }
}

diesel::table! {
    notices (member_id, post_id, kind) {
        member_id -> BigInt,
        post_id -> BigInt,
        kind -> Text,
        at -> BigInt,
        seen_at -> Nullable<BigInt>,
        mailed_at -> Nullable<BigInt>,
    }
}

diesel::table! {
    tellings (post_id) {
        post_id -> BigInt,
        event_id -> BigInt,
        is_new -> Bool,
    }
}

diesel::table! {
    mail_choices (member_id) {
        member_id -> BigInt,
        rhythm -> Text,
        hour -> Integer,
        weekday -> Integer,
        direct -> Text,
        boards -> Text,
        amount -> Text,
        sorting -> Text,
        set_at -> BigInt,
    }
}

diesel::table! {
    mail_boards (member_id, board_id) {
        member_id -> BigInt,
        board_id -> BigInt,
    }
}

diesel::table! {
    mail_due (member_id) {
        member_id -> BigInt,
        next_at -> BigInt,
    }
}

diesel::table! {
    bookmarks (id) {
        id -> BigInt,
        institution_id -> BigInt,
        member_id -> BigInt,
        post_id -> BigInt,
        note -> Text,
        saved_at -> BigInt,
        remind_at -> Nullable<BigInt>,
    }
}
