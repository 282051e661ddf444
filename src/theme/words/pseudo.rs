//! The pseudo-language: English that can still be read and cannot be mistaken for English.

use std::borrow::Cow;

/// Longer and accented, as German and Polish are: what breaks here would break there.
pub(super) fn accented(text: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len() * 2);
    for letter in text.chars() {
        match letter {
            'a' => out.push_str("àà"),
            'e' => out.push_str("éé"),
            'i' => out.push('ï'),
            'o' => out.push_str("öö"),
            'u' => out.push_str("üü"),
            'y' => out.push('ÿ'),
            'c' => out.push('ç'),
            'n' => out.push('ñ'),
            's' => out.push('š'),
            'A' => out.push('À'),
            'E' => out.push('É'),
            'I' => out.push('Î'),
            'O' => out.push('Ö'),
            'S' => out.push('Š'),
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

/// Brackets around a whole message; a sentence that was put together from pieces shows its seams.
pub(super) fn bracketed(said: &str) -> String {
    format!("⟦{said}⟧")
}
