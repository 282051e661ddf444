//! A form as a person fills it in: fields by their labels, sent by a button.

use scraper::ElementRef;

use super::page::Page;
use super::text;

/// A form and what stands in it now.
#[derive(Debug, Clone)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// `get` or `post`.
    pub method: String,
    /// Whether it is sent in parts, as one that may bring files.
    pub is_in_parts: bool,
    fields: Vec<Field>,
}

/// What stands between the parts of a form: nothing that anybody types.
const BOUNDARY: &str = "----LyceumTestBoundary7MA4YWxkTrZu0gW";

#[derive(Debug, Clone)]
struct Field {
    name: String,
    value: String,
    labels: Vec<String>,
    is_sent: bool,
    kind: Kind,
    /// Files that were chosen, by their names.
    files: Vec<(String, Vec<u8>)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Hidden,
    Text,
    File,
    Check,
    Radio,
    /// Words and value of each option.
    Select(Vec<(String, String)>),
}

impl Form {
    /// The form that a button sends, with every control that belongs to it, wherever on the page that stands.
    #[track_caller]
    pub(super) fn with_button(page: &Page, words: &str) -> Self {
        let buttons = page.all("button");
        let exact = buttons.iter().find(|button| text::of(**button) == words);
        let found = exact.or_else(|| buttons.iter().find(|button| text::is_called(&text::of(**button), words)));
        let button = *found.unwrap_or_else(|| panic!("no button is called {words:?} on {}", page.told()));
        let form = owner(page, button).expect("a button in a form");
        let own = page.all("input, textarea, select").into_iter().filter(|control| owner(page, *control) == Some(form));
        let mut fields: Vec<Field> = own.filter_map(|control| Field::of(page, control)).collect();
        if let Some(name) = button.attr("name") {
            fields.push(Field::hidden(name, button.attr("value").unwrap_or_default()));
        }
        Self {
            action: form.attr("action").expect("a form with an action").to_owned(),
            method: form.attr("method").unwrap_or("get").to_ascii_lowercase(),
            is_in_parts: form.attr("enctype") == Some("multipart/form-data"),
            fields,
        }
    }

    /// Types into the field with this label, or chooses from its list.
    #[track_caller]
    pub fn fill(mut self, label: &str, value: &str) -> Self {
        let field = self.labelled(label, |kind| matches!(kind, Kind::Text | Kind::Select(_)));
        field.value = match &field.kind {
            Kind::Select(options) => {
                let option = options.iter().find(|(words, _)| words == value);
                option.unwrap_or_else(|| panic!("{label:?} offers {options:?}, not {value:?}")).1.clone()
            }
            _ => value.to_owned(),
        };
        self
    }

    /// Chooses one more file in the field with this label.
    #[track_caller]
    pub fn attach(mut self, label: &str, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.labelled(label, |kind| *kind == Kind::File).files.push((name.to_owned(), bytes.into()));
        self
    }

    /// Ticks the box with this label.
    #[track_caller]
    pub fn tick(mut self, label: &str) -> Self {
        self.labelled(label, |kind| *kind == Kind::Check).is_sent = true;
        self
    }

    /// Takes the tick out of the box with this label.
    #[track_caller]
    pub fn untick(mut self, label: &str) -> Self {
        self.labelled(label, |kind| *kind == Kind::Check).is_sent = false;
        self
    }

    /// Chooses this one of several.
    #[track_caller]
    pub fn choose(mut self, label: &str) -> Self {
        let name = self.labelled(label, |kind| *kind == Kind::Radio).name.clone();
        self.fields.iter_mut().filter(|field| field.name == name).for_each(|field| field.is_sent = false);
        self.labelled(label, |kind| *kind == Kind::Radio).is_sent = true;
        self
    }

    /// Chooses one of several under a question, where two questions offer the same answers.
    #[track_caller]
    pub fn choose_for(mut self, name: &str, value: &str) -> Self {
        let group: Vec<&mut Field> =
            self.fields.iter_mut().filter(|field| field.name == name && field.kind == Kind::Radio).collect();
        assert!(group.iter().any(|field| field.value == value), "{name} does not offer {value}");
        group.into_iter().for_each(|field| field.is_sent = field.value == value);
        self
    }

    /// Sends another value in a field, or one more field: what only a forged form does.
    pub fn forge(mut self, name: &str, value: &str) -> Self {
        match self.fields.iter_mut().find(|field| field.name == name && field.is_sent) {
            Some(field) => value.clone_into(&mut field.value),
            None => self.fields.push(Field::hidden(name, value)),
        }
        self
    }

