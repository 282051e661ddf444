//! Handlers of one's own ways in: the password, and ending every session.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::form::renewed;
use super::routes::{enter, guess};
use super::{afresh, form, model, password, session};
use crate::error::{Error, Message, Problems, Result};
use crate::http::limits::{Account, Limits};
use crate::http::table::{Entry, post};
use crate::http::{FormBody, Viewer, respond};
use crate::members::model::{Member, addresses, hold};
use crate::members::notice;
use crate::members::routes::{own, settings};
use crate::meters::{Outcome, Way};
use crate::site::Site;

/// The routes under `/settings/` that are about ways in.
pub fn routes() -> Vec<Entry> {
    vec![
        post("/settings/password", "the signed in", "sign-in", post_password),
        post("/settings/sign-out-everywhere", "the signed in", "writes", post_everywhere),
    ]
}

async fn post_password(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    limits: Data<Limits>,
    typed: FormBody,
) -> Result<HttpResponse> {
    let who = viewer.signed_in("/settings/")?;
    let (member, session) = (who.person.id, who.session);
    // The username stands in the form for password managers; whose password it is, the session says.
    let known = ["username", "current_password", "new_password"];
    enter(&site, &viewer, &request, &limits, &typed, Way::Password, &known)?;
    let now = site.now();
    if !site.read(move |conn| afresh::is_fresh(conn, session.id, now)).await? {
        return Ok(respond::see_other(&afresh::address("/settings/")));
    }
    let (row, has_password) = own(&site, &viewer).await?;
    let again = |problems: Problems| settings(&site, &viewer, &request, &row, has_password, &profile(&row), &problems);
    let before = site.read(move |conn| model::password(conn, member)).await?;
    if before.is_some() {
        // Counted with those at the door: a session that was left open is worth no more guesses than none.
        guess(&site, &limits, &Account::Of(member))?;
        if !password::is_right(typed.get("current_password").to_owned(), before.clone()).await? {
            site.meters.sign_ins.count(Way::Password, Outcome::Refused);
            return again(Problems::one("current_password", Message::new("sign-in-password-wrong")));
        }
    }
    let (new, house) = (typed.get("new_password").to_owned(), &viewer.institution);
    let mut known = site.read(move |conn| addresses(conn, member)).await?;
    known.extend([&row.username, &row.name, &house.name, &house.short_name, &house.slug].map(Clone::clone));
    let hash = match password::hash(new, known).await {
        Ok(hash) => hash,
        Err(Error::Invalid(problems)) => return again(problems),
        Err(error) => return Err(error),
    };
    let institution = house.id;
    let change = site.write(move |tx| {
        // Judging takes a while, and it may have been changed in that while.
        hold(tx.conn, member)?;
        if model::password(tx.conn, member)? != before {
            return Err(Error::Conflict(
                Message::new("sign-in-changed").leading_to("/settings/", "second-factor-back"),
            ));
        }
        model::set_password(tx.conn, member, &hash, tx.now)?;
        tx.audit(institution, Some(member), "sign-in.password", member, "")?;
        notice::send(tx, member, notice::What::Password, "")?;
        session::renew(tx, &session)
    });
    renewed(&site, respond::see_other("/settings/"), &change.await?)
}

/// What stands in the other form of the page.
fn profile(row: &Member) -> FormBody {
    let mut known = FormBody::default();
    let fields = [
        ("name", &row.name),
        ("pronouns", &row.pronouns),
        ("field", &row.field),
        ("time_zone", &row.time_zone),
        ("bio", &row.bio_source),
    ];
    fields.into_iter().for_each(|(field, value)| known.set(field, value.clone()));
    known
}

async fn post_everywhere(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    typed: FormBody,
) -> Result<HttpResponse> {
    let member = viewer.signed_in("/settings/")?.person.id;
    site.accept(&request, &viewer, &typed)?;
    typed.expect(&[])?;
    site.write_at_need(move |tx| session::end_all(tx, member)).await?;
    let mut response = respond::see_other("/sign-in?ended=1");
    response.add_cookie(&form::no_session()).map_err(Error::internal)?;
    Ok(response)
}
