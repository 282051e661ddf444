//! Institutions: each has its host names, its face, its language and its people; many share one server.

pub mod add;
pub mod assets;
pub mod domain;
pub mod domain_model;
pub mod model;
pub mod portal;
pub mod routes;
pub mod view;
