//! What a subject line says once the list's tag and the marks of replying and forwarding are off it.

/// Words before a colon that mean "an answer to", in the mail programs of many languages.
///
/// `NA:` (Croatian) and `FS:` (Danish) are left out: they open too many subjects as words of their own.
const REPLY: [&str; 24] = [
    "re", "aw", "antw", "antwort", "sv", "svar", "vs", "res", "rif", "odp", "ynt", "ang", "atb", "bls", "vá", "απ",
    "отв", "回复", "回覆", "答复", "答覆", "返信", "رد", "השב",
];

/// Words before a colon that mean "passed on".
const FORWARD: [&str; 17] = [
    "fwd",
    "fw",
    "wg",
    "tr",
    "rv",
    "enc",
    "vb",
    "doorst",
    "vl",
    "yml",
    "továbbítás",
    "πρθ",
    "转发",
    "轉寄",
    "轉發",
    "הועבר",
    "إعادة توجيه",
];

/// Tags that mail servers add, in lower case.
const GATEWAY: [&str; 9] =
    ["ext", "extern", "external", "external email", "caution", "forged", "bulk", "tagged", "unclassified"];

/// A subject line, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    /// For showing: without the list's tag and without marks of replying.
    pub title: String,
    /// For comparing: without any tag or mark, in lower case. Empty if nothing is left.
    pub topic: String,
    /// Whether it is marked as an answer.
    pub is_reply: bool,
}

/// Takes a decoded, one-line subject apart.
pub fn parse(line: &str) -> Subject {
    let (mut title, mut is_reply, mut list) = (line.trim(), false, None);
    loop {
        if let Some((rest, mark)) = leading_mark(title) {
            is_reply |= mark == Mark::Reply;
            title = rest;
            continue;
        }
        let Some((tag, rest)) = leading_tag(title) else { break };
        let is_gateway = is_gateway(tag);
        // The first tag is the list's; further ones, as in `[list] Re: [list] [patch] …`, say something.
        if !is_gateway && *list.get_or_insert(tag) != tag {
            break;
        }
        title = rest;
    }
    let mut topic = title;
    while let Some((_, rest)) = leading_tag(topic) {
        topic = rest;
        while let Some((rest, mark)) = leading_mark(topic) {
            is_reply |= mark == Mark::Reply;
            topic = rest;
        }
    }
    Subject { title: title.to_owned(), topic: topic.to_lowercase(), is_reply }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Reply,
    Forward,
}

/// Whether a tag was put there by a mail server on the way: `[EXTERNAL]`, `[SUSPECTED SPAM]`.
fn is_gateway(tag: &str) -> bool {
    let tag = tag.to_lowercase();
    tag.contains("spam") || GATEWAY.contains(&tag.as_str())
}

/// `[name] rest`, if something is left behind it; also `[[name] rest`, as two programs in a row make it.
fn leading_tag(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.strip_prefix('[')?.trim_start_matches('[').split_once(']')?;
    let rest = rest.trim_start_matches(']').trim_start();
    (!name.is_empty() && !name.contains('[') && name.len() <= 60 && !rest.is_empty()).then_some((name, rest))
}

/// `Re: rest`, also as `RE :`, `Re[2]:`, `Re(2):`, `Re^2:` and with a full-width colon.
fn leading_mark(text: &str) -> Option<(&str, Mark)> {
    let (before, rest) = text.split_once([':', '：'])?;
    let counted = before.trim_end().trim_end_matches([']', ')']);
    let word = counted.trim_end_matches(|c: char| c.is_ascii_digit());
    let word = if word.len() < counted.len() { word.trim_end_matches(['[', '(', '^']) } else { before };
    let (word, rest) = (word.trim().to_lowercase(), rest.trim_start());
    // Italian programs answer with `R:`; alone it may as well be the name of a language, so a tag must follow.
    let is_italian = word == "r" && leading_tag(rest).is_some();
    if is_italian || REPLY.contains(&word.as_str()) {
        Some((rest, Mark::Reply))
    } else if FORWARD.contains(&word.as_str()) {
        Some((rest, Mark::Forward))
    } else {
        None
    }
}
