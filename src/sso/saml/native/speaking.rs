//! The library, and how strictly it is used: the only file that names it, but for `leftovers`.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use data_encoding::BASE64;
use jiff::Timestamp;
use saml_rs::constants::Binding;
use saml_rs::crypto::enc::{AssertionDecryptionOptions, decrypt_assertion};
use saml_rs::crypto::keys::{load_certificate, load_private_key};
use saml_rs::xml::dom::{self, Node};
use saml_rs::{
    AcsEndpoint, AssertionSignaturePolicy, AudienceValidationPolicy, BrowserInput, CertificatePem, ClockSkew,
    Credentials, EntityId, FormField, IdpDescriptor, MetadataTrustPolicy, NameIdFormat, PendingAuthnRequest,
    PendingSnapshot, PrivateKeyPem, RelayStateParam, ReplayCache, ReplayKey, ReplayPolicy, ResponseSignaturePolicy,
    Saml, SamlError, SamlValidationContext, Sp, SpConfig, SpValidationPolicy, SsoResponse, SsoSession, StartSso,
    XmlEncryptionPolicy, XmlPolicy, XmlSignatureProfile,
};

use super::metadata::Proved;
use super::{Native, leftovers};
use crate::db::ids::Time;
use crate::sso::model::Provider;
use crate::sso::saml::assertion::{Assertion, Persistent};
use crate::sso::saml::attributes::ATTRIBUTES;

/// How far a provider's clock may be from ours, in milliseconds.
const SKEW: i64 = 60_000;
/// How long what we say of ourselves may be kept by whoever reads it, in seconds: a week.
const OWN_SECONDS: i64 = 7 * 86_400;

/// Where the browser has to go, and the name of the request.
pub fn ask(native: &Native, provider: &Provider, state: &str) -> Result<(String, String), String> {
    let relay = RelayStateParam::try_from_option(Some(state)).map_err(told)?;
    let begun =
        us(native).and_then(|us| us.start_sso(&them(native, provider)?, StartSso::redirect().relay_state(relay)));
    let begun = begun.map_err(told)?;
    let address = begun.outbound.redirect_url().map_err(told)?.to_owned();
    Ok((address, begun.pending.request_id().as_str().to_owned()))
}

/// What an answer says, once the library and we have found nothing wrong with it.
pub fn judge(
    native: &Native,
    provider: &Provider,
    request: &str,
    state: &str,
    answer: &str,
    now: Time,
) -> Result<Assertion, String> {
    let relay = RelayStateParam::try_from_option(Some(state)).map_err(told)?;
    let asked = PendingSnapshot::authn_request(request, relay, &provider.issuer, "post", &native.acs, "post");
    let asked = PendingAuthnRequest::from_snapshot(asked).map_err(told)?;
    let fields = vec![FormField::new("SAMLResponse", answer), FormField::new("RelayState", state)];
    let mut seen = Seen::default();
    let text = BASE64.decode(answer.replace(['\r', '\n', ' '], "").as_bytes()).map_err(|_| "it is no Base64")?;
    let text = String::from_utf8(text).map_err(|_| "it is no text")?;
    if let Some(fault) = leftovers::unsealed(&text) {
        return Err(fault.to_owned());
    }
    let context = SamlValidationContext::new(instant(now)?, ReplayPolicy::RequireCache(&mut seen))
        .with_clock_skew(ClockSkew::from_millis(-SKEW, SKEW));
    let input = BrowserInput::<SsoResponse>::post(fields);
    let session =
        us(native).and_then(|us| us.finish_sso(&them(native, provider)?, &asked, input, context)).map_err(told)?;
    // What was encrypted is looked at as it came, and as it is read.
    for text in [&text, &opened(native, &text)?] {
        if let Some(fault) = leftovers::fault(text, &provider.issuer) {
            return Err(fault.to_owned());
        }
    }
    assertion(native, &session, seen.0)
}

/// An answer with what is encrypted in it in plain text, which nobody is told of but whoever may know it.
fn opened(native: &Native, answer: &str) -> Result<String, String> {
    match &native.key {
        Some((key, _)) if leftovers::is_sealed(answer) => {
            let key = load_private_key(key, None).map_err(told)?;
            Ok(decrypt_assertion(answer, &key, AssertionDecryptionOptions::default()).map_err(told)?.0)
        }
        _ => Ok(answer.to_owned()),
    }
}

/// What is read of it.
fn assertion(native: &Native, session: &SsoSession, once: Vec<(String, Time)>) -> Result<Assertion, String> {
    let at = session.authn_session().authn_instant().ok_or("it does not say when they showed who they are")?;
    let at: Timestamp = at.as_str().parse().map_err(|_| "it says when in no form that is known")?;
    let name = session.name_id();
    let is_persistent = name.format() == Some(&NameIdFormat::Persistent);
    let persistent = is_persistent.then(|| Persistent {
        by: name.name_qualifier().unwrap_or(session.issuer().as_str()).to_owned(),
        at: name.sp_name_qualifier().unwrap_or(&native.entity).to_owned(),
        name: name.value().to_owned(),
    });
    let told = session.attributes().as_slice();
    let values = |wanted: &str| {
        let same = told.iter().filter(|attribute| attribute.name() == wanted);
        same.flat_map(|attribute| attribute.values()).map(|value| value.as_str().to_owned()).collect::<Vec<_>>()
    };
    Ok(Assertion {
        issuer: session.issuer().as_str().to_owned(),
        authenticated_at: Time(at.as_microsecond()),
        session: session.authn_session().session_index().map(|index| index.as_str().to_owned()),
        persistent,
        attributes: ATTRIBUTES.iter().map(|attribute| (attribute, values(attribute.name))).collect(),
        once,
    })
}

