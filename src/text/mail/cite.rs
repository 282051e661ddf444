//! Recognising the line before a quotation that says whom it quotes.

/// Words that such a line has, in the languages whose mail programs are common.
const VERBS: [&str; 16] = [
    "wrote",
    "writes",
    "said",
    "schrieb",
    "schreibt",
    "a écrit",
    "crit",
    "ha scritto",
    "escribió",
    "escreveu",
    "schreef",
    "skrev",
    "kirjoitti",
    "napsal",
    "napisał",
    "написал",
];

/// Words and signs that such a line begins with.
const STARTS: [&str; 16] = [
    "On ",
    "Am ",
    "Le ",
    "Il ",
    "El ",
    "Em ",
    "Op ",
    "Den ",
    "Dne ",
    "W dniu ",
    "At ",
    "Quoting ",
    "In ",
    "---",
    "2",
    "Zitat von ",
];

/// Longest it may be, in bytes; anything longer is a sentence about writing.
const LONGEST: usize = 400;
/// Most lines it may be broken into.
const LINES: usize = 4;

/// Whether `line` ends as such a line does: `…wrote:`, `…schrieb Ada <ada at host>:`, `…a écrit :`.
pub(super) fn ends(line: &str) -> bool {
    let line = line.trim_end();
    if line.len() > LONGEST {
        return false;
    }
    if let Some(words) = line.strip_suffix(':').or_else(|| line.strip_suffix(":?")) {
        let dated = line.starts_with("20") && words.ends_with('>');
        return dated
            || VERBS.iter().any(|verb| has_word(words, verb))
            || line.starts_with("Quoting ")
            || line.starts_with("Zitat von ");
    }
    line.ends_with("wrote") && STARTS.iter().any(|start| line.starts_with(start))
}

/// How many lines at the end of `paragraph` say whom the quotation after it quotes; 0 if none.
pub(super) fn length(paragraph: &[&str]) -> usize {
    let Some(last) = paragraph.last() else { return 0 };
    if !last.trim_end().ends_with([':', '?']) && !last.trim_end().ends_with("wrote") {
        return 0;
    }
    let most = paragraph.len().min(LINES);
    let tails = (1..=most).map(|count| (count, &paragraph[paragraph.len() - count..]));
    let begins = |line: &str| STARTS.iter().any(|start| line.trim_start().starts_with(start));
    let said = |tail: &[&str]| Some(tail.join(" ")).filter(|said| ends(said));
    let dated = |said: &String| said.contains(|c: char| c.is_ascii_digit() || c == '<');
    let complete = tails
        .clone()
        .find(|(_, tail)| begins(tail[0]) && said(tail).is_some_and(|said| dated(&said)))
        .map(|(count, _)| count);
    // "Ada Lovelace <ada at host> wrote:" has no date.
    let named =
        || tails.clone().find(|(_, tail)| said(tail).is_some_and(|said| is_name(&said))).map(|(count, _)| count);
    complete.or_else(named).unwrap_or(0)
}

/// Whether all of `paragraph` says whom something quotes, with date and name: some mail programs quote without marks.
pub(super) fn is_whole(paragraph: &[&str]) -> bool {
    length(paragraph) == paragraph.len()
        && paragraph.first().is_some_and(|line| STARTS.iter().any(|start| line.trim_start().starts_with(start)))
}

/// Whether `line` begins one more field of a quoted mail's head: `Sent: …`.
pub(super) fn is_field(line: &str) -> bool {
    let line = line.trim_start();
    let name = line.bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'-').count();
    name > 1 && line.starts_with(|c: char| c.is_uppercase()) && line[name..].starts_with(": ")
}

/// Whether `said` is a name, perhaps an address, and a verb, and nothing more: anything longer is a sentence.
fn is_name(said: &str) -> bool {
    let words = said.trim().trim_end_matches([':', '?', ' ']);
    let verb_last = VERBS.iter().any(|verb| words.ends_with(verb));
    let short = words.contains('<') || words.split_whitespace().count() <= 4;
    verb_last && short && words.len() <= 120 && words.starts_with(|c: char| c.is_uppercase() || c == '"' || c == '<')
}

/// Whether `verb` stands in `text` as a word of its own.
fn has_word(text: &str, verb: &str) -> bool {
    text.match_indices(verb).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + verb.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
