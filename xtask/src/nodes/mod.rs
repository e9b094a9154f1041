//! Compiled roles on real root file systems, run as SSM Agent runs them.

mod agent;
mod ansible;
mod case;
mod cases;
mod document;
mod hostile;
mod inner;
mod once;
mod snapshot;
mod split;
mod summary;
mod system;
#[cfg(test)]
mod tests;
mod values;

pub use ansible::{inside as ansible_inside, run as ansible};
pub use cases::{inside, run};
pub use hostile::{inside as hostile_inside, run as hostile};
pub use once::{run as run_once, run_inside as run_once_inside};
pub use split::{inside as split_inside, run as split};
