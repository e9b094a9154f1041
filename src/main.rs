//! The `ordain` program.

fn main() -> std::process::ExitCode {
    ordain::cli::main()
}
