//! Letters: written from templates in the institution's words, and sent through the operator's mail server.
//!
//! [`written`] knows what each letter of the queue promises; [`envelope`] puts the headers around it, and the address to
//! which it comes back; [`transport`] is the way out; [`refusal`] and [`report`] tell an address that takes no mail from a
//! server that is tired.

pub mod envelope;
pub mod posts;
pub mod refusal;
pub mod report;
pub mod transport;
pub mod written;

use lettre::Message;
use lettre::address::Envelope;
use lettre::message::Mailbox;

use crate::config;
use crate::db::deliveries::Delivery;
use crate::error::{Error, Result};
use crate::http::secret::Secret;
use crate::site::Site;
use transport::{Failure, Transport};

/// The way out for letters; without a mail server there is none.
#[derive(Clone)]
pub struct Mailer {
    transport: Option<Transport>,
    from: Mailbox,
    /// Where letters come back to that cannot be delivered; empty where nobody reads them.
    bounces: String,
}

/// What became of a letter.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is the mail server's now.
    Left,
    /// There is nothing in it any more that its reader may read, or has not read.
    Empty,
    /// The mail server says that there is no such address: the next letter would come back, too.
    Refused(String),
}

impl Mailer {
    /// Reads the settings; a bad address or server name stops the start, not the first letter.
    pub fn new(settings: &config::Mail) -> Result<Self> {
        let from =
            settings.from.parse().map_err(|cause| Error::internal(format!("mail.from is no address: {cause}")))?;
        Ok(Self {
            transport: Transport::open(&settings.smtp, settings.authority.as_deref())?,
            from,
            bounces: settings.bounces.clone(),
        })
    }

    /// Whether letters can leave at all.
    pub fn is_set(&self) -> bool {
        self.transport.is_some()
    }

    /// Greets the mail server, as before a letter, and sends none.
    pub async fn greet(&self) -> Result<()> {
        self.transport()?.greet().await
    }

    /// Writes and sends one letter of the queue. It is written now, so that it says what is so now.
    pub async fn deliver(&self, site: &Site, delivery: &Delivery) -> Result<Outcome> {
        let transport = self.transport()?;
        let (of, promised, from) = (site.clone(), delivery.clone(), self.from.clone());
        let message = site.read(move |conn| written::write(&of, conn, &promised, from)).await?;
        let Some(message) = message else { return Ok(Outcome::Empty) };
        let envelope = self.envelope(&site.secret, delivery, &message)?;
        match transport.send(delivery.id, &envelope, message.formatted()).await {
            Ok(()) => Ok(Outcome::Left),
            Err(Failure::Refused(why)) => Ok(Outcome::Refused(why)),
            Err(Failure::Other(cause)) => Err(cause),
        }
    }

    fn transport(&self) -> Result<&Transport> {
        self.transport.as_ref().ok_or_else(|| Error::internal("mail.smtp is not set"))
    }

    /// From whom to whom, for the mail server: a letter that cannot be delivered comes back to an address of its own.
    fn envelope(&self, secret: &Secret, delivery: &Delivery, message: &Message) -> Result<Envelope> {
        let back = match envelope::return_path(secret, &self.bounces, delivery.id) {
            Some(address) => address.parse().map_err(Error::internal)?,
            None => self.from.email.clone(),
        };
        Envelope::new(Some(back), message.envelope().to().to_vec()).map_err(Error::internal)
    }
}
