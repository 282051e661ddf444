//! Answering a request with a page, stored or made for it, and letting a form in: the same steps for every slice.

use std::sync::Arc;

use actix_web::http::Method;
use actix_web::http::header::HeaderMap;
use actix_web::web::Data;
use actix_web::{HttpMessage, HttpRequest, HttpResponse};

use super::Site;
use super::drawing::{Around, put_in};
use super::lookup::Source;
use crate::error::{Error, Message, Problems, Result};
use crate::http::body::Typed;
use crate::http::limits::Limits;
use crate::http::stored::{Outgoing, Slot, answer};
use crate::http::{FormBody, Viewer, csrf, respond};
use crate::meters::Kind;
use crate::pages::audience::{Circles, Reach};
use crate::pages::document::Document;
use crate::pages::model::{self, Belongs};
use crate::pages::{About, Page};
use crate::theme::View;
use crate::theme::view::{FormView, ProblemView};

impl Site {
    /// Answers with a stored page, if the viewer is one of those it is for; in every other case there is no such page.
    /// An address that is not quite right is mended by a redirect, but only for who may see where it leads.
    pub async fn show(&self, request: &HttpRequest, viewer: &Viewer, page: Page) -> Result<HttpResponse> {
        let (document, source) = self.page(page).await?;
        if !self.roster.admits(&document.reach, viewer.circles()) {
            return Err(Error::NotFound);
        }
        if request.path() != document.location {
            return Ok(respond::moved(&document.location));
        }
        let slot = self.slot(viewer, &document).await?;
        let timing = if source == Source::Stored { "stored" } else { "rendered" };
        self.send(request, viewer, &document, slot, timing)
    }

