//! The fields about the picture on a provider's button: one that is handed in, or that there is to be none.

use super::model::Provider;
use super::{logo, logo_model, png};
use crate::db::ids::{InstitutionId, MemberId};
use crate::error::{Error, Message, Problems, Result};
use crate::http::FormBody;
use crate::site::{Site, Tx};

/// The field that brings a picture, and the box that takes it away.
pub const FIELDS: [&str; 2] = ["logo", "logo_none"];

/// What is to become of a picture.
#[derive(Debug)]
pub enum Picture {
    /// It stays, or there stays none.
    Kept,
    /// This one takes its place.
    New(Vec<u8>),
    /// It goes.
    Gone,
}

impl Picture {
    /// What a form says; where something else is wrong with it, the picture is asked for again, since a browser keeps none.
    pub async fn of(form: &FormBody, problems: &mut Problems) -> Result<Self> {
        let Some(file) = form.files().first().cloned() else {
            return Ok(if form.has("logo_none") { Self::Gone } else { Self::Kept });
        };
        if !problems.0.is_empty() {
            *problems = asked_again(form, std::mem::take(problems));
            return Ok(Self::Kept);
        }
        if !file.is_here() || file.size > png::LARGEST as u64 {
            problems.add("logo", logo::wrong());
            return Ok(Self::Kept);
        }
        let bytes = tokio::task::spawn_blocking(move || file.bytes()).await.map_err(Error::internal)??;
        Ok(Self::New(bytes))
    }

    /// Carries it out.
    pub fn put(self, tx: &mut Tx<'_>, house: InstitutionId, slug: &str, by: MemberId) -> Result<()> {
        match self {
            Self::Kept => Ok(()),
            Self::New(bytes) => logo::change(tx, house, slug, Some(&bytes), Some(by)),
            Self::Gone => logo::change(tx, house, slug, None, Some(by)),
        }
    }
}

/// What is wrong with a form, and that the picture that came with it has to be chosen again.
pub fn asked_again(form: &FormBody, problems: Problems) -> Problems {
    let mut problems = problems;
    if !form.files().is_empty() && problems.0.iter().all(|(field, _)| *field != "logo") {
        problems.add("logo", Message::new("sso-logo-again"));
    }
    problems
}

/// Where a provider's picture is; empty if it has none.
pub async fn address(site: &Site, provider: Option<&Provider>) -> Result<String> {
    let Some((id, slug)) = provider.map(|known| (known.id, known.slug.clone())) else { return Ok(String::new()) };
    let hash = site.read(move |conn| logo_model::hash(conn, id)).await?;
    Ok(hash.map(|hash| format!("/sso/{slug}/logo/{hash}")).unwrap_or_default())
}
