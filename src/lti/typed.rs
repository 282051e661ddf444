//! What was typed of a platform, with what is wrong with it.

use super::add::Described;
use super::sound::{LONGEST, NAME};
use crate::error::Problems;
use crate::http::FormBody;
use crate::http::form::Fields;

/// The longest list of deployments, in characters.
const DEPLOYMENTS: usize = 8_000;

/// A new platform.
pub fn new(form: &FormBody) -> (Described, Problems) {
    let mut fields = Fields::of(form);
    let new = Described {
        slug: fields.needed_line("slug", 40, "lti-slug-form"),
        issuer: fields.needed_line("issuer", LONGEST, "lti-issuer-missing"),
        client_id: fields.needed_line("client_id", LONGEST, "lti-client-missing"),
        ..Described::default()
    };
    rest(fields, new)
}

/// One that is there.
pub fn change(form: &FormBody) -> (Described, Problems) {
    rest(Fields::of(form), Described::default())
}

fn rest(mut fields: Fields<'_>, new: Described) -> (Described, Problems) {
    let new = Described {
        name: fields.needed_line("name", NAME, "lti-name-missing"),
        authorization_url: fields.needed_line("authorization_url", LONGEST, "lti-address-missing"),
        token_url: fields.needed_line("token_url", LONGEST, "lti-address-missing"),
        keys_url: fields.needed_line("keys_url", LONGEST, "lti-address-missing"),
        deployments: lines(&fields.text("deployments", DEPLOYMENTS)),
        ..new
    };
    (new, fields.problems)
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
