//! Handlers of the form for a course platform: a new one, or one that is to be changed.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::add::{self, Described};
use super::change::{self, as_described};
use super::desk_routes::{ADMINS, DESK, around, named, runner, tool};
use super::model;
use super::typed;
use super::view::SetUpView;
use crate::error::{Error, Problems, Result};
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer, respond};
use crate::site::Site;

const NEW: &str = "/admin/lti/new";
const CHANGE: &str = "/admin/lti/{platform}/change";

/// The routes of the form.
pub fn routes() -> Vec<Entry> {
    vec![
        get(NEW, ADMINS, show_new),
        post(NEW, ADMINS, "writes", post_new),
        get(CHANGE, ADMINS, show_change),
        post(CHANGE, ADMINS, "writes", post_change),
    ]
}

async fn show_new(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    runner(&viewer)?;
    show(&site, &viewer, &request, true, &FormBody::default(), &Problems::default())
}

async fn post_new(site: Data<Site>, viewer: Viewer, request: HttpRequest, form: FormBody) -> Result<HttpResponse> {
    let by = runner(&viewer)?.person.id;
    site.accept(&request, &viewer, &form)?;
    form.expect(&["name", "slug", "issuer", "client_id", "authorization_url", "token_url", "keys_url", "deployments"])?;
    let (new, problems) = typed::new(&form);
    if !problems.0.is_empty() {
        return show(&site, &viewer, &request, true, &form, &problems);
    }
    let house = viewer.institution.id;
    let done = site.write(move |tx| add::add(tx, house, new, Some(by)).map(drop)).await;
    or_again(&site, &viewer, &request, true, &form, done)
}

async fn show_change(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
) -> Result<HttpResponse> {
    runner(&viewer)?;
    let known = as_typed(&stored(&site, &viewer, &slug).await?);
    show(&site, &viewer, &request, false, &known, &Problems::default())
}

async fn post_change(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    slug: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    let by = runner(&viewer)?.person.id;
    site.accept(&request, &viewer, &form)?;
    form.expect(&["name", "authorization_url", "token_url", "keys_url", "deployments"])?;
    let known = stored(&site, &viewer, &slug).await?;
    let (said, problems) = typed::change(&form);
    let mut form = form;
    for (field, value) in [("slug", &known.slug), ("issuer", &known.issuer), ("client_id", &known.client_id)] {
        form.set(field, value.clone());
    }
    if !problems.0.is_empty() {
        return show(&site, &viewer, &request, false, &form, &problems);
    }
    let (house, slug) = (viewer.institution.id, known.slug);
    let done = site.write(move |tx| change::change(tx, house, &slug, said, Some(by))).await;
    or_again(&site, &viewer, &request, false, &form, done)
}

async fn stored(site: &Site, viewer: &Viewer, slug: &str) -> Result<Described> {
    let platform = named(site, viewer, slug).await?;
    let id = platform.id;
    let deployments = site.read(move |conn| model::deployments(conn, id)).await?;
    Ok(as_described(&platform, deployments))
}

/// On to the desk; or the form again, with what is wrong and all that was typed.
fn or_again(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    is_new: bool,
    form: &FormBody,
    done: Result<()>,
) -> Result<HttpResponse> {
    match done {
        Ok(()) => Ok(respond::see_other(DESK)),
        Err(Error::Invalid(problems)) => show(site, viewer, request, is_new, form, &problems),
        Err(error) => Err(error),
    }
}

fn as_typed(known: &Described) -> FormBody {
    let mut form = FormBody::default();
    let fields = [
        ("slug", &known.slug),
        ("name", &known.name),
        ("issuer", &known.issuer),
        ("client_id", &known.client_id),
        ("authorization_url", &known.authorization_url),
        ("token_url", &known.token_url),
        ("keys_url", &known.keys_url),
        ("deployments", &known.deployments.join("\n")),
    ];
    fields.into_iter().for_each(|(field, value)| form.set(field, value.clone()));
    form
}

fn show(
    site: &Site,
    viewer: &Viewer,
    request: &HttpRequest,
    is_new: bool,
    typed: &FormBody,
    problems: &Problems,
) -> Result<HttpResponse> {
    let own = |name: &str| typed.get(name).to_owned();
    let view = SetUpView {
        form: site.form(viewer, "", problems),
        is_new,
        tool: tool(site, viewer),
        slug: own("slug"),
        name: own("name"),
        issuer: own("issuer"),
        client_id: own("client_id"),
        authorization_url: own("authorization_url"),
        token_url: own("token_url"),
        keys_url: own("keys_url"),
        deployments: own("deployments"),
    };
    let status = if problems.0.is_empty() { 200 } else { 422 };
    site.made(request, viewer, status, around(), &view)
}
