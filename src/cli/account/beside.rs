//! Work on several things side by side, told in their order.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// How work on several things goes.
pub(super) struct Beside<'a, T> {
    /// At the same time.
    pub(super) most: NonZeroUsize,
    /// Whether nothing more is begun once something has come to this.
    pub(super) is_end: &'a (dyn Fn(&T) -> bool + Sync),
}

/// Works on each, and gives what came of it in the order of the things, each as soon as those before
/// it are there. Absent: it was not begun.
pub(super) fn beside<I: Sync, T: Send>(
    things: &[I],
    how: &Beside<'_, T>,
    work: impl Fn(&I) -> T + Sync,
    mut tell: impl FnMut(&I, Option<T>),
) {
    let (next, has_ended) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel();
    // What the threads share.
    let (next, has_ended, work) = (&next, &has_ended, &work);
    thread::scope(|scope| {
        for _ in 0..how.most.get().min(things.len()) {
            let sender = sender.clone();
            scope.spawn(move || {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(thing) = things.get(place) else { return };
                    let done = (!has_ended.load(Ordering::Acquire)).then(|| work(thing));
                    if done.as_ref().is_some_and(how.is_end) {
                        has_ended.store(true, Ordering::Release);
                    }
                    // Nobody listens only where a thread has panicked.
                    drop(sender.send((place, done)));
                }
            });
        }
        drop(sender);
        let mut early: BTreeMap<usize, Option<T>> = BTreeMap::new();
        let mut told = things.iter().enumerate().peekable();
        for (place, done) in receiver {
            early.insert(place, done);
            while let Some((_, thing)) = told.next_if(|(place, _)| early.contains_key(place)) {
                if let Some((_, done)) = early.pop_first() {
                    tell(thing, done);
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroUsize;
    use std::sync::{Condvar, Mutex};

    use super::{Beside, beside};

    fn check(
        most: usize,
        things: &[u32],
        is_end: &(dyn Fn(&u32) -> bool + Sync),
    ) -> Vec<Option<u32>> {
        let most = NonZeroUsize::new(most).expect("not 0");
        let mut told = Vec::new();
        let how = Beside { most, is_end };
        beside(
            things,
            &how,
            |thing| thing * 10,
            |thing, done| {
                assert!(done.is_none_or(|done| done == thing * 10));
                told.push(done);
            },
        );
        told
    }

    #[test]
    fn everything_is_told_in_its_order() {
        let all: Vec<u32> = (0..100).collect();
        let wanted: Vec<Option<u32>> = (0..100).map(|it| Some(it * 10)).collect();
        assert_eq!(check(7, &all, &|_| false), wanted);
        assert_eq!(check(3, &[], &|_| false), Vec::new());
    }

    #[test]
    fn nothing_is_begun_behind_an_end() {
        assert_eq!(check(1, &[1, 2, 3], &|done| *done == 20), [Some(10), Some(20), None]);
    }

    #[test]
    fn as_many_as_allowed_work_at_the_same_time() {
        // Both wait for each other: one alone would wait for ever.
        let (there, came) = (Mutex::new(0), Condvar::new());
        let meet = |_: &u32| {
            let mut count = there.lock().expect("a lock");
            *count += 1;
            came.notify_all();
            while *count < 2 {
                count = came.wait(count).expect("a lock");
            }
        };
        let how = Beside { most: NonZeroUsize::new(2).expect("not 0"), is_end: &|_| false };
        beside(&[1, 2], &how, meet, |_, done| assert!(done.is_some()));
    }
}
