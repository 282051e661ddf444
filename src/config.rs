//! Every setting of the program, read once at start: defaults < lyceum.toml < environment < flags.

mod bounds;
mod fetch;
mod files;
mod mistake;
mod origin;
mod saml;
mod sign_in;

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

use crate::cores;
use crate::error::{Error, Result};
pub use fetch::{Fetch, InternalHost};
pub use files::{Away, Files};
use origin::Origin;
pub use saml::Saml;
pub use sign_in::{SecondFactor, SignIn};

/// All settings, by the table they stand under in `lyceum.toml`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where the database, the pages, the files and the secret lie.
    pub data: PathBuf,
    /// `[server]`
    pub server: Server,
    /// `[database]`
    pub database: Database,
    /// `[pages]`
    pub pages: Pages,
    /// `[mail]`
    pub mail: Mail,
    /// `[limits]`
    pub limits: Limits,
    /// `[sign_in]`
    pub sign_in: SignIn,
    /// `[saml]`
    pub saml: Saml,
    /// `[themes]`
    pub themes: ThemeFolder,
    /// `[backup]`
    pub backup: Backup,
    /// `[fetch]`
    pub fetch: Fetch,
    /// `[files]`
    pub files: Files,
}

/// How the program is reached.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Address and port to listen on.
    pub listen: String,
    /// Address and port of `/metrics`, which is nothing for strangers; empty means that there is none.
    pub metrics_listen: String,
    /// Web workers; each is one thread.
    pub workers: usize,
    /// The host name that lists the institutions; `127.0.0.1` always does too.
    pub portal_host: String,
    /// Addresses whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// How long a request's head may take, and a connection may idle, in seconds.
    pub head_seconds: u64,
    /// How long a request's body may take as a whole, in seconds.
    pub body_seconds: u64,
}

/// Which database.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// `sqlite://PATH` or `postgres://…`; empty means `lyceum.db` in the data folder.
    pub url: String,
    /// A file that holds `url`, which may have a password in it.
    pub url_file: Option<PathBuf>,
    /// Connections for reading.
    pub readers: u32,
}

/// The store of pages.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pages {
    /// How many MiB of pages are kept in memory.
    pub memory_mib: u64,
    /// Pages rendered before an answer goes out; the rest follow in the background.
    pub near: usize,
}

/// How mail leaves.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// `smtp://…`, `smtps://…`; `file:FOLDER` puts letters into a folder; empty means that no mail is sent.
    pub smtp: String,
    /// A file that holds `smtp`, which has a password in it.
    pub smtp_file: Option<PathBuf>,
    /// The sender, as `Name <address>`.
    pub from: String,
    /// A file with certificates (PEM) that the mail server's may be signed by, besides those that everybody trusts.
    pub authority: Option<PathBuf>,
    /// Where letters come back to that cannot be delivered: an address whose mail is handed to `lyceum mail bounce`, whatever
    /// follows on a `+` in it; empty where nobody does that.
    pub bounces: String,
}

impl Mail {
    /// Whether letters can leave at all.
    pub fn is_set(&self) -> bool {
        !self.smtp.is_empty()
    }
}

/// How often one address or one member may do a thing, and how many things may be under way.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Attempts to sign in, per address and minute.
    pub sign_in_per_minute: u32,
    /// Forms sent, per member and minute.
    pub writes_per_minute: u32,
    /// What an identity system asks for, per token and minute; four times as much per address.
    pub scim_per_minute: u32,
    /// Searches, per member and minute, and for visitors per address.
    pub searches_per_minute: u32,
    /// Changes under way at once in this process; whoever comes beyond that is asked to come again in a moment.
    pub writes_at_once: usize,
}

/// Themes from the operator's disk.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeFolder {
    /// A folder with one folder per theme, beside the built-in ones.
    pub folder: Option<PathBuf>,
}

/// The backup of every night.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    /// Where to; without it none is taken.
    pub folder: Option<PathBuf>,
    /// The hour at which it is taken, in UTC.
    pub hour: u8,
    /// How many are kept, at least one.
    pub keep: usize,
}

