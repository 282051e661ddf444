//! A file that a theme serves: its address, and its bytes in every coding.

use std::io::Write;
use std::sync::OnceLock;

/// One immutable file. The codings are made when first asked for, so that a command that draws no page pays nothing.
pub struct Asset {
    /// The path on the institution's host, with the hash of the theme's files in it.
    pub address: String,
    /// The value of the `Content-Type` header.
    pub content_type: &'static str,
    identity: Vec<u8>,
    gzip: OnceLock<Vec<u8>>,
    brotli: OnceLock<Vec<u8>>,
}

impl Asset {
    /// A file at `address`.
    pub fn new(address: String, content_type: &'static str, identity: Vec<u8>) -> Self {
        Self { address, content_type, identity, gzip: OnceLock::new(), brotli: OnceLock::new() }
    }

    /// The bytes as they are.
    pub fn identity(&self) -> &[u8] {
        &self.identity
    }

    /// The bytes with `Content-Encoding: gzip` (RFC 1952).
    pub fn gzip(&self) -> &[u8] {
        self.gzip.get_or_init(|| {
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            in_memory(encoder.write_all(&self.identity).and_then(|()| encoder.finish()))
        })
    }

    /// The bytes with `Content-Encoding: br` (RFC 7932).
    pub fn brotli(&self) -> &[u8] {
        self.brotli.get_or_init(|| {
            let mut out = Vec::new();
            let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 18, ..Default::default() };
            in_memory(brotli::BrotliCompress(&mut self.identity.as_slice(), &mut out, &params));
            out
        })
    }
}

/// Writing to a vector cannot fail for want of space or permission; there is no one to tell if it does.
#[expect(clippy::expect_used, reason = "a Vec takes every write")]
fn in_memory<T>(result: std::io::Result<T>) -> T {
    result.expect("compressing into memory does no input or output")
}
