//! The routes of what is new, of what one wants to hear of, and of notices; their handlers stand beside it.

use super::mail::{routes as mail_routes, stop_routes};
use super::{level_routes, notice_routes, unread_routes, watching_routes};
use crate::http::table::{Entry, get, post};

const OWN: &str = "the signed in";
const READERS: &str = "the thread's signed-in readers";
const BOARD: &str = "the board's signed-in readers";
const COHORT: &str = "the cohort's people";

/// The routes of this slice.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/unread/", OWN, unread_routes::show_first),
        get("/unread/{page}/", OWN, unread_routes::show_page),
        post("/unread/read", OWN, "writes", unread_routes::post_read),
        post("/p/{id}/unread", READERS, "writes", unread_routes::post_unread),
        get("/t/{id}/watch", READERS, level_routes::thread_form),
        post("/t/{id}/watch", READERS, "writes", level_routes::post_thread),
        get("/b/{board}/watch", BOARD, level_routes::board_form),
        post("/b/{board}/watch", BOARD, "writes", level_routes::post_board),
        post("/b/{board}/watch/force", "who keeps order on the board", "writes", level_routes::force_board),
        get("/c/{cohort}/watch", COHORT, level_routes::cohort_form),
        post("/c/{cohort}/watch", COHORT, "writes", level_routes::post_cohort),
        post("/c/{cohort}/watch/force", "who runs the cohort", "writes", level_routes::force_cohort),
        get("/settings/watching/", OWN, watching_routes::show_watching),
        get("/notices/", OWN, notice_routes::show_first),
        get("/notices/{page}/", OWN, notice_routes::show_page),
        get("/settings/mail/", OWN, mail_routes::show_mail),
        post("/settings/mail/", OWN, "writes", mail_routes::post_mail),
        post("/settings/mail/again", OWN, "writes", mail_routes::post_again),
        get("/mail/stop/{token}", "whoever has the letter", stop_routes::show_stop),
        post("/mail/stop/{token}", "whoever has the letter", "none", stop_routes::post_stop),
        get("/admin/mail/", "those who run the institution", mail_routes::show_refused),
        post("/notices/seen", OWN, "writes", notice_routes::post_seen),
    ]
}
