//! Writes a project of N runbooks, for the whole-process benchmarks.

#[path = "../../benches/generator.rs"]
mod generator;

use std::fs;
use std::path::Path;

use crate::bench_calls;

/// The manifest of a project of such runbooks.
const MANIFEST: &str = "[project]\nname = \"bench\"\n";

/// Which runbooks are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Of everything something.
    Typical,
    /// Five calls of AWS's APIs.
    Calls,
    /// Five actions that are no such calls.
    Actions,
}

/// Writes `count` runbooks, one a file, and their manifest into `folder`, which is made anew.
pub fn write(count: &str, folder: &Path, sort: Sort) -> Result<(), String> {
    let runbook = match sort {
        Sort::Typical => generator::runbook,
        Sort::Calls => bench_calls::calls,
        Sort::Actions => bench_calls::actions,
    };
    let count: usize = count.parse().map_err(|_| format!("`{count}` is no count of runbooks"))?;
    let written = || -> std::io::Result<()> {
        fs::create_dir_all(folder)?;
        fs::write(folder.join("ordain.toml"), MANIFEST)?;
        for number in 0..count {
            let name = format!("fleet_{number:05}.ord");
            fs::write(folder.join(name), runbook(number))?;
        }
        Ok(())
    };
    written().map_err(|error| format!("{}: {error}", folder.display()))
}
