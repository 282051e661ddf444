//! One message: who, when, what, in every broken encoding.

use super::{NOW, entry, mail, mails, read};
use lyceum::cli::import::skip::Skip;

const HOUR: i64 = 3_600_000_000;
/// The time of every separator: 5 May 2015, 10:11:12 UTC.
const SEPARATOR: i64 = 1_430_820_672_000_000;

fn with(headers: &str) -> lyceum::cli::import::message::Mail {
    mail(entry(headers, "Hello."))
}

fn part(headers: &str, body: &[u8]) -> String {
    let mut archive = entry(headers, "").trim_end().as_bytes().to_vec();
    archive.extend_from_slice(b"\n\n");
    archive.extend_from_slice(body);
    mail(archive).body
}

#[test]
fn pipermail_hides_addresses_in_ways_that_can_be_read_back() {
    for from in [
        "Ada.L at Example.org (Ada Lovelace)",
        "Ada Lovelace <ada.l at example.org>",
        "ada.l(at)example.org (Ada Lovelace)",
    ] {
        let mail = with(&format!("From: {from}"));
        assert_eq!(
            (mail.from_name.as_str(), mail.from_address.as_str()),
            ("Ada Lovelace", "ada.l@example.org"),
            "{from}"
        );
    }
}

#[test]
fn ordinary_senders_are_read_as_the_standard_says() {
    let mail = with("From: \"Lovelace, Ada\" <Ada@Example.org>");
    assert_eq!((mail.from_name.as_str(), mail.from_address.as_str()), ("Lovelace, Ada", "ada@example.org"));
    let nameless = with("From: ada@example.org");
    assert_eq!((nameless.from_name.as_str(), nameless.from_address.as_str()), ("", "ada@example.org"));
    let nobody = with("Subject: x");
    assert_eq!((nobody.from_name.as_str(), nobody.from_address.as_str()), ("", ""));
}

#[test]
fn a_hidden_address_is_never_guessed_but_known_again() {
    let hidden = ["murdoch@dunc@n @ending from gm@il@com", "murdoch@dunc@n @end|ng |rom gm@||@com"];
    let [first, second] = hidden.map(|from| with(&format!("From: {from} (Duncan)")));
    assert_eq!((first.from_name.as_str(), first.from_address.as_str()), ("Duncan", ""));
    assert_eq!(first.sender(), second.sender(), "both years' hidings are one sender");
    let other = with("From: c@rtogr@iiow m@iii@g oii gm@ii@com (c@rtogr@iiow m@iii@g oii gm@ii@com)");
    assert_eq!(other.from_name, "", "a hidden address is no name");
    assert_ne!(other.sender(), first.sender());
    let open = entry("From: murdoch.duncan at gmail.com (Duncan)", "Before.");
    let after = mails(open + &entry(&format!("From: {} (Duncan)", hidden[1]), "After."));
    assert_eq!(after[1].from_address, "murdoch.duncan@gmail.com");
}

#[test]
fn names_and_subjects_are_decoded() {
    let mail = with(
        "From: g at x.org (=?UTF-8?B?R8OhYm9yIENzw6FyZGk=?=)\nSubject: =?iso-8859-1?Q?Gr=FC=DFe_?=\n =?iso-8859-1?q?aus?= Wien",
    );
    assert_eq!((mail.from_name.as_str(), mail.subject.as_str()), ("Gábor Csárdi", "Grüße aus Wien"));
}

#[test]
fn headers_in_latin_1_or_utf_8_without_a_label_are_read() {
    let latin = b"From: J\xfcrgen <j@x.org>\nSubject: Gr\xfc\xdfe\nTo: \xc3\xa9\n\nHello.".to_vec();
    let read = mail(latin);
    assert_eq!((read.from_name.as_str(), read.subject.as_str()), ("Jürgen", "Grüße"));
    assert_eq!(with("Subject: Grüße").subject, "Grüße");
}

#[test]
fn identifiers_are_cleaned_and_parents_stand_nearest_last() {
    let mail = with(
        "Message-ID: <4 at x.org>\nReferences: <1@x.org>\n\t<2@x.org> <4@x.org>\n <1@x.org>\nIn-Reply-To: <3@x.org> (Ben's message)",
    );
    assert_eq!(mail.message_id, "4@x.org");
    assert_eq!(mail.parents, ["1@x.org", "2@x.org", "3@x.org"]);
    assert!(with("Subject: x\nIn-Reply-To: your message of Tuesday, ada@x.org").parents.is_empty());
}

