//! Handlers of reporting: the form about a post or a person, and what its sender can come back to.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::model::reports;
use super::report::{self, Draft, KINDS};
use super::view::{ReceiptView, ReportView};
use super::{BODY, model};
use crate::boards::readers;
use crate::db::ids::{PostId, ReportId};
use crate::error::{Error, Problems, Result};
use crate::http::form::Fields;
use crate::http::{FormBody, Viewer, respond};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::LinkView;
use crate::threads;
use crate::threads::rules::Seen;

/// What is to be reported, as the viewer reads it.
struct Subject {
    what: &'static str,
    action: String,
    name: String,
    number: u32,
    snapshot: String,
    back: LinkView,
    meta: String,
}

/// `GET /p/{id}/report`
pub async fn post_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse> {
    let subject = post(&site, &viewer, id.parse()?).await?;
    show(&site, &viewer, &request, subject, &FormBody::default(), &Problems::default())
}

/// `POST /p/{id}/report`
pub async fn report_post(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["kind", "body"])?;
    let id: PostId = id.parse()?;
    let subject = post(&site, &viewer, id).await?;
    let draft = match drafted(&form) {
        Ok(draft) => draft,
        Err(problems) => return show(&site, &viewer, &request, subject, &form, &problems),
    };
    let as_viewer = viewer.clone();
    let report = site.write(move |tx| report::post(tx, &as_viewer, id, &draft)).await?;
    Ok(respond::see_other(&format!("/moderation/reports/{report}/")))
}

/// `GET /m/{username}/report`
pub async fn person_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    username: Path<String>,
) -> Result<HttpResponse> {
    let subject = person(&site, &viewer, &username).await?;
    show(&site, &viewer, &request, subject, &FormBody::default(), &Problems::default())
}

/// `POST /m/{username}/report`
pub async fn report_person(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    username: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["kind", "body"])?;
    let subject = person(&site, &viewer, &username).await?;
    let draft = match drafted(&form) {
        Ok(draft) => draft,
        Err(problems) => return show(&site, &viewer, &request, subject, &form, &problems),
    };
    let (as_viewer, username) = (viewer.clone(), username.into_inner());
    let report = site.write(move |tx| report::person(tx, &as_viewer, &username, &draft)).await?;
    Ok(respond::see_other(&format!("/moderation/reports/{report}/")))
}

/// `GET /moderation/reports/{report}/`: for whoever made it, and nobody else.
pub async fn show_receipt(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse> {
    let (me, id) = (viewer.somebody()?.person.id, id.parse::<ReportId>()?);
    let (report, case) = site
        .read(move |conn| {
            let report = reports::by_id(conn, id)?;
            let case = model::by_id(conn, report.case_id)?;
            Ok((report, case))
        })
        .await?;
    if report.reporter_id != me {
        return Err(Error::NotFound);
    }
    let is_decided = case.decided_at.is_some() && case.state != "open";
    let view = ReceiptView {
        id: report.id.to_string(),
        what: if case.post_id.is_some() { "post".into() } else { "person".into() },
        title: case.title.clone(),
        number: u32::try_from(case.number).unwrap_or(0),
        again: match case.post() {
            Some(post) => format!("/p/{post}/report"),
            None => site
                .roster
                .member(case.about_id)
                .map_or_else(String::new, |person| format!("/m/{}/report", person.username)),
        },
        kind: report.kind,
        body: report.body,
        snapshot_html: report.snapshot,
        made_at: report.made_at.0,
        added_at: report.added_at.map(|at| at.0),
        is_claimed: case.claimed_by.is_some() && !is_decided,
        decided_at: case.decided_at.filter(|_| is_decided).map(|at| at.0),
        told: if is_decided { case.told } else { String::new() },
    };
    site.made(&request, &viewer, 200, Around { audience: "", current: "" }, &view)
}

/// A post that the viewer reads: whoever reads it may report it, and nobody else.
async fn post(site: &Data<Site>, viewer: &Viewer, id: PostId) -> Result<Subject> {
    viewer.somebody()?;
    let (of, as_viewer) = (site.clone(), viewer.clone());
    let (post, seen): (_, Seen) =
        site.read(move |conn| threads::rules::post_for_viewer(&of, conn, &as_viewer, id)).await?;
    if post.state != "published" {
        return Err(Error::NotFound);
    }
    Ok(Subject {
        what: "post",
        action: format!("/p/{id}/report"),
        name: site.name_of(viewer.language(), post.by.shown()),
        number: u32::try_from(post.number).unwrap_or(0),
        snapshot: post.body_html,
        back: LinkView { href: format!("/p/{id}/"), text: seen.thread.title.clone() },
        meta: readers::meta(&site.roster, &readers::entries(&site.roster, &seen.boards())),
    })
}

async fn person(site: &Data<Site>, viewer: &Viewer, username: &str) -> Result<Subject> {
    viewer.somebody()?;
    let (as_viewer, wanted) = (viewer.clone(), username.to_owned());
    let about = site.read(move |conn| report::find(conn, &as_viewer, &wanted)).await?;
    let href = format!("/m/{}/", about.username);
    Ok(Subject {
        what: "person",
        action: format!("{href}report"),
        name: about.name.clone(),
        number: 0,
        snapshot: about.bio_html,
        back: LinkView { href, text: about.name },
        meta: "institution".into(),
    })
}

fn drafted(form: &FormBody) -> std::result::Result<Draft, Problems> {
    let mut fields = Fields::of(form);
    let draft = Draft { kind: fields.choice("kind", &KINDS), body: fields.text("body", BODY) };
    if fields.problems.0.is_empty() { Ok(draft) } else { Err(fields.problems) }
}

fn show(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    subject: Subject,
    form: &FormBody,
    problems: &Problems,
) -> Result<HttpResponse> {
    let status = if problems.0.is_empty() { 200 } else { 422 };
    let view = ReportView {
        form: site.form(viewer, "", problems),
        what: subject.what.to_owned(),
        action: subject.action,
        name: subject.name,
        number: subject.number,
        snapshot_html: subject.snapshot,
        kinds: KINDS.iter().map(|kind| (*kind).to_owned()).collect(),
        kind: form.get("kind").to_owned(),
        body: form.get("body").to_owned(),
        back: subject.back,
    };
    site.made(request, viewer, status, Around { audience: &subject.meta, current: "" }, &view)
}
