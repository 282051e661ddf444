//! Handlers of groups, for identity systems; and how a list is cut, and a body read.

use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Data, Path, Payload};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::{Map, Value};

use super::answer::{self, Wanted};
use super::door::{self, Caller};
use super::filter::{self, Kind};
use super::group_said::GroupSaid;
use super::routes::base;
use super::target::CIRCLE;
use super::{discovery, group_change, group_model, json, patch};
use crate::db::ids::GroupId;
use crate::error::{Error, Result};
use crate::http::limits::Limits;
use crate::http::{FormBody, Viewer, body};
use crate::site::Site;

/// The largest body, in bytes.
const LIMIT: usize = 256 * 1024;
/// How many are listed where nothing is said of it.
const SOME: i64 = 100;

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// The first one, counted from 1.
    pub from: i64,
    /// How many at most.
    pub most: i64,
}

impl Window {
    /// Reads `startIndex` and `count`; what is below the least is taken for the least (RFC 7644, 3.4.2.4).
    pub fn of(query: &FormBody) -> Result<Self> {
        let number = |field: &'static str, usual: i64| match query.get(field) {
            "" => Ok(usual),
            text => text.parse::<i64>().map_err(|_| json::wrong(field)),
        };
        Ok(Self { from: number("startIndex", 1)?.max(1), most: number("count", SOME)?.clamp(0, discovery::MOST) })
    }

    /// How many come before.
    pub fn skip(self) -> i64 {
        self.from - 1
    }
}

/// The object that was sent.
pub async fn sent(request: &HttpRequest, payload: Payload) -> Result<Map<String, Value>> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !["application/scim+json", "application/json"].contains(&kind.as_str()) {
        return Err(Error::WrongType);
    }
    json::object(&body::whole(request, payload.into_inner(), LIMIT).await?)
}

/// `GET /scim/v2/Groups`
pub async fn list_groups(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let caller = door::enter(&site, &limits, &viewer, &request).await?;
    let query = FormBody::parse(request.query_string().as_bytes())?;
    let (sought, window) = (filter::parse(query.get("filter"), Kind::Group)?, Window::of(&query)?);
    let (house, wanted) = (caller.house, Wanted::of(&query));
    let has_members = wanted.has("members");
    let read = site.read(move |conn| {
        let (all, groups) = group_model::found(conn, house, &sought, window.skip(), window.most)?;
        let ids: Vec<GroupId> = groups.iter().filter(|_| has_members).map(|group| group.id).collect();
        Ok((all, groups, group_model::members(conn, &ids)?))
    });
    let (all, groups, mut members) = read.await?;
    let base = base(&site, &viewer);
    let shown = groups.iter().map(|group| {
        let members = members.remove(&group.id).unwrap_or_default();
        Ok(wanted.cut(base.group(group, Some(&members))?))
    });
    Ok(answer::json(200, &answer::list(all, window.from, &shown.collect::<Result<Vec<_>>>()?)))
}

/// `POST /scim/v2/Groups`
pub async fn post_group(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse> {
    let caller = door::enter(&site, &limits, &viewer, &request).await?;
    let said = GroupSaid::read(&sent(&request, payload).await?)?;
    let house = caller.house;
    let made = site.write(move |tx| {
        let id = group_change::create(tx, &caller, &said)?;
        Ok((group_model::by_id(tx.conn, house, id)?, said.members))
    });
    let (group, members) = made.await?;
    Ok(answer::created(&base(&site, &viewer).group(&group, Some(&members))?))
}

/// `GET /scim/v2/Groups/{id}`
pub async fn show_group(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse> {
    let caller = door::enter(&site, &limits, &viewer, &request).await?;
    shown(&site, &viewer, &request, &caller, id.parse()?).await
}

/// `PUT /scim/v2/Groups/{id}`
pub async fn put_group(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse> {
    let caller = door::enter(&site, &limits, &viewer, &request).await?;
    let group: GroupId = id.parse()?;
    let said = GroupSaid::read(&sent(&request, payload).await?)?;
    let by = caller.clone();
    site.write(move |tx| group_change::change(tx, &by, group, |_, _| Ok(said))).await?;
    shown(&site, &viewer, &request, &caller, group).await
}

/// `PATCH /scim/v2/Groups/{id}`
pub async fn patch_group(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    payload: Payload,
) -> Result<HttpResponse> {
    let caller = door::enter(&site, &limits, &viewer, &request).await?;
    let group: GroupId = id.parse()?;
    let (body, by) = (sent(&request, payload).await?, caller.clone());
    let done = site.write(move |tx| {
        group_change::change(tx, &by, group, |before, members| {
            let mut object = GroupSaid::object(before, members);
            patch::apply(&mut object, &body, &CIRCLE)?;
            GroupSaid::read(&object)
        })
    });
    done.await?;
    shown(&site, &viewer, &request, &caller, group).await
}

/// `DELETE /scim/v2/Groups/{id}`
pub async fn delete_group(
    site: Data<Site>,
    limits: Data<Limits>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse> {
    let caller = door::enter(&site, &limits, &viewer, &request).await?;
    let group: GroupId = id.parse()?;
    site.write(move |tx| group_change::remove(tx, &caller, group)).await?;
    Ok(answer::gone())
}

async fn shown(
    site: &Data<Site>,
    viewer: &Viewer,
    request: &HttpRequest,
    caller: &Caller,
    id: GroupId,
) -> Result<HttpResponse> {
    let (house, query) = (caller.house, FormBody::parse(request.query_string().as_bytes())?);
    let wanted = Wanted::of(&query);
    let has_members = wanted.has("members");
    let read = site.read(move |conn| {
        let group = group_model::by_id(conn, house, id)?;
        let ids: &[GroupId] = if has_members { &[id] } else { &[] };
        Ok((group, group_model::members(conn, ids)?))
    });
    let (group, mut members) = read.await?;
    let members = members.remove(&id).unwrap_or_default();
    Ok(answer::json(200, &wanted.cut(base(site, viewer).group(&group, Some(&members))?)))
}
