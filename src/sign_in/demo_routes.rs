//! Handlers of coming in by one click, in a demonstration.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::form::{self, PUBLIC, visitor_token};
use super::routes::signed_in;
use super::session::Opening;
use super::view::{DemoPersonView, DemoView};
use super::{demo, session};
use crate::error::{Error, Result};
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, Viewer};
use crate::members::people::People;
use crate::meters::Way;
use crate::site::{Site, Tx};
use crate::theme::view::FormView;

/// The routes.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/sign-in/demo", "whoever sits at the machine of a demonstration", show_demo),
        post("/sign-in/demo", "whoever sits at the machine of a demonstration", "sign-in", post_demo),
    ]
}

async fn show_demo(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    demo::exists(&site, request.peer_addr().map(|peer| peer.ip()))?;
    let (csrf, cookie) = visitor_token(&site, &request)?;
    let (of, people) = (site.clone(), demo::people(&site, viewer.institution.id));
    let people = site
        .read(move |conn| {
            let ids: Vec<_> = people.iter().map(|person| person.id).collect();
            let cohorts =
                people.iter().flat_map(|person| person.enrolments.iter().map(|(cohort, _)| *cohort)).collect();
            let named = People::read(conn, &of, &ids, cohorts, false)?;
            Ok(people
                .iter()
                .map(|person| DemoPersonView { username: person.username.clone(), person: named.person(person.id) })
                .collect())
        })
        .await?;
    let view = DemoView { form: FormView { csrf, ..FormView::default() }, people };
    let as_visitor = viewer.as_visitor();
    let mut response = site.made(&request, &as_visitor, 200, PUBLIC, &view)?;
    if let Some(cookie) = cookie {
        response.add_cookie(&cookie).map_err(Error::internal)?;
    }
    Ok(response)
}

async fn post_demo(site: Data<Site>, viewer: Viewer, request: HttpRequest, typed: FormBody) -> Result<HttpResponse> {
    demo::exists(&site, request.peer_addr().map(|peer| peer.ip()))?;
    let as_visitor = viewer.as_visitor();
    site.accept(&request, &as_visitor, &typed)?;
    typed.expect(&["username"])?;
    let people = demo::people(&site, viewer.institution.id);
    let person = people.into_iter().find(|person| person.username == typed.get("username")).ok_or(Error::NotFound)?;
    let device = form::device(&request);
    let opening = move |tx: &mut Tx<'_>| {
        let seconds = tx.site.config.sign_in.session_seconds();
        session::begin_as(tx, person.id, Opening { way_in: "demo", device: &device, seconds })
    };
    let opened = site.write(opening).await?;
    signed_in(&site, &opened, Way::Demo, "/")
}