    /// Leaves a field out.
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|field| field.name != name);
        self
    }

    /// What a field holds.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|field| field.name == name && field.is_sent).map(|field| field.value.as_str())
    }

    /// The names of what is sent, in order.
    pub fn names(&self) -> Vec<&str> {
        self.fields.iter().filter(|field| field.is_sent).map(|field| field.name.as_str()).collect()
    }

    /// The body as a browser sends it: `application/x-www-form-urlencoded`, line ends as CR and LF.
    pub fn body(&self) -> String {
        let sent = self.fields.iter().filter(|field| field.is_sent);
        let pairs = sent.map(|field| {
            let lines = field.value.replace("\r\n", "\n").replace('\n', "\r\n");
            let value = if matches!(field.kind, Kind::Text) { &lines } else { &field.value };
            format!("{}={}", encode(&field.name), encode(value))
        });
        pairs.collect::<Vec<_>>().join("&")
    }

    /// The type of its body, and the body, the way browsers send it.
    pub fn sent(&self) -> (String, Vec<u8>) {
        if !self.is_in_parts {
            return ("application/x-www-form-urlencoded".to_owned(), self.body().into_bytes());
        }
        let mut body = Vec::new();
        let mut part = |head: &str, content: &[u8]| {
            body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n").into_bytes());
            body.extend(content);
            body.extend(b"\r\n");
        };
        let file = |field: &str, name: &str| {
            format!("name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream")
        };
        for field in &self.fields {
            match field.kind {
                Kind::File if field.files.is_empty() => part(&file(&field.name, ""), b""),
                Kind::File => field.files.iter().for_each(|(name, bytes)| part(&file(&field.name, name), bytes)),
                _ if !field.is_sent => {}
                _ => {
                    let lines = field.value.replace("\r\n", "\n").replace('\n', "\r\n");
                    let value = if matches!(field.kind, Kind::Text) { &lines } else { &field.value };
                    part(&format!("name=\"{}\"", field.name), value.as_bytes());
                }
            }
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        (format!("multipart/form-data; boundary={BOUNDARY}"), body)
    }

    #[track_caller]
    fn labelled(&mut self, label: &str, wanted: impl Fn(&Kind) -> bool) -> &mut Field {
        let known: Vec<_> = self.fields.iter().flat_map(|field| field.labels.clone()).collect();
        let is_it =
            |field: &&mut Field| wanted(&field.kind) && field.labels.iter().any(|found| text::is_called(found, label));
        self.fields
            .iter_mut()
            .find(is_it)
            .unwrap_or_else(|| panic!("no such field is labelled {label:?}; there are {known:?}"))
    }
}

impl Field {
    fn hidden(name: &str, value: &str) -> Self {
        let (name, value) = (name.to_owned(), value.to_owned());
        Self { name, value, labels: Vec::new(), is_sent: true, kind: Kind::Hidden, files: Vec::new() }
    }

    /// A control, if it has a name and so can be sent.
    fn of(page: &Page, control: ElementRef<'_>) -> Option<Self> {
        let name = control.attr("name")?;
        let value = control.attr("value").unwrap_or_default().to_owned();
        let (kind, value, is_sent) = match (control.value().name(), control.attr("type").unwrap_or("text")) {
            ("textarea", _) => (Kind::Text, control.text().collect(), true),
            ("select", _) => select(control),
            (_, "hidden") => (Kind::Hidden, value, true),
            (_, "checkbox") => (Kind::Check, value, control.attr("checked").is_some()),
            (_, "file") => (Kind::File, String::new(), false),
            (_, "radio") => (Kind::Radio, value, control.attr("checked").is_some()),
            _ => (Kind::Text, value, true),
        };
        let id = control.attr("id").unwrap_or_default();
        let labels = page.all("label").into_iter().filter(|label| !id.is_empty() && label.attr("for") == Some(id));
        Some(Self {
            name: name.to_owned(),
            value,
            labels: labels.map(text::of).collect(),
            is_sent,
            kind,
            files: Vec::new(),
        })
    }
}

fn select(control: ElementRef<'_>) -> (Kind, String, bool) {
    let selector = scraper::Selector::parse("option").unwrap();
    let options: Vec<_> = control.select(&selector).collect();
    let value = |option: &ElementRef<'_>| option.attr("value").map_or_else(|| text::of(*option), str::to_owned);
    let chosen = options.iter().find(|option| option.attr("selected").is_some()).or(options.first()).map(value);
    let all = options.iter().map(|option| (text::of(*option), value(option))).collect();
    (Kind::Select(all), chosen.unwrap_or_default(), true)
}

/// The form that a control belongs to: the one it names, or the one it stands in (HTML, 4.10.17.3).
fn owner<'a>(page: &'a Page, control: ElementRef<'a>) -> Option<ElementRef<'a>> {
    match control.attr("form") {
        Some(id) => page.all("form").into_iter().find(|form| form.attr("id") == Some(id)),
        None => control.ancestors().filter_map(ElementRef::wrap).find(|ancestor| ancestor.value().name() == "form"),
    }
}

/// Percent-encoding as forms have it (WHATWG URL, 5.2).
pub fn encode(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b' ' => "+".to_owned(),
        plain if plain.is_ascii_alphanumeric() || b"*-._".contains(&plain) => char::from(plain).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}
