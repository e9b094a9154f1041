//! All integration tests: cases by area, each going in through a session or the command line.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod api;
mod around;
mod aws;
mod cli;
mod command;
mod dependencies;
mod deploy;
mod doc;
mod editors;
mod emit;
mod examples;
mod format;
mod fuzz;
mod iam;
mod import;
mod lint;
mod lock;
mod lower;
mod markup;
mod nodes;
mod operate;
mod pages;
mod reference;
mod report;
mod request;
mod resolve;
mod rule_pages;
mod runbook;
mod session;
mod snapshots;
mod ssm;
mod stack;
mod statements;
mod support;
mod syntax;
mod template;
mod tidy;
mod types;
mod verify;
