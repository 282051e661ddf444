//! `lyceum board`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde::Serialize;

use super::arguments::{Form, OfInstitution, Place};
use super::{opening, report};
use crate::boards::add::{NewBoardOf, add};
use crate::boards::change;
use crate::db::ids::{BoardId, CohortId};
use crate::error::{Error, Result};
use crate::roster::{BoardEntry, BoardKind, BoardSettings, InstitutionEntry, SPANS, Slow};
use crate::site::Site;
use crate::text;

/// `board …`
#[derive(Debug, Subcommand)]
pub enum BoardVerb {
    /// Add one
    #[command(
        after_help = "Example: lyceum board add --institution northfield --slug ask --name \"Ask a mentor\" --audience cohorts --cohort eng-2026"
    )]
    Add {
        #[command(flatten)]
        of: OfInstitution,
        /// Name in its address
        #[arg(long)]
        slug: String,
        /// Its name
        #[arg(long)]
        name: String,
        /// What it is for
        #[arg(long, default_value = "")]
        description: String,
        /// Who can read it: public, institution or cohorts
        #[arg(long, value_parser = ["public", "institution", "cohorts"])]
        audience: String,
        /// A cohort it is for; may be given again
        #[arg(long)]
        cohort: Vec<String>,
        /// Who may start threads: everyone, mentors or coordinators
        #[arg(long, default_value = "everyone", value_parser = crate::boards::add::WHO)]
        start: String,
        /// Who may reply: everyone, mentors, coordinators or nobody
        #[arg(long, default_value = "everyone", value_parser = crate::boards::add::REPLIERS)]
        reply: String,
        #[command(flatten)]
        special: Special,
    },
    /// Say what is special about a board; what is left out is set back
    #[command(after_help = "Example: lyceum board kind --institution northfield --board ask --kind questions")]
    Kind {
        #[command(flatten)]
        of: OfInstitution,
        /// Which board
        #[arg(long)]
        board: String,
        #[command(flatten)]
        special: Special,
    },
    /// Make a board wider or narrower
    #[command(
        after_help = "Example: lyceum board audience --institution northfield --board open --audience institution"
    )]
    Audience {
        #[command(flatten)]
        of: OfInstitution,
        /// Which board
        #[arg(long)]
        board: String,
        /// public, institution or cohorts (those it has, or those you name)
        #[arg(long, value_parser = ["public", "institution", "cohorts"])]
        audience: String,
        /// A cohort it is for from now on; may be given again
        #[arg(long)]
        cohort: Vec<String>,
    },
    /// List them
    #[command(after_help = "Example: lyceum board list --institution northfield --json")]
    List {
        #[command(flatten)]
        of: OfInstitution,
        #[command(flatten)]
        form: Form,
    },
}

/// What is special about a board.
#[derive(Debug, Args)]
pub struct Special {
    /// Its kind: standard, questions, introductions, announcements, one-thread, answer-first or anonymous
    #[arg(long, default_value = "standard", value_parser = BoardKind::WORDS)]
    kind: String,
    /// How many posts one person may write there in the time that --per names
    #[arg(long, value_name = "POSTS", requires = "per")]
    slow: Option<i32>,
    /// hour, day or week
    #[arg(long, value_parser = SPANS, requires = "slow")]
    per: Option<String>,
    /// File with the Markdown that a first post begins with
    #[arg(long, value_name = "FILE")]
    template: Option<PathBuf>,
}

impl Special {
    fn read(self) -> Result<(BoardKind, BoardSettings)> {
        let template = match &self.template {
            Some(path) => {
                let cause = |cause| Error::internal(format!("{} cannot be read: {cause}", path.display()));
                text::clean_text(&std::fs::read_to_string(path).map_err(cause)?)
            }
            None => String::new(),
        };
        let slow = self.slow.zip(self.per).map(|(posts, span)| Slow { posts, span });
        Ok((BoardKind::from_word(&self.kind).unwrap_or_default(), BoardSettings { slow, template }))
    }
}

#[derive(Serialize)]
struct Row {
    slug: String,
    name: String,
    audience: String,
    cohorts: Vec<String>,
    kind: &'static str,
    is_archived: bool,
}

/// Does it.
pub async fn run(place: &Place, verb: BoardVerb) -> Result<bool> {
    let site = opening::site(place).await?;
    match verb {
        BoardVerb::Add { of, slug, name, description, audience, cohort, start, reply, special } => {
            let house = opening::institution(&site, &of)?;
            let cohorts = cohorts(&site, &house, &cohort)?;
            let position = i32::try_from(site.roster.boards_of(house.id).len()).unwrap_or(0);
            let (kind, settings) = special.read()?;
            let new = NewBoardOf { slug, name, description, audience, cohorts, start, reply, position, kind, settings };
            let id = house.id;
            let id = site.write(move |tx| add(tx, id, new)).await?;
            tell(&site, id, "added");
        }
        BoardVerb::Kind { of, board, special } => {
            let house = opening::institution(&site, &of)?;
            let board = opening::board(&site, &house, &board)?.id;
            let (kind, settings) = special.read()?;
            site.write(move |tx| change::set_kind(tx, board, kind, settings)).await?;
            tell(&site, board, "changed");
        }
        BoardVerb::Audience { of, board, audience, cohort } => {
            let house = opening::institution(&site, &of)?;
            let board = opening::board(&site, &house, &board)?.id;
            let cohorts = cohorts(&site, &house, &cohort)?;
            site.write(move |tx| change::set_audience(tx, board, &audience, &cohorts)).await?;
            tell(&site, board, "changed");
        }
        BoardVerb::List { of, form } => {
            let house = opening::institution(&site, &of)?;
            let boards = site.roster.boards_of(house.id);
            let rows = boards.iter().map(|board| Row {
                slug: board.slug.clone(),
                name: board.name.clone(),
                audience: board.audience.clone(),
                cohorts: slugs(&site, board),
                kind: board.kind.word(),
                is_archived: board.is_archived,
            });
            report::print(form, &rows.collect::<Vec<_>>(), |row| {
                format!("{}\t{}\t{} {}", row.slug, row.name, row.audience, row.cohorts.join(" "))
            })?;
        }
    }
    site.close().await?;
    Ok(true)
}

/// The cohorts that are named, each once.
fn cohorts(site: &Site, house: &InstitutionEntry, slugs: &[String]) -> Result<Vec<CohortId>> {
    let named = slugs.iter().map(|slug| opening::cohort(site, house, slug).map(|cohort| cohort.id));
    let mut cohorts = named.collect::<Result<Vec<_>>>()?;
    cohorts.sort_unstable();
    cohorts.dedup();
    Ok(cohorts)
}

fn slugs(site: &Site, board: &BoardEntry) -> Vec<String> {
    let cohorts = board.cohorts.iter().filter_map(|id| site.roster.cohort(*id));
    cohorts.map(|cohort| cohort.slug.clone()).collect()
}

/// Says what became of a board, and who can read it now.
fn tell(site: &Site, board: BoardId, what: &str) {
    let Some(board) = site.roster.board(board) else { return };
    let readers = match board.audience.as_str() {
        "public" => "everyone on the web".to_owned(),
        "institution" => "the members of the institution".to_owned(),
        _ => format!("the people of {}", slugs(site, &board).join(", ")),
    };
    let kind = match board.kind {
        BoardKind::Standard => String::new(),
        kind => format!(" ({})", kind.word()),
    };
    println!("board {}{kind} {what}; it can be read by {readers}", board.slug);
}
