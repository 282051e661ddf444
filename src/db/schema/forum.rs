//! What is written: boards, threads, posts and how far each member has read.

diesel::table! {
    boards (id) {
        id -> BigInt,
        institution_id -> BigInt,
        slug -> Text,
        name -> Text,
        description -> Text,
        kind -> Text,
        settings -> Text,
        position -> Integer,
        audience -> Text,
        start_rule -> Text,
        reply_rule -> Text,
        thread_count -> BigInt,
        last_active_at -> Nullable<BigInt>,
        archived_at -> Nullable<BigInt>,
        edit_minutes -> Nullable<Integer>,
        origin_uri -> Nullable<Text>,
        peer_id -> Nullable<BigInt>,
        created_at -> BigInt,
    }
}

diesel::table! {
    board_cohorts (board_id, cohort_id) {
        board_id -> BigInt,
        cohort_id -> BigInt,
    }
}

diesel::table! {
    board_circles (board_id, act, circle_id) {
        board_id -> BigInt,
        act -> Text,
        circle_id -> BigInt,
    }
}

diesel::table! {
    threads (id) {
        id -> BigInt,
        institution_id -> BigInt,
        first_board_id -> BigInt,
        author_id -> BigInt,
        title -> Text,
        slug -> Text,
        language -> Text,
        state -> Text,
        post_count -> Integer,
        started_at -> BigInt,
        last_post_id -> BigInt,
        last_author_id -> BigInt,
        last_active_at -> BigInt,
        locked_at -> Nullable<BigInt>,
        hidden_at -> Nullable<BigInt>,
        hidden_by -> Nullable<BigInt>,
        hidden_reason -> Nullable<Text>,
        topic -> Text,
        is_answer_first -> Bool,
        author_mask -> Nullable<Text>,
        last_author_mask -> Nullable<Text>,
        origin_uri -> Nullable<Text>,
        peer_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    thread_boards (thread_id, board_id) {
        thread_id -> BigInt,
        board_id -> BigInt,
        added_at -> BigInt,
        added_by -> Nullable<BigInt>,
        is_listed -> Bool,
        is_pinned -> Bool,
        last_active_at -> BigInt,
    }
}

diesel::table! {
    posts (id) {
        id -> BigInt,
        thread_id -> BigInt,
        number -> Integer,
        author_id -> BigInt,
        mask -> Nullable<Text>,
        state -> Text,
        format -> Text,
        language -> Text,
        body_source -> Text,
        body_html -> Text,
        renderer -> Integer,
        reply_to -> Nullable<BigInt>,
        created_at -> BigInt,
        edited_at -> Nullable<BigInt>,
        edit_reason -> Text,
        edited_by -> Nullable<BigInt>,
        hidden_at -> Nullable<BigInt>,
        hidden_by -> Nullable<BigInt>,
        hidden_reason -> Text,
        origin_uri -> Nullable<Text>,
        peer_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    post_revisions (id) {
        id -> BigInt,
        post_id -> BigInt,
        number -> Integer,
        body_source -> Text,
        written_by -> BigInt,
        written_at -> BigInt,
        why -> Text,
    }
}

diesel::table! {
    mail_ids (board_id, message_id) {
        board_id -> BigInt,
        message_id -> Text,
        thread_id -> BigInt,
        post_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    submissions (form_key, body_hash) {
        form_key -> Text,
        body_hash -> Text,
        member_id -> BigInt,
        location -> Text,
        created_at -> BigInt,
    }
}

diesel::table! {
    read_marks (member_id, thread_id) {
        member_id -> BigInt,
        thread_id -> BigInt,
        number -> Integer,
        lowered -> Integer,
    }
}

diesel::table! {
    board_marks (member_id, board_id) {
        member_id -> BigInt,
        board_id -> BigInt,
        read_up_to -> BigInt,
    }
}
