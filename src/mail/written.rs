//! What each letter of the queue promises, and writing it.

use lettre::Message;
use lettre::message::Mailbox;
use serde::Deserialize;

use super::envelope::{Headers, Sheet};
use super::posts;
use crate::cohorts::letter::Letter as LetIn;
use crate::cohorts::view::LetInLetterView;
use crate::db::Conn;
use crate::db::deliveries::Delivery;
use crate::db::ids::{InstitutionId, Time};
use crate::error::{Error, Result};
use crate::invitations::letters::{self, Saying};
use crate::invitations::view::{ConfirmLetterView, InvitationLetterView, KnownLetterView};
use crate::members::notice::Notice;
use crate::moderation;
use crate::moderation::view::ModerationLetterView;
use crate::notices::mail::letter::Told;
use crate::sign_in::link::Letter;
use crate::sign_in::second::view::NoticeLetterView;
use crate::sign_in::view::SignInLetterView;
use crate::site::Site;
use crate::site::drawing::house_view;
use crate::theme::{Frame, View};

/// What a delivery promises: what stands in each tells them apart.
#[derive(Deserialize)]
#[serde(untagged)]
enum Promised {
    Moderation(moderation::letter::Letter),
    Invitation(letters::Letter),
    LetIn(LetIn),
    Link(Letter),
    Notice(Notice),
    Told(Told),
}

fn promised(delivery: &Delivery) -> Result<Promised> {
    serde_json::from_str(&delivery.payload).map_err(Error::internal)
}

/// Whether a letter has waited so long that its link has stopped working.
pub fn is_late(delivery: &Delivery, now: Time) -> bool {
    match promised(delivery) {
        Ok(Promised::Invitation(letter)) => letter.until <= now,
        Ok(Promised::Link(letter)) => letter.until <= now,
        Ok(Promised::Moderation(_) | Promised::LetIn(_) | Promised::Notice(_) | Promised::Told(_)) | Err(_) => false,
    }
}

/// Writes the letter that a delivery promises, as things are now; nothing if there is nothing left to say.
pub fn write(site: &Site, conn: &mut Conn, delivery: &Delivery, from: Mailbox) -> Result<Option<Message>> {
    // How long a link still works.
    let minutes = |until: Time| u32::try_from((until.0 - site.now().0) / (60 * Time::SECOND)).unwrap_or(0).max(1);
    let (subject, text) = match promised(delivery)? {
        Promised::Told(told) => {
            let sheet = posts::write(site, conn, &told, &delivery.recipient)?;
            return sheet.map(|sheet| sheet.seal(from, &delivery.recipient, delivery.id, site.now())).transpose();
        }
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
    let sheet = Sheet { subject, text, html: None, headers: Headers::default() };
    sheet.seal(from, &delivery.recipient, delivery.id, site.now()).map(Some)
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
