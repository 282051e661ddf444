//! Splitting archives, and finding them.

use super::{NOW, entry, mail, mails, read};
use lyceum::cli::import::archive;
use lyceum::cli::import::skip::{Skip, Skipped};
use proptest::prelude::*;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

fn two() -> String {
    entry("From: ada at example.org (Ada)\nMessage-ID: <1@x>", "First.")
        + &entry("From: ben at example.org (Ben)\nMessage-ID: <2@x>", "Second.")
}

fn bodies(archive: impl Into<Vec<u8>>) -> Vec<String> {
    mails(archive).into_iter().map(|mail| mail.body).collect()
}

fn skips(archive: impl Into<Vec<u8>>) -> Vec<Skipped> {
    read(archive).into_iter().filter_map(Result::err).collect()
}

#[test]
fn two_mails_are_two() {
    assert_eq!(bodies(two()), ["First.", "Second."]);
}

#[test]
fn an_archive_with_windows_line_ends_reads_the_same() {
    assert_eq!(mails(two().replace('\n', "\r\n")), mails(two()));
}

#[test]
fn from_at_the_start_of_a_body_line_is_not_a_new_mail() {
    let body = "From what I see, it works.\n\nFrom Monday to Tuesday: closed.\nFrom: nobody";
    assert_eq!(bodies(entry("Subject: x", body)), [body]);
}

#[test]
fn a_separator_without_a_header_behind_it_is_text() {
    let body = "They wrote:\n\nFrom ben at example.org  Tue May  5 10:11:12 2015\nis how a mail begins.";
    assert_eq!(bodies(entry("Subject: x", body)), [body]);
}

#[test]
fn a_separator_counts_without_a_blank_line_before_it() {
    let archive = two().replace("First.\n\n", "First.\n");
    assert_eq!(bodies(archive), ["First.", "Second."]);
}

#[test]
fn separators_of_many_programs_are_known() {
    for ending in [
        "Tue May  5 10:11:12 2015",
        "Tue May 05 10:11 2015",
        "Tue May  5 10:11:12 CEST 2015",
        "Tue May 05 10:11:12 +0000 2015",
        "Tue May  5 10:11:12 2015 +0200",
        "Tue May  5 10:11:12 2015 remote from uunet",
    ] {
        let archive = two().replace("Tue May  5 10:11:12 2015", ending);
        assert_eq!(bodies(archive), ["First.", "Second."], "{ending}");
    }
    let not_a_date = two().replace("Tue May  5 10:11:12 2015", "Tuesday, in the morning");
    assert_eq!(mails(not_a_date).len(), 1, "what does not end in a date separates nothing");
}

#[test]
fn escaped_lines_lose_one_mark_in_mboxrd_and_mboxo() {
    let body = ">From here.\n>>From there.\n> From a quotation.";
    assert_eq!(bodies(entry("Subject: x", body)), ["From here.\n>From there.\n> From a quotation."]);
}

#[test]
fn a_mail_cut_off_at_the_end_is_read_as_far_as_it_goes() {
    let archive = two();
    let cut = &archive[..archive.len() - "ond.\n\n".len()];
    assert_eq!(bodies(cut), ["First.", "Sec"]);
}

#[test]
fn a_bare_mail_without_separator_is_an_archive_of_one() {
    assert_eq!(mail("Subject: Alone\nFrom: Ada <ada@example.org>\n\nHello.").body, "Hello.");
}

#[test]
fn an_empty_message_is_named_and_the_next_one_read() {
    let archive = two() + "From ada at example.org  Tue May  5 10:11:12 2015\n";
    let skipped = skips(archive.clone());
    assert_eq!(skipped.len(), 1);
    assert_eq!((skipped[0].skip, skipped[0].place.message), (Skip::Empty, 3));
    assert_eq!(skipped[0].place.offset as usize, two().len());
    assert_eq!(read(archive).len(), 3);
}

