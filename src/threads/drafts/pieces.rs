//! Pieces of Markdown that a button puts at the end of a text, for those who do not know the signs.

/// The pieces, in the order of their buttons.
pub const PIECES: [&str; 10] =
    ["bold", "italic", "link", "list", "quote", "code", "heading", "table", "spoiler", "maths"];

/// A text with a piece at its end; `words` stand where the writer's own are to come. What is no piece of ours adds nothing.
pub fn put(text: &str, piece: &str, words: &str) -> String {
    let (is_block, piece) = match piece {
        "bold" => (false, format!("**{words}**")),
        "italic" => (false, format!("*{words}*")),
        "link" => (false, format!("[{words}](https://example.org/)")),
        "maths" => (false, "$\\frac{a}{b}$".to_owned()),
        "list" => (true, format!("- {words}\n- {words}")),
        "quote" => (true, format!("> {words}")),
        "code" => (true, format!("```python\n{words}\n```")),
        "heading" => (true, format!("## {words}")),
        "table" => (true, format!("| {words} | {words} |\n| --- | --- |\n| {words} | {words} |")),
        "spoiler" => (true, format!("::: spoiler {words}\n{words}\n:::")),
        _ => return text.to_owned(),
    };
    let text = text.trim_end();
    match (text.is_empty(), is_block) {
        (true, _) => piece,
        (false, true) => format!("{text}\n\n{piece}\n"),
        (false, false) => format!("{text} {piece}"),
    }
}
