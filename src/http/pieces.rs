//! Large bodies on their way to slow readers: handed to the socket in pieces, so that one who takes nothing is noticed.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use actix_web::HttpResponse;
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::web::Bytes;

use super::connections::Connection;

/// What the server asks for at once. Whoever takes less than this in the time that a connection may sit is cut.
const PIECE: usize = 32 * 1024;

/// The rest of a body.
struct Pieces {
    rest: Bytes,
    connection: Arc<Connection>,
}

/// Lets a body that is larger than a piece go out piece by piece; each one that is taken starts the connection's patience
/// anew, so that a slow line gets its page, and a client that takes nothing holds no page in memory.
pub fn paced(response: HttpResponse, connection: &Arc<Connection>) -> HttpResponse {
    match response.body().size() {
        BodySize::Sized(size) if size > PIECE as u64 => response.map_body(|_, body| match body.try_into_bytes() {
            Ok(rest) => BoxBody::new(Pieces { rest, connection: connection.clone() }),
            Err(body) => BoxBody::new(Flowing { size: BodySize::Sized(size), body, connection: connection.clone() }),
        }),
        BodySize::Stream => response
            .map_body(|_, body| BoxBody::new(Flowing { size: BodySize::Stream, body, connection: connection.clone() })),
        _ => response,
    }
}

/// A body that comes in pieces of itself, as long as it takes.
struct Flowing {
    size: BodySize,
    body: BoxBody,
    connection: Arc<Connection>,
}

impl MessageBody for Flowing {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.size
    }

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let piece = self.body.as_pin_mut().poll_next(context);
        if matches!(piece, Poll::Ready(Some(_))) {
            self.connection.end();
        }
        piece
    }
}

impl MessageBody for Pieces {
    type Error = Infallible;

    fn size(&self) -> BodySize {
        BodySize::Sized(self.rest.len() as u64)
    }

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Bytes, Self::Error>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        self.connection.end();
        let piece = self.rest.len().min(PIECE);
        Poll::Ready(Some(Ok(self.rest.split_to(piece))))
    }
}
