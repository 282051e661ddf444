//! Words for addresses: a title's in its own script, a username's in plain ASCII.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The slug of a title: lower case, words joined by `-`, at most 60 bytes, never empty.
///
/// Latin letters lose their accents. Letters of other scripts stay with their marks, as browsers show them in the
/// address; [`percent()`] makes them fit for one. A title without any letter or digit becomes `thread`.
pub fn slug(title: &str) -> String {
    or(joined(title, 60, char::is_alphanumeric), "thread")
}

/// Whether a text may be the short name of a board, a cohort or an institution: a slug in plain ASCII, which survives
/// being typed on a command line and read aloud over the telephone.
pub fn is_short_name(text: &str) -> bool {
    !text.is_empty() && joined(text, 60, |letter| letter.is_ascii_alphanumeric()) == text
}

/// A username made of a person's name: plain ASCII, at most 40 bytes; `member` if nothing is left. Not yet unique.
pub fn username(name: &str) -> String {
    or(joined(name, 40, |letter| letter.is_ascii_alphanumeric()), "member")
}

/// A text as a part of an address (RFC 3986, 2.1): every byte that is neither unreserved nor `/` is written as `%D8`.
pub fn percent(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn or(slug: String, other: &str) -> String {
    if slug.is_empty() { other.to_owned() } else { slug }
}

/// Lower-case words of the letters that are kept, joined by `-`; cut between two words where one ends in the last third
/// of `limit` bytes, else within the word.
fn joined(text: &str, limit: usize, is_kept: fn(char) -> bool) -> String {
    let mut slug = String::with_capacity(limit + 4);
    let mut gap = false;
    for c in bare(text) {
        let (letters, is_mark) = (latin(c), is_combining_mark(c));
        if matches!(c, '\'' | '’' | 'ʼ') || (is_mark && (gap || slug.is_empty())) {
            continue;
        }
        if letters.is_empty() && !is_kept(c) && !is_mark {
            gap = !slug.is_empty();
            continue;
        }
        if gap {
            slug.push('-');
            gap = false;
        }
        if letters.is_empty() {
            slug.push(c)
        } else {
            slug.push_str(letters)
        }
        if slug.len() > limit {
            break;
        }
    }
    if slug.len() > limit {
        let end = slug.rfind('-').filter(|end| (limit * 2 / 3..=limit).contains(end));
        slug.truncate(end.unwrap_or_else(|| slug.floor_char_boundary(limit)));
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The text in lower case without the accents of Latin letters; what other scripts write with marks keeps them.
fn bare(text: &str) -> impl Iterator<Item = char> {
    let mut after_latin = true;
    let letters = text.nfkd().flat_map(char::to_lowercase).filter(move |c| {
        let is_mark = is_combining_mark(*c);
        after_latin = if is_mark { after_latin } else { c.is_ascii() || !latin(*c).is_empty() };
        !(is_mark && after_latin)
    });
    letters.nfc()
}

/// Latin letters that Unicode does not take apart.
pub(super) fn latin(c: char) -> &'static str {
    match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ł' => "l",
        'ŋ' => "ng",
        'þ' => "th",
        'ŧ' => "t",
        _ => "",
    }
}
