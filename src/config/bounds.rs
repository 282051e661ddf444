//! Values that can be read and that no site can start with, each told with what to write instead.

use lettre::Address;
use lettre::message::Mailbox;

use super::Config;

/// The longest name before the `@` of `mail.bounces`: a letter's id and its code follow on it, and 64 octets are allowed.
const BOUNCES: usize = 29;

/// What is wrong with the first such setting: its name, and a sentence that begins with it.
pub(super) fn fault(config: &Config) -> Option<(&'static str, String)> {
    if config.server.workers == 0 {
        let key = "server.workers";
        return Some((key, format!("{key} is 0; write 1 or more, such as workers = 2")));
    }
    // The mailer reads it the same way, but only in a process that serves.
    let from = &config.mail.from;
    if from.parse::<Mailbox>().is_err() {
        let key = "mail.from";
        let mend = "write one such as Lyceum <no-reply@example.org>";
        return Some((key, format!("{key} is {from:?}, which is no address; {mend}")));
    }
    let bounces = &config.mail.bounces;
    let is_short = |local: &str| !local.is_empty() && local.len() <= BOUNCES;
    let is_place = bounces.parse::<Address>().is_ok_and(|address| is_short(address.user()));
    if !bounces.is_empty() && !is_place {
        let key = "mail.bounces";
        let mend = format!("write one such as bounces@example.org, with at most {BOUNCES} letters before the @");
        return Some((key, format!("{key} is {bounces:?}, which is no such address; {mend}")));
    }
    let hour = config.backup.hour;
    if hour > 23 {
        let key = "backup.hour";
        return Some((key, format!("{key} is {hour}; write an hour from 0 to 23, in UTC")));
    }
    let sign_in = &config.sign_in;
    for (key, days, most) in [
        ("sign_in.session_days", sign_in.session_days, 90),
        ("sign_in.rules_days", sign_in.rules_days, 366),
        ("sign_in.staff_rules_days", sign_in.staff_rules_days, 90),
    ] {
        if !(1..=most).contains(&days) {
            return Some((key, format!("{key} is {days}; write a number of days from 1 to {most}")));
        }
    }
    if let Err(entry) = config.fetch.hosts() {
        let key = "fetch.internal_hosts";
        let mend = "write one such as idp.campus.internal, 10.0.0.8:8443 or [fd00::8]:8443";
        return Some((key, format!("{key} has {entry:?}, which is no host; {mend}")));
    }
    config.files.fault().or_else(|| config.saml.fault())
}
