//! Documents that runbooks are lowered to.

mod builder;
mod conditions;
pub(crate) mod graph;
mod layout;
mod loops;
mod outputs;
mod parameters;
mod protect;
mod values;
