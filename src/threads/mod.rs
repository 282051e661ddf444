//! Threads: one discussion at one address, which may stand on several boards, with posts that keep their numbers.

pub mod answers;
pub mod author_routes;
pub mod desk_routes;
pub mod drafts;
pub mod draw_again;
pub mod edit;
pub mod edit_routes;
mod everywhere;
pub mod file_routes;
pub mod hang;
pub mod hidden_routes;
pub mod hide;
mod history_routes;
pub mod kinds;
pub mod lock;
pub mod look_behind;
pub mod masks;
pub mod model;
pub mod own_routes;
pub mod page;
pub mod pin;
pub mod place;
pub mod post_routes;
pub mod quote;
pub mod reply;
pub mod routes;
pub mod rules;
pub mod split;
pub mod split_routes;
pub mod start;
pub mod start_routes;
pub mod take_back;
pub mod thread_routes;
pub mod view;
pub mod words;

/// How many numbers one page of a thread holds. Page k holds numbers 20k − 19 to 20k, for ever.
pub const PAGE: i32 = 20;

/// The page that a number stands on, from 1.
pub fn page_of(number: i32) -> u32 {
    u32::try_from((number.max(1) - 1) / PAGE + 1).unwrap_or(1)
}
