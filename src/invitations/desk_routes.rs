//! Handlers of the desk where a cohort's coordinators make invitations, and take them back.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::add::{self, Kind, Made, NOTE, NewInvitation};
use super::model::Invitation;
use super::rules::{BY_LINK, BY_WORD};
use super::view::{CameView, DeskView, MadeView, RowView};
use super::{list_model, revoke};
use crate::cohorts::may_see;
use crate::db::ids::{InvitationId, MemberId, Time};
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, SignedIn, Viewer, respond};
use crate::members::people::People;
use crate::roster::{CohortEntry, CohortRole};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::LinkView;

const COORDINATORS: &str = "the cohort's coordinators";

/// The routes of the desk.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/c/{cohort}/invitations/", COORDINATORS, show_desk),
        post("/c/{cohort}/invitations/link", COORDINATORS, "writes", post_link),
        post("/c/{cohort}/invitations/word", COORDINATORS, "writes", post_word),
        post("/c/{cohort}/invitations/revoke", COORDINATORS, "writes", post_revoke),
    ]
}

async fn show_desk(site: Data<Site>, viewer: Viewer, request: HttpRequest, slug: Path<String>) -> Result<HttpResponse> {
    let (_, cohort) = inviter(&site, &viewer, &slug)?;
    desk(&site, &viewer, &request, &cohort, &FormBody::default(), Err(Problems::default())).await
}

async fn post_link(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["role", "email", "note", "uses", "days"])?;
    let (_, cohort) = inviter(&site, &viewer, &slug)?;
    // Nothing in a field means something here, so a field that did not come is no such nothing.
    if !form.has("note") || (site.config.mail.is_set() && !form.has("email")) {
        return Err(Error::Malformed(Message::new("error-malformed-form")));
    }
    let mut fields = Fields::of(&form);
    let role = chosen(&mut fields, "role", &BY_LINK);
    let new = NewInvitation {
        cohort: cohort.id,
        kind: Kind::Link,
        role,
        address: fields.line("email", 254),
        note: fields.line("note", NOTE),
        uses: number(&mut fields, "uses"),
        days: i64::from(number(&mut fields, "days")),
    };
    make(&site, &viewer, &request, &cohort, &form, (new, fields.problems)).await
}

async fn post_word(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["word_role", "word_uses", "word_days"])?;
    let (_, cohort) = inviter(&site, &viewer, &slug)?;
    let mut fields = Fields::of(&form);
    let new = NewInvitation {
        cohort: cohort.id,
        kind: Kind::Word,
        role: chosen(&mut fields, "word_role", &BY_WORD),
        address: String::new(),
        note: String::new(),
        uses: number(&mut fields, "word_uses"),
        days: i64::from(number(&mut fields, "word_days")),
    };
    make(&site, &viewer, &request, &cohort, &form, (new, fields.problems)).await
}

async fn post_revoke(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["invitation"])?;
    let (who, cohort) = inviter(&site, &viewer, &slug)?;
    let nothing = || Error::Conflict(Message::new("invitations-nothing-to-revoke"));
    let wanted: InvitationId = form.get("invitation").parse().map_err(|_| nothing())?;
    let (id, by) = (cohort.id, who.person.id);
    site.write(move |tx| revoke::revoke(tx, id, wanted, Some(by))).await?;
    Ok(respond::see_other(&format!("/c/{}/invitations/", cohort.slug)))
}

/// The cohort, for those who invite into it: its other people hear that they may not, everybody else that there is nothing.
pub fn inviter<'a>(site: &Site, viewer: &'a Viewer, slug: &str) -> Result<(&'a SignedIn, Arc<CohortEntry>)> {
    let who = viewer.somebody()?;
    let cohort = site.roster.cohort_named(viewer.institution.id, slug).ok_or(Error::NotFound)?;
    match (who.person.invites(&cohort), may_see(viewer, &cohort)) {
        (true, _) => Ok((who, cohort)),
        (false, true) => Err(Error::Forbidden(Message::new("invitations-may-not"))),
        (false, false) => Err(Error::NotFound),
    }
}

/// The role that was chosen; what was not offered is noted, and the least of them stands for it.
fn chosen(fields: &mut Fields<'_>, name: &'static str, roles: &[CohortRole]) -> CohortRole {
    let words: Vec<&str> = roles.iter().map(|role| role.word()).collect();
    CohortRole::from_word(&fields.choice(name, &words)).unwrap_or(CohortRole::Mentee)
}

