//! Signing in: by a one-time link, by a password, and in a demonstration by one click. Institutional sign-on joins
//! them as further providers on the same page. A link and a password are a first factor; `second` asks for another one.
//!
//! By which `ways` somebody can come in they see in their settings; before one is added or goes, they show `afresh` who they are.

pub mod afresh;
pub mod again_routes;
pub mod again_view;
pub mod demo;
pub mod demo_routes;
pub mod device;
pub mod form;
pub mod guessable;
pub mod link;
pub mod model;
pub mod own_routes;
pub mod passkey;
pub mod password;
pub mod routes;
pub mod second;
pub mod session;
pub mod view;
pub mod ways;
pub mod ways_model;
pub mod ways_routes;
pub mod ways_view;
pub mod which_routes;

use crate::text;

/// The sign-in page that comes back to `to`.
pub fn address(to: &str) -> String {
    match to {
        "" | "/" => "/sign-in".to_owned(),
        to => format!("/sign-in?to={}", text::percent(to)),
    }
}

/// A destination that stays on this host: one slash, and nothing that a browser reads as another host.
pub fn local(to: &str) -> String {
    let stays =
        to.starts_with('/') && !to.starts_with("//") && !to.contains(['\\', '\n', '\r', '\t']) && to.len() <= 500;
    if !stays || to.chars().any(char::is_control) {
        return "/".to_owned();
    }
    // A header holds no letters beyond ASCII, and an address may have come decoded.
    let spelled =
        |byte: u8| if byte.is_ascii_graphic() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    to.bytes().map(spelled).collect()
}

/// An address that somebody typed elsewhere, where it is one.
pub fn hint(told: Option<&str>) -> String {
    told.filter(|told| text::is_address(told)).map(str::to_owned).unwrap_or_default()
}
