//! Telling a mail address from other words.

/// Whether a text looks like an address that mail can be sent to: one `@`, a dot after it, nothing strange.
pub fn is_address(text: &str) -> bool {
    let plain = text.len() <= 254
        && text.chars().all(|letter| !letter.is_control() && !letter.is_whitespace() && !"<>,;\"()\\".contains(letter));
    plain
        && text.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && domain.contains('.')
                && !domain.contains('@')
                && !domain.starts_with('.')
                && !domain.ends_with('.')
        })
}
