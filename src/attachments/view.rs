//! What the files of a post, and the fields for them, are drawn from.

use serde::Serialize;

use super::kind::{self, Kind};
use super::model::Attachment;
use crate::config;
use crate::text;

/// The fields about files in a form: `files` (several), and for each that came before `attached`, `alt` (300 characters),
/// `decoration` and `remove`.
#[derive(Debug, Clone, Serialize)]
pub struct FilesView {
    /// What came before.
    pub files: Vec<FileView>,
    /// How many more there may be.
    pub more: usize,
    /// How many a post may have.
    pub most: usize,
    /// How large each may be, in MiB.
    pub mib: u64,
    /// Endings for a browser to offer, with commas.
    pub accepted: String,
}

/// A file of a post, or of the form for one.
#[derive(Debug, Clone, Serialize)]
pub struct FileView {
    /// Its id in base32.
    pub id: String,
    /// Its address.
    pub href: String,
    /// What it is called.
    pub name: String,
    /// A word for what it is; its words are `attachments-kind-` and this.
    pub kind: String,
    /// How large, as a number in `unit`.
    pub size: String,
    /// `kb` or `mb`.
    pub unit: String,
    /// The picture for a page, where it is one.
    pub picture: Option<PictureView>,
    /// What it shows, in words; empty where it is decoration.
    pub alt: String,
    /// Whether it says nothing that the text does not say.
    pub is_decoration: bool,
    /// Whether the form asks what it shows.
    pub asks: bool,
}

/// A picture as it stands on a page.
#[derive(Debug, Clone, Serialize)]
pub struct PictureView {
    /// Its address.
    pub src: String,
    /// In pixels.
    pub width: i32,
    /// In pixels.
    pub height: i32,
}

impl FilesView {
    /// The fields with these files.
    pub fn new(files: Vec<FileView>, settings: &config::Files) -> Self {
        let (most, mib) = (settings.post_files, settings.file_mib);
        Self { more: most.saturating_sub(files.len()), files, most, mib, accepted: kind::accepted() }
    }

    /// Fields for samples: empty, and with one file of each sort.
    pub fn samples() -> [Self; 2] {
        let [picture, paper] = FileView::samples();
        let asked = FileView { asks: true, alt: String::new(), ..picture.clone() };
        let settings = config::Files::default();
        [Self::new(Vec::new(), &settings), Self::new(vec![asked, picture, paper], &settings)]
    }
}

impl FileView {
    /// A file as its row has it.
    pub fn of(row: &Attachment) -> Self {
        let (size, unit) = match row.bytes {
            // A megabyte is what people compare it with, and ten times a thousand of one is no surprise.
            bytes if bytes >= 1_000_000 => (format!("{:.1}", bytes as f64 / 1e6), "mb"),
            bytes => ((bytes + 999).div_euclid(1000).max(1).to_string(), "kb"),
        };
        let name = text::percent(&row.name);
        let is_picture = Kind::of(&row.kind).is_some_and(Kind::is_picture);
        let picture = match (is_picture, row.small_sha256.is_empty()) {
            (false, _) => None,
            (true, true) => Some((format!("/f/{}/{name}", row.id), row.width, row.height)),
            (true, false) => Some((format!("/f/{}/small/{name}", row.id), row.small_width, row.small_height)),
        };
        Self {
            id: row.id.to_string(),
            href: format!("/f/{}/{name}", row.id),
            name: row.name.clone(),
            kind: row.kind.clone(),
            size,
            unit: unit.to_owned(),
            picture: picture.map(|(src, width, height)| PictureView { src, width, height }),
            alt: row.alt.clone(),
            is_decoration: row.is_decoration,
            asks: false,
        }
    }

    /// A picture and a document, for samples.
    pub fn samples() -> [Self; 2] {
        let paper = Self {
            id: "0f2m6q1t9s3zf".to_owned(),
            href: "/f/0f2m6q1t9s3zf/Notes%20%26%20plans.pdf".to_owned(),
            name: "Notes & plans.pdf".to_owned(),
            kind: "pdf".to_owned(),
            size: "1.4".to_owned(),
            unit: "mb".to_owned(),
            picture: None,
            alt: String::new(),
            is_decoration: false,
            asks: false,
        };
        let picture = Self {
            id: "0f2m6q1t9s3zg".to_owned(),
            href: "/f/0f2m6q1t9s3zg/bridge.jpg".to_owned(),
            name: "bridge.jpg".to_owned(),
            kind: "jpeg".to_owned(),
            size: "412".to_owned(),
            unit: "kb".to_owned(),
            picture: Some(PictureView { src: "/f/0f2m6q1t9s3zg/small/bridge.jpg".to_owned(), width: 480, height: 320 }),
            alt: "A footbridge with \"two\" piers".to_owned(),
            ..paper.clone()
        };
        [picture, paper]
    }
}
