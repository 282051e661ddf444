//! Turns the demonstration's content into rows, and renders every page of it.

use std::collections::HashMap;
use std::sync::Arc;

use super::content::{self, Content, Institution};
use super::large::{self, scale::Scale};
use super::{grow, write};
use crate::backup::Watch;
use crate::boards::add as boards;
use crate::cohorts::{add as cohorts, enrol};
use crate::db::ids::{BoardId, CohortId, Ids, InstitutionId, MemberId, Time};
use crate::error::{Error, Result};
use crate::institutions::add as institutions;
use crate::members::{add as members, grant};
use crate::pages::stitch::Effort;
use crate::roster::{BoardKind, BoardSettings, CohortRole, Role};
use crate::search;
use crate::site::{Site, Tx};

/// 1 September 2026: when the people of the demonstration joined. What was written since is new to whoever has not
/// read it.
pub(super) const JOINED: Time = Time(1_788_220_800_000_000);

/// What names stand for, as far as it has been loaded.
#[derive(Default)]
pub(super) struct Known {
    pub members: HashMap<String, MemberId>,
    pub cohorts: HashMap<String, CohortId>,
    pub boards: HashMap<String, BoardId>,
}

/// How much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// What was written: three institutions.
    Small,
    /// The same with a dozen more cohorts of each kind.
    Medium,
    /// As much as a large portal has.
    Large(Scale),
}

/// Loads it into an empty site: the same rows, ids and pages every time for a seed and a size.
pub async fn load(site: &Site, seed: u64, size: Size, watch: Arc<dyn Watch + Send>) -> Result<()> {
    rows(site, seed, size, &*watch).await?;
    search::fill::all(site, |all| watch.begin("search", all), |some| watch.step(some)).await?;
    // Pages that are full can be compressed better, at sixty milliseconds each: of so many, a rebuild does it.
    let effort = if matches!(size, Size::Large(_)) { Effort::Quick } else { Effort::Dense };
    let mut pages = Vec::new();
    for house in site.roster.institutions() {
        pages.extend(site.expected(house.id).await?);
    }
    watch.begin("pages", pages.len() as u64);
    site.make_in_parts(pages, effort, move || watch.step(1)).await.map(drop)
}

/// The same without the pages.
pub async fn rows(site: &Site, seed: u64, size: Size, watch: &dyn Watch) -> Result<()> {
    let content = Content::load().map_err(Error::internal)?;
    let ids = Arc::new(Ids::after(0, 1023));
    for mut institution in content.institutions.clone() {
        if size == Size::Medium {
            grow::grow(&mut institution, seed);
        }
        load_one(site, &ids, institution).await?;
    }
    if let Size::Large(scale) = size {
        watch.begin("posts", scale.posts as u64);
        large::grow(site, &ids, &content, scale, seed, &|posts| watch.step(posts)).await?;
    }
    Ok(())
}

async fn load_one(site: &Site, ids: &Arc<Ids>, institution: Institution) -> Result<()> {
    let profile = institution.profile.clone();
    let house = site.write_quietly(JOINED, ids, move |tx| house(tx, &profile)).await?;
    let content = Arc::new(institution);
    let of = content.clone();
    let known = site.write_quietly(JOINED, ids, move |tx| people(tx, house, &of)).await?;
    let of = content.clone();
    let known = site.write_quietly(JOINED, ids, move |tx| enrolments(tx, house, &of, known)).await?;
    let of = content.clone();
    let known = Arc::new(site.write_quietly(JOINED, ids, move |tx| places(tx, house, &of, known)).await?);
    for start in (0..content.threads.len()).step_by(200) {
        let (of, known) = (content.clone(), known.clone());
        site.write_quietly(JOINED, ids, move |tx| {
            let some = of.threads.iter().skip(start).take(200);
            some.into_iter().try_for_each(|thread| write::thread(tx, house, &of, thread, &known))
        })
        .await?;
    }
    let of = known.clone();
    site.write_quietly(JOINED, ids, move |tx| {
        of.boards.values().try_for_each(|board| crate::boards::model::recount(tx.conn, *board))
    })
    .await
}

fn house(tx: &mut Tx<'_>, profile: &content::Profile) -> Result<InstitutionId> {
    let profile = profile.clone();
    institutions::add(
        tx,
        institutions::NewHouse {
            slug: profile.slug,
            name: profile.name,
            short_name: profile.short_name,
            tagline: profile.tagline,
            headline: profile.headline,
            lede: profile.lede,
            host: profile.host,
            language: profile.language,
            theme: profile.theme,
            time_zone: profile.time_zone,
            contact_name: profile.contact_name,
            contact_address: profile.contact_address,
        },
    )
}

