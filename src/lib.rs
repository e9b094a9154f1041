//! Ordain: a typed language and compiler for operating fleets with AWS Systems Manager.

pub mod diagnostic;
pub mod syntax;
pub mod text;
