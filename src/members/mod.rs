//! Members: a person's account at one institution, with a profile, roles and ways in.

pub mod add;
pub mod address;
pub mod address_model;
pub mod grant;
pub mod model;
pub mod mute;
mod mute_model;
pub mod notice;
pub mod page;
pub mod people;
pub mod profile;
pub mod routes;
pub mod suspend;
pub mod view;
pub mod vouched;
