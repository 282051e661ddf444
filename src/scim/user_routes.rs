//! Handlers of people, for identity systems.

use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};

use super::answer::{self, Wanted};
use super::door::{self, Caller};
use super::filter::{self, Kind};
use super::group_routes::{Window, sent};
use super::routes::base;
use super::said::Said;
use super::target::PERSON;
use super::{change, create, patch, remove, user_model};
use crate::db::ids::MemberId;
use crate::error::Result;
use crate::http::limits::Limits;
use crate::http::{FormBody, Viewer};
use crate::site::Site;

/// `GET /scim/v2/Users`
pub async fn list_users(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let caller = door::enter(&site, &limits, &viewer, &request).await?;
    let query = FormBody::parse(request.query_string().as_bytes())?;
    let (sought, window) = (filter::parse(query.get("filter"), Kind::User)?, Window::of(&query)?);
    let house = caller.house;
    let (all, found) =
        site.read(move |conn| user_model::found(conn, house, &sought, window.skip(), window.most)).await?;
    let (base, wanted) = (base(&site, &viewer), Wanted::of(&query));
    let shown = found.iter().map(|(user, state)| Ok(wanted.cut(base.user(user, state)?)));
    Ok(answer::json(200, &answer::list(all, window.from, &shown.collect::<Result<Vec<_>>>()?)))
}

/// `POST /scim/v2/Users`
pub async fn post_user(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse> {
    let caller = door::enter(&site, &limits, &viewer, &request).await?;
    let said = Said::read(&sent(&request, payload).await?)?;
    let house = caller.house;
    let made = site.write(move |tx| {
        let member = create::create(tx, &caller, &said)?;
        user_model::by_id(tx.conn, house, member)
    });
    let (user, state) = made.await?;
    Ok(answer::created(&base(&site, &viewer).user(&user, &state)?))
}

/// `GET /scim/v2/Users/{id}`
pub async fn show_user(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse> {
    let caller = door::enter(&site, &limits, &viewer, &request).await?;
    let member: MemberId = id.parse()?;
    shown(&site, &viewer, &request, &caller, member).await
}

/// `PUT /scim/v2/Users/{id}`: all of it anew. Whether they may come in stays where nothing is said of it.
pub async fn put_user(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse> {
    let caller = door::enter(&site, &limits, &viewer, &request).await?;
    let member: MemberId = id.parse()?;
    let said = Said::read(&sent(&request, payload).await?)?;
    let by = caller.clone();
    site.write(move |tx| change::change(tx, &by, member, |_, _| Ok(said))).await?;
    shown(&site, &viewer, &request, &caller, member).await
}

/// `PATCH /scim/v2/Users/{id}`
pub async fn patch_user(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse> {
    let caller = door::enter(&site, &limits, &viewer, &request).await?;
    let member: MemberId = id.parse()?;
    let (body, by) = (sent(&request, payload).await?, caller.clone());
    let done = site.write(move |tx| {
        change::change(tx, &by, member, |before, is_active| {
            let mut object = before.to_object(is_active);
            patch::apply(&mut object, &body, &PERSON)?;
            Said::read(&object)
        })
    });
    done.await?;
    shown(&site, &viewer, &request, &caller, member).await
}

/// `DELETE /scim/v2/Users/{id}`
pub async fn delete_user(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse> {
    let caller = door::enter(&site, &limits, &viewer, &request).await?;
    let member: MemberId = id.parse()?;
    site.write(move |tx| remove::remove(tx, &caller, member)).await?;
    Ok(answer::gone())
}

async fn shown(
    site: &Data<Site>,
    viewer: &Viewer,
    request: &HttpRequest,
    caller: &Caller,
    member: MemberId,
) -> Result<HttpResponse> {
    let (house, query) = (caller.house, FormBody::parse(request.query_string().as_bytes())?);
    let (user, state) = site.read(move |conn| user_model::by_id(conn, house, member)).await?;
    Ok(answer::json(200, &Wanted::of(&query).cut(base(site, viewer).user(&user, &state)?)))
}
