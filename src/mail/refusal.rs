//! Whether a mail server says that there is no such address, or only that it does not want this letter now.

/// Whether an answer that is final (RFC 5321, 4.2.1) is about the address.
///
/// Where an enhanced code stands in it (RFC 3463), that decides: a server that takes nothing from our machine says 550, too,
/// with 5.7 in it, and then no address is at fault.
pub fn is_of_address(code: u16, said: &str) -> bool {
    match said.split(|letter: char| !letter.is_ascii_digit() && letter != '.').find_map(enhanced) {
        Some(status) => is_final(status),
        // No mailbox, not here, not allowed, and a host or a domain that takes no mail at all (RFC 7504).
        None => matches!(code, 521 | 550 | 551 | 553 | 556),
    }
}

/// Whether the status of a report (RFC 3464, 2.3.4) says that there is no such address.
pub fn is_final_status(status: &str) -> bool {
    enhanced(status).is_some_and(is_final)
}

/// Addressing but for our own address, and a mailbox that is shut. One that is full may be emptied.
fn is_final((class, subject, detail): (u16, u16, u16)) -> bool {
    class == 5 && matches!((subject, detail), (1, 0..=6 | 9 | 10) | (2, 1) | (0, 0))
}

fn enhanced(word: &str) -> Option<(u16, u16, u16)> {
    let mut numbers = word.trim_end_matches('.').split('.');
    let code = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
    (numbers.next().is_none() && (2..=5).contains(&code.0)).then_some(code)
}
