//! Handlers of the desk of provisioning, for those who run the institution: tokens, and what groups give.

use std::collections::HashMap;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::group_model::{self, Group};
use super::map::{self, OFFERED};
use super::routes::base;
use super::token;
use super::token_model::{self, Token};
use super::view::{DeskView, GroupView, TokenView};
use crate::db::ids::{GroupId, MemberId, TokenId};
use crate::error::{Error, Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::table::{Entry, get, post};
use crate::http::{FormBody, SignedIn, Viewer};
use crate::rights::Right;
use crate::roster::{CohortRole, Person};
use crate::site::Site;
use crate::site::drawing::Around;
use crate::theme::view::{LinkView, NoticeView};

const ADMINS: &str = "those who run the institution";

/// The routes of the desk.
pub fn routes() -> Vec<Entry> {
    vec![
        get("/admin/provisioning/", ADMINS, show_desk),
        post("/admin/provisioning/tokens", ADMINS, "writes", post_token),
        post("/admin/provisioning/tokens/{token}/revoke", ADMINS, "writes", post_revoke),
        post("/admin/provisioning/groups/{group}/map", ADMINS, "writes", post_map),
    ]
}

/// What the desk says beside what there is.
#[derive(Default)]
struct Saying {
    fresh: Option<String>,
    notice: Option<&'static str>,
    problems: Problems,
    name: String,
    days: String,
}

impl Saying {
    fn notice(key: &'static str) -> Self {
        Self { notice: Some(key), ..Self::default() }
    }

    fn wrong(problems: Problems, form: &FormBody) -> Self {
        Self { problems, name: form.get("name").to_owned(), days: form.get("days").to_owned(), ..Self::default() }
    }
}

/// Whoever may look after it; to everybody else there is no such page.
fn runner(viewer: &Viewer) -> Result<&SignedIn> {
    let who = viewer.somebody()?;
    if who.person.may(Right::RunProvisioning) { Ok(who) } else { Err(Error::NotFound) }
}

async fn show_desk(site: Data<Site>, viewer: Viewer, request: HttpRequest) -> Result<HttpResponse> {
    runner(&viewer)?;
    desk(&site, &viewer, &request, Saying::default()).await
}

/// The answer is the page itself: what is shown once cannot be asked for again.
async fn post_token(site: Data<Site>, viewer: Viewer, request: HttpRequest, form: FormBody) -> Result<HttpResponse> {
    let by = runner(&viewer)?.person.id;
    site.accept(&request, &viewer, &form)?;
    form.expect(&["name", "days"])?;
    let mut fields = Fields::of(&form);
    let (name, days) = (fields.needed_line("name", token::NAME, "scim-name-missing"), fields.line("days", 4));
    let mut problems = fields.problems;
    let number = days.parse::<i64>().ok();
    if !days.is_empty() && number.is_none() {
        problems.add("days", Message::new("scim-days-form"));
    }
    if !problems.0.is_empty() {
        return desk(&site, &viewer, &request, Saying::wrong(problems, &form)).await;
    }
    let house = viewer.institution.id;
    match site.write(move |tx| token::make(tx, house, &name, number, Some(by))).await {
        Ok(fresh) => desk(&site, &viewer, &request, Saying { fresh: Some(fresh), ..Saying::default() }).await,
        Err(Error::Invalid(problems)) => desk(&site, &viewer, &request, Saying::wrong(problems, &form)).await,
        Err(error) => Err(error),
    }
}

async fn post_revoke(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    let by = runner(&viewer)?.person.id;
    site.accept(&request, &viewer, &form)?;
    form.expect(&[])?;
    let (house, id): (_, TokenId) = (viewer.institution.id, id.parse()?);
    site.write(move |tx| token::revoke(tx, house, id, Some(by))).await?;
    desk(&site, &viewer, &request, Saying::notice("scim-revoked")).await
}

async fn post_map(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    let by = runner(&viewer)?.person.id;
    site.accept(&request, &viewer, &form)?;
    form.expect(&["cohort", "role"])?;
    let (house, id): (_, GroupId) = (viewer.institution.id, id.parse()?);
    let to = match form.get("cohort") {
        "" => None,
        slug => {
            let place = site.roster.cohort_named(house, slug).zip(CohortRole::from_word(form.get("role")));
            let Some((cohort, role)) = place else {
                let problems = Problems::one("groups", Message::new("scim-cohort-unknown"));
                return desk(&site, &viewer, &request, Saying::wrong(problems, &form)).await;
            };
            Some((cohort.id, role))
        }
    };
    match site.write(move |tx| map::map(tx, house, id, to, Some(by))).await {
        Ok(()) => {
            let key = if to.is_some() { "scim-mapped" } else { "scim-unmapped" };
            desk(&site, &viewer, &request, Saying::notice(key)).await
        }
        Err(Error::Invalid(problems)) => {
            let told = problems.0.into_iter().map(|(_, message)| ("groups", message)).collect();
            desk(&site, &viewer, &request, Saying::wrong(Problems(told), &form)).await
        }
        Err(error) => Err(error),
    }
}

async fn desk(site: &Site, viewer: &Viewer, request: &HttpRequest, saying: Saying) -> Result<HttpResponse> {
    let house = viewer.institution.id;
    let read = site.read(move |conn| {
        let groups = group_model::all(conn, house)?;
        let ids: Vec<GroupId> = groups.iter().map(|group| group.id).collect();
        Ok((token_model::all(conn, house)?, groups, group_model::members(conn, &ids)?))
    });
    let (tokens, groups, members) = read.await?;
    let who = &viewer.somebody()?.person;
    let cohorts = site.roster.cohorts_of(house);
    let own = cohorts.iter().filter(|cohort| who.invites(cohort));
    let status = if saying.problems.0.is_empty() { 200 } else { 422 };
    let view = DeskView {
        form: site.form(viewer, "", &saying.problems),
        notice: saying.notice.map(|key| NoticeView {
            tone: "ok".to_owned(),
            text: site.words.message(viewer.language(), &Message::new(key)),
        }),
        fresh: saying.fresh,
        base: base(site, viewer).0,
        name: saying.name,
        days: saying.days,
        tokens: tokens.into_iter().map(|row| shown(site, row)).collect(),
        groups: groups.into_iter().map(|row| group(site, who, row, &members)).collect(),
        cohorts: own.map(|one| LinkView { href: one.slug.clone(), text: one.name.clone() }).collect(),
        roles: OFFERED.iter().map(|role| role.word().to_owned()).collect(),
    };
    site.made(request, viewer, status, Around { audience: "", current: "" }, &view)
}

fn shown(site: &Site, row: Token) -> TokenView {
    TokenView {
        id: row.id.to_string(),
        is_over: !row.is_good(site.now()),
        name: row.name,
        made_at: row.created_at.0,
        used_at: row.used_at.map(|at| at.0),
        ends_at: row.expires_at.map(|at| at.0),
    }
}

fn group(site: &Site, who: &Person, row: Group, members: &HashMap<GroupId, Vec<MemberId>>) -> GroupView {
    let cohort = row.cohort_id.and_then(|id| site.roster.cohort(id));
    let is_others = cohort.as_ref().is_some_and(|cohort| !who.invites(cohort));
    let role = row.role.unwrap_or_default();
    GroupView {
        id: row.id.to_string(),
        name: row.name,
        count: members.get(&row.id).map_or(0, Vec::len),
        cohort: cohort.as_ref().map_or_else(String::new, |cohort| cohort.slug.clone()),
        cohort_name: cohort.map_or_else(String::new, |cohort| cohort.name.clone()),
        is_fixed: role == CohortRole::Coordinator.word(),
        is_others,
        role,
    }
}
