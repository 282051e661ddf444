//! Whether a theme's colours can be read: the contrast rules of WCAG 2.2 (1.4.3 and 1.4.11), in both schemes.

use super::tokens::Colors;

/// Text on its ground: 4.5 to 1.
const TEXT: [(&str, &str); 23] = [
    ("fg", "bg"),
    ("fg", "surface"),
    ("muted", "bg"),
    ("muted", "surface"),
    ("accent", "bg"),
    ("accent", "surface"),
    ("on-accent", "accent"),
    ("ok", "bg"),
    ("ok", "surface"),
    ("warn", "bg"),
    ("warn", "surface"),
    ("bad", "bg"),
    ("bad", "surface"),
    ("mentor", "bg"),
    ("mentor", "surface"),
    ("student", "bg"),
    ("student", "surface"),
    ("staff", "bg"),
    ("staff", "surface"),
    ("on-band", "band"),
    ("bg", "mentor"),
    ("bg", "staff"),
    ("bg", "accent"),
];

/// Borders of controls, the focus ring and charts against what is beside them: 3 to 1.
const SHAPES: [(&str, &str); 10] = [
    ("line", "bg"),
    ("line", "surface"),
    ("focus", "bg"),
    ("focus", "surface"),
    ("chart-1", "bg"),
    ("chart-2", "bg"),
    ("chart-3", "bg"),
    ("chart-4", "bg"),
    ("chart-5", "bg"),
    ("chart-6", "bg"),
];

/// Every pair of colours that is too close, as a sentence.
pub fn faults(colors: &Colors) -> Vec<String> {
    let mut faults = Vec::new();
    for dark in [false, true] {
        let pairs = TEXT.iter().map(|pair| (pair, 4.5)).chain(SHAPES.iter().map(|pair| (pair, 3.0)));
        for ((above, below), least) in pairs {
            let found = colors.get(above, dark).zip(colors.get(below, dark)).and_then(|(a, b)| contrast(a, b));
            let scheme = if dark { "dark" } else { "light" };
            match found {
                Some(ratio) if ratio >= least => {}
                Some(ratio) => {
                    faults.push(format!("{above} on {below} in {scheme}: {ratio:.2} to 1 where {least} is needed"))
                }
                None => faults.push(format!("{above} on {below} in {scheme}: a colour is missing")),
            }
        }
    }
    faults
}

/// The contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio"); `None` where one is not `#rgb` or `#rrggbb`.
pub fn contrast(a: &str, b: &str) -> Option<f64> {
    let (a, b) = (luminance(a)?, luminance(b)?);
    Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
}

/// Relative luminance, 0 to 1 (WCAG 2.2).
pub(super) fn luminance(color: &str) -> Option<f64> {
    let hex = color.strip_prefix('#').filter(|hex| hex.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let channel = |at: usize| {
        let value = match hex.len() {
            3 => u8::from_str_radix(&hex[at..=at].repeat(2), 16).ok()?,
            6 => u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).ok()?,
            _ => return None,
        };
        let share = f64::from(value) / 255.0;
        Some(if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * channel(0)? + 0.7152 * channel(1)? + 0.0722 * channel(2)?)
}
