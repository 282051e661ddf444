//! Launches from a course platform: the honest way, and everything that hostile ones try instead.

mod arrivals;
mod commands;
pub mod course;
mod desk;
mod flow;
mod mapping;
mod people;
pub mod picking;
mod rolls;
mod tokens;
