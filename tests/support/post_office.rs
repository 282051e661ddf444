//! A mail server that takes letters (RFC 5321), with TLS if a test wants it, and refuses whom a test has it refuse.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use lyceum::config::{self, Config};
use lyceum::mail::Mailer;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned};

/// A letter as it was handed over.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    /// From whom, as the envelope says.
    pub from: String,
    /// To whom.
    pub to: String,
    /// Its lines.
    pub letter: String,
}

#[derive(Default)]
struct Desk {
    taken: Vec<Taken>,
    /// Who is refused, and how.
    refusals: Vec<(String, String)>,
}

/// The server.
pub struct PostOffice {
    port: u16,
    desk: Arc<Mutex<Desk>>,
    is_secure: bool,
}

impl PostOffice {
    /// Opens one on a port of its own.
    pub fn open() -> Self {
        Self::serving(None)
    }

    /// One that speaks nothing but TLS, with a certificate for `localhost` that only [`Self::authority`] vouches for.
    pub fn secure() -> Self {
        let certificates: Result<Vec<_>, _> = CertificateDer::pem_file_iter(Self::authority()).unwrap().collect();
        let key = PrivateKeyDer::from_pem_file(Self::authority().with_extension("key")).unwrap();
        let settings = ServerConfig::builder_with_provider(Arc::new(default_provider()));
        let settings = settings.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        Self::serving(Some(Arc::new(settings.with_single_cert(certificates.unwrap(), key).unwrap())))
    }

    /// The certificate of [`Self::secure`].
    pub fn authority() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tls/mail.pem")
    }

    fn serving(tls: Option<Arc<ServerConfig>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (port, desk) = (listener.local_addr().unwrap().port(), Arc::<Mutex<Desk>>::default());
        let (behind, is_secure) = (desk.clone(), tls.is_some());
        std::thread::spawn(move || {
            for client in listener.incoming() {
                let (client, desk, tls) = (client.unwrap(), behind.clone(), tls.clone());
                client.set_nodelay(true).unwrap();
                std::thread::spawn(move || match tls {
                    Some(tls) => serve(StreamOwned::new(ServerConnection::new(tls).unwrap(), client), &desk),
                    None => serve::<TcpStream>(client, &desk),
                });
            }
        });
        Self { port, desk, is_secure }
    }

    /// Its address, as `mail.smtp` has it.
    pub fn address(&self) -> String {
        format!("{}://localhost:{}", if self.is_secure { "smtps" } else { "smtp" }, self.port)
    }

    /// The way out to it, where letters come back to `bounces@northfield.example`.
    pub fn mailer(&self) -> Mailer {
        Mailer::new(&self.settings()).unwrap()
    }

    /// The settings that lead to it.
    pub fn settings(&self) -> config::Mail {
        let bounces = "bounces@northfield.example".to_owned();
        config::Mail { smtp: self.address(), bounces, ..Config::default().mail }
    }

    /// Has it answer so to whoever names this recipient, until it is said otherwise.
    pub fn refuses(&self, recipient: &str, answer: &str) {
        let mut desk = self.desk.lock().unwrap();
        desk.refusals.retain(|(known, _)| known != recipient);
        desk.refusals.push((recipient.to_owned(), answer.to_owned()));
    }

    /// Has it take letters to this recipient.
    pub fn takes(&self, recipient: &str) {
        self.desk.lock().unwrap().refusals.retain(|(known, _)| known != recipient);
    }

    /// What it has taken since it was last asked.
    pub fn taken(&self) -> Vec<Taken> {
        std::mem::take(&mut self.desk.lock().unwrap().taken)
    }
}

fn serve<S: Read + Write>(client: S, desk: &Mutex<Desk>) {
    let mut client = BufReader::new(client);
    let (mut letter, mut is_letter) = (Taken::default(), false);
    let mut answer = "220 here".to_owned();
    loop {
        if !answer.is_empty()
            && write!(client.get_mut(), "{answer}\r\n").and_then(|()| client.get_mut().flush()).is_err()
        {
            return;
        }
        let mut line = String::new();
        if client.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let line = line.trim_end_matches(['\r', '\n']);
        answer = match line {
            "." if is_letter => {
                is_letter = false;
                desk.lock().unwrap().taken.push(std::mem::take(&mut letter));
                "250 taken".to_owned()
            }
            _ if is_letter => {
                letter.letter.push_str(line.strip_prefix('.').unwrap_or(line));
                letter.letter.push_str("\r\n");
                String::new()
            }
            "DATA" => {
                is_letter = true;
                "354 go on".to_owned()
            }
            "QUIT" => "221 bye".to_owned(),
            _ => match line.split_once(":<").and_then(|(word, rest)| Some((word, rest.split_once('>')?.0))) {
                Some(("MAIL FROM", from)) => {
                    letter.from = from.to_owned();
                    "250 yes".to_owned()
                }
                Some(("RCPT TO", to)) => {
                    letter.to = to.to_owned();
                    let desk = desk.lock().unwrap();
                    let refusal = desk.refusals.iter().find(|(known, _)| known == to);
                    refusal.map_or_else(|| "250 yes".to_owned(), |(_, answer)| answer.clone())
                }
                _ => "250 yes".to_owned(),
            },
        };
    }
}