/// Changes under way at once, for each core, if nothing else is set: enough that a commit is shared by many, and few
/// enough that the last one of them is done within a second.
const WRITES_A_CORE: usize = 32;

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("./data"),
            server: Server {
                listen: "127.0.0.1:8080".into(),
                metrics_listen: String::new(),
                workers: 2,
                portal_host: "localhost".into(),
                trusted_proxies: Vec::new(),
                head_seconds: 10,
                body_seconds: 30,
            },
            database: Database { url: String::new(), url_file: None, readers: 4 },
            pages: Pages { memory_mib: 64, near: 8 },
            mail: Mail {
                smtp: String::new(),
                smtp_file: None,
                from: "Lyceum <no-reply@localhost>".into(),
                authority: None,
                bounces: String::new(),
            },
            limits: Limits {
                sign_in_per_minute: 10,
                writes_per_minute: 60,
                scim_per_minute: 1_500,
                searches_per_minute: 60,
                writes_at_once: WRITES_A_CORE * cores::count(),
            },
            sign_in: SignIn::default(),
            saml: Saml::default(),
            themes: ThemeFolder::default(),
            backup: Backup { folder: None, hour: 3, keep: 7 },
            fetch: Fetch::default(),
            files: Files::default(),
        }
    }
}

impl Config {
    /// Where each setting may come from, in order; the caller adds its flags on top. A file that is named has to be
    /// there: without it the site would come up with other settings than its operator wrote.
    pub fn sources(file: Option<&Path>) -> Result<Figment> {
        let base = Figment::from(Serialized::defaults(Self::default()));
        let base = match file {
            Some(path) => {
                std::fs::File::open(path).map_err(|cause| {
                    Error::internal(format!("--config names {}, which cannot be read: {cause}", path.display()))
                })?;
                base.merge(Toml::file_exact(path))
            }
            None => base.merge(Toml::file("lyceum.toml")),
        };
        Ok(base.merge(Env::prefixed("LYCEUM_").ignore(&["test_database", "log"]).split("__")))
    }

    /// Reads the settings; an unreadable or unknown one is an error that names it and where it stands.
    pub fn read(figment: &Figment) -> Result<Self> {
        let figment = read_secret_files(figment.clone())?;
        let config: Self = figment.extract().map_err(|cause| {
            Error::internal(format!("the configuration cannot be used\n        {}", mistake::sentences(cause)))
        })?;
        match bounds::fault(&config) {
            Some((key, fault)) => Err(Error::internal(format!("{}: {fault}", place(&figment, key)))),
            None => Ok(config),
        }
    }

    /// Where a setting comes from: `default`, a line of a file, or an environment variable.
    pub fn origin(figment: &Figment, key: &str) -> String {
        let file = SECRETS.iter().find(|(secret, file)| *secret == key && secret_file(figment, file).is_some());
        place(figment, file.map_or(key, |(_, file)| file))
    }

    /// The address of the database; the default is a SQLite file in the data folder.
    pub fn database_url(&self) -> String {
        match self.database.url.as_str() {
            "" => format!("sqlite://{}", self.data.join("lyceum.db").display()),
            url => url.into(),
        }
    }

    /// The port of `server.listen`, for addresses of institutions on `*.localhost`.
    pub fn port(&self) -> u16 {
        self.server.listen.rsplit(':').next().and_then(|port| port.parse().ok()).unwrap_or(8080)
    }
}

/// The place where a setting stands, for people.
fn place(figment: &Figment, key: &str) -> String {
    let keys: Vec<String> = key.split('.').map(str::to_owned).collect();
    Origin::of(figment.find_metadata(key)).place(&keys)
}

/// Settings that may hold a password, and those that name a file with such a setting in it.
const SECRETS: [(&str, &str); 3] = [
    ("database.url", "database.url_file"),
    ("mail.smtp", "mail.smtp_file"),
    ("saml.shibboleth_secret", "saml.shibboleth_secret_file"),
];

/// The file that a setting names; an empty name is none.
fn secret_file(figment: &Figment, key: &str) -> Option<String> {
    figment.find_value(key).ok()?.into_string().filter(|path| !path.is_empty())
}

/// `smtp_file = "/etc/lyceum/smtp"` stands for a file that holds `mail.smtp`, so that a secret need be neither in the
/// settings nor in the environment, where every child process reads it. What is in the file goes before `mail.smtp`.
fn read_secret_files(figment: Figment) -> Result<Figment> {
    let mut figment = figment;
    for (key, file) in SECRETS {
        if let Some(path) = secret_file(&figment, file) {
            let secret = std::fs::read_to_string(&path).map_err(|cause| {
                Error::internal(format!("{} names {path}, which cannot be read: {cause}", named_at(&figment, file)))
            })?;
            figment = figment.merge(Serialized::global(key, secret.trim().to_owned()));
        }
    }
    Ok(figment)
}

/// A setting behind the place where it stands; a variable is its own place.
fn named_at(figment: &Figment, key: &str) -> String {
    let place = place(figment, key);
    if place.starts_with("LYCEUM_") { place } else { format!("{place}: {key}") }
}
