//! Threads with room for deeply nested programs.

use std::cell::Cell;
use std::num::NonZero;
use std::panic;
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Nesting is limited by the parser; this is enough for its limit in every stage. Pages that are
/// not touched cost nothing.
const STACK_BYTES: usize = 64 * 1024 * 1024;

thread_local! {
    /// Whether the stack of this thread has the room.
    static HAS_ROOM: Cell<bool> = const { Cell::new(false) };
}

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

/// Runs a stage of one text with at most one declaration: on a thread of [`each`] at once, which
/// saves the way to another. Such a stage gives nothing to other threads: reading takes a list of one
/// file apart, checking one of one item. A stage that did would do so on threads without the room.
pub(super) fn run_whole<T: Send>(stage: impl FnOnce() -> T + Send) -> T {
    if HAS_ROOM.get() { stage() } else { run(stage) }
}

/// What `work` makes of each item, in their order.
///
/// The threads are others than the session's. Those take up further work while they wait, on top of
/// their stacks: a hundred documents, each with stages of its own, would stand upon each other.
pub fn each<I: Send, T: Send>(items: Vec<I>, work: impl Fn(I) -> T + Sync) -> Vec<T> {
    let count = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    let items = Mutex::new(items.into_iter().enumerate());
    let next = || items.lock().unwrap_or_else(PoisonError::into_inner).next();
    let take = || {
        let mut done: Vec<(usize, T)> = Vec::new();
        while let Some((place, item)) = next() {
            done.push((place, work(item)));
        }
        done
    };
    let take_with_room = || {
        HAS_ROOM.set(true);
        take()
    };
    let mut done = thread::scope(|scope| {
        let thread = || thread::Builder::new().stack_size(STACK_BYTES);
        let spawn = |_| thread().spawn_scoped(scope, take_with_room);
        let threads: Vec<_> = (0..count).filter_map(|number| spawn(number).ok()).collect();
        if threads.is_empty() {
            return take();
        }
        let results = threads.into_iter().map(thread::ScopedJoinHandle::join);
        let results = results.map(|one| one.unwrap_or_else(|why| panic::resume_unwind(why)));
        results.flatten().collect()
    });
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, made)| made).collect()
}
