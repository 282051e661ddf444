//! Memory for the brotli encoder: its large tables are kept for the next page, because taking them from the system and
//! giving them back, page fault by page fault, costs more than the compression itself.

use std::any::Any;

use brotli::enc::combined_alloc::BrotliAlloc;
use brotli::{Allocator, SliceWrapper, SliceWrapperMut};
use parking_lot::Mutex;

/// Blocks below this many bytes are left to the allocator, which keeps such by itself.
const LARGE: usize = 32 * 1024;
/// So many bytes are kept: what two quick encoders use. What a dense one needs beyond that goes back.
const MOST: usize = 8 * 1024 * 1024;

/// Blocks that nobody uses now, each a `Vec` of some type with its bytes.
static KEPT: Mutex<Vec<(usize, Box<dyn Any + Send>)>> = Mutex::new(Vec::new());

/// Where the encoder takes its memory.
#[derive(Clone, Default)]
pub(super) struct Blocks;

/// A block; kept for the next one who needs such when it is dropped.
#[derive(Default)]
pub(super) struct Block<T: Send + 'static>(Vec<T>);

impl BrotliAlloc for Blocks {}

impl<T: Clone + Default + Send + 'static> Allocator<T> for Blocks {
    type AllocatedMemory = Block<T>;

    fn alloc_cell(&mut self, len: usize) -> Block<T> {
        match kept(len) {
            Some(mut cells) => {
                cells.clear();
                cells.resize(len, T::default());
                Block(cells)
            }
            None => Block(vec![T::default(); len]),
        }
    }

    fn free_cell(&mut self, _: Block<T>) {}
}

fn kept<T: Send + 'static>(len: usize) -> Option<Vec<T>> {
    if len * size_of::<T>() < LARGE {
        return None;
    }
    let mut all = KEPT.lock();
    let fits = |block: &(usize, Box<dyn Any + Send>)| {
        block.1.downcast_ref::<Vec<T>>().is_some_and(|cells| (len..=len * 2).contains(&cells.capacity()))
    };
    let place = all.iter().position(fits)?;
    all.swap_remove(place).1.downcast().ok().map(|cells| *cells)
}

impl<T: Send + 'static> Drop for Block<T> {
    fn drop(&mut self) {
        let bytes = self.0.capacity() * size_of::<T>();
        if bytes >= LARGE {
            let mut all = KEPT.lock();
            if all.iter().map(|block| block.0).sum::<usize>() + bytes <= MOST {
                all.push((bytes, Box::new(std::mem::take(&mut self.0))));
            }
        }
    }
}

impl<T: Send + 'static> SliceWrapper<T> for Block<T> {
    fn slice(&self) -> &[T] {
        &self.0
    }
}

impl<T: Send + 'static> SliceWrapperMut<T> for Block<T> {
    fn slice_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}
