//! What stands in for the library in a program that was built without the feature `saml`.

use super::Native;
use super::metadata::Proved;
use crate::db::ids::Time;
use crate::sso::model::Provider;
use crate::sso::saml::assertion::Assertion;

const SILENT: &str = "this program was built without the feature saml";

/// Nobody can be asked.
pub fn ask(_: &Native, _: &Provider, _: &str) -> Result<(String, String), String> {
    Err(SILENT.to_owned())
}

/// Nothing can be judged.
pub fn judge(_: &Native, _: &Provider, _: &str, _: &str, _: &str, _: Time) -> Result<Assertion, String> {
    Err(SILENT.to_owned())
}

/// Nothing can be proved.
pub fn proved(_: &str, _: &str, _: &str) -> Result<Proved, String> {
    Err(SILENT.to_owned())
}

/// No key can be read.
pub fn pair(_: &str, _: &str) -> Result<(), String> {
    Err(SILENT.to_owned())
}

/// There is nothing to say of us.
pub fn own(_: &Native, _: Time) -> Result<String, String> {
    Err(SILENT.to_owned())
}
