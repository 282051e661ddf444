//! Takes in what came with a form: each file is looked at aside, kept, and waits for the post that it was handed in for.

use std::io::Cursor;

use tokio::sync::Semaphore;

use super::look::{self, Looked};
use super::model::{self, Attachment};
use super::{name, scan};
use crate::cores;
use crate::db::ids::{AttachmentId, MemberId};
use crate::error::{Error, Message, Problems, Result};
use crate::files::{self, Kept};
use crate::http::multipart::HandedIn;
use crate::http::{FormBody, Viewer};
use crate::site::{Site, Tx};

/// How many files are looked at once in this process: each may lie in memory, a picture as all of its points.
const AT_ONCE: usize = 2;
static LOOKS: Semaphore = Semaphore::const_new(AT_ONCE);

/// How much larger a picture may become by being drawn anew.
const GROWTH: u64 = 4;

/// A file that was looked at and is kept.
struct Judged {
    looked: Looked,
    kept: Kept,
    small: Option<Kept>,
}

/// Takes the files of a form in, whose sender may write here, and puts them into its field `attached`; for each that is
/// refused, says why.
///
/// # Errors
/// Where the site itself is in the way. Files that were taken before it was are forgotten after a day.
pub async fn take_in(site: &Site, viewer: &Viewer, form: &mut FormBody) -> Result<Problems> {
    let mut problems = Problems::default();
    let by = viewer.somebody()?.person.id;
    let most = site.config.files.post_files;
    for file in form.take_files() {
        if form.all("attached").len() >= most || (!file.is_here() && file.size <= site.config.files.largest()) {
            problems.add("files", Message::new("attachments-too-many").with("most", most));
            break;
        }
        match take_one(site, viewer, by, file).await {
            Ok(id) => form.add("attached", id.to_string()),
            Err(Error::Invalid(wrong)) => problems.0.extend(wrong.0),
            Err(error) => return Err(error),
        }
    }
    Ok(problems)
}

async fn take_one(site: &Site, viewer: &Viewer, by: MemberId, file: HandedIn) -> Result<AttachmentId> {
    if !file.is_here() {
        let most = site.config.files.file_mib;
        return Err(wrong(Message::new("attachments-too-large").with("most", most), &file.name));
    }
    let (called, house) = (file.name.clone(), viewer.institution.id);
    let turn = LOOKS.acquire().await.map_err(Error::internal)?;
    let of = site.clone();
    let judged = cores::aside(move || judge(&of, &file)).await?;
    drop(turn);
    site.write(move |tx| {
        let row = Attachment {
            id: AttachmentId(tx.id()),
            institution_id: house,
            post_id: None,
            uploader_id: by,
            name: name::kept(&called, judged.looked.kind),
            kind: judged.looked.kind.word().to_owned(),
            bytes: i64::try_from(judged.kept.size).map_err(Error::internal)?,
            sha256: judged.kept.hash.to_string(),
            width: side(judged.looked.sides.map(|sides| sides.0))?,
            height: side(judged.looked.sides.map(|sides| sides.1))?,
            small_sha256: judged.small.map(|small| small.hash.to_string()).unwrap_or_default(),
            small_kind: judged.looked.small.as_ref().map(|small| small.kind.word().to_owned()).unwrap_or_default(),
            small_width: side(judged.looked.small.as_ref().map(|small| small.sides.0))?,
            small_height: side(judged.looked.small.as_ref().map(|small| small.sides.1))?,
            alt: String::new(),
            is_decoration: false,
            position: 0,
            created_at: tx.now,
            attached_at: None,
            removed_at: None,
        };
        add(tx, &row, &judged)
    })
    .await
}

/// What a file is, and its bytes in their place. Blocks.
fn judge(site: &Site, file: &HandedIn) -> Result<Judged> {
    let settings = &site.config.files;
    let bytes = file.bytes()?;
    scan::let_through(settings, &name::shown(&file.name), &bytes)?;
    let looked = look::look(&file.name, bytes).map_err(|why| wrong(Message::new(why), &file.name))?;
    let keep = |bytes: &[u8]| match site.files.keep(Cursor::new(bytes), settings.largest() * GROWTH) {
        Err(Error::TooLarge) => Err(wrong(Message::new("attachments-points"), &file.name)),
        kept => kept,
    };
    let kept = keep(&looked.bytes)?;
    let small = looked.small.as_ref().map(|small| keep(&small.bytes)).transpose()?;
    // They lie on the disk now.
    let looked = Looked { bytes: Vec::new(), ..looked };
    Ok(Judged { looked, kept, small })
}

fn add(tx: &mut Tx<'_>, row: &Attachment, judged: &Judged) -> Result<AttachmentId> {
    let settings = &tx.site.config.files;
    let held = u64::try_from(model::held_by(tx.conn, row.uploader_id)?).unwrap_or(0);
    if held + judged.kept.size > settings.of_member() {
        let message = Message::new("attachments-quota").with("most", settings.member_mib);
        return Err(wrong(message, &row.name));
    }
    model::insert(tx.conn, row)?;
    let subject = Attachment::subject(row.id);
    for kept in std::iter::once(judged.kept).chain(judged.small) {
        files::model::refer(tx.conn, kept, &subject, tx.now)?;
    }
    let size = row.bytes.to_string();
    let details = [("kind", row.kind.as_str()), ("bytes", &size)];
    tx.audit_with(row.institution_id, Some(row.uploader_id), "attachments.add", row.id, "", &details)?;
    Ok(row.id)
}

fn side(side: Option<u32>) -> Result<i32> {
    i32::try_from(side.unwrap_or(0)).map_err(Error::internal)
}

fn wrong(message: Message, called: &str) -> Error {
    Error::Invalid(Problems::one("files", message.with("name", name::shown(called))))
}
