//! Which content coding an answer goes out in, by the request's `Accept-Encoding` (RFC 9110, section 12.5.3).

/// A content coding that every stored page can be served in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Coding {
    /// `br`, the smallest.
    Brotli,
    /// `gzip`, known to everything that fetches pages.
    Gzip,
    /// No coding.
    Identity,
}

impl Coding {
    /// What to serve for the value of an `Accept-Encoding` field, `None` if the request has no such field.
    ///
    /// The heaviest weight wins; between equals the smaller body does. An element that is not well formed is passed
    /// over. A client that refuses all we have gets the plain page all the same: it serves a person better than 406.
    pub fn choose(accept_encoding: Option<&str>) -> Self {
        let (mut brotli, mut gzip, mut identity, mut others) = (None, None, None, None);
        for element in accept_encoding.unwrap_or_default().split(',') {
            let (name, parameters) = element.split_once(';').unwrap_or((element, ""));
            let Some(weight) = weight(parameters) else { continue };
            let name = name.trim_matches([' ', '\t']);
            if name.eq_ignore_ascii_case("br") {
                brotli = Some(weight);
            } else if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") {
                gzip = Some(weight);
            } else if name.eq_ignore_ascii_case("identity") {
                identity = Some(weight);
            } else if name == "*" {
                others = Some(weight);
            }
        }
        let weigh = |named: Option<u16>| named.or(others).unwrap_or(0);
        let (brotli, gzip, identity) = (weigh(brotli), weigh(gzip), weigh(identity));
        if brotli > 0 && brotli >= gzip && brotli >= identity {
            Self::Brotli
        } else if gzip > 0 && gzip >= identity {
            Self::Gzip
        } else {
            Self::Identity
        }
    }

    /// The value of `Content-Encoding`, or `None` where the field is left out.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }
}

/// The weight among an element's parameters in thousandths: 1000 if there is none, `None` if it is not a weight.
fn weight(parameters: &str) -> Option<u16> {
    for parameter in parameters.split(';') {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        if name.trim_matches([' ', '\t']).eq_ignore_ascii_case("q") {
            return thousandths(value.trim_matches([' ', '\t']));
        }
    }
    Some(1000)
}

/// A `qvalue`: 0 or 1 with at most three decimals, and not above 1.
fn thousandths(qvalue: &str) -> Option<u16> {
    let (whole, decimals) = qvalue.split_once('.').unwrap_or((qvalue, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let decimals = decimals.bytes().chain(*b"000").take(3).fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
    match whole {
        "0" => Some(decimals),
        "1" if decimals == 0 => Some(1000),
        _ => None,
    }
}
