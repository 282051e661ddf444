//! How it stands with a provider that the program speaks with: until when what it says of itself may be believed.

use jiff::Timestamp;

use super::metadata_model;
use crate::db::ids::Time;
use crate::error::{Error, Message, Result};
use crate::site::Site;
use crate::sso::model::Provider;

/// Whether it may be believed now, and what is told of it.
pub async fn of(site: &Site, provider: &Provider) -> Result<(bool, Message)> {
    let id = provider.id;
    let known = site.read(move |conn| metadata_model::of(conn, id)).await?;
    let is_good = known.valid_until > site.now();
    let key = if is_good { "sso-test-metadata" } else { "sso-test-expired" };
    let until = spelled(known.valid_until)?;
    let told = Message::new(key).with("name", &provider.name).with("slug", &provider.slug).with("until", until);
    Ok((is_good, told))
}

/// A time, to the minute.
pub fn spelled(time: Time) -> Result<String> {
    let time = Timestamp::from_microsecond(time.0).map_err(Error::internal)?;
    Ok(time.strftime("%Y-%m-%d %H:%M UTC").to_string())
}
