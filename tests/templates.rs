//! Every template with every sample, in every theme and in the pseudo-language; every word that people read.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its own files may stop")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use lyceum::notices::mail::view::{MailView, PostsLetterView, PostsMarkupView, RefusedView, StopView};
use lyceum::sign_in::again_view::AgainView;
use lyceum::sign_in::passkey::view::PasskeyView;
use lyceum::sign_in::second::view::{AppView, CodeView, NoticeLetterView, RecoveryView, ResetView};
use lyceum::sign_in::ways_view::WaysView;
use lyceum::theme::samples::{Sample, readme};
use lyceum::theme::view::{ConfirmView, ErrorView, KeptView, MemberSlotView, VisitorSlotView, examples};
use lyceum::theme::{PSEUDO, Themes, View, Words};
use scraper::Html;

fn samples() -> Vec<Sample> {
    macro_rules! of {
        ($($slice:ident: $($view:ident)+;)+) => { vec![$($(Sample::of::<lyceum::$slice::view::$view>().unwrap()),+),+] };
    }
    let mut samples = of! {
        home: HomeView;
        audit: AuditView;
        roles: RolesView;
        search: SearchView;
        sso: DeskView LinkView RequestsView SetUpView TrialView;
        scim: DeskView;
        lti: DeskView SetUpView CoursesView WindowView PickView PickedView;
        cohorts: CohortView PeopleView ManageView LeaveView LetInLetterView;
        boards: BoardView SettingsView;
        feeds: FeedsView;
        notices: UnreadPageView WatchView WatchingView NoticesView;
        threads: ThreadView StartView ReplyView EditView ActionsView HistoryView HiddenThreadsView BoardsView TakeBackView AmendView SplitView;
        members: MemberView SettingsView;
        moderation: ReportView ReceiptView QueueView CaseView ActView AnswerView ModerationLetterView;
        invitations: DeskView InvitedView AskedView ConfirmAddressView JoinView InvitationLetterView ConfirmLetterView
            KnownLetterView;
        sign_in: SignInView SentView SignInLinkView DemoView SignInLetterView WhichView;
        institutions: PortalView HelpView FormattingView AccessibilityView PrivacyView ReportView;
    };
    samples.push(Sample::of::<MailView>().unwrap());
    samples.push(Sample::of::<StopView>().unwrap());
    samples.push(Sample::of::<RefusedView>().unwrap());
    samples.push(Sample::of::<PostsLetterView>().unwrap());
    samples.push(Sample::of::<PostsMarkupView>().unwrap());
    samples.push(Sample::of::<AgainView>().unwrap());
    samples.push(Sample::of::<lyceum::threads::drafts::view::DraftsView>().unwrap());
    samples.push(Sample::of::<lyceum::bookmarks::view::BookmarkFormView>().unwrap());
    samples.push(Sample::of::<lyceum::bookmarks::view::BookmarksView>().unwrap());
    samples.push(Sample::of::<PasskeyView>().unwrap());
    samples.push(Sample::of::<CodeView>().unwrap());
    samples.push(Sample::of::<AppView>().unwrap());
    samples.push(Sample::of::<RecoveryView>().unwrap());
    samples.push(Sample::of::<WaysView>().unwrap());
    samples.push(Sample::of::<ResetView>().unwrap());
    samples.push(Sample::of::<NoticeLetterView>().unwrap());
    samples.push(Sample::of::<ConfirmView>().unwrap());
    samples.push(Sample::of::<ErrorView>().unwrap());
    samples.push(Sample::of::<KeptView>().unwrap());
    samples.push(Sample::of::<MemberSlotView>().unwrap());
    samples.push(Sample::of::<VisitorSlotView>().unwrap());
    samples
}

/// Files below a folder of the package whose names end so, sorted.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn templates() -> Vec<(PathBuf, String)> {
    let paths = files("templates", ".html").into_iter().chain(files("templates", ".txt"));
    paths.map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_template_draws_every_sample_in_every_theme() {
    let themes = Themes::load(None).unwrap();
    let house = examples::institution();
    for theme in themes.iter() {
        for sample in samples() {
            for (at, drawn) in sample.draw(theme, &examples::frame("en", &house)).into_iter().enumerate() {
                assert!(drawn.is_ok(), "{} sample {at} in {}: {drawn:?}", sample.template, theme.id());
            }
        }
    }
}

