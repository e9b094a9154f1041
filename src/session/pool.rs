//! Threads with room for deeply nested programs.

use std::sync::OnceLock;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Nesting is limited by the parser; this is enough for its limit in every stage. Pages that are
/// not touched cost nothing.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Runs a stage on the session's threads, with all its parallel parts.
pub(super) fn run<T: Send>(stage: impl FnOnce() -> T + Send) -> T {
    static POOL: OnceLock<Option<ThreadPool>> = OnceLock::new();
    let pool = POOL.get_or_init(|| ThreadPoolBuilder::new().stack_size(STACK_BYTES).build().ok());
    match pool {
        Some(pool) => pool.install(stage),
        // Where no threads can be made, the caller's own must do.
        None => stage(),
    }
}
