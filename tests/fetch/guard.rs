//! Which addresses may be asked, class by class and in every spelling.

use super::*;

/// One of each network that is no server of the public, at both of its ends where that says more.
const OURS: [&str; 62] = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.254",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.19.255.254",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    // Other spellings of 127.0.0.1, and of 10.0.0.1 and 169.254.169.254
    "2130706433",
    "127.1",
    "127.0.1",
    "0x7f.1",
    "0x7f000001",
    "0X7F.0.0.1",
    "0177.0.0.1",
    "017700000001",
    "127.0.0.1.",
    "127.%30.0.1",
    "127。0。0。1",
    "①②⑦.0.0.1",
    "10.1",
    "0xa9fea9fe",
    "0251.0376.0251.0376",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "northfield.localhost",
    // IPv6
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:8.8.8.8]",
    "[64:ff9b::a00:1]",
    "[64:ff9b:1::1]",
    "[100::1]",
    "[2001::1]",
    "[2001:db8::1]",
    "[2002:7f00:1::]",
    "[3fff::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[fec0::1]",
    "[ff02::1]",
];

/// Their neighbours, and names.
const THEIRS: [&str; 22] = [
    "1.1.1.1",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "168.63.129.17",
    "169.253.255.255",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "192.167.255.255",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "[2001:200::1]",
    "[2606:4700::1111]",
    "[2a00:1450::1]",
    "login.example.org",
    "localhost.example.org",
    "notlocalhost",
];

#[actix_web::test]
async fn no_address_of_ours_may_be_asked_in_any_spelling_and_their_neighbours_may() {
    let fetch = hasty(&[]);
    for host in OURS {
        let address = format!("https://{host}/");
        let refused = fetch.may_ask(&address).unwrap_err();
        assert_eq!(refused.word(), "forbidden", "{host}");
        if let Ok(request) = Request::get(&address).body(Vec::new()) {
            assert_eq!(fetch.send(request).await.unwrap_err(), refused, "{host}");
        }
    }
    for host in THEIRS {
        assert_eq!(fetch.may_ask(&format!("https://{host}/")), Ok(()), "{host}");
        assert_eq!(fetch.may_ask(&format!("https://{host}:8443/a?b#c")), Ok(()), "{host}");
        assert_eq!(fetch.may_ask(&format!("http://{host}/")), Err(Failure::NotHttps), "{host}");
    }
}

#[actix_web::test]
async fn a_name_that_resolves_to_an_address_of_ours_is_refused() {
    // A host that is an address is what it says; only a name has to be looked up.
    let literal = |host: &&&str| host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok();
    let ours: Vec<&str> = OURS.iter().filter(literal).map(|host| host.trim_matches(['[', ']'])).collect();
    assert!(ours.len() > 35, "{ours:?}");
    for address in ours {
        let (lookup, asked) = answering(&[&["3000::1", address]]);
        let fetch = Fetch::looking_up(&listing(&[]), lookup, PATIENCE).unwrap();
        let refused = fetch.send(get("https://innocent.example/")).await.unwrap_err();
        assert_eq!(refused, Failure::Forbidden("innocent.example".into()), "{address}");
        assert_eq!(asked.load(Ordering::SeqCst), 1);
    }
}

