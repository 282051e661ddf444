//! Launches from a course platform: the honest way, and everything that hostile ones try instead.

mod arrivals;
mod commands;
mod course;
mod desk;
mod flow;
mod mapping;
mod people;
mod tokens;
