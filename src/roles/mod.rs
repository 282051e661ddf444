//! The page of roles: the table of rights as it stands, in words.

pub mod routes;
pub mod view;
