//! Stitched bodies are whole, ordinary bodies for every decoder, whatever they are stitched from.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::{Command, Stdio};

use lyceum::error::Result;
use lyceum::pages::stitch::{Chunk, Coding, Effort, Piece, stitch};
use proptest::prelude::*;

const CODINGS: [Coding; 3] = [Coding::Brotli, Coding::Gzip, Coding::Identity];

/// `len` bytes that look like a page: repetitive, but not all the same.
fn page(len: usize) -> Vec<u8> {
    let post = |n| format!("<article id=p{n}><h3>Post {n} of the thread</h3><p>Café, {}</p></article>\n", n * 7919);
    (1..).flat_map(|n: usize| post(n).into_bytes()).take(len).collect()
}

fn chunk(len: usize) -> Chunk {
    Chunk::compress(&page(len), Effort::Quick).unwrap()
}

fn opening(len: usize) -> Chunk {
    Chunk::compress_opening(&page(len), Effort::Quick).unwrap()
}

/// What one gzip member holds; panics if anything stands behind it, as browsers would not show that.
fn gunzip(body: &[u8]) -> Vec<u8> {
    let mut decoder = flate2::bufread::GzDecoder::new(body);
    let mut page = Vec::new();
    decoder.read_to_end(&mut page).unwrap();
    assert!(decoder.into_inner().is_empty(), "bytes behind the only member");
    page
}

/// What a brotli stream holds; panics if the stream could have ended a byte earlier.
fn unbrotli(body: &[u8]) -> Vec<u8> {
    let mut page = Vec::new();
    brotli::Decompressor::new(body, 4096).read_to_end(&mut page).unwrap();
    let cut = brotli::Decompressor::new(&body[..body.len() - 1], 4096).read_to_end(&mut Vec::new());
    assert!(cut.is_err(), "bytes behind the last meta-block");
    page
}

fn decoded(coding: Coding, body: &[u8]) -> Vec<u8> {
    match coding {
        Coding::Brotli => unbrotli(body),
        Coding::Gzip => gunzip(body),
        Coding::Identity => body.to_vec(),
    }
}

/// Every coding of `pieces` comes back as `expected`, in an allocation without waste.
fn assert_whole(pieces: &[Piece<'_>], expected: &[u8]) {
    for coding in CODINGS {
        let body = stitch(coding, pieces).unwrap();
        assert_eq!(body.capacity(), body.len(), "{coding:?} guessed its size");
        assert!(decoded(coding, &body) == expected, "{coding:?} changed the page");
    }
}

/// Bytes of a page, or bytes that cannot be compressed.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        (0..3000usize, 0..500usize).prop_map(|(len, skip)| page(len + skip).split_off(skip)),
        prop::collection::vec(any::<u8>(), 0..300),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_pieces_in_any_order_come_back_whole(runs in prop::collection::vec((0..3, bytes(), any::<bool>()), 0..7)) {
        let chunks: Vec<_> = runs.iter().map(|(kind, run, _)| match kind {
            1 => Chunk::compress_opening(run, Effort::Quick).unwrap(),
            _ => Chunk::compress(run, Effort::Quick).unwrap(),
        }).collect();
        let admitted = || runs.iter().zip(&chunks).filter(|((_, _, admitted), _)| *admitted);
        let pieces: Vec<_> = admitted().map(|((kind, run, _), chunk)| match kind {
            0 => Piece::Raw(run),
            _ => Piece::Chunk(chunk),
        }).collect();
        let expected: Vec<u8> = admitted().flat_map(|((_, run, _), _)| run.clone()).collect();
        assert_whole(&pieces, &expected);
    }

    #[test]
    fn a_damaged_chunk_is_refused_or_whole_and_never_a_panic(at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let mut stored = postcard::to_stdvec(&opening(800)).unwrap();
        let at = at.index(stored.len());
        stored[at] = to;
        if let Ok(chunk) = postcard::from_bytes::<Chunk>(&stored) {
            prop_assert!(chunk.identity().is_ok_and(|page| page.len() == 800) || chunk.identity().is_err());
            for coding in CODINGS {
                let _: Result<Vec<u8>> = stitch(coding, &[Piece::Raw(b"x"), Piece::Chunk(&chunk)]);
            }
        }
    }

    #[test]
    fn no_accept_encoding_is_a_panic(field in "[ -~]{0,40}|([a-z*]{1,4} ?; ?q=[01]?.?[0-9]{0,4},){0,4}") {
        Coding::choose(Some(&field));
    }
}

