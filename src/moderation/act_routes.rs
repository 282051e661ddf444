//! Handlers of doing something about a case: a page for each deed, with words that can be changed before they are sent.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::BODY;
use super::act::{self, MOST_DAYS, Order};
use super::deed::Deed;
use super::model::Case;
use super::phrases::{to_reporters, to_them};
use super::rules;
use super::view::ActView;
use crate::db::ids::CaseId;
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::{FormBody, Viewer, respond};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::LinkView;
use crate::threads;
use crate::threads::words::REASON;

/// `GET /moderation/cases/{case}/act/{deed}`
pub async fn act_form(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    path: Path<(String, String)>,
) -> Result<HttpResponse> {
    let (case, deed) = find(&site, &viewer, &path).await?;
    let mut form = FormBody::default();
    let name = name_to_others(&site, &viewer, &case).await?;
    let said =
        |key: Message| site.words.message(viewer.language(), &key.with("title", &case.title).with("name", &name));
    if deed != Deed::Dismiss {
        form.set("body", said(Message::new(to_them(deed))));
    }
    form.set("note", said(Message::new(to_reporters(deed))));
    form.set("days", "7".into());
    show(&site, &viewer, &request, &case, deed, &form, &Problems::default())
}

/// `POST /moderation/cases/{case}/act/{deed}`
pub async fn post_act(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    path: Path<(String, String)>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&["days", "reason", "body", "note", "stays_open"])?;
    let (case, deed) = find(&site, &viewer, &path).await?;
    let mut fields = Fields::of(&form);
    let days = match deed.has_days() {
        true => fields.line("days", 4).parse::<i64>().ok().filter(|days| (1..=MOST_DAYS).contains(days)),
        false => Some(0),
    };
    if days.is_none() {
        fields.problems.add("days", Message::new("moderation-days-form").with("most", MOST_DAYS));
    }
    let order = Order {
        deed,
        days: days.unwrap_or_default(),
        reason: fields.needed_line("reason", REASON, "moderation-reason-missing"),
        body: match deed {
            Deed::Dismiss => String::new(),
            _ => fields.needed_text("body", BODY, "moderation-body-missing"),
        },
        told: fields.needed_text("note", BODY, "moderation-told-missing"),
        stays_open: form.has("stays_open"),
    };
    if !fields.problems.0.is_empty() {
        return show(&site, &viewer, &request, &case, deed, &form, &fields.problems);
    }
    let (as_viewer, id) = (viewer.clone(), case.id);
    site.write_at_need(move |tx| act::act(tx, &as_viewer, id, &order)).await?;
    Ok(respond::see_other(&format!("/moderation/cases/{id}/")))
}

/// The case and the deed, for those who may judge the one; what they may not do to it is said when they try.
async fn find(site: &Data<Site>, viewer: &Viewer, path: &(String, String)) -> Result<(Case, Deed)> {
    let (id, who) = (path.0.parse::<CaseId>()?, viewer.somebody()?.clone());
    let deed = Deed::from_word(&path.1).ok_or(Error::NotFound)?;
    let of = site.clone();
    let seen = site.read(move |conn| rules::for_viewer(&of, conn, &who, id)).await?;
    Ok((seen.case, deed))
}

/// What others call the one whom it is about: whoever reported an anonymous post is not told whose it is.
async fn name_to_others(site: &Data<Site>, viewer: &Viewer, case: &Case) -> Result<String> {
    let Some(post) = case.post() else { return Ok(site.own_name(case.about_id)) };
    let post = site.read(move |conn| threads::model::post(conn, post)).await?;
    Ok(site.name_of(viewer.language(), post.by.shown()))
}

fn show(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    case: &Case,
    deed: Deed,
    form: &FormBody,
    problems: &Problems,
) -> Result<HttpResponse> {
    let typed = |name: &str| form.get(name).to_owned();
    let view = ActView {
        form: site.form(viewer, "", problems),
        action: format!("/moderation/cases/{}/act/{}", case.id, deed.word()),
        deed: deed.word().to_owned(),
        back: LinkView { href: format!("/moderation/cases/{}/", case.id), text: case.title.clone() },
        name: site.own_name(case.about_id),
        days: deed.has_days().then(|| typed("days")),
        reason: typed("reason"),
        body: (deed != Deed::Dismiss).then(|| typed("body")),
        told: typed("note"),
        stays_open: form.has("stays_open"),
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    site.made(request, viewer, status, Around { audience: "", current: "" }, &view)
}
