//! Telling a line that the mail program broke from one that the writer broke.

/// Mail programs break lines somewhere between these widths, in characters.
const NARROW: usize = 62;
const WIDE: usize = 82;

/// Whether `next` goes on in the same line as `line`.
///
/// It does if its first word would not have fitted, or if `line` ends with the space that marks a soft break (RFC 3676,
/// 4.1).
pub(super) fn joins(line: &str, next: &str) -> bool {
    if is_item(next) || is_address(next) {
        return false;
    }
    let width = line.trim_end().chars().count();
    if line.ends_with(' ') && width > NARROW / 2 {
        return true;
    }
    let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
    width <= WIDE && width + 1 + word > NARROW && width > NARROW / 2
}

/// Whether `line` begins a point of a list.
pub(super) fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = &line[digits..];
    let numbered = (1..=2).contains(&digits) && (after.starts_with(". ") || after.starts_with(") "));
    numbered || ["- ", "* ", "• "].iter().any(|sign| line.starts_with(sign))
}

/// Whether `line` is nothing but an address: it reads best on a line of its own, where its writer or the width put it.
fn is_address(line: &str) -> bool {
    let line = line.trim().trim_start_matches('<');
    line.starts_with("http") && line.contains("://") && !line.contains(' ')
}
