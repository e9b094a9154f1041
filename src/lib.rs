//! Ordain: a typed language and compiler for operating fleets with AWS Systems Manager.

pub mod aws;
pub mod check;
pub mod cli;
#[cfg(feature = "aws")]
pub mod client;
pub mod deploy;
pub mod diagnostic;
pub mod doc;
pub mod emit;
pub mod format;
pub mod hir;
pub mod iam;
pub mod import;
pub mod io;
pub mod lint;
pub mod lower;
pub mod markup;
pub mod report;
pub mod resolve;
pub mod session;
pub mod ssm;
pub mod stdlib;
pub mod syntax;
pub mod template;
pub mod text;
pub mod verify;
