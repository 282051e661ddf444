//! Handlers of answering: the page that a letter links to, and what is decided of the answer.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::appeal::{self, Outcome};
use super::model::measures::Measure;
use super::view::AnswerView;
use super::{BODY, case_routes, rules};
use crate::db::ids::{CaseId, MeasureId};
use crate::error::{Error, Problems, Result};
use crate::http::form::Fields;
use crate::http::limits::Limits;
use crate::http::{FormBody, Viewer, respond};
use crate::sign_in::form::{PUBLIC, client, visitor_token};
use crate::site::Site;
use crate::theme::view::FormView;
use crate::threads::words::REASON;

/// `GET /moderation/answers/{token}`
pub async fn answer_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    token: Path<String>,
) -> Result<HttpResponse> {
    let measure = find(&site, &viewer, &token).await?;
    show(&site, &viewer, &request, &token, &measure, "", &Problems::default())
}

/// `POST /moderation/answers/{token}`
pub async fn post_answer(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    limits: Data<Limits>,
    token: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    client(&site, &request).map_or(Ok(()), |address| limits.sign_in(address))?;
    site.accept(&request, &viewer, &form)?;
    form.expect(&["body"])?;
    let measure = find(&site, &viewer, &token).await?;
    let mut fields = Fields::of(&form);
    let body = fields.needed_text("body", BODY, "moderation-answer-missing");
    if !fields.problems.0.is_empty() {
        return show(&site, &viewer, &request, &token, &measure, form.get("body"), &fields.problems);
    }
    let (house, told) = (viewer.institution.id, token.to_string());
    site.write(move |tx| appeal::say(tx, house, &told, &body)).await?;
    Ok(respond::see_other(&format!("/moderation/answers/{token}")))
}

/// `POST /moderation/cases/{case}/answer`
pub async fn post_decide(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["measure", "outcome", "note", "reason"])?;
    let (id, who) = (id.parse::<CaseId>()?, viewer.somebody()?.clone());
    let of = site.clone();
    site.read(move |conn| rules::for_viewer(&of, conn, &who, id).map(drop)).await?;
    let measure: MeasureId = form.get("measure").parse()?;
    let mut fields = Fields::of(&form);
    let outcome = Outcome {
        is_lifted: fields.choice("outcome", &["kept", "lifted"]) == "lifted",
        reason: fields.needed_line("reason", REASON, "moderation-reason-missing"),
        body: fields.needed_text("note", BODY, "moderation-body-missing"),
    };
    if !fields.problems.0.is_empty() {
        return case_routes::show(&site, &viewer, &request, id, &form, &fields.problems).await;
    }
    let as_viewer = viewer.clone();
    site.write(move |tx| appeal::decide(tx, &as_viewer, id, measure, &outcome)).await?;
    Ok(respond::see_other(&format!("/moderation/cases/{id}/")))
}

async fn find(site: &Data<Site>, viewer: &Viewer, token: &str) -> Result<Measure> {
    let (of, house, told) = (site.clone(), viewer.institution.id, token.to_owned());
    site.read(move |conn| appeal::by_token(&of, conn, house, &told)).await
}

fn show(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    token: &str,
    measure: &Measure,
    typed: &str,
    problems: &Problems,
) -> Result<HttpResponse> {
    let mut form = site.form(viewer, "", problems);
    let mut cookie = None;
    if viewer.who.is_none() {
        let (csrf, fresh) = visitor_token(site, request)?;
        (form, cookie) = (FormView { csrf, ..form }, fresh);
    }
    let view = AnswerView {
        form,
        action: format!("/moderation/answers/{token}"),
        kind: measure.kind.clone(),
        at: measure.made_at.0,
        until: measure.until.map(|at| at.0),
        ended_at: measure.ended_at.map(|at| at.0),
        told: measure.body.clone(),
        appeal: measure.appeal.clone(),
        appealed_at: measure.appealed_at.map(|at| at.0),
        outcome: measure.outcome.clone(),
        answer: measure.answer.clone(),
        body: typed.to_owned(),
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    // The address is as good as a key: where somebody comes back to is written down.
    let mut response = site.made_at("/", viewer, status, PUBLIC, &view)?;
    if let Some(cookie) = cookie {
        response.add_cookie(&cookie).map_err(Error::internal)?;
    }
    Ok(response)
}