#[test]
fn a_slot_of_any_size_may_stand_anywhere() {
    let (head, tail) = (opening(900), chunk(5000));
    for len in [0, 1, 65_535, 65_536, 65_537, 200_000] {
        let slot = page(len);
        let slot = Piece::Raw(&slot);
        let (head, tail) = (Piece::Chunk(&head), Piece::Chunk(&tail));
        assert_whole(&[slot, head, tail], &[page(len), page(900), page(5000)].concat());
        assert_whole(&[head, slot, tail], &[page(900), page(len), page(5000)].concat());
        assert_whole(&[head, tail, slot], &[page(900), page(5000), page(len)].concat());
    }
}

#[test]
fn nothing_at_all_is_an_empty_page() {
    let (empty, empty_opening) = (chunk(0), opening(0));
    assert_whole(&[], b"");
    assert_whole(&[Piece::Chunk(&empty), Piece::Raw(b""), Piece::Chunk(&empty)], b"");
    assert_whole(&[Piece::Chunk(&empty_opening)], b"");
    assert_whole(&[Piece::Chunk(&empty_opening), Piece::Chunk(&empty_opening), Piece::Raw(b"x")], b"x");
    assert!(empty.is_empty() && !chunk(1).is_empty());
}

#[test]
fn a_page_larger_than_the_window_comes_back_whole() {
    let (head, posts) = (opening(300_000), chunk(700_000));
    assert_whole(&[Piece::Chunk(&head), Piece::Raw(b"slot"), Piece::Chunk(&posts)], &{
        [page(300_000), b"slot".to_vec(), page(700_000)].concat()
    });
}

#[test]
fn what_is_given_more_time_is_smaller_and_the_same_page() {
    let run = include_bytes!("stitch.rs");
    let [quick, dense] = [Effort::Quick, Effort::Dense].map(|effort| Chunk::compress(run, effort).unwrap());
    let dense_opening = Chunk::compress_opening(run, Effort::Dense).unwrap();
    for coding in [Coding::Brotli, Coding::Gzip] {
        let size = |chunk| stitch(coding, &[Piece::Chunk(chunk)]).unwrap().len();
        assert!(size(&dense) < size(&quick) && size(&quick) < run.len() / 2);
        assert!(size(&dense_opening) <= size(&dense));
    }
    assert_whole(&[Piece::Chunk(&dense_opening), Piece::Chunk(&dense), Piece::Chunk(&dense_opening)], &run.repeat(3));
    assert!(dense.weight() < quick.weight());
}

#[test]
fn a_chunk_that_was_stored_is_the_same_and_one_that_lies_is_refused() {
    let chunk = chunk(3000);
    let stored = postcard::to_stdvec(&chunk).unwrap();
    assert_eq!(postcard::from_bytes::<Chunk>(&stored).unwrap(), chunk);
    assert_eq!((chunk.identity().unwrap(), chunk.len(), chunk.crc()), (page(3000), 3000, crc32fast::hash(&page(3000))));

    let mut longer = stored.clone();
    longer[0] ^= 1; // the lowest bits of the length come first
    let longer: Chunk = postcard::from_bytes(&longer).unwrap();
    assert_eq!(longer.len(), 3001);
    assert!(longer.identity().is_err());
    assert!(stitch(Coding::Identity, &[Piece::Chunk(&longer)]).is_err());
}

#[test]
#[should_panic(expected = "bytes behind the only member")]
fn a_second_member_would_not_go_unnoticed() {
    let body = stitch(Coding::Gzip, &[Piece::Raw(b"half")]).unwrap();
    gunzip(&body.repeat(2));
}

