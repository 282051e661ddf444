//! Handlers of members' pages and of one's own settings.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::model::{self, Member};
use super::profile::{self, Draft};
use super::view::SettingsView;
use crate::error::{Error, Problems, Result};
use crate::http::form::Fields;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond};
use crate::rights::Right;
use crate::site::Site;
use crate::site::drawing::Around;
use crate::text::{self, Context};
use crate::theme::view::LinkView;

/// The routes of this slice.
pub fn routes() -> Vec<Entry> {
    vec![
        get(
            "/m/{username}/",
            "the institution's members; an imported sender, the readers of what they wrote",
            show_member,
        ),
        get("/settings/", "the signed in", settings_form),
        post("/settings/", "the signed in", "writes", post_settings),
    ]
}

async fn show_member(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    username: Path<String>,
) -> Result<HttpResponse> {
    // Names are typed in any case, as on the sign-in page; that they have none is true of every name, known or not.
    let is_name = username.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_name && username.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Ok(respond::moved(&format!("/m/{}/", username.to_ascii_lowercase())));
    }
    site.show(&request, &viewer, site.key(&viewer.institution, format!("/m/{username}/"))).await
}

async fn settings_form(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    let (row, has_password) = own(&site, &viewer).await?;
    let mut form = FormBody::default();
    let year = row.graduation_year.map_or_else(String::new, |year| year.to_string());
    let fields = [
        ("name", &row.name),
        ("pronouns", &row.pronouns),
        ("field", &row.field),
        ("time_zone", &row.time_zone),
        ("bio", &row.bio_source),
    ];
    for (field, value) in fields {
        form.set(field, value.clone());
    }
    form.set("graduation_year", year);
    settings(&site, &viewer, &request, &row, has_password, &form, &Problems::default())
}

async fn post_settings(site: Data<Site>, viewer: Viewer, request: HttpRequest, form: FormBody) -> Result<HttpResponse> {
    let member = viewer.signed_in("/settings/")?.person.id;
    site.accept(&request, &viewer, &form)?;
    form.expect(&["name", "pronouns", "field", "graduation_year", "time_zone", "bio", "preview"])?;
    let (row, has_password) = own(&site, &viewer).await?;
    let mut fields = Fields::of(&form);
    let draft = Draft {
        name: fields.needed_line("name", 80, "members-name-missing"),
        pronouns: fields.line("pronouns", 40),
        field: fields.line("field", 120),
        graduation_year: fields.line("graduation_year", 4),
        time_zone: fields.line("time_zone", 60),
        bio: fields.text("bio", 2_000),
    };
    let mut problems = fields.problems;
    for outcome in [profile::year(&draft.graduation_year).map(drop), profile::zone(&draft.time_zone).map(drop)] {
        if let Err(Error::Invalid(more)) = outcome {
            problems.0.extend(
                more.0
                    .into_iter()
                    .filter(|(field, _)| problems.0.iter().all(|(known, _)| known != field))
                    .collect::<Vec<_>>(),
            );
        }
    }
    if !problems.0.is_empty() || form.has("preview") {
        return settings(&site, &viewer, &request, &row, has_password, &form, &problems);
    }
    match site.write(move |tx| profile::change(tx, member, &draft)).await {
        Ok(()) => Ok(respond::see_other(&format!("/m/{}/", row.username))),
        Err(Error::Invalid(problems)) => settings(&site, &viewer, &request, &row, has_password, &form, &problems),
        Err(error) => Err(error),
    }
}

/// The viewer's own row, and whether they have a password.
pub async fn own(site: &Data<Site>, viewer: &Viewer) -> Result<(Member, bool)> {
    let member = viewer.signed_in("/settings/")?.person.id;
    site.read(move |conn| Ok((model::by_id(conn, member)?, model::has_password(conn, member)?))).await
}

/// Shows the settings with what was typed.
pub fn settings(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    row: &Member,
    has_password: bool,
    form: &FormBody,
    problems: &Problems,
) -> Result<HttpResponse> {
    let nobody = |_: &str| None;
    let preview_html = match form.has("preview") && problems.0.is_empty() {
        true => text::markdown(form.get("bio"), &Context { anchor: "bio", mention: &nobody })
            .ok()
            .map(|rendered| rendered.html.into_string()),
        false => None,
    };
    let (of_password, of_profile): (Vec<_>, Vec<_>) =
        problems.0.iter().cloned().partition(|(field, _)| field.ends_with("password"));
    let typed = |name| form.get(name).to_owned();
    let view = SettingsView {
        form: site.form(viewer, "", &Problems(of_profile)),
        password_form: site.form(viewer, "", &Problems(of_password)),
        notice: None,
        me: LinkView { href: format!("/m/{}/", row.username), text: row.name.clone() },
        username: row.username.clone(),
        name: typed("name"),
        pronouns: typed("pronouns"),
        field: typed("field"),
        graduation_year: typed("graduation_year"),
        time_zone: typed("time_zone"),
        time_zones: jiff::tz::db()
            .available()
            .map(|zone| zone.as_str().to_owned())
            .filter(|zone| zone.contains('/') || zone == "UTC")
            .collect(),
        bio: typed("bio"),
        preview_html,
        has_password,
        runs_house: viewer.who.as_ref().is_some_and(|who| who.person.may(Right::ReadAudit)),
        keeps_order: viewer.who.as_ref().is_some_and(|who| site.roster.keeps_order(&who.person)),
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    site.made(request, viewer, status, Around { audience: "", current: "" }, &view)
}
