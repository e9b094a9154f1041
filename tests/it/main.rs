//! All integration tests: cases by area, each going in through a session or the command line.

mod emit;
mod examples;
mod pages;
mod reference;
mod support;
mod syntax;
mod tidy;
