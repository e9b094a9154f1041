//! Signals that ask the program to end: Ctrl-C, and SIGTERM where there is one.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::Threads;

/// Whether somebody has asked.
#[derive(Clone, Debug, Default)]
pub struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Whether somebody has asked the program to end.
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

impl Threads {
    /// Listens from now on: no signal ends the program by itself any more. `heard` is told of each,
    /// the first is 1.
    ///
    /// # Errors
    /// The system lets nobody listen.
    pub fn listen(&self, heard: impl Fn(usize) + Clone + Send + 'static) -> io::Result<Interrupt> {
        let interrupt = Interrupt::default();
        let (asked, count) = (interrupt.clone(), Arc::new(AtomicUsize::new(0)));
        let heard = move || {
            heard(count.fetch_add(1, Ordering::AcqRel) + 1);
            // Only now, so that what is told of a signal comes before what it leads to.
            asked.0.store(true, Ordering::Release);
        };
        let _inside = self.0.enter();
        self.each(heard)?;
        Ok(interrupt)
    }

    #[cfg(unix)]
    fn each(&self, heard: impl Fn() + Clone + Send + 'static) -> io::Result<()> {
        use tokio::signal::unix::{SignalKind, signal};
        for kind in [SignalKind::interrupt(), SignalKind::terminate()] {
            let (mut signals, heard) = (signal(kind)?, heard.clone());
            self.0.spawn(async move {
                while signals.recv().await.is_some() {
                    heard();
                }
            });
        }
        Ok(())
    }

    #[cfg(not(unix))]
    fn each(&self, heard: impl Fn() + Clone + Send + 'static) -> io::Result<()> {
        self.0.spawn(async move {
            while tokio::signal::ctrl_c().await.is_ok() {
                heard();
            }
        });
        Ok(())
    }
}