#[test]
fn every_page_has_one_slot_and_closes_the_parts_it_opens() {
    let themes = Themes::load(None).unwrap();
    let house = examples::institution();
    for sample in samples() {
        for drawn in sample.draw(&themes.get("plain"), &examples::frame("en", &house)) {
            let drawn = drawn.unwrap();
            let marks: Vec<&str> =
                drawn.split('\u{2}').skip(1).map(|rest| rest.split_once('\u{3}').unwrap().0).collect();
            let slots = marks.iter().filter(|mark| **mark == "slot").count();
            assert_eq!(slots, usize::from(drawn.starts_with("<!DOCTYPE")), "{}", sample.template);
            let keeps = marks.iter().filter(|mark| **mark == "kept").count();
            assert_eq!(keeps, usize::from(sample.template == ErrorView::TEMPLATE), "{}", sample.template);
            let mut is_open = false;
            for mark in marks.iter().filter(|mark| !["slot", "kept"].contains(mark)) {
                assert_eq!(is_open, *mark == "end", "{}: {marks:?}", sample.template);
                is_open = !is_open;
            }
            assert!(!is_open, "{}", sample.template);
        }
    }
}

#[test]
fn no_page_has_script_or_style_of_its_own() {
    let themes = Themes::load(None).unwrap();
    let house = examples::institution();
    for sample in samples() {
        for drawn in sample.draw(&themes.get("plain"), &examples::frame("en", &house)) {
            let mut drawn = drawn.unwrap();
            // The one page that asks a device for a passkey names one file of script, and no password is typed on it.
            if sample.template == PasskeyView::TEMPLATE {
                let script = format!("<script src=\"{}\" defer></script>", themes.get("plain").script().address);
                assert_eq!(drawn.matches(&script).count(), 1, "{drawn}");
                assert!(!drawn.contains("type=\"password\""));
                drawn = drawn.replace(&script, "");
            }
            // Mail programs read no stylesheet; the letter's part in HTML is no page, and has what it needs on its elements.
            if sample.template == PostsMarkupView::TEMPLATE {
                drawn = drawn.replace(" style=", " ");
            }
            for forbidden in ["<script", "<style", " style=", " onclick=", "javascript:", "http-equiv"] {
                assert!(!drawn.contains(forbidden), "{} has {forbidden}", sample.template);
            }
        }
    }
}

#[test]
fn every_word_on_every_page_is_translated_or_somebodys_own() {
    let themes = Themes::load(None).unwrap();
    let house = examples::institution();
    for sample in samples() {
        let drawn = sample.draw(&themes.get("plain"), &examples::frame(PSEUDO, &house));
        for (context, drawn) in sample.contexts.iter().zip(drawn) {
            let mut theirs = words(&format!("{context} {}", serde_json::to_string(&house).unwrap()));
            theirs.extend(words("Lyceum"));
            theirs.extend(words(in_code(sample.template)));
            for shown in shown(&drawn.unwrap()) {
                for word in words(&outside_brackets(&shown)) {
                    assert!(theirs.contains(&word), "{}: \"{word}\" is not translated, in {shown:?}", sample.template);
                }
            }
        }
    }
}

/// All text of a page as one, and each attribute that is read out. Faces are left out: words beside them say the same.
fn shown(drawn: &str) -> Vec<String> {
    let clean: String =
        drawn.split('\u{2}').map(|piece| piece.split_once('\u{3}').map_or(piece, |(_, rest)| rest)).collect();
    if !clean.contains('<') {
        return vec![clean];
    }
    let page = Html::parse_document(&clean);
    let mut text = String::new();
    let mut found = Vec::new();
    for node in page.tree.nodes() {
        let is_face = node
            .parent()
            .and_then(|up| {
                up.value().as_element().and_then(|up| up.attr("class").map(|class| class.starts_with("face ")))
            })
            .unwrap_or(false);
        if let (Some(words), false) = (node.value().as_text(), is_face) {
            text.push_str(words);
            text.push(' ');
        }
        if let Some(element) = node.value().as_element() {
            let attributes =
                ["aria-label", "alt", "title", "placeholder"].into_iter().filter_map(|name| element.attr(name));
            found.extend(attributes.map(str::to_owned));
        }
    }
    found.push(text);
    found
}

/// The text with a space for everything in brackets.
fn outside_brackets(text: &str) -> String {
    let mut depth = 0;
    let outside = text.chars().map(|letter| {
        depth += i32::from(letter == '⟦');
        let shown = if depth == 0 { letter } else { ' ' };
        depth -= i32::from(letter == '⟧');
        shown
    });
    outside.collect()
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| word.contains(char::is_alphabetic)).map(str::to_owned).collect()
}

/// What a template shows of a program or a formula, which every language writes alike.
fn in_code(template: &str) -> &'static str {
    match template.ends_with("institutions/formatting.html") {
        true => "x python def half n return spoiler frac a b ab",
        false => "",
    }
}

