//! Posts a draft at the hour that its writer chose, by the same verbs and rules as if they sent it then.

use super::model::{self, Draft};
use super::{Place, save};
use crate::db::due::{self, Due};
use crate::db::ids::{BoardId, DraftId};
use crate::error::{Error, Message, Result};
use crate::http::Viewer;
use crate::site::Tx;
use crate::threads::{hang, kinds, masks, reply, start};

/// What the note is called by which the worker finds it.
pub const WHAT: &str = "post-draft";

/// Posts what has fallen due. What may not be posted any more is a draft again, and says why.
pub fn fall(tx: &mut Tx<'_>, fallen: &Due) -> Result<()> {
    if !due::done(tx.conn, fallen.id, tx.now)? {
        return Ok(());
    }
    let Some(draft) = model::by_id(tx.conn, DraftId(fallen.subject))? else { return Ok(()) };
    // It was put off or taken back meanwhile.
    if draft.post_at.is_none_or(|at| at > tx.now) {
        return Ok(());
    }
    let why = match post(tx, &draft) {
        Ok(()) => return save::take(tx, draft.member_id, draft.id).map(drop),
        // Nothing of it is done, the note included: it is tried again.
        Err(error) if error.is_ours() => return Err(error),
        Err(Error::Conflict(message)) if message.key == masks::TORN => "names",
        Err(Error::Conflict(_)) if matches!(draft.place(), Some(Place::Start(_))) => "kind",
        Err(Error::Conflict(_)) => "locked",
        Err(Error::Forbidden(message)) if message.key == kinds::TOO_OFTEN => "slow",
        Err(Error::NotFound) => "gone",
        Err(Error::Invalid(_)) => "text",
        Err(_) => "rights",
    };
    model::wait(tx.conn, draft.id, why)?;
    tx.audit(draft.institution_id, Some(draft.member_id), "threads.draft-refused", draft.id, why)
}

/// Each verb asks its rules before it writes a row, so a refusal leaves nothing behind.
fn post(tx: &mut Tx<'_>, draft: &Draft) -> Result<()> {
    let refused = || Error::Forbidden(Message::new("drafts-refused-rights"));
    let person = tx.site.roster.member(draft.member_id).ok_or_else(refused)?;
    let house = tx.site.roster.institution(draft.institution_id).ok_or(Error::NotFound)?;
    let viewer = Viewer::on_behalf(house, person).ok_or_else(refused)?;
    let files = model::files_of(tx.conn, draft.id)?;
    let location = match draft.place() {
        Some(Place::Reply(thread)) => {
            let text = reply::Draft { body: draft.body.clone(), key: String::new(), is_masked: draft.is_masked };
            reply::post(tx, &viewer, thread, &text)?
        }
        Some(Place::Start(board)) => {
            let further = draft.boards.split_whitespace().map(str::parse::<BoardId>);
            let boards = std::iter::once(Ok(board)).chain(further).collect::<Result<Vec<_>>>()?;
            let text = start::Draft {
                title: draft.title.clone(),
                body: draft.body.clone(),
                boards,
                key: String::new(),
                is_masked: draft.is_masked,
            };
            start::start(tx, draft.member_id, &text)?
        }
        Some(Place::Edit(_)) | None => return Err(Error::NotFound),
    };
    hang::on_new(tx, &location, draft.member_id, &files)
}
