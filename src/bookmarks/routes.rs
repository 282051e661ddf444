//! The routes of bookmarks; their handlers stand beside it.

use super::{form_routes, list_routes};
use crate::http::table::{Entry, get, post};

const OWN: &str = "the signed in";
const READERS: &str = "the thread's signed-in readers";

/// The routes of this slice.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/p/{id}/bookmark", READERS, form_routes::show),
        post("/p/{id}/bookmark", READERS, "writes", form_routes::post_keep),
        get("/bookmarks/", OWN, list_routes::show_first),
        get("/bookmarks/{page}/", OWN, list_routes::show_page),
        post("/bookmarks/{bookmark}/remove", "the bookmark's owner", "writes", list_routes::post_remove),
    ]
}
