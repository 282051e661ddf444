//! Themes: their colours can be read, their stylesheet is small, and a broken one says where.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its own files may stop")]

#[path = "themes/pieces.rs"]
mod pieces;

use std::path::Path;

use lyceum::error::Message;
use lyceum::theme::view::{ErrorView, Frame, InstitutionView, View, examples};
use lyceum::theme::{Arg, PSEUDO, TOKENS, Themes, Words, check};

/// A folder of themes with one theme called `own`, made of these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join("own").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

const SOUND: &str = "[theme]\nid = \"own\"\nname = \"Own\"\nversion = \"1.0.0\"\nextends = \"plain\"\n";

fn fault(files: &[(&str, &str)]) -> String {
    match Themes::load(Some(folder(files).path())) {
        Ok(_) => String::from("nothing is wrong"),
        Err(fault) => fault.to_string(),
    }
}

#[test]
fn every_theme_that_ships_can_be_read_in_both_schemes() {
    for theme in Themes::load(None).unwrap().iter() {
        assert_eq!(check::faults(theme.colors()), Vec::<String>::new(), "{}", theme.id());
        for token in TOKENS {
            assert!(theme.colors().get(token, false).is_some(), "{} has no {token}", theme.id());
        }
    }
}

#[test]
fn every_stylesheet_keeps_its_budget() {
    for theme in Themes::load(None).unwrap().iter() {
        let sheet = theme.stylesheet();
        let (plain, brotli) = (sheet.identity().len(), sheet.brotli().len());
        println!("{}: {plain} bytes, {} gzip, {brotli} brotli", theme.id(), sheet.gzip().len());
        assert!(plain <= 18_000, "{}: {plain} bytes", theme.id());
        assert!(brotli <= 5_000, "{}: {brotli} bytes with brotli", theme.id());
        assert!(theme.logo().identity().len() <= 2_000, "{}: a logo of that size would be seen arriving", theme.id());
    }
}

#[test]
fn the_codings_of_a_stylesheet_are_the_same_stylesheet() {
    use std::io::Read;
    let themes = Themes::load(None).unwrap();
    let theme = themes.get("eastbridge");
    let sheet = theme.stylesheet();
    let (mut gzip, mut brotli) = (Vec::new(), Vec::new());
    flate2::read::GzDecoder::new(sheet.gzip()).read_to_end(&mut gzip).unwrap();
    brotli::BrotliDecompress(&mut sheet.brotli(), &mut brotli).unwrap();
    assert!(gzip == sheet.identity() && brotli == sheet.identity());
    assert_eq!(sheet.address, format!("/theme/eastbridge/{}/style.css", theme.assets_hash()));
    assert!(themes.asset("eastbridge", theme.assets_hash(), "style.css").is_some());
    assert!(themes.asset("eastbridge", theme.assets_hash(), "theme.toml").is_none());
    assert!(themes.asset("eastbridge", "0", "style.css").is_none());
}

#[test]
fn a_theme_that_is_gone_is_drawn_in_plain() {
    let themes = Themes::load(None).unwrap();
    assert_eq!(themes.get("no-such-theme").id(), "plain");
    assert_eq!(themes.get("stmaur").id(), "stmaur");
}

#[test]
fn an_operators_theme_adds_its_tokens_rules_and_templates() {
    let css = ".face { border-radius: 0 }";
    let error = "{% extends \"core/error.html\" %}{% block title %}{{ super() }} !{% endblock title %}";
    let toml = format!("{SOUND}[color.light]\naccent = \"#004488\"\n[shape]\nradius = \"1rem\"\n");
    let folder = folder(&[("theme.toml", &toml), ("theme.css", css), ("templates/error.html", error)]);
    let themes = Themes::load(Some(folder.path())).unwrap();
    let (own, plain) = (themes.get("own"), themes.get("plain"));
    let sheet = String::from_utf8_lossy(own.stylesheet().identity()).into_owned();
    assert!(
        sheet.contains("--accent:#004488") && sheet.contains("--radius:1rem") && sheet.contains("@layer theme{.face")
    );
    assert_eq!(own.logo().identity(), plain.logo().identity(), "it has none, so its parent's stands in");
    assert_ne!(own.hash(), plain.hash());
    assert!(drawn(&own).contains("Page not found ! –") && !drawn(&plain).contains("Page not found ! –"));
}

fn drawn(theme: &lyceum::theme::Theme) -> String {
    let house = examples::institution();
    theme.render(&examples::frame("en", &house), &ErrorView::samples()[2]).unwrap()
}

