//! Feeds, as programs read them: of public boards for everybody, of others by a private address.

mod private;
mod public;
