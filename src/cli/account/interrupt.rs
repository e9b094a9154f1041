//! What a deploy does when somebody wants to stop it.

use std::sync::OnceLock;

use crate::cli::output::Output;
use crate::client::{Interrupt, Threads};

use super::progress;

/// The exit status of what somebody has stopped.
pub(in crate::cli) const INTERRUPTED: u8 = 130;

const FIRST: &str = "interrupted: what is under way ends, nothing more is begun; a second signal ends \
                     at once";

/// Whether somebody wants to stop. Until it listens, a signal ends the program by itself.
#[derive(Default)]
pub(super) struct Stop(OnceLock<Interrupt>);

impl Stop {
    /// Listens to signals from now on: the first lets what is under way end, the second ends at once.
    pub(super) fn listen(&self, threads: &Threads) {
        let heard = |count: usize| {
            let output = Output::new();
            progress::clear(&output);
            match count {
                1 => output.say(FIRST),
                _ => std::process::exit(i32::from(INTERRUPTED)),
            }
        };
        // Where the system lets nobody listen, a signal ends the program as it does elsewhere.
        if let Ok(interrupt) = threads.listen(heard) {
            let _ = self.0.set(interrupt);
        }
    }

    pub(super) fn is_asked(&self) -> bool {
        self.0.get().is_some_and(Interrupt::is_asked)
    }
}
