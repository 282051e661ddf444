//! The kinds of files that are taken, and what each is called.

/// What a file is, by what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Png,
    Jpeg,
    Webp,
    Pdf,
    Text,
    Csv,
    Odt,
    Ods,
    Odp,
    Docx,
    Xlsx,
    Pptx,
}

use Kind::{Csv, Docx, Jpeg, Odp, Ods, Odt, Pdf, Png, Pptx, Text, Webp, Xlsx};

/// Each kind with its word, as it stands in a row and in the keys of its words; its type on the wire; and how its name may
/// end, the usual ending first.
const KINDS: [(Kind, &str, &str, &[&str]); 12] = [
    (Png, "png", "image/png", &["png"]),
    (Jpeg, "jpeg", "image/jpeg", &["jpg", "jpeg", "jpe", "jfif"]),
    (Webp, "webp", "image/webp", &["webp"]),
    (Pdf, "pdf", "application/pdf", &["pdf"]),
    (Text, "text", "text/plain; charset=utf-8", &["txt", "text", "md", "log"]),
    (Csv, "csv", "text/csv; charset=utf-8", &["csv"]),
    (Odt, "odt", "application/vnd.oasis.opendocument.text", &["odt"]),
    (Ods, "ods", "application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    (Odp, "odp", "application/vnd.oasis.opendocument.presentation", &["odp"]),
    (Docx, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    (Xlsx, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    (Pptx, "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
];

impl Kind {
    fn row(self) -> &'static (Self, &'static str, &'static str, &'static [&'static str]) {
        KINDS.iter().find(|(kind, ..)| *kind == self).unwrap_or(&KINDS[0])
    }

    /// The kind of a word; one that a newer version wrote is none.
    pub fn of(word: &str) -> Option<Self> {
        KINDS.iter().find(|(_, known, ..)| *known == word).map(|(kind, ..)| *kind)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        self.row().1
    }

    /// Its type on the wire.
    pub fn media(self) -> &'static str {
        self.row().2
    }

    /// How its name may end.
    pub fn endings(self) -> &'static [&'static str] {
        self.row().3
    }

    /// Whether it is shown on the page, as we drew it.
    pub fn is_picture(self) -> bool {
        matches!(self, Png | Jpeg | Webp)
    }
}

/// Whether a name ends as one of any kind does.
pub fn is_known_ending(ending: &str) -> bool {
    KINDS.iter().any(|(.., endings)| endings.contains(&ending))
}

/// All endings, the way a form offers them to a browser.
pub fn accepted() -> String {
    let all = KINDS.iter().flat_map(|(.., endings)| endings.iter());
    all.map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(",")
}