    /// Answers by the address alone, before any route is tried, where all that is needed lies in memory: the way that
    /// nearly every reader comes. `None` leaves the request to its route, which says what there is to say.
    pub fn show_ready(&self, request: &HttpRequest, viewer: &Viewer) -> Option<Result<HttpResponse>> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return None;
        }
        let (page, document) = self.store.at(viewer.institution.id, request.path())?;
        if !self.is_right(&page, &document) || !self.roster.admits(&document.reach, viewer.circles()) {
            return None;
        }
        let slot = self.ready_slot(viewer, &document)?;
        let sent = slot.and_then(|slot| self.send(request, viewer, &document, slot, "stored"));
        if let Ok(response) = &sent {
            self.meters.requests.ready(kind(&document.about), response.status().is_redirection());
        }
        Some(sent)
    }

    /// Answers with a page that is made once somebody asks for it, to whoever is in `circles`: the viewer, or the owner of
    /// a private address. That it was asked for is noted before it is made, or a change between the two would leave it old.
    pub async fn show_on_demand(
        &self,
        request: &HttpRequest,
        viewer: &Viewer,
        page: Page,
        circles: &Circles,
    ) -> Result<HttpResponse> {
        if self.ready(&page).is_none() {
            let (of, asked) = (self.clone(), page.clone());
            let first = self.read(move |conn| match model::wanted(conn, &asked)? {
                0 => of.effects.render(&of, conn, &asked)?.map(Some).ok_or(Error::NotFound),
                _ => Ok(None),
            });
            if let Some(rendered) = first.await? {
                if !self.roster.admits(&rendered.reach, circles) {
                    return Err(Error::NotFound);
                }
                let (asked, belongs) = (page.clone(), Belongs::of(&rendered.about));
                self.write(move |tx| model::keep(tx.conn, &asked, belongs)).await?;
            }
        }
        let (document, source) = self.page(page).await?;
        if !self.roster.admits(&document.reach, circles) {
            return Err(Error::NotFound);
        }
        let admits = |reach: &Reach| self.roster.admits(reach, circles);
        let timing = if source == Source::Stored { "stored" } else { "rendered" };
        let slot = self.slot(viewer, &document).await?;
        let is_public = viewer.who.is_none() && *circles == *viewer.as_visitor().circles();
        answer(request, &Outgoing { document: &document, slot, admits: &admits, is_public, timing })
    }

    /// Sends a page to somebody it is for, and moves their mark.
    fn send(
        &self,
        request: &HttpRequest,
        viewer: &Viewer,
        document: &Document,
        slot: Arc<Slot>,
        timing: &'static str,
    ) -> Result<HttpResponse> {
        let circles = viewer.circles();
        let admits = |reach: &Reach| self.roster.admits(reach, circles);
        let outgoing = Outgoing { document, slot, admits: &admits, is_public: viewer.who.is_none(), timing };
        let response = answer(request, &outgoing)?;
        if let (Some(who), About::Thread { id, posts, answers, .. }) = (&viewer.who, &document.about)
            && let Some((last, _)) = posts.last()
            && !is_prefetch(request.headers())
        {
            let shows_all = answers.as_ref().is_none_or(admits);
            self.marks.read_up_to(who.person.id, *id, if shows_all { *last } else { 1 });
        }
        Ok(response)
    }

    /// Answers with a page that is made for this viewer and kept by nobody.
    pub fn made<V: View>(
        &self,
        request: &HttpRequest,
        viewer: &Viewer,
        status: u16,
        around: Around<'_>,
        view: &V,
    ) -> Result<HttpResponse> {
        self.made_at(request.uri().path(), viewer, status, around, view)
    }

    /// The same for a page whose own address is a secret: whoever signs in from it comes back to `place`, since where
    /// somebody comes back to is written down.
    pub fn made_at<V: View>(
        &self,
        place: &str,
        viewer: &Viewer,
        status: u16,
        around: Around<'_>,
        view: &V,
    ) -> Result<HttpResponse> {
        let html = self.draw(&viewer.institution, around, view)?;
        let slot = self.plain_slot(viewer, place)?;
        Ok(respond::page(status, put_in(&html, &slot, "")))
    }

    /// Lets a form in: it comes from one of our own pages, carries the session's token, and its sender is not too
    /// quick. What it asks for is decided afterwards.
    pub fn accept(&self, request: &HttpRequest, viewer: &Viewer, form: &FormBody) -> Result<()> {
        csrf::same_origin(request, &viewer.institution.base_url(self.config.port()))?;
        request.extensions_mut().insert(Typed::of(form));
        csrf::check(request, viewer, form, &self.secret)?;
        // The head was judged when it came; the body may have taken half a minute.
        if viewer.who.as_ref().is_some_and(|who| !who.is_still_in(&self.roster)) {
            return Err(Error::Conflict(Message::new("error-session-over").leading_to("/sign-in", "sign-in-go")));
        }
        let key = form.get("key");
        if key.len() > 64 || !key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
            return Err(Error::Malformed(Message::new("error-malformed-form")));
        }
        if let (Some(who), Some(limits)) = (&viewer.who, request.app_data::<Data<Limits>>()) {
            limits.write(who.person.id)?;
        }
        Ok(())
    }

    /// Notes a form anew that was let in, when what came with it has been taken in: were it refused now, the page that says so
    /// would send it as it has become.
    pub fn keep_typed(&self, request: &HttpRequest, form: &FormBody) {
        request.extensions_mut().insert(Typed::of(form));
    }

    /// What a form of a signed-in member carries beside its fields.
    pub fn form(&self, viewer: &Viewer, key: &str, problems: &Problems) -> FormView {
        let csrf = viewer.who.as_ref().map_or_else(String::new, |who| csrf::token(&self.secret, &who.session));
        let told = problems.0.iter().map(|(field, message)| ProblemView {
            field: (*field).to_owned(),
            text: self.words.message(viewer.language(), message),
        });
        FormView { csrf, key: key.to_owned(), problems: told.collect() }
    }

    /// A fresh key for a form that is made for this viewer: two forms that are opened one after the other are two.
    pub fn form_key(&self, viewer: &Viewer, what: &str) -> String {
        let session = viewer.who.as_ref().map_or(0, |who| who.session.id.0);
        self.secret.form_key(session, &format!("{what} {}", self.ids.next(self.now())))
    }
}

/// By which route a page would have been found.
fn kind(about: &About) -> Kind {
    match about {
        About::Thread { .. } => Kind::Thread,
        About::Board { .. } => Kind::Board,
        About::Home => Kind::Home,
        About::Cohort { .. } | About::Feed { .. } | About::Other => Kind::Other,
    }
}

/// Whether a browser only thinks that somebody may want the page: then nobody has read it.
fn is_prefetch(headers: &HeaderMap) -> bool {
    let says = |name: &str| {
        headers.get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("prefetch"))
    };
    says("sec-purpose") || says("purpose")
}
