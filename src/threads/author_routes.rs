//! Handler of looking who wrote an anonymous post. It is no page that one could come back to: each look is noted.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};

use super::look_behind;
use super::post_routes::{actions, find};
use crate::error::{Message, Problems, Result};
use crate::http::{FormBody, Viewer};
use crate::site::Site;

/// `POST /p/{id}/author`
pub async fn post_author(
    site: Data<Site>,
    viewer: Viewer,
    request: HttpRequest,
    id: Path<String>,
    form: FormBody,
) -> Result<HttpResponse> {
    site.accept(&request, &viewer, &form)?;
    form.expect(&[])?;
    viewer.somebody()?;
    let found = find(&site, &viewer, &id).await?;
    let (as_viewer, post) = (viewer.clone(), found.post.id);
    let behind = site.write(move |tx| look_behind::look(tx, &as_viewer, post)).await?;
    let said = behind.map(|author| Message::new("threads-author-is").with("name", site.own_name(author)));
    actions(&site, &viewer, &request, found, said, "", Problems::default())
}
