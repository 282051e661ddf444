//! Handlers of a member's own page of feeds: making the private address, and ending it.

use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};

use super::view::FeedsView;
use super::{address, model};
use crate::error::{Problems, Result};
use crate::http::{FormBody, Viewer, respond};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::LinkView;

const HERE: &str = "/settings/feeds/";

/// `GET /settings/feeds/`
pub async fn show_feeds(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    let who = viewer.signed_in(HERE)?;
    let member = who.person.id;
    let own = site.read(move |conn| model::own(conn, member)).await?;
    let base = viewer.institution.base_url(site.config.port());
    let token = own.as_ref().map(|own| address::token(&site.secret, own.id));
    let readable = site.roster.readable(member);
    let boards = readable.iter().filter_map(|id| site.roster.board(*id));
    let view = FeedsView {
        form: site.form(&viewer, "", &Problems::default()),
        made_at: own.map(|own| own.made_at.0),
        boards: boards
            .map(|board| LinkView {
                href: match &token {
                    Some(token) => format!("{base}/feed/{token}/b/{}/feed.atom", board.slug),
                    None => String::new(),
                },
                text: board.name.clone(),
            })
            .collect(),
    };
    site.made(&request, &viewer, 200, Around { audience: "", current: "" }, &view)
}

/// `POST /settings/feeds/make`
pub async fn post_make(site: Data<Site>, viewer: Viewer, request: HttpRequest, form: FormBody) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&[])?;
    let (institution, member) = (viewer.institution.id, viewer.signed_in(HERE)?.person.id);
    site.write(move |tx| address::make(tx, institution, member)).await?;
    Ok(respond::see_other(HERE))
}

/// `POST /settings/feeds/end`
pub async fn post_end(site: Data<Site>, viewer: Viewer, request: HttpRequest, form: FormBody) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&[])?;
    let (institution, member) = (viewer.institution.id, viewer.signed_in(HERE)?.person.id);
    site.write(move |tx| address::end(tx, institution, member)).await?;
    Ok(respond::see_other(HERE))
}
