//! Handler of a post's earlier versions, compared word by word.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::post_routes::{crumbs, find, meta};
use super::rules;
use super::view::{ChangeView, HistoryView, VersionView};
use crate::attachments::model as attachments;
use crate::db::ids::MemberId;
use crate::db::ids::Time;
use crate::error::{Error, Result};
use crate::http::Viewer;
use crate::site::Site;
use crate::site::drawing::Around;
use crate::text::{self, Change};
use crate::theme::view::PersonView;

/// `GET /p/{id}/history/`
pub async fn show_history(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
) -> Result<HttpResponse> {
    let found = find(&site, &viewer, &id).await?;
    let may_see = rules::may_compare(&site, viewer.circles(), &found.seen, &found.post);
    if !may_see || found.revisions.is_empty() {
        return Err(Error::NotFound);
    }
    let id = found.post.id;
    let files = site.read(move |conn| attachments::ever_of(conn, id)).await?;
    let now = (
        found.post.body_source.clone(),
        found.post.edited_at.unwrap_or(found.post.created_at),
        found.post.edit_reason.clone(),
        found.post.edited_by.map_or(found.post.by.behind(), MemberId),
    );
    let texts: Vec<_> = found
        .revisions
        .iter()
        .map(|old| (old.body_source.clone(), old.written_at, old.why.clone(), old.written_by))
        .chain([now])
        .collect();
    let mut versions = Vec::new();
    let mut before = String::new();
    for (number, (source, at, why, by)) in (1..).zip(texts) {
        let changes = if number == 1 { vec![Change::Same(source.clone())] } else { text::diff(&before, &source) };
        let at_once = |when: fn(&attachments::Attachment) -> Option<Time>| {
            files.iter().filter(|file| when(file) == Some(at)).map(|file| file.name.clone()).collect()
        };
        versions.push(VersionView {
            number,
            by: if by == found.post.by.behind() { found.person.clone() } else { person(&site, by) },
            at: at.0,
            why,
            added: at_once(|file| file.attached_at),
            removed: at_once(|file| file.removed_at),
            changes: changes.into_iter().map(change).collect(),
        });
        before = source;
    }
    versions.reverse();
    let view = HistoryView {
        crumbs: crumbs(&site, &found.seen),
        id: found.post.id.to_string(),
        number: u32::try_from(found.post.number).unwrap_or(0),
        versions,
    };
    let meta = meta(&site, &found.seen);
    site.made(&request, &viewer, 200, Around { audience: &meta, current: "boards" }, &view)
}

/// Somebody who keeps order, by their name alone.
fn person(site: &Site, id: MemberId) -> PersonView {
    let name = site.roster.member(id).map_or_else(String::new, |person| person.name.clone());
    PersonView { name, href: None, role: String::new(), line: String::new() }
}

fn change(change: Change) -> ChangeView {
    let (kind, text) = match change {
        Change::Same(text) => ("same", text),
        Change::Added(text) => ("added", text),
        Change::Removed(text) => ("removed", text),
    };
    ChangeView { kind: kind.into(), text }
}
