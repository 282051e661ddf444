//! What a file is called here: words of its sender's, and an ending of ours.

use super::kind::Kind;
use crate::text;

/// The longest name before its ending, in characters.
const LONGEST: usize = 80;

/// A name without folders and without what no name has; browsers write quotes and line ends as `%22`, `%0D` and `%0A`
/// (HTML, 4.10.22.8).
pub fn shown(sent: &str) -> String {
    let bare = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let bare = bare.replace("%22", "'").replace("%0D", " ").replace("%0A", " ");
    let bare = text::clean_line(&bare.replace(['"', '<', '>', '|', '*', '?', ':'], " "));
    let bare = bare.trim_start_matches('.').trim();
    let stem = bare.chars().take(LONGEST + 10).collect::<String>();
    if stem.is_empty() { "file".to_owned() } else { stem }
}

/// The ending of a name in small letters; nothing if it has none.
pub fn ending(sent: &str) -> Option<String> {
    let name = shown(sent);
    let (stem, ending) = name.rsplit_once('.')?;
    let is_one = !stem.is_empty() && !ending.is_empty() && ending.chars().all(|letter| letter.is_alphanumeric());
    is_one.then(|| ending.to_lowercase())
}

/// What a file of this kind is called: as it was, with an ending that says what it is.
pub fn kept(sent: &str, kind: Kind) -> String {
    let name = shown(sent);
    let own = ending(sent).filter(|ending| kind.endings().contains(&ending.as_str()));
    let stem = match ending(sent) {
        Some(_) => name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem),
        None => name.trim_end_matches('.'),
    };
    let stem: String = stem.trim().chars().take(LONGEST).collect();
    let stem = if stem.is_empty() { "file" } else { stem.trim() };
    format!("{stem}.{}", own.as_deref().or(kind.endings().first().copied()).unwrap_or("bin"))
}
