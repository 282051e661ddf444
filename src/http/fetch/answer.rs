//! Reads an answer as far as it may be read.

use super::{Answer, Failure};

/// The whole answer, if its body is no longer than `most`: what it says of its length is not waited for, and what it
/// does not say is counted.
pub(super) async fn read(mut response: reqwest::Response, most: usize) -> Result<Answer, Failure> {
    if response.content_length().is_some_and(|length| usize::try_from(length).map_or(true, |length| length > most)) {
        return Err(Failure::TooLarge);
    }
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await? {
        if piece.len() > most - body.len() {
            return Err(Failure::TooLarge);
        }
        body.extend_from_slice(&piece);
    }
    let mut answer = Answer::new(body);
    *answer.status_mut() = response.status();
    *answer.headers_mut() = std::mem::take(response.headers_mut());
    Ok(answer)
}
