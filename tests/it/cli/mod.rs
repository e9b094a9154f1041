//! The program as its users run it.

#[cfg(feature = "aws")]
mod account;
mod disk;
mod doc;
mod documents;
mod fmt;
mod folders;
mod iam;
mod import;
mod init;
mod program;
#[cfg(unix)]
mod rights;
