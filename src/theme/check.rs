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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_on_white_is_the_most_contrast_there_is() {
        assert_eq!(contrast("#000", "#ffffff").map(f64::round), Some(21.0));
    }

    #[test]
    fn what_is_no_colour_has_no_contrast() {
        for wrong in ["", "#", "#12", "#12345g", "red", "#éé", "#+12"] {
            assert_eq!(contrast(wrong, "#fff"), None, "{wrong}");
        }
    }

    #[test]
    fn grey_on_grey_is_reported_and_ink_on_paper_is_not() {
        let mut colors = Colors::default();
        for token in super::super::TOKENS {
            colors.light.insert(token.to_owned(), "#777777".to_owned());
        }
        assert!(faults(&colors).iter().any(|fault| fault.starts_with("fg on bg in light: 1.00")));
        colors.light.insert("bg".to_owned(), "#ffffff".to_owned());
        colors.light.insert("fg".to_owned(), "#000000".to_owned());
        assert!(!faults(&colors).iter().any(|fault| fault.starts_with("fg on bg")));
    }
}
