//! A text as a picture that a phone reads.

use qrcode::{Color, EcLevel, QrCode};

use crate::error::{Error, Result};

/// The light border that readers need, in modules.
const QUIET: usize = 4;

/// The picture as the path of its dark modules, and how wide it is with its border.
pub fn path(text: &str) -> Result<(String, usize)> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(Error::internal)?;
    let (width, modules) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (row, line) in modules.chunks(width).enumerate() {
        let mut column = 0;
        // One stroke for each run of dark modules: a tenth of what a square for each would take.
        for run in line.chunk_by(|one, next| one == next) {
            if run.first() == Some(&Color::Dark) {
                path += &format!("M{} {}h{}v1h-{}z", column + QUIET, row + QUIET, run.len(), run.len());
            }
            column += run.len();
        }
    }
    Ok((path, width + 2 * QUIET))
}
