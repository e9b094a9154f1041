//! AWS's service models: lookups by name, paths, and bytes that are no model.

mod bytes;
mod lookup;
mod models;
mod paths;
mod permission;
