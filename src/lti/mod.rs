//! Launches from course platforms, such as Moodle and Canvas, into cohorts: LTI 1.3 over OpenID Connect.
//!
//! A platform begins a launch in `start`, which notes an attempt and sends the browser back to it; it comes again with a signed
//! token to `arrive`, which takes the attempt, judges the token (`judge`, with the keys of `keys`), reads what it says (`said`)
//! and asks `enter` whose it is. What a course gives is said once somebody who coordinates the cohort has mapped it (`map`);
//! `place` gives and takes those places, and leaves alone what was given or ended by hand. Once a day `sync` has the list of a
//! course read (`roll`) and taken over (`take_over`). Whatever is wrong ends in one `refusal`: a page, and a line in the audit.
//!
//! An identity is what one platform calls one person, and never an e-mail address. A launch counts for less than a provider of
//! sign-on: whoever runs a course says who sits in it. So it makes nobody more than a mentor, is a first factor where a second
//! one is asked for, and begins no session at all for somebody who has power over others.

pub mod add;
pub mod arrive;
pub mod attempt_model;
pub mod change;
pub mod course_model;
pub mod course_routes;
pub mod desk_routes;
pub mod destination;
pub mod enter;
pub mod identity_model;
pub mod judge;
pub mod keys;
pub mod last;
pub mod links;
pub mod map;
pub mod model;
pub mod own_key;
pub mod own_key_model;
pub mod pick;
pub mod pick_model;
pub mod pick_routes;
pub mod picking;
pub mod place;
pub mod position;
pub mod refusal;
pub mod roll;
pub mod routes;
pub mod said;
pub mod session_model;
pub mod set_up_routes;
pub mod sound;
pub mod start;
pub mod switch;
pub mod sync;
pub mod take_over;
pub mod typed;
pub mod view;
pub mod why;
