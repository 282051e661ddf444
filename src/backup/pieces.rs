//! Files in a backup: cut into pieces on the way in, proved by their SHA-256, and read like files on the way out.

use std::io::{self, Read};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::model;
use crate::db::Conn;
use crate::error::{Error, Result};

/// Bytes of a piece: a file never lies in memory as a whole.
const PIECE: usize = 256 * 1024;

/// Copies `source` into the backup, and proves on the way that its bytes are those of `hash`.
pub fn copy(target: &mut Conn, hash: &str, source: &mut dyn Read, step: &dyn Fn(u64)) -> Result<u64> {
    let (mut sum, mut size) = (Sha256::new(), 0);
    for number in 0.. {
        let mut bytes = Vec::with_capacity(PIECE);
        source.take(PIECE as u64).read_to_end(&mut bytes)?;
        if bytes.is_empty() {
            break;
        }
        sum.update(&bytes);
        size += bytes.len() as u64;
        step(bytes.len() as u64);
        model::add_piece(target, hash, number, &bytes)?;
    }
    match HEXLOWER.encode(&sum.finalize()) == hash {
        true => Ok(size),
        false => Err(Error::internal(format!("the file {hash} has other bytes than those it was handed in with"))),
    }
}

/// A file of a backup, for reading.
pub struct Pieces<'a> {
    conn: &'a mut Conn,
    hash: &'a str,
    next: i64,
    piece: io::Cursor<Vec<u8>>,
}

impl<'a> Pieces<'a> {
    /// The file with this hash; empty if there is none.
    pub fn of(conn: &'a mut Conn, hash: &'a str) -> Self {
        Self { conn, hash, next: 0, piece: io::Cursor::default() }
    }

    /// Whether the bytes are those of the hash, and `size` of them.
    pub fn are_right(mut self, size: u64) -> Result<bool> {
        let (mut sum, mut found) = (Sha256::new(), 0);
        while let Some(bytes) = model::piece(self.conn, self.hash, self.next)? {
            sum.update(&bytes);
            found += bytes.len() as u64;
            self.next += 1;
        }
        Ok(found == size && HEXLOWER.encode(&sum.finalize()) == self.hash)
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.piece.read(into)?;
        if count > 0 || into.is_empty() {
            return Ok(count);
        }
        let Some(bytes) = model::piece(self.conn, self.hash, self.next).map_err(io::Error::other)? else {
            return Ok(0);
        };
        self.next += 1;
        self.piece = io::Cursor::new(bytes);
        self.piece.read(into)
    }
}
