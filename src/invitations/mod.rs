//! Invitations: ways into a cohort, as links and as code words, which its coordinators hand out.
//!
//! A link is 24 random bytes, of which only the hash is kept; it is shown once to its maker, or goes to one address and is
//! shown to nobody: then whoever has it has shown that the address is theirs. A code word is short enough to be said
//! aloud, is kept by its code under a key outside the database, and is typed by members, a few times a minute.
//!
//! `add` makes both, `take` uses them up, `account` makes an account for somebody who has none, `revoke` takes them back.
//! An invitation is worth what its maker may do when it is taken.

pub mod account;
pub mod add;
pub mod desk_routes;
pub mod entry_routes;
pub mod letters;
pub mod list_model;
pub mod model;
pub mod page_routes;
pub mod request_model;
pub mod revoke;
pub mod rules;
pub mod take;
pub mod view;
pub mod word;

/// Where somebody comes back to who signs in at `path`: an invitation's own address is as good as a key, and where somebody
/// comes back to is written down.
pub fn place(path: &str) -> &str {
    if path.starts_with(page_routes::MINE) { page_routes::MINE } else { path }
}