#[test]
fn text_that_is_no_mail_is_named() {
    let found = skips("Dear all,\nthis is a letter.\n");
    assert_eq!((found[0].skip, found[0].place.message, found[0].place.offset), (Skip::NoHeaders, 1, 0));
    assert_eq!(found[0].words().key, "import-skip-no-headers");
}

#[test]
fn a_line_of_ten_megabytes_is_skipped_and_the_next_mail_read() {
    let archive = entry("Subject: huge", &"x".repeat(10 << 20)) + &two();
    let found = read(archive);
    assert_eq!(found[0].as_ref().expect_err("too large").skip, Skip::TooLarge);
    assert_eq!(found.len(), 3);
}

#[test]
fn gzip_is_known_by_its_bytes_and_not_by_its_name() {
    let gzip = packed(two().as_bytes());
    assert_eq!(bodies(gzip.clone()), ["First.", "Second."]);
    assert_eq!(bodies([gzip, packed(entry("Subject: x", "Third.").as_bytes())].concat()).len(), 3, "two members");
}

#[test]
fn gzip_that_breaks_off_gives_what_it_has_and_says_so() {
    let noise: String = (0..40_000u32).map(|n| format!("{}\n", n.wrapping_mul(2_654_435_761))).collect();
    let mut gzip = packed((two() + &entry("Subject: x", &noise)).as_bytes());
    gzip.truncate(gzip.len() / 2);
    let found = read(gzip);
    assert!(found[0].is_ok() && found[1].is_ok());
    assert_eq!(found.last().and_then(|last| last.as_ref().err()).map(|last| last.skip), Some(Skip::Unreadable));
}

#[test]
fn packed_archives_ask_to_be_unpacked() {
    let mut tar = vec![0; 512];
    tar[257..262].copy_from_slice(b"ustar");
    let kinds: [&[u8]; 4] = [b"\xfd7zXZ\0...", b"PK\x03\x04...", &tar, &packed(&tar)];
    for bytes in kinds {
        let found = skips(bytes);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].skip, found[0].words().key), (Skip::Packed, "import-skip-packed"));
    }
}

#[test]
fn a_folder_is_read_to_the_bottom_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("b")).expect("a folder");
    for (name, body) in [("c.txt", "3"), ("b/z.mbox", "2"), ("a.txt", "1"), (".hidden", "0")] {
        fs::write(folder.path().join(name), entry("Subject: x", body)).expect("a file");
    }
    let read = archive::read(&[folder.path().to_path_buf()], Box::new(std::io::empty()), NOW).expect("it is there");
    let bodies: Vec<String> = read.map(|mail| mail.expect("a mail").body).collect();
    assert_eq!(bodies, ["1", "2", "3"]);
}

#[test]
fn a_missing_path_is_said_before_anything_is_read() {
    let missing = PathBuf::from("/nowhere/at/all.mbox");
    let refused =
        archive::read(&[PathBuf::from("-"), missing], Box::new(std::io::empty()), NOW).err().expect("refused");
    assert_eq!(refused.key, "import-path-missing");
    assert!(refused.args.contains(&("path", "/nowhere/at/all.mbox".to_owned())), "{refused:?}");
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(bytes).expect("memory");
    gzip.finish().expect("memory")
}

proptest! {
    #[test]
    fn no_bytes_at_all_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        read(bytes);
    }

    #[test]
    fn no_mixture_of_mail_syntax_makes_it_panic(pieces in proptest::collection::vec(0usize..24, 0..60)) {
        const PIECES: [&str; 24] = [
            "From a  Tue May  5 10:11:12 2015\n", "\n", "\n\n", "Content-Type: ", "multipart/mixed; boundary=b\n",
            "multipart/alternative; boundary=\"\"\n", "message/rfc822\n", "text/html; charset=utf-7\n", "--b\n", "--b--\n",
            "--", "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n", "=C3=\n", "8J+Y\n",
            "Subject: =?utf-8?q?=E2", "?=", "From: (a at b (c)\n", "<p>&#x41;&", "Date: ", "References: <a@b> <", "é", "\0", "[",
        ];
        read(pieces.into_iter().map(|piece| PIECES[piece]).collect::<String>());
    }
}
