//! Addresses within stored HTML made whole, for readers who see it away from its page.

/// The same HTML with every address of ours beginning with `base`, and every place on its own page with `page`.
///
/// It reads what this module's sanitiser has written, where `<` stands in no text and in no value, and every value is in
/// double quotes; so it looks at tags alone and leaves the words as they are.
pub fn absolute(html: &str, base: &str, page: &str) -> String {
    let mut out = String::with_capacity(html.len() + 256);
    let mut rest = html;
    while let Some(at) = rest.find("<a ") {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = end_of_tag(tag);
        out.push_str(&whole(&tag[..end], base, page));
        rest = &tag[end..];
    }
    out.push_str(rest);
    out
}

/// Where a tag ends: at the first `>` that stands in no value.
fn end_of_tag(tag: &str) -> usize {
    let mut is_quoted = false;
    for (at, letter) in tag.char_indices() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '>' if !is_quoted => return at + 1,
            _ => {}
        }
    }
    tag.len()
}

fn whole(tag: &str, base: &str, page: &str) -> String {
    const HREF: &str = " href=\"";
    match tag.split_once(HREF) {
        Some((before, value)) if value.starts_with('/') => format!("{before}{HREF}{base}{value}"),
        Some((before, value)) if value.starts_with('#') => format!("{before}{HREF}{page}{value}"),
        _ => tag.to_owned(),
    }
}
