//! What the forms of writing have in common: going on with a draft, saving one, putting a post off, pieces of Markdown.

use super::model::{self, Draft};
use super::view::{DraftingView, HereView};
use super::{Place, pieces, save, zone};
use crate::attachments::attach::Chosen;
use crate::db::Conn;
use crate::db::ids::{BoardId, DraftId, PostId, Time};
use crate::error::{Error, Message, Problems, Result};
use crate::http::{FormBody, Viewer};
use crate::site::{Site, Tx};
use crate::threads::model::submission;
use crate::threads::{kinds, rules, words};

/// The fields that each of them may send beside its own.
const FIELDS: [&str; 7] = ["preview", "draft", "save", "schedule", "post_on", "post_at", "insert"];

/// Where the list of drafts is.
pub const LIST: &str = "/drafts/";

/// Refuses fields that are neither of the form's own nor of all of them.
pub fn expect(form: &FormBody, own: &[&'static str]) -> Result<()> {
    form.expect(&[own, &FIELDS].concat())
}

/// Whether the form is only to be shown again.
pub fn is_shown_again(form: &FormBody) -> bool {
    form.has("preview") || form.has("insert")
}

/// Whether it is not to be posted as it stands, so that what a post needs is not asked of it yet.
pub fn is_unready(form: &FormBody) -> bool {
    is_shown_again(form) || form.has("save")
}

/// Whether what was typed is to be kept, and not to be posted now.
pub fn is_kept(form: &FormBody) -> bool {
    form.has("save") || form.has("schedule")
}

/// The form with the piece of Markdown that one of its buttons asked for.
pub fn with_piece(site: &Site, viewer: &Viewer, mut form: FormBody) -> FormBody {
    if form.has("insert") {
        let words = site.words.say(viewer.language(), "drafts-piece-words", &[]);
        let text = pieces::put(form.get("body"), form.get("insert"), &words);
        form.set("body", text);
    }
    form
}

/// The draft that the form goes on with.
pub fn carried(form: &FormBody) -> Option<DraftId> {
    form.get("draft").parse().ok()
}

/// A draft that an address names, with its files.
#[derive(Debug)]
pub struct Named {
    /// The draft.
    pub draft: Draft,
    /// What is to hang on the post.
    pub files: Vec<Chosen>,
}

/// Somebody's draft at a place, as an address names it; what is not theirs, or stands elsewhere, is not there.
pub fn named(conn: &mut Conn, viewer: &Viewer, place: Place, named: &str) -> Result<Named> {
    let draft = model::own(conn, viewer.somebody()?.person.id, named.parse()?)?;
    if draft.place() != Some(place) {
        return Err(Error::NotFound);
    }
    let files = model::files_of(conn, draft.id)?;
    Ok(Named { draft, files })
}

/// Keeps what was typed, and notes when it is to be posted if that was asked for; answers where to go on.
pub async fn keep(site: &Site, viewer: &Viewer, form: &FormBody, place: Place, text: save::Text) -> Result<String> {
    let (of, as_viewer) = (site.clone(), viewer.clone());
    let (day, hour) = (form.get("post_on").to_owned(), form.get("post_at").to_owned());
    let is_put_off = form.has("schedule");
    let written = site.write(move |tx| {
        let at = match is_put_off {
            true => Some(hour_of(tx, &as_viewer, &day, &hour)?),
            false => None,
        };
        if at.is_some() {
            may_post(tx, &as_viewer, place, &text.boards)?;
            words::render(&of, as_viewer.institution.id, PostId(0), &text.body)?;
        }
        save::save(tx, &as_viewer, place, &text, at)
    });
    Ok(format!("{LIST}#d-{}", written.await?))
}

fn hour_of(tx: &mut Tx<'_>, viewer: &Viewer, day: &str, hour: &str) -> Result<Time> {
    let zone = zone::of(tx.conn, viewer.somebody()?.person.id)?;
    let at = zone::instant(day, hour, &zone, tx.now);
    at.map_err(|(field, message)| Error::Invalid(Problems::one(field, message)))
}

/// Whoever may not post now is told so now, and not by a draft that comes back.
fn may_post(tx: &mut Tx<'_>, viewer: &Viewer, place: Place, further: &[BoardId]) -> Result<()> {
    match place {
        Place::Reply(thread) => {
            let seen = rules::for_viewer(tx.site, tx.conn, viewer, thread)?;
            rules::let_reply(tx.site, viewer.circles(), &seen)
        }
        Place::Start(board) => [board].iter().chain(further).try_for_each(|board| {
            rules::allow(rules::may_start(tx.site, viewer.circles(), *board), "threads-may-not-start")?;
            kinds::let_begin(tx.site, tx.conn, viewer.somebody()?.person.id, *board)
        }),
        Place::Edit(_) => Err(Error::Malformed(Message::new("error-unknown-field"))),
    }
}

/// Posts what a form sent, and takes away the draft that it went on with. Where that is gone, it may have been posted by
/// itself: then nothing is posted a second time before its writer has looked.
pub fn post<T>(
    tx: &mut Tx<'_>,
    viewer: &Viewer,
    draft: Option<DraftId>,
    sent: (&str, &str),
    posting: impl FnOnce(&mut Tx<'_>) -> Result<T>,
) -> Result<T> {
    if let Some(id) = draft {
        let member = viewer.somebody()?.person.id;
        let (key, told) = sent;
        let is_repeat = submission::earlier(tx.conn, key, member, told)?.is_some();
        if !is_repeat && !save::take(tx, member, id)? {
            return Err(Error::Invalid(Problems::one("body", Message::new("drafts-gone"))));
        }
    }
    posting(tx)
}

/// What stands around the fields: a draft that is here, the pieces, the hour.
pub fn view(conn: &mut Conn, viewer: &Viewer, form: &FormBody, place: Place) -> Result<DraftingView> {
    let Some(who) = &viewer.who else { return Ok(DraftingView::default()) };
    let here = model::at(conn, who.person.id, place)?;
    let own = carried(form).and_then(|id| here.as_ref().filter(|here| here.id == id));
    let zone = zone::of(conn, who.person.id)?;
    let (post_on, post_at) = match own.and_then(|own| own.post_at) {
        Some(at) if !form.has("post_on") => zone::fields(at, &zone),
        _ => (form.get("post_on").to_owned(), form.get("post_at").to_owned()),
    };
    let inserted = form.get("insert");
    Ok(DraftingView {
        draft: own.map_or_else(String::new, |own| own.id.to_string()),
        here: here
            .as_ref()
            .filter(|_| own.is_none())
            .map(|here| HereView { at: here.saved_at.0, id: here.id.to_string() }),
        inserted: pieces::PIECES.contains(&inserted).then(|| inserted.to_owned()),
        pieces: pieces::PIECES.map(str::to_owned).to_vec(),
        may_schedule: !matches!(place, Place::Edit(_)),
        is_scheduling: !post_on.is_empty() || !post_at.is_empty() || form.has("schedule"),
        post_on,
        post_at,
        zone,
    })
}
