//! The institutions: their hosts, their themes, what lies in `public/` for their visitors, and the proxy before them.

use std::fs;

use super::{Case, Finding};
use crate::error::Result;
use crate::pages::Page;
use crate::pages::store::Store;
use crate::roster::{InstitutionEntry, Roster};
use crate::theme::Themes;

/// So many pages are named; the rest are counted.
const NAMED: usize = 5;

/// Reads the themes as the server does at its start.
pub fn themes(case: &Case, findings: &mut Vec<Finding>) -> Option<Themes> {
    match Themes::load(case.config.themes.folder.as_deref()) {
        Ok(themes) => Some(themes),
        Err(cause) => {
            findings.push(Finding::new(
                "themes",
                format!("A theme cannot be used, and the site does not start with it: {cause}."),
                "Mend the file it names, or take that theme's folder out of themes.folder.",
            ));
            None
        }
    }
}

/// Looks at hosts, themes and proxy.
pub fn look(case: &Case, roster: &Roster, themes: Option<&Themes>, findings: &mut Vec<Finding>) {
    let houses = roster.institutions();
    for house in &houses {
        findings.extend(host(case, house));
        if themes.is_some_and(|themes| !themes.has(&house.theme)) {
            let (slug, theme) = (&house.slug, &house.theme);
            findings.push(Finding::new(
                "themes",
                format!("{slug} is to have the theme {theme}, which is not there; it shows the plain one."),
                format!("Put the folder {theme} where themes.folder points, and restart."),
            ));
        }
    }
    let is_local = |host: &String| host == "localhost" || host.ends_with(".localhost");
    let is_public = houses.iter().flat_map(|house| &house.hosts).any(|host| !is_local(host));
    let listen = &case.config.server.listen;
    let is_behind_proxy = ["127.", "localhost:", "[::1]"].iter().any(|near| listen.starts_with(near));
    if is_public && is_behind_proxy && case.config.server.trusted_proxies.is_empty() {
        findings.push(Finding::new(
            "proxy",
            format!(
                "The site listens on {listen} alone, so a proxy hands it requests, but server.trusted_proxies is empty: \
                 all visitors count as one, and one who guesses passwords locks everybody out."
            ),
            "Set server.trusted_proxies = [\"127.0.0.1\"], or the address the proxy comes from, and let the proxy set \
             X-Forwarded-For.",
        ));
    }
}

fn host(case: &Case, house: &InstitutionEntry) -> Option<Finding> {
    let (slug, portal) = (&house.slug, &case.config.server.portal_host);
    if house.hosts.is_empty() {
        return Some(Finding::new(
            "hosts",
            format!("{slug} has no host name, so nobody can reach it."),
            format!(
                "Give it one, then restart: INSERT INTO hosts (host, institution_id, is_primary) \
                 SELECT 'HOST', id, TRUE FROM institutions WHERE slug = '{slug}'"
            ),
        ));
    }
    house.hosts.contains(portal).then(|| {
        Finding::new(
            "hosts",
            format!("{portal} is both server.portal_host and a host of {slug}; the list of institutions is nowhere."),
            "Set server.portal_host to a host name that no institution has.",
        )
    })
}

/// Looks whether anything lies in `public/` that is not for everybody: a web server may hand it out to anybody.
pub fn public_folder(case: &Case, roster: &Roster, findings: &mut Vec<Finding>) -> Result<()> {
    let root = case.config.data.join("public");
    if !root.is_dir() {
        return Ok(());
    }
    let store = Store::open(&case.config.data, 1)?;
    let mut wrong = Vec::new();
    for entry in fs::read_dir(&root)? {
        let folder = entry?;
        let house = folder.file_name().to_string_lossy().into_owned();
        let flats = store.flats_of(&house)?;
        match roster.institution_named(&house) {
            None => wrong.extend(flats.into_iter().map(|path| format!("{house}{path}"))),
            Some(entry) => {
                let private = flats.into_iter().filter(|path| !is_for_everybody(&store, roster, &entry, path));
                wrong.extend(private.map(|path| format!("{house}{path}")));
            }
        }
    }
    if !wrong.is_empty() {
        let (count, root) = (wrong.len(), root.display());
        let named = wrong.iter().take(NAMED).map(|page| format!("{root}/{page}")).collect::<Vec<_>>().join(" ");
        findings.push(Finding::new(
            "public-folder",
            format!("{count} pages lie in the public folder and are not for everybody, beginning with: {named}"),
            "Delete index.html, index.html.gz and index.html.br in each of these folders now; then lyceum verify, which \
             finds all such pages, and look who else writes to this folder.",
        ));
    }
    Ok(())
}

/// Whether the stored page behind a plain file is one that visitors are admitted to, by what the database says now.
fn is_for_everybody(store: &Store, roster: &Roster, house: &InstitutionEntry, path: &str) -> bool {
    let page = Page {
        institution: house.id,
        house: house.slug.clone(),
        language: house.language.clone(),
        path: path.to_owned(),
    };
    store
        .on_disk(&page)
        .is_some_and(|document| document.visitor.is_some() && roster.audience(&document.reach).is_public())
}