fn people(tx: &mut Tx<'_>, house: InstitutionId, content: &Institution) -> Result<Known> {
    let mut known = Known::default();
    for member in &content.members {
        let new = members::NewMember {
            name: member.name.clone(),
            username: member.username.clone(),
            email: member.email.clone(),
            pronouns: member.pronouns.clone().unwrap_or_default(),
            field: member.field.clone(),
            graduation_year: member.graduation_year,
            time_zone: member.time_zone.clone(),
            language: member.language.clone(),
            bio: member.bio.clone(),
        };
        let id = members::add(tx, house, new)?;
        for role in &member.roles {
            grant::grant(tx, id, role_of(*role), None)?;
        }
        known.members.insert(member.username.clone(), id);
    }
    Ok(known)
}

fn enrolments(tx: &mut Tx<'_>, house: InstitutionId, content: &Institution, mut known: Known) -> Result<Known> {
    for cohort in &content.cohorts {
        let state = match cohort.state {
            content::CohortState::Planned => "planned",
            content::CohortState::Running => "running",
            content::CohortState::Closed => "closed",
            content::CohortState::Archived => "archived",
        };
        let new = cohorts::NewCohort {
            slug: cohort.slug.clone(),
            name: cohort.name.clone(),
            description: cohort.description.clone(),
            state: state.into(),
            starts_on: cohort.starts_on.to_string(),
            ends_on: cohort.ends_on.to_string(),
            time_zone: cohort.time_zone.clone(),
        };
        let id = cohorts::add(tx, house, new)?;
        for enrolment in &cohort.enrolments {
            enrol::enrol(tx, id, find(&known.members, &enrolment.member)?, cohort_role(enrolment.role), None)?;
        }
        known.cohorts.insert(cohort.slug.clone(), id);
    }
    Ok(known)
}

fn places(tx: &mut Tx<'_>, house: InstitutionId, content: &Institution, mut known: Known) -> Result<Known> {
    for (position, board) in (0..).zip(&content.boards) {
        let new = boards::NewBoardOf {
            slug: board.slug.clone(),
            name: board.name.clone(),
            description: board.description.clone(),
            audience: match board.audience {
                content::Audience::Public => "public".into(),
                content::Audience::Institution => "institution".into(),
                content::Audience::Cohorts => "cohorts".into(),
            },
            cohorts: board.cohorts.iter().map(|slug| find(&known.cohorts, slug)).collect::<Result<_>>()?,
            start: who(board.start).into(),
            reply: who(board.reply).into(),
            position,
            kind: board.kind.map_or_else(BoardKind::default, kind_of),
            settings: BoardSettings { slow: None, template: board.template.clone() },
        };
        let id = boards::add(tx, house, new)?;
        known.boards.insert(board.slug.clone(), id);
    }
    Ok(known)
}

/// What a name stands for; the content was checked, so a name that stands for nothing is our own fault.
pub(super) fn find<Id: Copy>(known: &HashMap<String, Id>, name: &str) -> Result<Id> {
    known
        .get(name)
        .copied()
        .ok_or_else(|| Error::internal(format!("the demonstration names {name}, which is not in it")))
}

fn who(who: content::Who) -> &'static str {
    match who {
        content::Who::Everyone => "everyone",
        content::Who::Mentors => "mentors",
        content::Who::Coordinators => "coordinators",
    }
}

fn kind_of(kind: content::Kind) -> BoardKind {
    match kind {
        content::Kind::Questions => BoardKind::Questions,
        content::Kind::Introductions => BoardKind::Introductions,
        content::Kind::Announcements => BoardKind::Announcements,
    }
}

fn role_of(role: content::Role) -> Role {
    match role {
        content::Role::Coordinator => Role::Coordinator,
        content::Role::Moderator => Role::Moderator,
        content::Role::Admin => Role::Admin,
    }
}

fn cohort_role(role: content::CohortRole) -> CohortRole {
    match role {
        content::CohortRole::Mentor => CohortRole::Mentor,
        content::CohortRole::Mentee => CohortRole::Mentee,
        content::CohortRole::Coordinator => CohortRole::Coordinator,
        content::CohortRole::Moderator => CohortRole::Moderator,
        content::CohortRole::Observer => CohortRole::Observer,
    }
}
