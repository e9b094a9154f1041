//! From what a build made to an account that has it: what is there, what differs, one call after
//! another. Everything goes through [`Api`]; nothing here knows the network.

mod api;

pub use api::{Api, Call, CallError, Refusal, Repeat, all_pages};
