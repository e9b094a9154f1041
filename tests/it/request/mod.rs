//! Associations, windows, sessions, raw documents and requests: programs, findings, artifacts.

mod associations;
mod aws_owned;
mod documents;
mod parameters;
mod requests;
mod schedules;
mod sessions;
mod targets;
mod windows;