/// A number; what is none is 0, which [`add::add`] refuses in words.
fn number(fields: &mut Fields<'_>, name: &'static str) -> i32 {
    fields.line(name, 6).parse().unwrap_or_default()
}

/// Makes it, and shows what opens it where that is shown at all.
async fn make(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    cohort: &CohortEntry,
    form: &FormBody,
    (new, problems): (NewInvitation, Problems),
) -> Result<HttpResponse> {
    if !problems.0.is_empty() {
        return desk(site, viewer, request, cohort, form, Err(problems)).await;
    }
    let (by, kind, address) = (viewer.somebody()?.person.id, new.kind, new.address.clone());
    match site.write(move |tx| add::add(tx, new, Some(by))).await {
        Ok(made) => {
            let view = told(site, viewer, kind, address, made);
            desk(site, viewer, request, cohort, &FormBody::default(), Ok(view)).await
        }
        Err(Error::Invalid(problems)) => desk(site, viewer, request, cohort, form, Err(problems)).await,
        Err(error) => Err(error),
    }
}

fn told(site: &Site, viewer: &Viewer, kind: Kind, address: String, made: Made) -> MadeView {
    let (kind, secret) = match (kind, made.secret) {
        (_, None) => ("mail", address),
        (Kind::Word, Some(word)) => ("word", word),
        (Kind::Link, Some(token)) => {
            ("link", format!("{}/invitations/{token}", viewer.institution.base_url(site.config.port())))
        }
    };
    MadeView { kind: kind.to_owned(), secret, expires_at: made.expires_at.0 }
}

/// The desk: the forms with what was typed into them, and the list. A secret is in no address, so it is shown by the very
/// answer to its form.
async fn desk(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    cohort: &CohortEntry,
    form: &FormBody,
    outcome: std::result::Result<MadeView, Problems>,
) -> Result<HttpResponse> {
    let rows = rows(site, cohort).await?;
    let typed = |name: &str, now: &str| if form.has(name) { form.get(name).to_owned() } else { now.to_owned() };
    let words = |roles: &[CohortRole]| roles.iter().map(|role| role.word().to_owned()).collect();
    let (made, problems) = match outcome {
        Ok(made) => (Some(made), Problems::default()),
        Err(problems) => (None, problems),
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    let days = add::DAYS.to_string();
    let view = DeskView {
        slug: cohort.slug.clone(),
        title: cohort.name.clone(),
        crumbs: vec![LinkView { href: format!("/c/{}/", cohort.slug), text: cohort.name.clone() }],
        form: site.form(viewer, "", &problems),
        made,
        has_mail: site.config.mail.is_set(),
        role: typed("role", "mentee"),
        roles: words(&BY_LINK),
        email: typed("email", ""),
        note: typed("note", ""),
        uses: typed("uses", "1"),
        days: typed("days", &days),
        word_role: typed("word_role", "mentee"),
        word_roles: words(&BY_WORD),
        word_uses: typed("word_uses", "30"),
        word_days: typed("word_days", &days),
        rows,
    };
    let audience = format!("cohort {}", cohort.slug);
    site.made(request, viewer, status, Around { audience: &audience, current: "cohorts" }, &view)
}

async fn rows(site: &Site, cohort: &CohortEntry) -> Result<Vec<RowView>> {
    let (of, id, now) = (site.clone(), cohort.id, site.now());
    let read = site.read(move |conn| {
        let all = list_model::of_cohort(conn, id)?;
        let mut uses = list_model::uses(conn, &all)?;
        let makers = all.iter().filter_map(|one| one.made_by);
        let ids: Vec<MemberId> = makers.chain(uses.values().flatten().map(|(member, _)| *member)).collect();
        let people = People::read(conn, &of, &ids, vec![id], false)?;
        let rows = all.into_iter().map(|one| {
            let came = uses.remove(&one.id).unwrap_or_default();
            row(one, came, &people, now)
        });
        Ok(rows.collect())
    });
    read.await
}

fn row(one: Invitation, came: Vec<(MemberId, Time)>, people: &People<'_>, now: Time) -> RowView {
    RowView {
        state: one.state(now).to_owned(),
        id: one.id.to_string(),
        kind: one.kind,
        role: one.role,
        address: one.address,
        note: one.note,
        by: one.made_by.map(|id| people.person(id)),
        made_at: one.made_at.0,
        expires_at: one.expires_at.0,
        uses: one.uses,
        most: one.uses_allowed,
        came: came.into_iter().map(|(member, at)| CameView { person: people.person(member), at: at.0 }).collect(),
    }
}
