//! What the allocator does with memory that is done with: it gives large blocks back.

/// Blocks from this many bytes on are taken from the system, and given back to it when they are freed.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const LARGE: i32 = 256 * 1024;
/// Pools of small blocks; by default there are eight for each core, and each keeps what its busiest moment took.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
const POOLS: i32 = 4;

/// Holds the process to what it needs; to be called before there is a second thread.
///
/// glibc learns from the first large block that is freed to keep the next ones, up to 32 MiB in each pool. Checking a
/// password takes 19 MiB for an instant, and compressing a page some more: after an evening of both, a site that needs
/// 30 MB held 250 (mallopt(3), under M_MMAP_THRESHOLD). Setting the number ends the learning.
pub fn settle() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    #[allow(unsafe_code, reason = "mallopt has no safe face; it takes two numbers and keeps no pointer")]
    let is_set = unsafe { libc::mallopt(libc::M_MMAP_THRESHOLD, LARGE) & libc::mallopt(libc::M_ARENA_MAX, POOLS) };
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    if is_set == 0 {
        eprintln!("the allocator would not be told to give memory back; the program runs, and takes more of it");
    }
}
