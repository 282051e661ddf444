//! The routes of threads and posts; their handlers stand in files by what they are about.

use super::{
    author_routes, desk_routes, edit_routes, file_routes, hidden_routes, history_routes, post_routes, split_routes,
    start_routes, thread_routes,
};
use crate::http::table::{Entry, get, post};

const READERS: &str = "the thread's readers";
const REPLIERS: &str = "readers who may reply";
const AUTHOR: &str = "the post's author";
const KEEPERS: &str = "who keeps order on one of its boards";
const BOARD_KEEPERS: &str = "who keeps order on the board";
const FIRST: &str = "who keeps order where the thread belongs";
const STARTER: &str = "its author, or who keeps order where it belongs";

/// The routes of this slice.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/t/{id}/{slug}/", READERS, thread_routes::show_titled),
        get("/t/{id}/{slug}/{page}/", READERS, thread_routes::show_page),
        get("/p/{id}/", READERS, thread_routes::show_post),
        get("/f/{id}/{name}", READERS, file_routes::show_file),
        get("/f/{id}/small/{name}", READERS, file_routes::show_small),
        get("/b/{board}/new", "readers who may start threads", start_routes::start_form),
        post("/b/{board}/new", "readers who may start threads", "writes", start_routes::post_start),
        get("/b/{board}/hidden/", BOARD_KEEPERS, hidden_routes::show_first),
        get("/b/{board}/hidden/{page}/", BOARD_KEEPERS, hidden_routes::show_page),
        get("/t/{id}/last", READERS, thread_routes::show_last),
        get("/t/{id}/from/{number}", READERS, thread_routes::show_from),
        post("/t/{id}/reply", REPLIERS, "writes", thread_routes::post_reply),
        get("/t/{id}/reply", REPLIERS, thread_routes::reply_form),
        post("/t/{id}/lock", FIRST, "writes", desk_routes::post_lock::<true>),
        post("/t/{id}/unlock", FIRST, "writes", desk_routes::post_lock::<false>),
        post("/t/{id}/pin", KEEPERS, "writes", desk_routes::post_pin::<true>),
        post("/t/{id}/unpin", KEEPERS, "writes", desk_routes::post_pin::<false>),
        get("/t/{id}/hide", FIRST, desk_routes::hide_form),
        post("/t/{id}/hide", FIRST, "writes", desk_routes::post_hide),
        post("/t/{id}/restore", FIRST, "writes", desk_routes::post_restore),
        get("/t/{id}/split", FIRST, split_routes::split_form),
        post("/t/{id}/split", FIRST, "writes", split_routes::post_split),
        get("/t/{id}/boards", STARTER, desk_routes::boards_form),
        post("/t/{id}/boards", STARTER, "writes", desk_routes::post_boards),
        post("/t/{id}/boards/remove", STARTER, "writes", desk_routes::post_remove),
        get("/t/{id}/", READERS, thread_routes::show_thread),
        get("/p/{id}/actions", READERS, post_routes::show_actions),
        get("/p/{id}/edit", AUTHOR, edit_routes::edit_form),
        post("/p/{id}/edit", AUTHOR, "writes", edit_routes::post_edit),
        get("/p/{id}/history/", READERS, history_routes::show_history),
        post("/p/{id}/author", KEEPERS, "writes", author_routes::post_author),
        post("/p/{id}/hide", KEEPERS, "writes", post_routes::post_hide::<true>),
        post("/p/{id}/restore", KEEPERS, "writes", post_routes::post_hide::<false>),
    ]
}
