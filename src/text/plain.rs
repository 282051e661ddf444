//! Plain text as Markdown that reads the same: a mail that is quoted must not turn into headings and rules.

/// Text up to its signature, with a backslash before all that Markdown would take for more than a character
/// (CommonMark, 2.4). Lines stay lines.
pub fn as_markdown(plain: &str) -> String {
    let own = plain.lines().take_while(|line| *line != "-- " && *line != "--");
    own.map(|line| escape(line) + "\n").collect()
}

fn escape(line: &str) -> String {
    let indent = line.len() - line.trim_start().len();
    let (space, words) = line.split_at(indent);
    // Four blanks would begin a block of code.
    let mut escaped = space.replace(['\t'], " ").chars().take(3).collect::<String>();
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    for (place, letter) in words.char_indices() {
        let begins = place == 0 && matches!(letter, '#' | '>' | '-' | '+' | '=' | '~' | ':');
        let numbers = digits > 0 && place == digits && matches!(letter, '.' | ')');
        if begins || numbers || matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&' | '|' | '$' | '^') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
