//! From text to tree. One file, no names; never fails: what it cannot read becomes an error node.

pub mod ast;