#[test]
fn a_template_that_fails_is_replaced_by_the_cores() {
    let folder = folder(&[("theme.toml", SOUND), ("templates/error.html", "<p>{{ no_such_thing }}</p>")]);
    let themes = Themes::load(Some(folder.path())).unwrap();
    assert!(drawn(&themes.get("own")).contains("<h1>We cannot show you this page</h1>"));
}

#[test]
fn a_broken_theme_names_the_file_and_the_line() {
    let with = |more: &str| fault(&[("theme.toml", &format!("{SOUND}{more}"))]);
    assert_eq!(fault(&[("theme.toml", SOUND)]), "nothing is wrong");
    for (fault, place, what) in [
        (with("[color.light]\nbg = \"red\"\n"), "line 7", "\"red\" cannot be the value of bg"),
        (with("[color.light]\nbackground = \"#fff\"\n"), "line 7", "background is not a token"),
        (with("[type]\nbody = \"serif; } body { display: none\"\n"), "line 7", "cannot be the value of body"),
        (with("[shape]\nradius = \"url(//elsewhere)\"\n"), "line 7", "cannot be the value of radius"),
        (with("[logo]\nfile = \"../secret.svg\"\n"), "line 7", "there is no file ../secret.svg"),
        (with("colour = 1\n"), "line 6", "unknown field"),
        (with("[logo"), "line 6", "own/theme.toml"),
        (fault(&[("theme.toml", &SOUND.replace("\"own\"", "\"other\""))]), "line 2", "the name of its folder, own"),
        (
            fault(&[("theme.toml", &SOUND.replace("\"plain\"", "\"nobody\""))]),
            "",
            "extends nobody, and there is no such theme",
        ),
        (fault(&[("theme.toml", &SOUND.replace("\"plain\"", "\"own\""))]), "", "extends itself"),
        (fault(&[("theme.css", "a {}")]), "own/theme.toml", "is missing"),
        (
            fault(&[("theme.toml", SOUND), ("theme.css", "a { } } b { }")]),
            "own/theme.css",
            "a brace without its partner",
        ),
        (
            fault(&[("theme.toml", SOUND), ("theme.css", "@import 'x';")]),
            "own/theme.css",
            "loads something from elsewhere",
        ),
        (fault(&[("theme.toml", SOUND), ("templates/error.html", "{% if %}")]), "own/error.html", "error"),
    ] {
        assert!(fault.contains(place) && fault.contains(what), "{place}, {what}: {fault}");
    }
}

#[test]
fn a_theme_cannot_take_a_name_that_is_built_in() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("plain")).unwrap();
    let fault = Themes::load(Some(folder.path())).err().unwrap().to_string();
    assert!(fault.contains("choose another id"), "{fault}");
    assert!(Themes::load(Some(Path::new("/no/such/folder"))).is_err());
}

#[test]
fn words_are_said_in_the_nearest_language_with_its_plurals_and_figures() {
    let words = Words::load().unwrap();
    let threads = |language, count| words.say(language, "boards-threads", &[("count", Arg::Number(count))]);
    assert_eq!([0, 1, 1_184].map(|count| threads("en-GB", count)), ["No threads yet", "1 thread", "1,184 threads"]);
    assert_eq!(threads("xx", 1), "1 thread", "English stands in");
    assert_eq!(threads(PSEUDO, 1), "⟦1 thréééàà⟧".replace("thréééàà", "thrééààd"));
    assert_eq!((words.nearest("en-GB"), words.nearest("xx"), words.nearest(PSEUDO)), ("en-GB", "en", PSEUDO));
    let wait = Message::new("error-too-many").with("seconds", 1);
    assert_eq!(words.message("en", &wait), "That was a lot in a short time. Please wait one second and try again.");
    assert_eq!(words.say("en", "no-such-key", &[]), "no-such-key");
}

#[test]
fn names_in_sentences_are_set_apart_and_cannot_be_markup() {
    let themes = Themes::load(None).unwrap();
    let house = InstitutionView { name: "<b>A & B</b>".to_owned(), ..examples::institution() };
    let frame = Frame { institution: &house, ..examples::frame("en", &house) };
    let page = themes.get("plain").render(&frame, &lyceum::sign_in::view::SignInView::samples()[0]).unwrap();
    assert!(page.contains("Welcome to <bdi>&lt;b&gt;A &amp; B&lt;/b&gt;</bdi>."));
}
