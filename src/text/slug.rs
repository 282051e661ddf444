//! Words for addresses: plain ASCII, so that a link survives mail, paper and being read aloud over the telephone.

use unicode_normalization::UnicodeNormalization;

/// The slug of a title: lower case, words joined by `-`, at most 60 bytes, never empty.
///
/// Accents are dropped. Letters of other scripts are too: an address full of `%D8%A7` says nothing to anybody, and the
/// id in front of the slug already names the thread. A title without any Latin letter or digit becomes `thread`.
pub fn slug(title: &str) -> String {
    or(ascii(title, 60), "thread")
}

/// A username made of a person's name: as [`slug()`], at most 40 bytes; `member` if nothing is left. Not yet unique.
pub fn username(name: &str) -> String {
    or(ascii(name, 40), "member")
}

fn or(slug: String, other: &str) -> String {
    if slug.is_empty() { other.to_owned() } else { slug }
}

/// Lower-case ASCII words joined by `-`, cut between two words where one ends in the last third, else within the word.
fn ascii(text: &str, limit: usize) -> String {
    let mut slug = String::with_capacity(limit + 1);
    let mut gap = false;
    for c in text.nfkd().flat_map(char::to_lowercase) {
        if matches!(c, '\'' | '’' | 'ʼ') || unicode_normalization::char::is_combining_mark(c) {
            continue;
        }
        let letters = latin(c);
        if letters.is_empty() && !c.is_ascii_alphanumeric() {
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
        let end = slug.rfind('-').filter(|end| *end >= limit * 2 / 3).unwrap_or(limit);
        slug.truncate(end);
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Latin letters that Unicode does not take apart.
fn latin(c: char) -> &'static str {
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
