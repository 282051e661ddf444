//! Letters: written from templates in the institution's words, sent through the operator's mail server.

use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{AsyncTransport, Message, Tokio1Executor};
use serde::Deserialize;

use crate::cohorts::letter::Letter as LetIn;
use crate::cohorts::view::LetInLetterView;
use crate::config;
use crate::db::deliveries::Delivery;
use crate::db::ids::{InstitutionId, Time};
use crate::error::{Error, Result};
use crate::invitations::letters::{self, Saying};
use crate::invitations::view::{ConfirmLetterView, InvitationLetterView, KnownLetterView};
use crate::members::notice::Notice;
use crate::moderation;
use crate::moderation::view::ModerationLetterView;
use crate::sign_in::link::Letter;
use crate::sign_in::second::view::NoticeLetterView;
use crate::sign_in::view::SignInLetterView;
use crate::site::Site;
use crate::site::drawing::house_view;
use crate::theme::{Frame, View};

/// How long the mail server may take for each answer. One that takes the connection and says nothing must not hold up
/// all other letters, nor the end of the process.
const PATIENCE: Duration = Duration::from_secs(10);

/// The way out for letters; without a mail server there is none.
#[derive(Clone)]
pub struct Mailer {
    transport: Option<AsyncSmtpTransport<Tokio1Executor>>,
    from: Mailbox,
}

impl Mailer {
    /// Reads the settings; a bad address or server name stops the start, not the first letter.
    pub fn new(settings: &config::Mail) -> Result<Self> {
        let from =
            settings.from.parse().map_err(|cause| Error::internal(format!("mail.from is no address: {cause}")))?;
        let transport = match settings.smtp.as_str() {
            "" => None,
            url => {
                let built = AsyncSmtpTransport::<Tokio1Executor>::from_url(url);
                let built = built.map_err(|cause| Error::internal(format!("mail.smtp cannot be used: {cause}")))?;
                Some(built.timeout(Some(PATIENCE)).build())
            }
        };
        Ok(Self { transport, from })
    }

    /// Whether letters can leave at all.
    pub fn is_set(&self) -> bool {
        self.transport.is_some()
    }

    /// Greets the mail server, as before a letter, and sends none.
    pub async fn greet(&self) -> Result<()> {
        let Some(transport) = &self.transport else { return Err(Error::internal("mail.smtp is not set")) };
        match transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(Error::Peer("it hangs up".into())),
            Err(cause) => Err(Error::Peer(cause.to_string())),
        }
    }

    /// Writes and sends one letter of the queue.
    pub async fn deliver(&self, site: &Site, delivery: &Delivery) -> Result<()> {
        let Some(transport) = &self.transport else { return Err(Error::internal("mail.smtp is not set")) };
        let message = write(site, delivery, self.from.clone())?;
        transport.send(message).await.map(drop).map_err(|cause| Error::Peer(cause.to_string()))
    }
}

/// What a delivery promises: what stands in each tells them apart.
#[derive(Deserialize)]
#[serde(untagged)]
enum Promised {
    Moderation(moderation::letter::Letter),
    Invitation(letters::Letter),
    LetIn(LetIn),
    Link(Letter),
    Notice(Notice),
}

fn promised(delivery: &Delivery) -> Result<Promised> {
    serde_json::from_str(&delivery.payload).map_err(Error::internal)
}

/// Whether a letter has waited so long that its link has stopped working.
pub fn is_late(delivery: &Delivery, now: Time) -> bool {
    match promised(delivery) {
        Ok(Promised::Invitation(letter)) => letter.until <= now,
        Ok(Promised::Link(letter)) => letter.until <= now,
        Ok(Promised::Moderation(_) | Promised::LetIn(_) | Promised::Notice(_)) | Err(_) => false,
    }
}

/// Writes the letter that a delivery promises.
pub fn write(site: &Site, delivery: &Delivery, from: Mailbox) -> Result<Message> {
    // How long a link still works.
    let minutes = |until: Time| u32::try_from((until.0 - site.now().0) / (60 * Time::SECOND)).unwrap_or(0).max(1);
    let (subject, text) = match promised(delivery)? {
        Promised::Moderation(letter) => about_moderation(site, letter)?,
        Promised::Invitation(letter) => {
            let minutes = minutes(letter.until);
            about_invitation(site, letter, minutes)?
        }
        Promised::LetIn(LetIn { institution, name, cohort, let_in, role, by }) => {
            draw(site, institution, &LetInLetterView { name, cohort, let_in, role, by })?
        }
        Promised::Link(letter) => {
            let view = SignInLetterView { name: letter.name, link: letter.link, minutes: minutes(letter.until) };
            draw(site, letter.institution, &view)?
        }
        Promised::Notice(notice) => {
            let (what, at) = (notice.what.word().to_owned(), moment(notice.at)?);
            let view = NoticeLetterView { name: notice.name, what, device: notice.device, at };
            draw(site, notice.institution, &view)?
        }
    };
    let to: Mailbox = delivery.recipient.parse().map_err(|cause| Error::internal(format!("no address: {cause}")))?;
    Message::builder()
        .from(from)
        .to(to)
        .subject(subject)
        .header(lettre::message::header::ContentType::TEXT_PLAIN)
        .body(text)
        .map_err(Error::internal)
}

fn about_invitation(site: &Site, letter: letters::Letter, minutes: u32) -> Result<(String, String)> {
    let house = site.roster.institution(InstitutionId(letter.institution)).ok_or(Error::NotFound)?;
    let link = format!("{}{}", house.base_url(site.config.port()), letter.path(site)?);
    let days = i64::from(minutes.div_ceil(24 * 60));
    let letters::Letter { institution, invitation, cohort, role, by, note, .. } = letter;
    match invitation {
        Saying::Invited => draw(site, institution, &InvitationLetterView { cohort, role, by, note, link, days }),
        Saying::Confirm => draw(site, institution, &ConfirmLetterView { cohort, link, minutes }),
        Saying::Known => draw(site, institution, &KnownLetterView { cohort, link }),
    }
}

fn about_moderation(site: &Site, letter: moderation::letter::Letter) -> Result<(String, String)> {
    let house = site.roster.institution(InstitutionId(letter.institution)).ok_or(Error::NotFound)?;
    let link = format!("{}{}", house.base_url(site.config.port()), letter.path(site));
    let until = letter.until.map_or(Ok(String::new()), moment)?;
    let view = ModerationLetterView { name: letter.name, what: letter.moderation, body: letter.body, until, link };
    draw(site, letter.institution, &view)
}

/// An instant as letters have it: whoever reads one may be anywhere.
fn moment(at: Time) -> Result<String> {
    let at = jiff::Timestamp::from_microsecond(at.0).map_err(Error::internal)?;
    Ok(at.strftime("%Y-%m-%d %H:%M UTC").to_string())
}

/// Subject and text, in an institution's words.
fn draw<V: View>(site: &Site, institution: i64, view: &V) -> Result<(String, String)> {
    let house = site.roster.institution(InstitutionId(institution)).ok_or(Error::NotFound)?;
    let institution = house_view(&house);
    let frame = Frame { language: &house.language, institution: &institution, audience: "", current: "" };
    site.themes.get(&house.theme).letter(&frame, view)
}