#[test]
fn a_mail_without_an_identifier_gets_the_same_one_every_time() {
    let first = with("Subject: x");
    assert!(first.is_id_made && first.message_id.ends_with("@made.invalid"), "{first:?}");
    assert_eq!(first.message_id, mail(entry("Subject: x", "Hello.\n\n").replace('\n', "\r\n")).message_id);
    assert_ne!(first.message_id, with("Subject: y").message_id);
    assert!(!with("Message-ID: <1@x>").is_id_made);
}

#[test]
fn the_time_is_the_writers_and_in_utc() {
    assert_eq!(with("Date: Tue, 5 May 2015 12:11:12 +0200").at, SEPARATOR);
    assert_eq!(with("Date: Tue, 5 May 2015 12:11:12 +0000 (UTC)").at, SEPARATOR + 2 * HOUR);
}

#[test]
fn a_time_that_cannot_be_is_taken_from_the_separator() {
    for date in [
        "Date: Mon, 1 May 1899 10:00:00 +0000",
        "Date: Mon, 1 May 2099 10:00:00 +0000",
        "Date: yesterday",
        "Subject: x",
    ] {
        assert_eq!(with(date).at, SEPARATOR, "{date}");
    }
}

#[test]
fn a_mail_without_any_time_has_that_of_the_mail_before_it() {
    let first = entry("Date: Tue, 5 May 2015 12:00:00 +0000", "First.");
    let second = entry("Subject: x", "Second.").replace("2015", "2099");
    let both = mails(first + &second);
    assert_eq!(both[1].at, both[0].at);
    assert_eq!(mail("Subject: alone\n\nHello.").at, NOW);
}

#[test]
fn base64_and_quoted_printable_bodies_are_decoded() {
    let utf8 = "Subject: x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: ";
    assert_eq!(part(&format!("{utf8}base64"), b"R3LDvMOfZQo="), "Grüße");
    assert_eq!(part(&format!("{utf8}quoted-printable"), b"Gr=C3=BC=\n=C3=9Fe"), "Grüße");
}

#[test]
fn a_wrong_charset_label_does_not_garble_the_text() {
    assert_eq!(part("Subject: x\nContent-Type: text/plain; charset=utf-8", b"Gr\xfc\xdfe"), "Grüße");
    assert_eq!(part("Subject: x\nContent-Type: text/plain; charset=iso-8859-1", "Grüße".as_bytes()), "Grüße");
    assert_eq!(part("Subject: x", b"Gr\xfc\xdfe"), "Grüße");
    assert_eq!(part("Subject: x\nContent-Type: text/plain; charset=koi8-r", b"\xf0\xd2\xc9\xd7\xc5\xd4"), "Привет");
}

#[test]
fn plain_text_is_taken_before_html() {
    let body = b"--b\nContent-Type: text/plain\n\nPlain.\n--b\nContent-Type: text/html\n\n<p>Marked up.</p>\n--b--\n";
    assert_eq!(part("Subject: x\nContent-Type: multipart/alternative; boundary=b", body), "Plain.");
}

#[test]
fn html_alone_becomes_text_with_its_lines() {
    let body = b"<style>p{}</style><div>One &amp; two</div><DIV>three</DIV><p>four</p><script>x()</script>five";
    assert_eq!(part("Subject: x\nContent-Type: text/html", body), "One & two\nthree\nfour\nfive");
}

#[test]
fn nul_and_other_control_characters_are_left_out() {
    let mail = mail(entry("Subject: a\0b\x07\nMessage-ID: <1\0@x>", "One\0 two\x0c\n\tthree\x1b[1m"));
    assert_eq!((mail.subject.as_str(), mail.message_id.as_str()), ("a b", "1@x"));
    assert_eq!(mail.body, "One two\n\tthree[1m");
}

#[test]
fn a_mail_of_nested_mails_without_end_is_refused_and_a_few_are_read() {
    let nested = |depth: usize| {
        entry("Subject: x\nContent-Type: message/rfc822", &"Content-Type: message/rfc822\n\n".repeat(depth))
    };
    let deep = read(nested(50_000));
    assert_eq!(deep[0].as_ref().expect_err("refused").skip, Skip::TooManyParts);
    let veiled = entry("Subject: x\nContent-Type: message/rfc822", &"Con tent-Type: message/rfc822\n\n".repeat(50_000));
    assert_eq!(read(veiled)[0].as_ref().expect_err("refused").skip, Skip::TooManyParts);
    assert!(read(nested(80))[0].is_ok());
    let talk = entry("Subject: x", &"Content-Type: multipart/mixed\n".repeat(1_000));
    assert!(read(talk)[0].is_ok(), "plain text may talk of parts");
}
