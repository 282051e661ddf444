//! Provisioning by identity systems: what Entra and Okta really send, and beside it what must not come of it.

mod desk;
mod directory;
mod door;
mod groups;
mod honesty;
mod mapping;
mod patches;
mod places;
mod seeking;
mod standing;
mod together;
mod users;
