//! Handlers of requests: whoever coordinates a cohort lets people into it who came by a provider and whom no rule lets in.

use std::sync::Arc;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::let_in;
use super::request_model::{self as model, Request};
use super::view::{RequestView, RequestsView};
use crate::cohorts::routes::{around, meta};
use crate::db::ids::{decode, encode};
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond};
use crate::invitations::desk_routes::inviter;
use crate::roster::{CohortEntry, CohortRole};
use crate::site::Site;
use crate::theme::view::LinkView;

const RUNNERS: &str = "those who coordinate the cohort";
/// As many as are looked at in one go; the next come up when these are decided.
const MOST: i64 = 100;
/// What those who come this way can be made: more is appointed by hand.
const ROLES: [CohortRole; 2] = [CohortRole::Mentee, CohortRole::Mentor];

/// The routes of requests.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/c/{cohort}/manage/requests/", RUNNERS, show_requests),
        post("/c/{cohort}/manage/requests/let-in", RUNNERS, "writes", post_let_in),
        post("/c/{cohort}/manage/requests/turn-down", RUNNERS, "writes", post_turn_down),
    ]
}

async fn show_requests(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    let (_, cohort) = inviter(&site, &viewer, &slug)?;
    show(&site, &viewer, &request, &cohort, &Problems::default()).await
}

async fn post_let_in(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["request", "role"])?;
    let (who, cohort) = inviter(&site, &viewer, &slug)?;
    let mut fields = Fields::of(&form);
    let role = CohortRole::from_word(&fields.choice("role", &ROLES.map(CohortRole::word)));
    let role = role.filter(|role| ROLES.contains(role));
    let (Some(role), Ok(wanted)) = (role, wanted(&form)) else {
        fields.problems.0.extend(wanted(&form).err().map(|problems| problems.0).unwrap_or_default());
        return show(&site, &viewer, &request, &cohort, &fields.problems).await;
    };
    let (id, by) = (cohort.id, who.person.id);
    let done = site.write(move |tx| let_in::let_in(tx, id, wanted, role, by)).await;
    or_again(&site, &viewer, &request, &cohort, done).await
}

async fn post_turn_down(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["request"])?;
    let (who, cohort) = inviter(&site, &viewer, &slug)?;
    let wanted = match wanted(&form) {
        Ok(wanted) => wanted,
        Err(problems) => return show(&site, &viewer, &request, &cohort, &problems).await,
    };
    let (id, by) = (cohort.id, who.person.id);
    let done = site.write(move |tx| let_in::turn_down(tx, id, wanted, by)).await;
    or_again(&site, &viewer, &request, &cohort, done).await
}

/// Which request a form means.
fn wanted(form: &FormBody) -> std::result::Result<i64, Problems> {
    decode(form.get("request")).ok_or_else(|| Problems::one("request", Message::new("sso-request-gone")))
}

async fn or_again(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    cohort: &Arc<CohortEntry>,
    done: Result<()>,
) -> Result<HttpResponse> {
    match done {
        Ok(()) => Ok(respond::see_other(&format!("/c/{}/manage/requests/", cohort.slug))),
        Err(Error::Invalid(problems)) => show(site, viewer, request, cohort, &problems).await,
        Err(error) => Err(error),
    }
}

async fn show(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    cohort: &Arc<CohortEntry>,
    problems: &Problems,
) -> Result<HttpResponse> {
    let house = viewer.institution.id;
    let mut open = site.read(move |conn| model::open(conn, house, MOST + 1)).await?;
    let has_more = open.len() as i64 > MOST;
    open.truncate(MOST as usize);
    let own_desk = LinkView { href: format!("/c/{}/manage/", cohort.slug), text: cohort.name.clone() };
    let view = RequestsView {
        form: site.form(viewer, "", problems),
        crumbs: vec![own_desk],
        title: cohort.name.clone(),
        slug: cohort.slug.clone(),
        roles: ROLES.iter().map(|role| role.word().to_owned()).collect(),
        requests: open.into_iter().map(row).collect(),
        has_more,
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    site.made(request, viewer, status, around(&meta(cohort)), &view)
}

fn row(request: Request) -> RequestView {
    RequestView { id: encode(request.id), name: request.name, provider: request.provider, asked_at: request.asked_at.0 }
}
