//! The fields about files in the forms in which people write: what was chosen, what is asked of it, and how it is shown again.

use super::ALT;
use super::attach::Chosen;
use super::kind::Kind;
use super::model::{self, Attachment};
use super::take_in;
use super::view::{FileView, FilesView};
use crate::db::ids::AttachmentId;
use crate::error::{Message, Problems, Result};
use crate::http::form::Fields;
use crate::http::{FormBody, Viewer};
use crate::site::Site;
use crate::text;

/// The fields: files that come, files that came before and for each of them what it shows (`alt`, in the same order), which
/// show nothing of their own, and which are to go.
pub const FIELDS: [&str; 5] = ["files", "attached", "alt", "decoration", "remove"];

/// The sentence for a picture that says nothing to whoever does not see it.
const UNSAID: &str = "attachments-alt-missing";

/// What a form brings and names, once its sender is known to be one who may write here.
#[derive(Debug, Default)]
pub struct Taken {
    /// What is to hang on the post.
    pub chosen: Vec<Chosen>,
    /// What was refused, and why.
    pub problems: Problems,
}

/// Takes in what came, and reads what was said of the rest; what a picture shows is not asked while it is not to be posted as it stands.
pub async fn take(
    site: &Site,
    viewer: &Viewer,
    form: &mut FormBody,
    is_unready: fn(&FormBody) -> bool,
) -> Result<Taken> {
    let mut problems = take_in::take_in(site, viewer, form).await?;
    let chosen = chosen(form);
    if chosen.iter().any(|one| one.alt.chars().count() > ALT) {
        let length = chosen.iter().map(|one| one.alt.chars().count()).max().unwrap_or(0);
        problems.add("files", Message::new("form-too-long").with("most", ALT).with("length", length));
    }
    let mut hidden = Fields::of(form);
    hidden.all_lines("alt", "files");
    problems.0.extend(hidden.problems.0);
    if !is_unready(form) && !chosen.is_empty() {
        for row in own(site, viewer, &chosen).await?.iter().filter(|(row, one)| is_unsaid(row, one)) {
            problems.add("files", Message::new(UNSAID).with("name", &row.0.name));
        }
    }
    Ok(Taken { chosen, problems })
}

/// What a form names and does not take away; what is no id of ours is left out, like one that is gone.
fn chosen(form: &FormBody) -> Vec<Chosen> {
    let alts = form.all("alt").iter().map(String::as_str).chain(std::iter::repeat(""));
    let named = form.all("attached").iter().zip(alts);
    let has = |field, id: &String| form.all(field).contains(id);
    let kept = named.filter(|(id, _)| !has("remove", id));
    let mut chosen: Vec<Chosen> = Vec::new();
    for (id, alt) in kept {
        let Ok(known) = id.parse::<AttachmentId>() else { continue };
        if chosen.iter().all(|one| one.id != known) {
            chosen.push(Chosen { id: known, alt: text::clean_line(alt), is_decoration: has("decoration", id) });
        }
    }
    chosen
}

fn is_unsaid(row: &Attachment, said: &Chosen) -> bool {
    Kind::of(&row.kind).is_some_and(Kind::is_picture) && said.alt.is_empty() && !said.is_decoration
}

async fn own(site: &Site, viewer: &Viewer, chosen: &[Chosen]) -> Result<Vec<(Attachment, Chosen)>> {
    let by = viewer.somebody()?.person.id;
    let ids: Vec<AttachmentId> = chosen.iter().map(|one| one.id).collect();
    let rows = if ids.is_empty() { Vec::new() } else { site.read(move |conn| model::own(conn, by, &ids)).await? };
    let row = |one: &Chosen| rows.iter().find(|row| row.id == one.id).cloned();
    Ok(chosen.iter().filter_map(|one| row(one).map(|row| (row, one.clone()))).collect())
}

/// The fields as they stand on the page that follows; what is gone meanwhile is not offered again.
pub async fn view(site: &Site, viewer: &Viewer, form: &FormBody, problems: &Problems) -> Result<FilesView> {
    let is_asked = problems.0.iter().any(|(_, message)| message.key == UNSAID);
    let files = if viewer.who.is_some() { own(site, viewer, &chosen(form)).await? } else { Vec::new() };
    let files = files.into_iter().map(|(row, said)| FileView {
        asks: is_asked && is_unsaid(&row, &said),
        alt: said.alt,
        is_decoration: said.is_decoration,
        ..FileView::of(&row)
    });
    Ok(FilesView::new(files.collect(), &site.config.files))
}

/// What hangs on a post already, as a form names it.
pub fn known(files: &[Attachment]) -> Vec<Chosen> {
    let chosen = |row: &Attachment| Chosen { id: row.id, alt: row.alt.clone(), is_decoration: row.is_decoration };
    files.iter().map(chosen).collect()
}

/// Fills a form in with these files, in the place of those that it named.
pub fn named(form: &mut FormBody, files: &[Chosen]) {
    let ids = |files: &[&Chosen]| files.iter().map(|one| one.id.to_string()).collect::<Vec<_>>();
    let all: Vec<&Chosen> = files.iter().collect();
    let decorations: Vec<&Chosen> = files.iter().filter(|one| one.is_decoration).collect();
    form.set_all("attached", ids(&all));
    form.set_all("alt", files.iter().map(|one| one.alt.clone()).collect());
    form.set_all("decoration", ids(&decorations));
}
