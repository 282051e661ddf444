//! The way out: a mail server, or a folder for whoever develops.

use std::path::{Path, PathBuf};
use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncTransport, Tokio1Executor};
use url::Url;

use super::refusal;
use crate::db::ids;
use crate::error::{Error, Result};

/// How long the mail server may take for each answer. One that takes the connection and says nothing must not hold up
/// all other letters, nor the end of the process.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a folder's address begins with.
pub const FOLDER: &str = "file:";

/// Where letters go.
#[derive(Clone)]
pub enum Transport {
    /// A mail server (RFC 5321).
    Server(AsyncSmtpTransport<Tokio1Executor>),
    /// A folder, in which each letter is a file that mail programs open; none of them arrives anywhere.
    Folder(PathBuf),
}

/// Why a letter did not leave.
#[derive(Debug)]
pub enum Failure {
    /// There is no such address, in the mail server's words.
    Refused(String),
    /// Anything else: it is tried again.
    Other(Error),
}

impl Transport {
    /// Reads `mail.smtp`; nothing where it is empty. `authority` is a file with certificates that are trusted, too.
    pub fn open(address: &str, authority: Option<&Path>) -> Result<Option<Self>> {
        if address.is_empty() {
            return Ok(None);
        }
        if let Some(folder) = address.strip_prefix(FOLDER) {
            let folder = PathBuf::from(folder.strip_prefix("//").unwrap_or(folder));
            return Ok(Some(Self::Folder(folder)));
        }
        let built = AsyncSmtpTransport::<Tokio1Executor>::from_url(address);
        let built = built.map_err(|cause| Error::internal(format!("mail.smtp cannot be used: {cause}")))?;
        let built = match authority {
            Some(file) => built.tls(trusting(address, file)?),
            None => built,
        };
        Ok(Some(Self::Server(built.timeout(Some(PATIENCE)).build())))
    }

    /// Greets the mail server; looks whether the folder can be written to.
    pub async fn greet(&self) -> Result<()> {
        match self {
            Self::Server(server) => match server.test_connection().await {
                Ok(true) => Ok(()),
                Ok(false) => Err(Error::Peer("it hangs up".into())),
                Err(cause) => Err(Error::Peer(cause.to_string())),
            },
            Self::Folder(folder) => Ok(std::fs::create_dir_all(folder)?),
        }
    }

    /// Hands a letter over; `id` is its own, so that one that is sent twice is one file.
    pub async fn send(&self, id: i64, envelope: &Envelope, letter: Vec<u8>) -> std::result::Result<(), Failure> {
        match self {
            Self::Server(server) => server.send_raw(envelope, &letter).await.map(drop).map_err(|cause| {
                let said = cause.to_string();
                match cause.status().filter(|_| cause.is_permanent()) {
                    Some(code) if refusal::is_of_address(u16::from(code), &said) => Failure::Refused(said),
                    _ => Failure::Other(Error::Peer(said)),
                }
            }),
            Self::Folder(folder) => put_down(folder.clone(), id, letter).await.map_err(Failure::Other),
        }
    }
}

/// How `mail.smtp` asks for TLS, with certificates of one's own.
fn trusting(address: &str, file: &Path) -> Result<Tls> {
    let wrong = |cause: &dyn std::fmt::Display| {
        Error::internal(format!("mail.authority names {}, which cannot be used: {cause}", file.display()))
    };
    let pem = std::fs::read(file).map_err(|cause| wrong(&cause))?;
    let url = Url::parse(address).map_err(Error::internal)?;
    let mut trusted = TlsParameters::builder(url.host_str().unwrap_or_default().to_owned());
    trusted = trusted.add_root_certificate(Certificate::from_pem(&pem).map_err(|cause| wrong(&cause))?);
    let trusted = trusted.build().map_err(|cause| wrong(&cause))?;
    let asked = url.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value.into_owned());
    Ok(match (url.scheme(), asked.as_deref()) {
        ("smtps", _) => Tls::Wrapper(trusted),
        (_, Some("required")) => Tls::Required(trusted),
        (_, Some("opportunistic")) => Tls::Opportunistic(trusted),
        _ => Tls::None,
    })
}

/// Written aside and renamed: whoever looks into the folder never sees half a letter.
async fn put_down(folder: PathBuf, id: i64, letter: Vec<u8>) -> Result<()> {
    let write = move || -> Result<()> {
        std::fs::create_dir_all(&folder)?;
        let place = |ending: &str| folder.join(format!("{}.{ending}", ids::encode(id)));
        std::fs::write(place("part"), letter)?;
        std::fs::rename(place("part"), place("eml"))?;
        Ok(())
    };
    tokio::task::spawn_blocking(write).await.map_err(Error::internal)?
}
