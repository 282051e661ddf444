//! `lyceum lti map`

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::{Which, named};
use crate::cli::{opening, unknown};
use crate::error::{Error, Result};
use crate::lti::course_model::Makes;
use crate::lti::map::{self, Mapping};
use crate::lti::model;
use crate::lti::place::ROLES;
use crate::roster::CohortRole;
use crate::site::Site;

/// `lti map`
#[derive(Debug, Args)]
pub struct Map {
    #[command(flatten)]
    which: Which,
    /// What the platform calls the course (context id); it need not have been seen yet
    #[arg(long, value_name = "ID")]
    course: String,
    /// In which of the platform's deployments; may be left out where there is one
    #[arg(long, value_name = "ID")]
    deployment: Option<String>,
    /// In which cohort it gives places; without it, it gives none any more
    #[arg(long, value_name = "SLUG")]
    cohort: Option<String>,
    /// What its instructors become
    #[arg(long, value_parser = roles(), requires = "cohort")]
    instructor: Option<CohortRole>,
    /// What its learners become
    #[arg(long, value_parser = roles(), requires = "cohort")]
    learner: Option<CohortRole>,
    /// Who gets an account by it: nobody, whoever launches, or whoever is on its list, too
    #[arg(long, value_parser = makers(), default_value = "launch")]
    accounts: Makes,
}

/// Maps it.
pub async fn map_one(site: &Site, order: Map) -> Result<()> {
    let house = opening::institution(site, &order.which.of)?;
    let platform = named(site, &order.which).await?;
    let of = platform.id;
    let deployments = site.read(move |conn| model::deployments(conn, of)).await?;
    let deployment = match (order.deployment, &deployments[..]) {
        (Some(one), _) => one,
        (None, [one]) => one.clone(),
        (None, _) => {
            return Err(Error::internal("the platform has several deployments, or none; say which: --deployment"));
        }
    };
    if !deployments.contains(&deployment) {
        return Err(unknown("deployment", &deployment, "list it first: lyceum lti change SLUG --deployment ID"));
    }
    let to = match &order.cohort {
        Some(slug) => Some(Mapping {
            cohort: opening::cohort(site, &house, slug)?.id,
            instructor: order.instructor,
            learner: order.learner,
            makes: order.accounts,
        }),
        None => None,
    };
    let (id, context) = (house.id, order.course.clone());
    let done = site.write(move |tx| {
        let course = map::known(tx, id, &platform, &deployment, &context)?;
        map::map(tx, id, course, to, None)
    });
    done.await?;
    match order.cohort {
        Some(cohort) => println!("{} gives places in {cohort}", order.course),
        None => println!("{} gives nothing any more", order.course),
    }
    Ok(())
}

fn roles() -> impl TypedValueParser<Value = CohortRole> {
    let words = ROLES.map(CohortRole::word);
    PossibleValuesParser::new(words).try_map(|word| CohortRole::from_word(&word).ok_or("a course gives no such role"))
}

fn makers() -> impl TypedValueParser<Value = Makes> {
    let words = Makes::ALL.map(Makes::word);
    PossibleValuesParser::new(words).try_map(|word| Makes::from_word(&word).ok_or("nobody is meant by that"))
}
