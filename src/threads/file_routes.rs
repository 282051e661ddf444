//! Handlers of the files of posts: whoever may read a post may have them, and is asked each time.

use std::fs::File;

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::rules;
use crate::attachments::kind::Kind;
use crate::attachments::model::{self as rows, Attachment};
use crate::db::Conn;
use crate::db::ids::AttachmentId;
use crate::error::{Error, Result};
use crate::files::Hash;
use crate::http::file::{self, Outgoing};
use crate::http::{Viewer, respond};
use crate::site::Site;
use crate::text;

/// `GET /f/{id}/{name}`
pub async fn show_file(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    path: Path<(String, String)>,
) -> Result<HttpResponse> {
    show(&site, &viewer, &request, path.into_inner(), false).await
}

/// `GET /f/{id}/small/{name}`: a picture the way it stands on a page.
pub async fn show_small(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    path: Path<(String, String)>,
) -> Result<HttpResponse> {
    show(&site, &viewer, &request, path.into_inner(), true).await
}

async fn show(
    site: &Data<Site>,
    viewer: &Viewer,
    request: &HttpRequest,
    (id, name): (String, String),
    is_small: bool,
) -> Result<HttpResponse> {
    let id: AttachmentId = id.parse()?;
    let (of, as_viewer) = (site.clone(), viewer.clone());
    let row = site.read(move |conn| find(&of, conn, &as_viewer, id)).await?;
    let (hash, kind) = match is_small {
        true => (&row.small_sha256, &row.small_kind),
        false => (&row.sha256, &row.kind),
    };
    let kind = Kind::of(kind).ok_or(Error::NotFound)?;
    if name != row.name {
        let step = if is_small { "small/" } else { "" };
        return Ok(respond::moved(&format!("/f/{id}/{step}{}", text::percent(&row.name))));
    }
    let (file, size) = open(site, hash).await?;
    file::answer(
        request,
        Outgoing {
            file,
            size,
            tag: hash,
            kind: kind.media(),
            saved_as: (!kind.is_picture()).then_some(row.name.as_str()),
            is_public: viewer.who.is_none(),
        },
    )
}

async fn open(site: &Data<Site>, hash: &str) -> Result<(File, u64)> {
    let (of, hash) = (site.clone(), hash.parse::<Hash>()?);
    let opened = tokio::task::spawn_blocking(move || of.files.read(hash)).await.map_err(Error::internal)?;
    opened.map_err(|error| match error {
        Error::NotFound => {
            Error::internal(format!("the file {hash} is missing; lyceum verify says what it belongs to"))
        }
        error => error,
    })
}

/// The file, if the viewer may know of it: they read its post, or it waits for a post of theirs. One of a hidden post is for
/// its author and for those who keep order, who see its text, too.
fn find(site: &Site, conn: &mut Conn, viewer: &Viewer, id: AttachmentId) -> Result<Attachment> {
    let row = rows::by_id(conn, id)?;
    let own = viewer.who.as_ref().map(|who| who.person.id);
    if row.removed_at.is_some() || row.institution_id != viewer.institution.id {
        return Err(Error::NotFound);
    }
    let Some(post) = row.post_id else {
        return if own == Some(row.uploader_id) { Ok(row) } else { Err(Error::NotFound) };
    };
    let (post, seen) = rules::post_for_viewer(site, conn, viewer, post)?;
    let shows = match post.state.as_str() {
        "published" => true,
        "hidden" => own == Some(post.by.behind()) || rules::may_hide(site, viewer.circles(), &seen),
        _ => false,
    };
    if shows { Ok(row) } else { Err(Error::NotFound) }
}
