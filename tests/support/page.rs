//! An answer, and what a person finds on the page it brings.

use actix_web::http::header::HeaderMap;
use scraper::{ElementRef, Html, Selector};

use super::form::Form;
use super::text;

/// An answer to one request. Questions about it panic with the page's words when the answer is no.
pub struct Page {
    /// What was asked, as `GET /b/ask/`.
    pub asked: String,
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came over the wire.
    pub wire: Vec<u8>,
    /// The body without its content coding.
    pub body: Vec<u8>,
    document: Html,
}

impl Page {
    pub fn new(asked: String, status: u16, headers: HeaderMap, wire: Vec<u8>, body: Vec<u8>) -> Self {
        let document = Html::parse_document(&String::from_utf8_lossy(&body));
        Self { asked, status, headers, wire, body, document }
    }

    /// The answer has this status.
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "the status of {}", self.told());
        self
    }

    /// These words stand on the page.
    #[track_caller]
    pub fn shows(&self, words: &str) -> &Self {
        assert!(self.words().contains(&text::tidy(words)), "{words:?} is not on {}", self.told());
        self
    }

    /// These words do not stand on the page, nor anywhere in its source.
    #[track_caller]
    pub fn lacks(&self, words: &str) -> &Self {
        let hidden = self.source().contains(words);
        assert!(!hidden && !self.words().contains(&text::tidy(words)), "{words:?} is on {}", self.told());
        self
    }

    /// The answer leads on to `location`.
    #[track_caller]
    pub fn redirects_to(&self, location: &str) -> &Self {
        assert!((301..=308).contains(&self.status), "no redirect: {}", self.told());
        assert_eq!(self.location(), location, "where {} leads", self.asked);
        self
    }

    /// Where the answer leads.
    #[track_caller]
    pub fn location(&self) -> &str {
        self.header("location").unwrap_or_else(|| panic!("no location: {}", self.told()))
    }

    /// A problem stands beside the field with this label, and in the summary with the way to it.
    #[track_caller]
    pub fn error_beside(&self, label: &str, problem: &str) -> &Self {
        let id = self.control(label);
        let beside = self.text_of(&format!("#{id}-error"));
        assert!(beside.ends_with(problem), "beside {label:?} stands {beside:?}, not {problem:?}");
        let control = self.find(&format!("#{id}"));
        assert_eq!(control.attr("aria-invalid"), Some("true"), "{label:?} does not say that it is wrong");
        assert!(
            control.attr("aria-describedby").unwrap_or_default().contains(&format!("{id}-error")),
            "{label:?} does not say why"
        );
        let summary = self.texts_of(&format!(".problems a[href='#{id}']"));
        assert_eq!(summary, [problem], "the summary of {}", self.told());
        self
    }

    /// What is typed in the field with this label.
    #[track_caller]
    pub fn typed(&self, label: &str) -> String {
        let control = self.find(&format!("#{}", self.control(label)));
        match control.value().name() {
            "textarea" => control.text().collect(),
            _ => control.attr("value").unwrap_or_default().to_owned(),
        }
    }

    /// The id of the control with this label.
    #[track_caller]
    fn control(&self, label: &str) -> String {
        let all = self.all("label");
        let found = all.iter().find(|one| text::is_called(&text::of(**one), label));
        let found = found.unwrap_or_else(|| panic!("nothing is labelled {label:?} on {}", self.told()));
        found.attr("for").expect("a label that names its control").to_owned()
    }

    /// The form whose button has these words.
    #[track_caller]
    pub fn form(&self, button: &str) -> Form {
        Form::with_button(self, button)
    }

    /// The target of the link with these words.
    #[track_caller]
    pub fn link(&self, words: &str) -> String {
        let links: Vec<_> =
            self.all("a[href]").into_iter().map(|link| (text::of(link), link.attr("href").unwrap())).collect();
        let exact = links.iter().find(|(found, _)| found == words);
        let found = exact.or_else(|| links.iter().find(|(found, _)| text::is_called(found, words)));
        found.unwrap_or_else(|| panic!("no link is called {words:?} on {}", self.told())).1.to_owned()
    }

    /// Whether a link with these words is there.
    pub fn has_link(&self, words: &str) -> bool {
        self.all("a[href]").into_iter().any(|link| text::is_called(&text::of(link), words))
    }

    /// Whether a button with these words is there.
    pub fn has_button(&self, words: &str) -> bool {
        self.all("button").into_iter().any(|button| text::is_called(&text::of(button), words))
    }

    /// The words of the only first heading.
    #[track_caller]
    pub fn heading(&self) -> String {
        let headings = self.texts_of("h1");
        assert_eq!(headings.len(), 1, "one first heading on {}", self.told());
        headings.into_iter().next().unwrap()
    }

    /// The title in the head.
    pub fn title(&self) -> String {
        self.all("title").first().map(|title| text::tidy(&title.text().collect::<String>())).unwrap_or_default()
    }

    /// The words of the only element that a selector finds.
    #[track_caller]
    pub fn text_of(&self, css: &str) -> String {
        text::of(self.find(css))
    }

    /// The words of every element that a selector finds.
    pub fn texts_of(&self, css: &str) -> Vec<String> {
        self.all(css).into_iter().map(text::of).collect()
    }

    /// The text of every element that a selector finds, with all its white space, as what is typed has it.
    pub fn texts_as_typed(&self, css: &str) -> Vec<String> {
        self.all(css).into_iter().map(|element| element.text().collect()).collect()
    }

    /// An attribute of every element that a selector finds and that has it.
    pub fn attrs_of(&self, css: &str, name: &str) -> Vec<String> {
        self.all(css).into_iter().filter_map(|element| element.attr(name)).map(str::to_owned).collect()
    }

    /// Whether a selector finds anything.
    pub fn has(&self, css: &str) -> bool {
        !self.all(css).is_empty()
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The HTML as it came.
    pub fn source(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// All words on the page.
    pub fn words(&self) -> String {
        text::of(self.document.root_element())
    }

    pub(super) fn all(&self, css: &str) -> Vec<ElementRef<'_>> {
        let selector = Selector::parse(css).unwrap_or_else(|cause| panic!("{css}: {cause}"));
        self.document.select(&selector).collect()
    }

    #[track_caller]
    fn find(&self, css: &str) -> ElementRef<'_> {
        let found = self.all(css);
        assert_eq!(found.len(), 1, "one {css} on {}", self.told());
        found[0]
    }

    /// The answer in a few lines, for a test that fails.
    pub fn told(&self) -> String {
        let places = self.texts_of(".shelf, main").join("\n");
        let main = if places.is_empty() { self.words() } else { places };
        let location = self.header("location").map(|location| format!(" → {location}")).unwrap_or_default();
        let words: String = main.chars().take(1_500).collect();
        format!("{} ({}{location}):\n{words}\n", self.asked, self.status)
    }
}
