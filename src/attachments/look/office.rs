//! Documents of office programs: archives of a known build, without macros, and without another archive inside.

use super::package::Package;
use super::{Judged, LOCKED, is_within};
use crate::attachments::kind::Kind;

/// The kinds that say what they are in their first part (OpenDocument 1.3, part 2, 3.3).
const OPEN: [Kind; 3] = [Kind::Odt, Kind::Ods, Kind::Odp];
/// The others, by the part that each has to have (ECMA-376, part 2).
const OFFICE: [(&str, Kind); 3] =
    [("word/document.xml", Kind::Docx), ("xl/workbook.xml", Kind::Xlsx), ("ppt/presentation.xml", Kind::Pptx)];
/// Names of parts that run something, in small letters.
const RUNS: [&str; 5] = ["vbaproject", "vbadata", "activex/", "basic/", "scripts/"];

const ARCHIVE: &str = "attachments-archive";
const MACROS: &str = "attachments-macros";

/// Which kind of document an archive is, after a look into every part of it.
pub fn kind(bytes: &[u8]) -> Judged<Kind> {
    let package = Package::read(bytes)?;
    let has = |name: &str| package.parts.iter().any(|part| part.name == name);
    let first = package.parts.first().ok_or(ARCHIVE)?;
    let said = if first.name == "mimetype" { package.open(first)? } else { Vec::new() };
    let open = OPEN.into_iter().find(|kind| kind.media().as_bytes() == said);
    let office = OFFICE.into_iter().find(|(part, _)| has(part) && has("[Content_Types].xml")).map(|(_, kind)| kind);
    let kind = match (open, office) {
        (Some(kind), None) | (None, Some(kind)) => kind,
        (Some(_), Some(_)) => return Err(super::MIXED),
        (None, None) => return Err(ARCHIVE),
    };
    for part in &package.parts {
        let name = part.name.to_lowercase();
        let content = package.open(part)?;
        let says = |words: &[u8]| content.windows(words.len()).any(|window| window == words);
        if RUNS.iter().any(|runs| name.starts_with(runs) || name.contains(&format!("/{runs}"))) {
            return Err(MACROS);
        }
        if name == "[content_types].xml" && (says(b"macroEnabled") || says(b"vbaProject")) {
            return Err(MACROS);
        }
        if name == "meta-inf/manifest.xml" && says(b"encryption-data") {
            return Err(LOCKED);
        }
        if is_within(&content) {
            return Err("attachments-nested");
        }
    }
    Ok(kind)
}
