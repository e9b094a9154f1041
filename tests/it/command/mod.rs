//! Commands: what their tasks become, and what their scripts do when a real shell runs them.

#[cfg(unix)]
mod become_user;
#[cfg(unix)]
mod guards;
#[cfg(unix)]
mod shell;
#[cfg(unix)]
mod values;
