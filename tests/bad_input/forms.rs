//! Every field of every form, with what no person types.

use super::{Case, every_form, is_refused, rows};
use crate::support::form::encode;
use crate::support::{Page, Scene};

/// What may be in no field at all.
const NOWHERE: [(&str, &str); 6] = [
    ("a NUL", "one\0two"),
    ("an escape", "one\u{1b}[2Jtwo"),
    ("a bidi override", "one\u{202e}two"),
    ("a bidi isolate", "one\u{2066}two"),
    ("a C1 control", "one\u{85}two"),
    ("a delete", "one\u{7f}two"),
];

/// What is a word like any other in a text, and nonsense where one of ours is to be sent back.
const NO_CHOICE: [(&str, &str); 8] = [
    ("nothing", ""),
    ("a way up", "../../etc/passwd"),
    ("a negative number", "-1"),
    ("an overflowing number", "99999999999999999999999"),
    ("two lines", "one\r\ntwo"),
    ("markup", "<b>ask</b>"),
    ("a wildcard", "%"),
    ("a quote", "ask' OR '1'='1"),
];

/// Fields in which somebody writes; every other one sends back what the page offered.
const LINES: [&str; 21] = [
    "slow_posts",
    "passkey_name",
    "title",
    "why",
    "name",
    "pronouns",
    "field",
    "graduation_year",
    "time_zone",
    "position",
    "reason",
    "starts_on",
    "ends_on",
    "who",
    "email",
    "username",
    "note",
    "uses",
    "days",
    "word_uses",
    "word_days",
];
const TEXTS: [&str; 4] = ["body", "bio", "description", "template"];
/// Secrets that nobody is shown again, and a destination that is mended rather than refused.
const KEPT_BACK: [&str; 7] =
    ["password", "new_password", "current_password", "to", "word", AT_AN_HOUR[0], AT_AN_HOUR[1]];
/// Read only where somebody asks for a post at an hour, by a button of its own.
const AT_AN_HOUR: [&str; 2] = ["post_on", "post_at"];

/// What stands in a field of a page, by the field's name.
fn kept(page: &Page, name: &str) -> Option<String> {
    let area = page.texts_as_typed(&format!("main textarea[name={name}]"));
    area.into_iter().chain(page.attrs_of(&format!("main input[name={name}]"), "value")).next()
}

/// A text as a parser of HTML reads it: NUL shows as a replacement, a line end is one character.
fn as_parsed(text: &str) -> String {
    text.replace('\0', "\u{fffd}").replace("\r\n", "\n")
}

/// The names of the fields that the form sends, but for its token.
fn fields(case: &Case) -> Vec<String> {
    case.form.names().into_iter().filter(|name| *name != "csrf").map(str::to_owned).collect()
}

#[actix_web::test]
async fn characters_that_nobody_can_see_are_refused_in_every_field() {
    let scene = Scene::new().await;
    let cases = every_form(&scene).await;
    let before = rows(&scene).await;
    for case in &cases {
        for field in fields(case).iter().filter(|field| !KEPT_BACK.contains(&field.as_str())) {
            for (what, value) in NOWHERE {
                let page = case.browser.send(case.form.clone().forge(field, value)).await;
                let told = format!("{what} in {field} of {}", case.form.action);
                is_refused(&page, &told);
                let is_shown = LINES.contains(&field.as_str()) || TEXTS.contains(&field.as_str());
                // A field with no place on the page that answers (a choice from a list) has nothing to keep.
                if page.status == 422
                    && is_shown
                    && let Some(kept) = kept(&page, field)
                {
                    assert_eq!(kept, as_parsed(value), "{told} is not kept");
                }
            }
        }
        assert_eq!(rows(&scene).await, before, "{} wrote something", case.form.action);
    }
}

#[actix_web::test]
async fn what_the_page_did_not_offer_cannot_be_chosen() {
    let scene = Scene::new().await;
    let cases = every_form(&scene).await;
    let before = rows(&scene).await;
    for case in &cases {
        let is_free = |field: &String| {
            [&LINES[..], &TEXTS, &KEPT_BACK, &["key", "preview", "is_archived", "edit_minutes"]]
                .concat()
                .contains(&field.as_str())
        };
        for field in fields(case).iter().filter(|field| !is_free(field)) {
            for (what, value) in NO_CHOICE {
                let page = case.browser.send(case.form.clone().forge(field, value)).await;
                is_refused(&page, &format!("{what} as {field} of {}", case.form.action));
            }
        }
        assert_eq!(rows(&scene).await, before, "{} wrote something", case.form.action);
    }
}

