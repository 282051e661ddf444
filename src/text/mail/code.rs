//! Recognising code, console output and aligned columns among the paragraphs of a mail.

/// Signs that hardly occur in prose.
const SIGNS: [&str; 30] = [
    "<-",
    "->",
    "::",
    "()",
    "==",
    "!=",
    "&&",
    "||",
    "|>",
    "%>%",
    "%in%",
    "{",
    "}",
    "();",
    "NULL",
    "SEXP ",
    "#include",
    "library(",
    "function(",
    "install.packages(",
    ".so",
    ".o ",
    "=\"",
    "='",
    "/usr/",
    "/tmp/",
    "C:\\",
    "\\item",
    "...",
    "$",
];

/// How lines of code, diffs, logs and consoles begin.
const STARTS: [&str; 48] = [
    "#'",
    "# ",
    "##",
    "//",
    "/*",
    "*/",
    "@@ ",
    "+++ ",
    "--- a",
    "diff --git",
    "Index: ",
    "$ ",
    "% ",
    "Error in ",
    "Error: ",
    "ERROR",
    "Warning in ",
    "Warning: ",
    "Warning message",
    "In addition: ",
    "* checking ",
    "* using ",
    "* installing",
    "** ",
    "*** ",
    "Loading required",
    "Loading ",
    "Calls: ",
    "Execution halted",
    "Traceback",
    "Package: ",
    "Version: ",
    "Depends: ",
    "Imports: ",
    "Suggests: ",
    "LinkingTo: ",
    "Collate: ",
    "checking ",
    "gcc ",
    "g++ ",
    "clang",
    "R version ",
    "Platform: ",
    "attached base",
    "locale:",
    "useDynLib(",
    "Matrix products:",
    "other attached packages:",
];

/// Whether `paragraph` reads as code: most of its lines do.
pub(super) fn is_code(paragraph: &[&str]) -> bool {
    let indented = paragraph.iter().all(|line| line.starts_with("  ") || line.starts_with('\t'));
    let score: usize = paragraph.iter().map(|line| weight(line, indented)).sum();
    // Two points for a line that cannot be prose: half of the lines are enough, but not a single doubtful one.
    score >= paragraph.len().max(2)
}

/// 2: surely code; 1: perhaps; 0: prose.
fn weight(line: &str, indented: bool) -> usize {
    let text = line.trim();
    if is_prose(text) {
        return 0;
    }
    let surely = STARTS.iter().any(|start| text.starts_with(start)) || is_index(text) || has_columns(text);
    if surely || text.ends_with(['{', '}', ';']) || matches!(text, ")" | "})") {
        return 2;
    }
    let signs = SIGNS.iter().filter(|sign| text.contains(*sign)).count();
    // Some mail programs quote by indenting: words alone do not become code by standing further in.
    let deep = !is_wordy(text) && (indented || line.starts_with("    ") || line.starts_with('\t'));
    (signs + usize::from(deep) + usize::from(is_call(text))).min(2)
}

/// Whether `text` has nothing but words and the punctuation between them.
fn is_wordy(text: &str) -> bool {
    text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '"' | '-'))
}

/// Whether `text` begins with the index of a printed vector: `[1]`, `[[2]]`.
fn is_index(text: &str) -> bool {
    let digits = text.trim_start_matches('[');
    let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    digits.len() < text.len() && rest.len() < digits.len() && rest.starts_with(']')
}

/// Whether most of `text` is words, as in a sentence.
fn is_prose(text: &str) -> bool {
    if text.contains("://") && !text.contains(['{', '(']) {
        return true;
    }
    let (mut words, mut plain) = (0, 0);
    for word in text.split_whitespace() {
        words += 1;
        plain += usize::from(
            word.trim_matches(['.', ',', ';', ':', '!', '?', '(', ')', '"', '\''])
                .chars()
                .all(|c| c.is_alphabetic() || c == '\'' || c == '-' || c == '’'),
        );
    }
    if ["checking ", "* checking ", "* using ", "* installing "].iter().any(|log| text.starts_with(log))
        || text.contains("<-")
    {
        return false;
    }
    // Twelve words are a sentence whatever stands between them; five only if nothing speaks against it.
    let short = words >= 5
        && text.starts_with(|c: char| c.is_alphabetic() || c == '(')
        && !text.ends_with(['{', ';'])
        && !has_columns(text);
    (short || words >= 12) && 4 * plain >= 3 * words
}

/// Whether `text` has two or more gaps of several spaces that do not follow the end of a sentence.
fn has_columns(text: &str) -> bool {
    let bytes = text.as_bytes();
    let gap = |at: usize| {
        bytes[at] == b' '
            && bytes[at + 1] == b' '
            && bytes[at - 1] != b' '
            && !matches!(bytes[at - 1], b'.' | b'?' | b'!' | b':' | b',')
    };
    let gaps = (1..bytes.len().saturating_sub(1)).filter(|at| gap(*at)).take(2).count();
    gaps == 2 || (text.contains('\t') && gaps > 0)
}

/// Whether `text` begins with `name(` or `name <-`, as a line of R does.
fn is_call(text: &str) -> bool {
    let name = text
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '_' | ':' | '$' | '@' | '[' | ']')))
        .unwrap_or(text.len());
    let after = &text[name..];
    name > 0 && (after.starts_with('(') || after.starts_with(" <- ") || after.starts_with("<-"))
}

/// Whether a paragraph with `>` in front is a console and not a quotation: what stands after the prompt is a call, and
/// what stands below it is an answer; or all of it is calls, in a mail that quotes nobody.
pub(super) fn is_console(paragraph: &[&str], quotes_somebody: bool) -> bool {
    let Some(first) = paragraph.first().and_then(|line| line.strip_prefix("> ")) else { return false };
    if !is_call(first.trim_start()) || paragraph.iter().any(|line| line.starts_with(">>") || line.starts_with("> >")) {
        return false;
    }
    match paragraph.iter().find(|line| !line.starts_with('>')) {
        Some(answer) => (!is_prose(answer.trim()) || answer.ends_with(':')) && !is_wordy(answer),
        None => !quotes_somebody && paragraph.iter().all(|line| is_call(line[1..].trim_start())),
    }
}
