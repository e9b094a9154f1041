//! The project's own commands: generators, checks over folders of documents, and what CI runs.

fn main() {
    println!("xtask");
}