#[test]
fn the_coding_is_the_one_the_client_weighs_most_and_the_smaller_of_equals() {
    use Coding::{Brotli, Gzip, Identity};
    for (field, expected) in [
        (None, Identity),
        (Some(""), Identity),
        (Some("gzip, deflate, br, zstd"), Brotli),
        (Some("gzip, deflate"), Gzip),
        (Some("X-GZip"), Gzip),
        (Some("deflate, zstd"), Identity),
        (Some("br;q=0, gzip"), Gzip),
        (Some("br;q=0.5,gzip;q=0.501"), Gzip),
        (Some("BR ; Q=1.000 , gzip;q=1"), Brotli),
        (Some("*"), Brotli),
        (Some("*;q=0.1, br;q=0"), Gzip),
        (Some("*;q=0"), Identity),
        (Some("gzip;q=0.5, identity"), Identity),
        (Some("gzip;q=0.5"), Gzip),
        (Some("gzip;q=0.000, identity;q=0"), Identity),
        (Some("identity;q=0, *"), Brotli),
        (Some("br;q=2, gzip"), Gzip),
        (Some("br;q=1.001, gzip;q=0.0001"), Identity),
        (Some("br;q=, gzip;q=-1, ;q=1, =, ,;;,é"), Identity),
        (Some("brotli, gzipped"), Identity),
        (Some("br;level=4;q=0, gzip;level=4"), Gzip),
    ] {
        assert_eq!(Coding::choose(field), expected, "{field:?}");
    }
    assert_eq!(CODINGS.map(Coding::name), [Some("br"), Some("gzip"), None]);
}

/// What a program prints when `input` is typed into it, or `None` (and a note) where it is not installed.
fn printed_by(program: &str, arguments: &[&str], input: &[u8]) -> Option<Vec<u8>> {
    let piped = Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut child = match piped {
        Err(absent) if absent.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("left out: {program} is not installed");
            return None;
        }
        running => running.unwrap(),
    };
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{program} refused the body");
    Some(output.stdout)
}

#[test]
fn command_line_tools_decode_a_stitched_page() {
    let (head, posts) = (opening(900), chunk(20_000));
    let pieces = [Piece::Chunk(&head), Piece::Raw(b"<form>slot</form>"), Piece::Chunk(&posts)];
    let expected = stitch(Coding::Identity, &pieces).unwrap();
    for (coding, tool) in [(Coding::Gzip, "gzip"), (Coding::Brotli, "brotli")] {
        if let Some(page) = printed_by(tool, &["-dc"], &stitch(coding, &pieces).unwrap()) {
            assert!(page == expected, "{tool} changed the page");
        }
    }
}

/// Answers one request with `body` on a port of this machine, and gives the address.
fn serve_once(coding: Coding, body: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut client, _) = listener.accept().unwrap();
        let mut request = [0; 4096];
        assert!(client.read(&mut request).unwrap() > 0);
        let (name, len) = (coding.name().unwrap_or("identity"), body.len());
        write!(client, "HTTP/1.1 200 OK\r\nContent-Encoding: {name}\r\nContent-Length: {len}\r\n\r\n").unwrap();
        client.write_all(&body).unwrap();
    });
    address
}

#[test]
fn curl_shows_a_stitched_page_in_every_coding() {
    let (head, posts) = (opening(900), chunk(20_000));
    let pieces = [Piece::Chunk(&head), Piece::Raw(b"<form>slot</form>"), Piece::Chunk(&posts)];
    let expected = stitch(Coding::Identity, &pieces).unwrap();
    if printed_by("curl", &["--version"], b"").is_none() {
        return;
    }
    for coding in CODINGS {
        let address = serve_once(coding, stitch(coding, &pieces).unwrap());
        let page = printed_by("curl", &["-sS", "--noproxy", "*", "--compressed", "--fail", &address], b"");
        assert!(page.is_some_and(|page| page == expected), "{coding:?} arrived otherwise");
    }
}
