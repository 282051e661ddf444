//! `lyceum rebuild` and `lyceum verify`

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::arguments::{Again, Form, OfInstitution, Place, Which};
use super::{opening, report};
use crate::attachments::lost;
use crate::db::ids::InstitutionId;
use crate::error::{Error, Result};
use crate::site::whole::Fault;
use crate::site::{Rebuilt, Site};
use crate::text::RENDERER;
use crate::threads::draw_again;
use crate::threads::model::rendered;

/// Renders every page again, or goes on where an earlier run was interrupted.
pub async fn rebuild(place: &Place, again: Again) -> Result<bool> {
    let Again { text, which } = again;
    let site = opening::site(place).await?;
    let (mut made, mut left, mut drawn) = (0, 0, 0);
    for institution in houses(&site, &which)? {
        if text {
            drawn += draw_again(&site, institution).await?;
        }
        let rebuilt = render_all(&site, institution).await?;
        (made, left) = (made + rebuilt.made, left + rebuilt.left);
    }
    match (which.form.json, left) {
        (true, _) => report::json(&serde_json::json!({ "rendered": made, "left": left, "posts": drawn }))?,
        (false, 0) => eprintln!("{made} pages rendered"),
        (false, _) => eprintln!("{made} pages rendered; {left} were, before the last rebuild was interrupted"),
    }
    if text && !which.form.json {
        eprintln!("the text of {drawn} posts rendered");
    }
    site.close().await?;
    Ok(true)
}

/// Renders the text of those posts that an older version rendered.
async fn draw_again(site: &Site, institution: InstitutionId) -> Result<usize> {
    let old = site.read(move |conn| rendered::old_count(conn, institution, RENDERER)).await?;
    let bar = bar(u64::try_from(old).unwrap_or(0));
    let drawn = draw_again::all(site, institution, |few| bar.inc(few as u64)).await;
    bar.finish_and_clear();
    drawn
}

/// Renders every page of an institution, or those that an interrupted rebuild has left, with a progress bar on a
/// terminal.
pub async fn render_all(site: &Site, institution: InstitutionId) -> Result<Rebuilt> {
    let bar = bar(0);
    let begin = |pages: usize| {
        bar.set_length(pages as u64);
        let steps = bar.clone();
        move || steps.inc(1)
    };
    let rebuilt = site.rebuild(institution, begin).await;
    bar.finish_and_clear();
    rebuilt
}

/// A progress bar; silent where nobody looks.
pub fn bar(length: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} pages, {eta} to go");
    ProgressBar::new(length).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

#[derive(Serialize)]
struct Outcome {
    institution: String,
    pages: usize,
    waiting: usize,
    faults: Vec<Fault>,
}

/// Compares every stored page with a fresh render.
pub async fn verify(place: &Place, which: Which) -> Result<bool> {
    let site = opening::site(place).await?;
    let is_whole = compare(&site, &houses(&site, &which)?, which.form).await?;
    site.close().await?;
    Ok(is_whole)
}

/// Compares every stored page of every institution, and says what it found.
pub async fn compare_all(site: &Site, form: Form) -> Result<bool> {
    compare(site, &houses(site, &Which { institution: None, form })?, form).await
}

async fn compare(site: &Site, houses: &[InstitutionId], form: Form) -> Result<bool> {
    let mut outcomes = Vec::new();
    for &institution in houses {
        let of = site.clone();
        let bar = bar(site.expected(institution).await?.len() as u64);
        let steps = bar.clone();
        let whole = tokio::task::spawn_blocking(move || of.compare(institution, &|| steps.inc(1)))
            .await
            .map_err(Error::internal)??;
        bar.finish_and_clear();
        let mut faults = whole.faults;
        faults.extend(lost::lost(site, institution).await?);
        let slug = site.roster.institution(institution).map_or_else(String::new, |house| house.slug.clone());
        outcomes.push(Outcome { institution: slug, pages: whole.pages, waiting: whole.waiting, faults });
    }
    tell(form, &outcomes)?;
    Ok(outcomes.iter().all(|outcome| outcome.faults.is_empty()))
}

fn tell(form: Form, outcomes: &[Outcome]) -> Result<()> {
    if form.json {
        return report::json(&outcomes);
    }
    for outcome in outcomes {
        for fault in &outcome.faults {
            println!("{}\t{}\t{}", outcome.institution, fault.what, fault.path);
        }
        let (pages, waiting, faults) = (outcome.pages, outcome.waiting, outcome.faults.len());
        eprintln!("{}: {pages} pages compared, {waiting} waiting to be rendered, {faults} faults", outcome.institution);
    }
    Ok(())
}

fn houses(site: &Site, which: &Which) -> Result<Vec<InstitutionId>> {
    match &which.institution {
        Some(slug) => Ok(vec![opening::institution(site, &OfInstitution { institution: slug.clone() })?.id]),
        None => Ok(site.roster.institutions().iter().map(|house| house.id).collect()),
    }
}
