//! What is asked of a device and what it answers (Web Authentication, level 2); the only file that names the library.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url,
    Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};

use super::refusal::Fault;
use crate::db::ids::MemberId;
use crate::error::{Error, Result};
use crate::roster::InstitutionEntry;

/// Something to ask a device.
pub struct Question {
    /// What the page hands to the browser, as JSON.
    pub options: String,
    /// What the answer is judged by, as JSON; nobody else sees it.
    pub state: String,
}

/// A key as it is kept.
#[derive(Debug, Clone)]
pub struct Key {
    /// What the device calls it.
    pub credential: String,
    /// The rest, as JSON: its public half, its counter and what kind it is.
    pub data: String,
}

/// An institution's own side: a key is good for its host alone, and only on pages of its own origin.
pub fn side(house: &InstitutionEntry, port: u16) -> Result<Webauthn> {
    let origin = Url::parse(&house.base_url(port)).map_err(Error::internal)?;
    let side = WebauthnBuilder::new(house.host(), &origin).map_err(broken)?;
    side.rp_name(&house.name).build().map_err(broken)
}

/// What the device knows somebody by.
fn handle(member: MemberId) -> Uuid {
    Uuid::from_u64_pair(0, member.0.unsigned_abs())
}

/// Asks for a new key; a device that has one of `known` makes no second.
pub fn ask_for_new(
    side: &Webauthn,
    member: MemberId,
    username: &str,
    name: &str,
    known: &[String],
) -> Result<Question> {
    let known = known.iter().filter_map(|id| BASE64URL_NOPAD.decode(id.as_bytes()).ok());
    let begun = side.start_passkey_registration(handle(member), username, name, Some(known.collect()));
    let (options, state) = begun.map_err(broken)?;
    let mut options = serde_json::to_value(options).map_err(Error::internal)?;
    // Kept on the device with whose it is, so that nobody has to type who they are.
    let chosen = &mut options["publicKey"]["authenticatorSelection"];
    chosen["residentKey"] = "required".into();
    chosen["requireResidentKey"] = true.into();
    question(&options, &state)
}

/// A new key from a device's answer.
pub fn new_key(side: &Webauthn, answer: &str, state: &str) -> std::result::Result<Key, Fault> {
    let state: PasskeyRegistration = serde_json::from_str(state).map_err(|_| Fault::Answer)?;
    let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| Fault::Answer)?;
    let key = side.finish_passkey_registration(&answer, &state).map_err(|error| fault(&error))?;
    kept(&key)
}

/// What an answer is judged by.
#[derive(Serialize, Deserialize)]
struct State {
    /// What the library remembers.
    asked: DiscoverableAuthentication,
    /// The keys that were asked for by name; none where any will do.
    wanted: Vec<String>,
}

/// Asks for a key that a device has for this institution: one of `wanted`, or any where that is empty.
pub fn ask(side: &Webauthn, wanted: Vec<String>) -> Result<Question> {
    let (mut options, asked) = side.start_discoverable_authentication().map_err(broken)?;
    // The page has a button; nobody waits for a field to be filled.
    options.mediation = None;
    let mut options = serde_json::to_value(options).map_err(Error::internal)?;
    let named = wanted.iter().map(|id| json!({ "type": "public-key", "id": id }));
    options["publicKey"]["allowCredentials"] = named.collect();
    question(&options, &State { asked, wanted })
}

/// Which key an answer says that it is of, and of whom; none of it is proved.
pub struct Claim {
    answer: PublicKeyCredential,
    /// What the device calls the key.
    pub credential: String,
}

/// Reads what an answer says.
pub fn claim(answer: &str) -> std::result::Result<Claim, Fault> {
    let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| Fault::Answer)?;
    let credential = BASE64URL_NOPAD.encode(answer.get_credential_id());
    Ok(Claim { answer, credential })
}

/// Judges an answer by the key of a member; gives the key as it is now, for its counter has moved.
pub fn judge(
    side: &Webauthn,
    claim: &Claim,
    state: &str,
    owner: MemberId,
    data: &str,
) -> std::result::Result<Key, Fault> {
    let State { asked, wanted } = serde_json::from_str(state).map_err(|_| Fault::Answer)?;
    let mut key: Passkey = serde_json::from_str(data).map_err(|_| Fault::Answer)?;
    if !wanted.is_empty() && !wanted.contains(&claim.credential) {
        return Err(Fault::Other);
    }
    // It was made for somebody; an answer for somebody else is none of it. A device that was asked for a key by name need not
    // say whose it is.
    let said = claim.answer.get_user_unique_id();
    if said.map_or(wanted.is_empty(), |said| said != handle(owner).as_bytes().as_slice()) {
        return Err(Fault::Other);
    }
    let judged =
        side.finish_discoverable_authentication_v2(&claim.answer, asked, &key).map_err(|error| fault(&error))?;
    // The library was told to ask for it; that nobody came in without it is worth a second look.
    if !judged.user_verified() {
        return Err(Fault::Verified);
    }
    key.update_credential(&judged);
    kept(&key)
}

fn kept(key: &Passkey) -> std::result::Result<Key, Fault> {
    let data = serde_json::to_string(key).map_err(|_| Fault::Answer)?;
    Ok(Key { credential: BASE64URL_NOPAD.encode(key.cred_id().as_slice()), data })
}

fn question(options: &Value, state: &impl serde::Serialize) -> Result<Question> {
    Ok(Question { options: options.to_string(), state: serde_json::to_string(state).map_err(Error::internal)? })
}

/// What is wrong with an answer, in a word for the audit.
fn fault(error: &WebauthnError) -> Fault {
    match error {
        WebauthnError::MismatchedChallenge => Fault::Challenge,
        WebauthnError::InvalidRPOrigin | WebauthnError::InvalidRPIDHash => Fault::Origin,
        WebauthnError::UserNotVerified | WebauthnError::UserNotPresent => Fault::Verified,
        WebauthnError::CredentialPossibleCompromise => Fault::Counter,
        _ => Fault::Answer,
    }
}

fn broken(error: WebauthnError) -> Error {
    Error::internal(error.to_string())
}