#[test]
fn what_is_no_address_is_told_by_what_is_wrong_with_it() {
    let fetch = fetch(&[]);
    for (address, word) in [
        ("", "not-an-address"),
        ("login.example.org", "not-an-address"),
        ("/well-known", "not-an-address"),
        ("//login.example.org/", "not-an-address"),
        ("https://", "not-an-address"),
        ("https:///", "not-an-address"),
        ("https://a b.example/", "not-an-address"),
        (" https://a.example/", "not-an-address"),
        ("https://a.exa\nmple/", "not-an-address"),
        ("https://[::1/", "not-an-address"),
        ("https://[fe80::1%25eth0]/", "not-an-address"),
        ("https://1.2.3.4.5/", "not-an-address"),
        ("https://256.1.1.1/", "not-an-address"),
        ("https://a{b}.example/", "not-an-address"),
        ("https://a.example:99999/", "not-an-address"),
        ("http://a.example/", "not-https"),
        ("ftp://a.example/", "not-https"),
        ("file:///etc/passwd", "not-https"),
        ("data:text/plain,a", "not-https"),
        ("gopher://127.0.0.1/", "not-https"),
        ("https://ada@a.example/", "has-password"),
        ("https://ada:secret@a.example/", "has-password"),
        ("https://a.example@127.0.0.1/", "has-password"),
        ("https://:secret@a.example/", "has-password"),
        ("https:\\\\127.0.0.1\\", "forbidden"),
        ("https:127.0.0.1", "forbidden"),
        ("HTTPS://127.0.0.1", "forbidden"),
    ] {
        let failure = fetch.may_ask(address).unwrap_err();
        assert_eq!(failure.word(), word, "{address:?}");
        assert!(!failure.to_string().contains("secret"), "{failure}");
    }
}

#[test]
fn a_listed_host_is_let_through_as_it_is_written_and_no_other() {
    let fetch = fetch(&["IdP.campus.internal", "10.0.0.8:8443", "[fd00::8]", "127.1:4401", "bücher.example:80"]);
    for address in [
        "https://idp.campus.internal/",
        "http://IDP.CAMPUS.INTERNAL:8080/",
        "https://10.0.0.8:8443/",
        "http://10.0.0.8:8443/",
        "https://[fd00:0::8]:1/",
        "http://0x7f.1:4401/",
        "http://xn--bcher-kva.example/",
    ] {
        assert_eq!(fetch.may_ask(address), Ok(()), "{address}");
    }
    for address in [
        "https://10.0.0.8/",
        "https://10.0.0.9:8443/",
        "https://127.0.0.1/",
        "https://127.0.0.1:4402/",
        "https://[fd00::9]/",
        "https://bücher.example/",
    ] {
        assert_eq!(fetch.may_ask(address).unwrap_err().word(), "forbidden", "{address}");
    }
    // Nothing is listed by what its name ends or begins with.
    for address in ["http://a.idp.campus.internal/", "http://campus.internal/", "http://idp.campus.internal./"] {
        assert_eq!(fetch.may_ask(address), Err(Failure::NotHttps), "{address}");
    }
    assert_eq!(fetch.may_ask("https://ada@10.0.0.8:8443/"), Err(Failure::HasPassword));
}

#[test]
fn an_entry_that_is_no_host_is_named() {
    for entry in [
        "",
        ":",
        ":80",
        "a:",
        "a:0",
        "a:65536",
        "a:+80",
        "a:b",
        "a/b",
        "http://a",
        "*.campus.internal",
        "::1",
        "a b",
        "a@b",
        "[::1",
        "a%2eb",
        "1.2.3.4.5",
    ] {
        assert_eq!(listing(&["good.example", entry]).hosts(), Err(entry));
        assert!(Fetch::new(&listing(&[entry])).is_err(), "{entry}");
    }
    assert_eq!(listing(&["a", "a:1", "[::1]:1", "127.0.0.1"]).hosts().unwrap().len(), 4);
}

#[test]
fn every_failure_has_a_sentence_of_its_own() {
    let told = String::from("10.0.0.8");
    let failures = [
        Failure::NotAnAddress,
        Failure::NotHttps,
        Failure::HasPassword,
        Failure::Forbidden(told.clone()),
        Failure::Unknown(told.clone()),
        Failure::Unreachable(told.clone()),
        Failure::Slow,
        Failure::TooLarge,
        Failure::Broken(told),
        Failure::TooManyRedirects,
    ];
    let words = lyceum::theme::Words::load().unwrap();
    let sentences: std::collections::BTreeSet<_> =
        failures.iter().map(|failure| words.message("en", &failure.message())).collect();
    assert_eq!(sentences.len(), failures.len(), "{sentences:#?}");
    assert_eq!(sentences.iter().filter(|sentence| sentence.contains("10.0.0.8")).count(), 1, "{sentences:#?}");
}