/// What a document says of a provider, if it is signed by whoever holds this certificate, says until when it is good, and
/// describes one that can be asked.
pub fn proved(document: &str, entity: &str, certificate: &str) -> Result<Proved, String> {
    let trusted = [CertificatePem::new(certificate)];
    let trust = MetadataTrustPolicy::RequireSignature { trusted_certificates: &trusted };
    let wanted = EntityId::try_new(entity).map_err(told)?;
    let read = IdpDescriptor::from_metadata_xml_for(wanted.clone(), document, trust).map_err(told)?;
    if let Some(fault) = leftovers::weak(document).or_else(|| leftovers::keyless(document)) {
        return Err(fault.to_owned());
    }
    // Only what the signature covers is kept.
    let signed = read.signed_entity_descriptor_xml().ok_or("nothing of it is signed")?.to_owned();
    let again = IdpDescriptor::from_metadata_xml_for(wanted, &signed, MetadataTrustPolicy::UnsignedForCompatibility);
    let again = again.map_err(told)?;
    let root = dom::parse(&signed).map_err(told)?.root;
    if wants_signed(&root) {
        return Err(
            "it wants requests to be signed (WantAuthnRequestsSigned), which this program does not do".to_owned()
        );
    }
    if again.metadata().get_single_sign_on_service(Binding::Redirect).is_none() {
        return Err("it names no address that a browser is sent to (SingleSignOnService, HTTP-Redirect)".to_owned());
    }
    let until = root.attr("validUntil").ok_or("it does not say until when it is good (validUntil)")?;
    let until: Timestamp = until.parse().map_err(|_| "its validUntil is no time")?;
    Ok(Proved { document: signed, valid_until: Time(until.as_microsecond()) })
}

fn wants_signed(node: &Node) -> bool {
    let is_wanted = |value: &str| ["true", "1"].contains(&value.trim());
    node.attr("WantAuthnRequestsSigned").is_some_and(is_wanted) || node.children.iter().any(wants_signed)
}

/// Whether a key of ours can be used, and the certificate is its own.
pub fn pair(key: &str, certificate: &str) -> Result<(), String> {
    let private =
        load_private_key(key, None).map_err(|_| "the key cannot be read; it has to be PEM, without a password")?;
    let public = load_certificate(certificate).map_err(|_| "the certificate cannot be read; it has to be PEM")?;
    match (private.to_spki_der(), public.to_spki_der()) {
        (Some(one), Some(other)) if one == other && private.has_private_key() => Ok(()),
        _ => Err("the certificate belongs to another key".to_owned()),
    }
}

/// What we say of ourselves to a provider.
pub fn own(native: &Native, now: Time) -> Result<String, String> {
    let text = us(native).map_err(told)?.metadata_xml().to_owned();
    let until = Timestamp::from_microsecond(now.plus_seconds(OWN_SECONDS).0).map_err(|cause| cause.to_string())?;
    let root = text.find("EntityDescriptor ").ok_or("the library describes us in a form that is not known")?;
    let (head, rest) = text.split_at(root + "EntityDescriptor ".len());
    Ok(format!("{head}validUntil=\"{}\" {rest}", until.strftime("%Y-%m-%dT%H:%M:%SZ")))
}

/// Us. Assertions are signed, however they come; only RSA with SHA-2 is a signature; whom it is for has to be said.
fn us(native: &Native) -> Result<Saml<Sp>, SamlError> {
    let policy = SpValidationPolicy {
        assertions: AssertionSignaturePolicy::RequireSigned,
        responses: ResponseSignaturePolicy::RequireForEncryptedCbc,
        xml_signatures: XmlSignatureProfile::StrictRsaSha2,
        audience: AudienceValidationPolicy::Validate,
        ..SpValidationPolicy::recommended()
    };
    let mut config = SpConfig::builder(EntityId::try_new(&native.entity)?)
        .acs_endpoint(AcsEndpoint::post(&native.acs)?)
        .name_id_format(NameIdFormat::Persistent)
        .validation(policy);
    if let Some((key, certificate)) = &native.key {
        let credentials = Credentials {
            decryption_key: Some(PrivateKeyPem::new(key)),
            encryption_certificate: Some(CertificatePem::new(certificate)),
            ..Credentials::default()
        };
        let xml = XmlPolicy { encryption: XmlEncryptionPolicy::encrypt_assertions(), ..XmlPolicy::default() };
        config = config.credentials(credentials).xml(xml);
    }
    Saml::sp(config.build()?)
}

/// The provider, by what was proved when it was read.
fn them(native: &Native, provider: &Provider) -> Result<IdpDescriptor, SamlError> {
    let (entity, document) = (EntityId::try_new(&provider.issuer)?, &native.metadata.document);
    IdpDescriptor::from_metadata_xml_for(entity, document, MetadataTrustPolicy::UnsignedForCompatibility)
}

/// What must not come again: noted here, and taken in the database before anybody comes in by it.
#[derive(Default)]
struct Seen(Vec<(String, Time)>);

impl ReplayCache for Seen {
    fn check_and_store(&mut self, key: ReplayKey, until: SystemTime) -> Result<(), SamlError> {
        let until = until.duration_since(UNIX_EPOCH).unwrap_or_default().as_micros();
        self.0.push((key.cache_key(), Time(i64::try_from(until).unwrap_or(i64::MAX))));
        Ok(())
    }
}

fn instant(now: Time) -> Result<SystemTime, String> {
    let micros = u64::try_from(now.0).map_err(|_| "the clock is before 1970")?;
    Ok(UNIX_EPOCH + Duration::from_micros(micros))
}

/// A fault of the library's, for the log: at most a line, for it may tell what was sent.
fn told(error: SamlError) -> String {
    format!("{error:?}").chars().filter(|letter| !letter.is_control()).take(160).collect()
}
