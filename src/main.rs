//! The `ordain` program.

fn main() {}