#[actix_web::test]
async fn a_line_is_one_line_and_nothing_is_endless() {
    let scene = Scene::new().await;
    let cases = every_form(&scene).await;
    let before = rows(&scene).await;
    let (long, huge) = ("long ".repeat(5_000), "x".repeat(300_001));
    for case in &cases {
        for field in fields(case) {
            let told = |what: &str| format!("{what} in {field} of {}", case.form.action);
            let name = field.as_str();
            let is_typed = !["/sign-in/password", "/c/spring/manage/end"].contains(&case.form.action.as_str());
            if is_typed && LINES.contains(&name) {
                let page = case.browser.send(case.form.clone().forge(name, "one\r\ntwo")).await;
                is_refused(page.is(422), &told("two lines"));
            }
            if is_typed && (LINES.contains(&name) || TEXTS.contains(&name)) {
                let page = case.browser.send(case.form.clone().forge(name, &long)).await;
                is_refused(page.is(422), &told("a long text"));
                assert_eq!(kept(&page, name).map(|kept| kept.len()), Some(long.len()), "{}", told("a long text"));
            }
            if name == "key" {
                is_refused(&case.browser.send(case.form.clone().forge(name, &long)).await, &told("a long key"));
            }
            let page = case.browser.send(case.form.clone().forge(name, &huge)).await;
            is_refused(page.is(413), &told("a huge text"));
        }
        assert_eq!(rows(&scene).await, before, "{} wrote something", case.form.action);
    }
}

#[actix_web::test]
async fn a_body_that_is_not_a_form_is_refused() {
    let scene = Scene::new().await;
    let cases = every_form(&scene).await;
    let before = rows(&scene).await;
    for Case { browser, form } in &cases {
        let body = form.body();
        let token = format!("csrf={}", encode(form.value("csrf").unwrap()));
        let bad = [
            ("bytes that are no text", [body.as_bytes(), b"&body=%FF%FE"].concat()),
            ("a lone surrogate", [body.as_bytes(), b"&body=%ED%A0%80"].concat()),
            ("raw bytes", [body.as_bytes(), b"&body=\xff"].concat()),
            ("half a percent sign", [body.as_bytes(), b"%"].concat()),
            ("half an escape", [body.as_bytes(), b"%4"].concat()),
            ("an escape that is none", [body.as_bytes(), b"%zz"].concat()),
            ("an unknown field", [body.as_bytes(), b"&is_admin=1"].concat()),
            ("a field without a name", [body.as_bytes(), b"&=1"].concat()),
            ("a thousand fields", [token.as_bytes(), "&x=1".repeat(1_000).as_bytes()].concat()),
            ("nothing", Vec::new()),
            ("a body cut off before its token", body.as_bytes()[..4].to_vec()),
        ];
        for (what, bytes) in bad {
            is_refused(&browser.post(&form.action, bytes).await, &format!("{what} to {}", form.action));
        }
        for kind in [
            "application/json",
            "multipart/form-data; boundary=x",
            "text/plain",
            "",
            "application/x-www-form-urlencoded2",
        ] {
            let asking = browser.asking(actix_web::http::Method::POST, &form.action).with("origin", &browser.origin());
            let page = asking.with("content-type", kind).body(body.clone()).send().await;
            // Where files may come, forms are read in parts, too, and this is none of them.
            assert!(page.status == 415 || kind.starts_with("multipart"), "{kind:?} to {}", form.action);
            is_refused(&page, &format!("{kind:?} to {}", form.action));
        }
        assert_eq!(rows(&scene).await, before, "{} wrote something", form.action);
    }
}

#[actix_web::test]
async fn a_form_without_its_fields_writes_nothing() {
    let scene = Scene::new().await;
    let cases = every_form(&scene).await;
    let before = rows(&scene).await;
    let optional = [
        "key",
        "why",
        "pronouns",
        "field",
        "graduation_year",
        "bio",
        "description",
        "is_archived",
        "to",
        "username",
        "shown",
        "passkey_name",
        "edit_minutes",
        "slow_posts",
        "template",
        "direct",
        AT_AN_HOUR[0],
        AT_AN_HOUR[1],
    ];
    for case in &cases {
        for field in fields(case).iter().filter(|field| !optional.contains(&field.as_str())) {
            let page = case.browser.send(case.form.clone().without(field)).await;
            is_refused(&page, &format!("{} without {field}", case.form.action));
        }
        assert_eq!(rows(&scene).await, before, "{} wrote something", case.form.action);
    }
}
