//! Formulas, coloured code, and what is opened only by those who want to.

use std::time::{Duration, Instant};

use lyceum::text::{excerpt, sanitize};

use super::{html, render};

#[test]
fn a_formula_becomes_mathml_and_money_stays_money() {
    let one = html("Let $x^2$ be.");
    assert!(
        one.starts_with("<p>Let <math") && one.contains("<msup><mi>x</mi><mn>2</mn></msup></math> be.</p>"),
        "{one}"
    );
    let block = html("$$\n\\sum_{i=1}^n i = \\frac{n(n+1)}{2}\n$$");
    assert!(block.contains("display=\"block\"") && block.contains("<mfrac>"), "{block}");
    for money in ["It costs $5 and not $10.", "$5-$10", "US$5/US$10", "a $ b", "\\$x\\$", "`$x$`"] {
        assert!(!html(money).contains("<math"), "{money}");
    }
    // In a list, a table, a note, and after a word that looks like the place of one.
    let all = html("- $a$\n\n| $b$ |\n|--|\n| $c$ |\n\nnote[^1] `<code class=\"math-0\"></code>`\n\n[^1]: $d$");
    assert_eq!(all.matches("<math").count(), 4, "{all}");
    assert!(all.contains("<code>&lt;code class=\"math-0\"&gt;&lt;/code&gt;</code>"), "{all}");
    let order: Vec<_> = ["<mi>a</mi>", "<mi>b</mi>", "<mi>c</mi>", "<mi>d</mi>"].map(|name| all.find(name)).to_vec();
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{order:?}");
}

#[test]
fn a_formula_that_is_none_stays_as_it_was_typed() {
    for (wrong, shown) in [
        ("$\\frac{1}$", "<p>$\\frac{1}$</p>"),
        ("$\\nonsense{x}$", "<p>$\\nonsense{x}$</p>"),
        ("$<svg>$", ""),
        ("$\\text{<script>alert(1)</script>}$", ""),
        ("$\\href{javascript:alert(1)}{x}$", ""),
        ("$\\color{red;background:url(evil)}{x}$", ""),
        ("$\\class{evil}{x}$", ""),
    ] {
        let made = html(wrong);
        assert!(shown.is_empty() || made == shown, "{made}");
        for evil in ["<svg", "<script", "href", "style=", "class=\"evil", "url(http"] {
            let is_text = made.contains("$\\");
            assert!(!made.contains(evil) || is_text, "{wrong}: {made}");
        }
        assert!(!made.contains("<script") && !made.contains("<svg") && !made.contains("<a "), "{made}");
    }
    for deep in ["{", "\\sqrt", "\\left(", "\\frac", "x^{", "\\begin{matrix}", "\\mathbf"] {
        html(&format!("${}$", deep.repeat(1_400 / deep.len())));
        html(&format!("${}x{}$", deep.repeat(20), "}".repeat(20)));
    }
}

#[test]
fn neither_math_nor_svg_comes_in_from_outside() {
    let foreign = "<math><mi>x</mi></math><svg></svg><code class=\"math-0\"></code><span class=\"evil\">y</span>";
    assert_eq!(sanitize(foreign).as_str(), "<code class=\"math-0\"></code><span>y</span>");
    assert!(!html("<math><mi>x</mi></math>").contains("<math"));
    assert!(!html("```math-0\nx\n```").contains("<math"));
    assert!(!html("[x](/a\"><code class=\"math-0\"></code>) $y$").contains("</math>&quot;"));
}

#[test]
fn code_is_coloured_by_class_and_reads_the_same() {
    let python = html("```python\ndef f(n):  # half\n    return \"n\\\"\" / 2.5\n```");
    for piece in [
        "<span class=\"hl-k\">def</span> f(n):  <span class=\"hl-c\"># half</span>",
        "<span class=\"hl-s\">\"n\\\"\"</span> / <span class=\"hl-n\">2.5</span>",
    ] {
        assert!(python.contains(piece), "{python}");
    }
    let rust = html("```rust\nfn f<'a>(x: &'a str) -> char { '\\'' } /* a\nb */ // c\n```");
    assert!(rust.contains("&lt;'a&gt;") && rust.contains("<span class=\"hl-s\">'\\''</span>"), "{rust}");
    assert!(rust.contains("<span class=\"hl-c\">/* a\nb */</span>"), "{rust}");
    assert!(html("```sql\nSELECT 'it''s' FROM t -- all\n```").contains("<span class=\"hl-k\">SELECT</span>"));
    assert!(html("```bash\necho $# a#b # c\n```").contains("$# a#b <span class=\"hl-c\"># c</span>"));
    for plain in ["```klingon\nreturn 1\n```", "```\nreturn 1\n```", "    return 1"] {
        assert!(!html(plain).contains("<span"), "{plain}");
    }
    assert!(!html(&format!("```c\n{}\n```", "1 ".repeat(11_000))).contains("<span"), "too long for colours");
    assert!(!html(&format!("```c\n{}\n```", "1 ".repeat(4_000))).contains("<span"), "too many pieces");
    assert!(html("```json\n\"é\": '\n```").contains("hl-s"));
}

#[test]
fn a_spoiler_is_opened_by_those_who_want_to_and_told_nowhere_else() {
    let whole = "Before.\n::: spoiler How *it* ends\nThey **all** pass.\n:::\nAfter.";
    assert_eq!(
        html(whole),
        "<p>Before.</p>\n<details class=\"spoiler\"><summary>How it ends</summary>\n<p>They <strong>all</strong> pass.</p>\n</details>\n<p>After.</p>"
    );
    assert_eq!(
        html("||She *wins*.||"),
        "<details class=\"spoiler\"><summary>Spoiler</summary>\n<p>She <em>wins</em>.</p>\n</details>"
    );
    assert_eq!(excerpt(&render(whole).unwrap().html, 80), "Before. […] After.");
    assert_eq!(excerpt(&render("||She wins.||").unwrap().html, 80), "[…]");
    for none in ["a || b || c", "- ||x||", "```\n::: spoiler\nx\n:::\n```", ":::", "::: spoilers\nx"] {
        assert!(!html(none).contains("<details"), "{none}");
    }
    let open = html("::: spoiler <b>\nx\n\ny");
    assert!(open.contains("<summary>&lt;b&gt;</summary>") && open.ends_with("<p>y</p>\n</details>"), "{open}");
    assert_eq!(html("::: spoiler a\n::: spoiler b\nx\n:::").matches("<details").count(), 1);
}

#[test]
fn no_text_takes_longer_than_it_is_long() {
    let texts = [
        "$x".repeat(30_000),
        "$$".repeat(30_000),
        "$x$ ".repeat(15_000),
        ":::\n".repeat(6_000),
        "::: spoiler a\n".repeat(4_000),
        "||".repeat(30_000),
        format!("```c\n{}\n```", "'\\".repeat(9_900)),
        format!("```c\n{}\n```", "/*".repeat(9_900)),
        format!("```python\n{}\n```", "\"\"\"'''".repeat(3_000)),
        "```c\n\"\n```\n".repeat(5_000),
    ];
    for text in texts {
        let begun = Instant::now();
        let rendered = lyceum::text::markdown(&text, &lyceum::text::Context { anchor: "p", mention: &|_| None });
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(2), "{took:?} for {} ({})", &text[..12], rendered.is_ok());
    }
}
