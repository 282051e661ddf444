//! Who asks: a visitor, or a signed-in member of the institution whose host was asked.

use std::sync::{Arc, LazyLock};

use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest};

use super::secret::Secret;
use super::session::{COOKIE, Session};
use crate::db::ids::{InstitutionId, SessionId, Time};
use crate::error::{Error, Result};
use crate::pages::audience::Circles;
use crate::roster::{InstitutionEntry, Person, Roster};

/// Who asks, and where.
#[derive(Clone)]
pub struct Viewer {
    /// The institution whose host was asked.
    pub institution: Arc<InstitutionEntry>,
    /// The member, if somebody is signed in.
    pub who: Option<SignedIn>,
    visitor: Arc<Circles>,
}

/// A signed-in member.
#[derive(Clone)]
pub struct SignedIn {
    /// The member.
    pub person: Arc<Person>,
    /// Their session.
    pub session: Session,
}

/// The circles of every visitor.
static VISITOR: LazyLock<Arc<Circles>> = LazyLock::new(|| Arc::new(Circles::visitor()));

impl Viewer {
    /// A viewer at `institution`, from the request's session cookie; `life_seconds` is how long sessions last by the setting
    /// as it is now. A cookie that is false, expired, too old, ended, of a suspended member or of another institution makes a
    /// visitor, and says no more than that.
    pub fn of(
        request: &HttpRequest,
        institution: Arc<InstitutionEntry>,
        roster: &Roster,
        secret: &Secret,
        life_seconds: i64,
        now: Time,
    ) -> Self {
        let who = cookie(request, COOKIE)
            .and_then(|value| Session::unseal(value, secret, now))
            .filter(|session| session.is_within(life_seconds, now))
            .and_then(|session| enter(session, institution.id, roster));
        Self { institution, who, visitor: VISITOR.clone() }
    }

    /// A member for whom the worker does what they asked for earlier: with what they may do now, and with a session that has
    /// ended, so that nothing can be signed by it. `None` where they may not enter any more.
    pub fn on_behalf(institution: Arc<InstitutionEntry>, person: Arc<Person>) -> Option<Self> {
        let is_in = person.may_enter && person.institution == institution.id;
        let session = Session { id: SessionId(0), member: person.id, expires_at: Time(0), epoch: person.epoch };
        is_in.then(|| Self { institution, who: Some(SignedIn { person, session }), visitor: VISITOR.clone() })
    }

    /// The same request as if nobody were signed in.
    pub fn as_visitor(&self) -> Self {
        Self { who: None, ..self.clone() }
    }

    /// The circles the viewer is in.
    pub fn circles(&self) -> &Circles {
        self.who.as_ref().map_or(&self.visitor, |who| &who.person.circles)
    }

    /// The member, where one is needed; else the sign-in page, which comes back to `path`.
    pub fn signed_in(&self, path: &str) -> Result<&SignedIn> {
        self.who.as_ref().ok_or_else(|| Error::SignInRequired { to: path.to_owned() })
    }

    /// The member, where being nobody is to look as if nothing were there.
    pub fn somebody(&self) -> Result<&SignedIn> {
        self.who.as_ref().ok_or(Error::NotFound)
    }

    /// The language to speak to the viewer in.
    pub fn language(&self) -> &str {
        &self.institution.language
    }
}

impl SignedIn {
    /// Whether their session still holds: it may have ended since the head of the request came.
    pub fn is_still_in(&self, roster: &Roster) -> bool {
        enter(self.session, self.person.institution, roster).is_some()
    }
}

fn enter(session: Session, institution: InstitutionId, roster: &Roster) -> Option<SignedIn> {
    let person = roster.member(session.member)?;
    let holds = person.may_enter
        && person.institution == institution
        && person.epoch == session.epoch
        && !roster.is_ended(session.id, session.expires_at);
    holds.then_some(SignedIn { person, session })
}

/// The value of a cookie, straight from the header: parsing all of them costs more than the page.
pub fn cookie<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    let headers = request.headers().get_all(header::COOKIE).filter_map(|value| value.to_str().ok());
    headers.flat_map(|line| line.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value)
    })
}

/// The middleware puts the viewer into the request; a handler takes it from there.
impl FromRequest for Viewer {
    type Error = Error;
    type Future = std::future::Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let viewer = request.extensions().get::<Self>().cloned();
        std::future::ready(viewer.ok_or(Error::UnknownHost))
    }
}
