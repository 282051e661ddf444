//! The site's secret and the keys derived from it, one for each purpose.
//!
//! `secret.key` lies beside the data with mode 0600, outside the database, so that a stolen backup signs nobody in.

use std::fs;
use std::io::Write;
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::sealed::Safe;
use crate::error::{Error, Result};

/// A message authentication code: HMAC-SHA256 (RFC 2104).
pub type Code = [u8; 32];

/// The keys of one site; all nodes of a site share the secret.
#[derive(Clone)]
pub struct Secret {
    session: Hmac<Sha256>,
    form: Hmac<Sha256>,
    submission: Hmac<Sha256>,
    /// For what the audit says: somebody who has the database alone cannot write a line, nor a chain.
    pub audit: NamedKey,
    /// For code words: short enough to be said aloud, they could be found out from a plain hash.
    pub words: NamedKey,
    /// For the private addresses of feeds.
    pub feed: NamedKey,
    /// For what stands in letters: the address they come back to, and the one that ends them.
    pub mail: NamedKey,
    /// For secrets that are kept in the database.
    pub safe: Safe,
}

/// A key whose codes say by which key they were made, so that a code of another secret is told from a false one.
#[derive(Clone)]
pub struct NamedKey {
    name: String,
    key: Hmac<Sha256>,
}

/// What a code is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Worth {
    /// This key made it, over these very bytes.
    Good,
    /// It says that this key made it, and that is not so; or it is no code at all.
    False,
    /// It says that another key made it, which cannot be known here.
    Foreign,
}

impl NamedKey {
    fn of(key: Hmac<Sha256>) -> Self {
        Self { name: data_encoding::HEXLOWER.encode(&code(&key, &[b"name"])[..4]), key }
    }

    /// What tells it from other keys; no secret.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The code over `bytes` for one purpose: the key's name, a dot, and 128 bits.
    pub fn code(&self, purpose: &str, bytes: &[u8]) -> String {
        let code = code(&self.key, &[purpose.as_bytes(), &[0], bytes]);
        format!("{}.{}", self.name, data_encoding::HEXLOWER.encode(&code[..16]))
    }

    /// 80 bits alone, in twenty digits, for where there is no room: before the `@` of an address.
    pub fn short_code(&self, purpose: &str, bytes: &[u8]) -> String {
        data_encoding::HEXLOWER.encode(&code(&self.key, &[purpose.as_bytes(), &[0], bytes])[..10])
    }

    /// What `told` is worth as the code over `bytes`.
    pub fn worth(&self, told: &str, purpose: &str, bytes: &[u8]) -> Worth {
        match told.split_once('.') {
            Some((name, digits)) if name.len() == 8 && digits.len() == 32 && name != self.name => Worth::Foreign,
            _ if told == self.code(purpose, bytes) => Worth::Good,
            _ => Worth::False,
        }
    }
}

impl Secret {
    /// Reads the secret in `folder`, or makes one.
    pub fn open(folder: &Path) -> Result<Self> {
        let file = folder.join("secret.key");
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => make(&file)?,
            Err(cause) => return Err(Error::internal(format!("{} cannot be read: {cause}", file.display()))),
        };
        let bytes = data_encoding::HEXLOWER.decode(text.trim().as_bytes()).ok().filter(|bytes| bytes.len() == 32);
        let bytes = bytes.ok_or_else(|| Error::internal(format!("{} is not 64 hexadecimal digits", file.display())))?;
        Self::from_bytes(&bytes)
    }

    /// Derives the keys from 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let root = key(bytes)?;
        let derive = |purpose: &str| key(&code(&root, &[purpose.as_bytes()]));
        Ok(Self {
            session: derive("session 1")?,
            form: derive("form 1")?,
            submission: derive("submission 1")?,
            audit: NamedKey::of(derive("audit 1")?),
            words: NamedKey::of(derive("words 1")?),
            feed: NamedKey::of(derive("feed 1")?),
            mail: NamedKey::of(derive("mail 1")?),
            safe: Safe::of(NamedKey::of(derive("safe 1")?).name, code(&root, &[b"safe 1 key"])),
        })
    }

    /// Authenticates a session cookie.
    pub fn session_code(&self, body: &[u8]) -> Code {
        code(&self.session, &[body])
    }

    /// The form token of a session, or of a visitor's form cookie.
    pub fn form_token(&self, whose: &[u8]) -> String {
        data_encoding::BASE64URL_NOPAD.encode(&code(&self.form, &[whose])[..18])
    }

    /// The key that makes one form, sent twice, one submission: of a session and what the page showed.
    pub fn form_key(&self, session: i64, shown: &str) -> String {
        data_encoding::BASE64URL_NOPAD
            .encode(&code(&self.submission, &[&session.to_be_bytes(), shown.as_bytes()])[..15])
    }
}

/// SHA-256 as hexadecimal digits, for what is looked up by its hash.
pub fn hash(text: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
}

/// Bytes that nobody can guess, from the system.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(Error::internal)?;
    Ok(bytes)
}

/// A token for an address, a form or a cookie: 32 letters that nobody can guess. What lets somebody in is kept by its [`hash`].
pub fn token() -> Result<String> {
    Ok(data_encoding::BASE64URL_NOPAD.encode(&random::<24>()?))
}

fn key(bytes: &[u8]) -> Result<Hmac<Sha256>> {
    Hmac::new_from_slice(bytes).map_err(Error::internal)
}

fn code(key: &Hmac<Sha256>, pieces: &[&[u8]]) -> Code {
    let mut mac = key.clone();
    pieces.iter().for_each(|piece| mac.update(piece));
    mac.finalize().into_bytes().into()
}

fn make(file: &Path) -> Result<String> {
    let text = data_encoding::HEXLOWER.encode(&random::<32>()?);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut open = options.open(file)?;
    writeln!(open, "{text}")?;
    open.sync_all()?;
    Ok(text)
}
