//! The routes of moderation; their handlers stand in files by what they are about.

use super::{act_routes, appeal_routes, case_routes, queue_routes, report_routes};
use crate::http::table::{Entry, get, post};

const READERS: &str = "readers who are signed in";
const REPORTER: &str = "who reported it";
const KEEPERS: &str = "who keeps order anywhere";
const JUDGES: &str = "who may judge the case";
const HOLDERS: &str = "whoever has the link";

/// The routes of this slice.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/p/{id}/report", READERS, report_routes::post_form),
        post("/p/{id}/report", READERS, "writes", report_routes::report_post),
        get("/m/{username}/report", READERS, report_routes::person_form),
        post("/m/{username}/report", READERS, "writes", report_routes::report_person),
        get("/moderation/reports/{report}/", REPORTER, report_routes::show_receipt),
        get("/moderation/cases/{case}/", JUDGES, case_routes::show_case),
        post("/moderation/cases/{case}/desk", JUDGES, "writes", case_routes::post_desk),
        get("/moderation/cases/{case}/act/{deed}", JUDGES, act_routes::act_form),
        post("/moderation/cases/{case}/act/{deed}", JUDGES, "writes", act_routes::post_act),
        post("/moderation/cases/{case}/answer", JUDGES, "writes", appeal_routes::post_decide),
        get("/moderation/answers/{token}", HOLDERS, appeal_routes::answer_form),
        post("/moderation/answers/{token}", HOLDERS, "sign-in", appeal_routes::post_answer),
        get("/moderation/", KEEPERS, queue_routes::show_open),
        get("/moderation/{list}/", KEEPERS, queue_routes::show_list),
        get("/moderation/{list}/{page}/", KEEPERS, queue_routes::show_page),
    ]
}
