//! Who wrote a mail: the `From:` header of mails and of pipermail, read as a name and an address.

use super::message::one_line;
use super::obfuscation::{Address, address};
use mail_parser::HeaderValue;
use mail_parser::parsers::MessageStream;

/// The name (empty if there is none) and the address in a raw, unfolded `From:` header.
pub fn parse(header: &str) -> (String, Address) {
    let (name, address) = pipermail(header).unwrap_or_else(|| mailbox(header));
    let name = one_line(&decoded(name.trim_matches(['"', '\'', ' '])));
    // Where someone gave no name, the archive repeats the address; where it hides it, that is no name to call them by.
    let is_address = !matches!(self::address(&name), Address::Absent);
    (if is_address { String::new() } else { name }, address)
}

/// `address (Name)`, where the address may be hidden.
fn pipermail(header: &str) -> Option<(String, Address)> {
    let (before, name) = header.trim().strip_suffix(')')?.split_once(" (")?;
    match address(before) {
        Address::Absent => None,
        found => Some((name.to_owned(), found)),
    }
}

/// `Name <address>` in all the ways of RFC 5322.
fn mailbox(header: &str) -> (String, Address) {
    let line = format!("{header}\n");
    let HeaderValue::Address(list) = MessageStream::new(line.as_bytes()).parse_address() else {
        return (String::new(), address(header));
    };
    let Some(first) = list.first() else { return (String::new(), address(header)) };
    let found = first.address().map_or(Address::Absent, address);
    // Without brackets, `ada at host` is taken for a name.
    let found = if found == Address::Absent { address(header) } else { found };
    (first.name().unwrap_or_default().to_owned(), found)
}

/// Text with its encoded words (RFC 2047) decoded.
pub fn decoded(text: &str) -> String {
    let line = format!("{text}\n");
    match MessageStream::new(line.as_bytes()).parse_unstructured() {
        HeaderValue::Text(decoded) => decoded.into_owned(),
        _ => text.to_owned(),
    }
}