#[test]
fn no_template_has_words_of_its_own() {
    for (path, source) in templates() {
        let bare = without(&without(&without(&source, "{#", "#}"), "{%", "%}"), "{{", "}}");
        for tag in bare.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
            for name in ["aria-label", "alt", "title", "placeholder"] {
                let value =
                    tag.split_once(&format!(" {name}=\"")).map_or("", |(_, rest)| rest.split('"').next().unwrap());
                assert!(!value.contains(char::is_alphabetic), "{}: {name}=\"{value}\"", path.display());
            }
        }
        let text = without(&without(&bare, "<", ">"), "&", ";");
        let code = words(in_code(path.strip_prefix("templates").unwrap_or(&path).to_str().unwrap()));
        let own: Vec<_> = words(&text).into_iter().filter(|word| !code.contains(word)).collect();
        assert!(own.is_empty(), "{}: {own:?}", path.display());
    }
}

/// The text without what stands between two marks, and without these.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut pieces = text.split(open);
    let first = pieces.next().unwrap().to_owned();
    pieces.fold(first, |kept, piece| kept + piece.split_once(close).map_or("", |(_, rest)| rest))
}

/// A key that is put together: what it begins with, and what it ends with.
type Frame = (String, String);

/// What templates and the program say: keys as they are, keys that are put together, and every word that could stand in
/// the middle of one. What is only drawn for these tests says nothing to anybody.
fn said() -> (BTreeSet<String>, BTreeSet<Frame>, BTreeSet<String>) {
    let (mut whole, mut frames, mut literals) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for (_, source) in templates() {
        for rest in source.split("key=\"").skip(1) {
            let (key, after) = rest.split_once('"').unwrap();
            let put_together = after.split([',', ')']).next().unwrap();
            if put_together.trim_start().starts_with('~') {
                frames.insert((key.to_owned(), put_together.split('"').nth(1).unwrap_or_default().to_owned()));
            } else {
                whole.insert(key.to_owned());
            }
        }
        literals.extend(source.split('"').map(str::to_owned));
    }
    for path in files("src", ".rs").into_iter().filter(|path| !path.ends_with("theme/view/examples.rs")) {
        let source = std::fs::read_to_string(path).unwrap();
        let source = source.split("\nimpl View for ").next().unwrap();
        for literal in source.split('"') {
            match (literal.split_once('{'), literal.rsplit_once('}')) {
                (Some((before, _)), Some((_, after))) if before.contains('-') => {
                    frames.insert((before.to_owned(), after.to_owned()));
                }
                _ => drop(literals.insert(literal.to_owned())),
            }
        }
        whole.extend(source.split("Message::new(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()));
    }
    (whole, frames, literals)
}

#[test]
fn no_key_is_missing_and_none_is_unused() {
    let words = Words::load().unwrap();
    let known: BTreeSet<&str> = words.keys().iter().map(String::as_str).collect();
    assert_eq!(known.len(), words.keys().len(), "a key stands twice");
    let (whole, frames, literals) = said();
    let missing: Vec<&String> = whole.iter().filter(|key| !known.contains(key.as_str())).collect();
    assert!(missing.is_empty(), "said nowhere: {missing:?}");
    let is_put_together = |key: &str| {
        let mut middles =
            frames.iter().filter_map(|(before, after)| key.strip_prefix(&**before)?.strip_suffix(&**after));
        middles.any(|middle| literals.contains(middle) || middle.parse::<u32>().is_ok())
    };
    let is_said = |key: &str| whole.contains(key) || literals.contains(key) || is_put_together(key);
    let unused: Vec<&&str> = known.iter().filter(|key| !is_said(key)).collect();
    assert!(unused.is_empty(), "used nowhere: {unused:?}");
}

#[test]
fn every_key_begins_with_the_name_of_its_file() {
    for path in files("templates/locales", ".ftl") {
        let name = path.file_stem().unwrap().to_string_lossy().replace('_', "-");
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let is_key = line.starts_with(|letter: char| letter.is_ascii_lowercase());
            assert!(!is_key || line.starts_with(&format!("{name}-")), "{}: {line}", path.display());
        }
    }
}

#[test]
fn the_list_of_templates_is_up_to_date_and_names_them_all() {
    let samples = samples();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/README.md");
    let expected = readme(&samples).unwrap();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), expected, "run this test with BLESS=1");
    let drawn: BTreeSet<&str> = samples.iter().map(|sample| sample.template).collect();
    for (path, _) in templates() {
        let name = path.to_string_lossy().split_once("/templates/").unwrap().1.to_owned();
        let is_piece = name.starts_with("parts/") || name == "base.html" || name.ends_with(".subject.txt");
        assert!(is_piece || drawn.contains(name.as_str()), "{name} is drawn from no view");
    }
}
