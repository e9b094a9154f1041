//! `ordain init`: a new project that builds at once.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::io::{NewFile, create_files};

use super::Status;
use super::output::Output;

/// Make a new project that builds at once
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder of the project, made where it is missing
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
}

/// The files beside the manifest.
const FILES: &[NewFile<'_>] = &[
    NewFile { path: "fleet.ord", text: include_str!("init/fleet.ord") },
    NewFile { path: "web.ord", text: include_str!("init/web.ord") },
    NewFile { path: "runbooks/restart.ord", text: include_str!("init/restart.ord") },
    NewFile { path: ".gitignore", text: "/build\n" },
    NewFile { path: ".pre-commit-config.yaml", text: include_str!("init/pre-commit-config.yaml") },
];

pub(super) fn run(arguments: &Arguments, output: &Output) -> Status {
    let name = project_name(&arguments.folder);
    let manifest = manifest(&name);
    let mut files = vec![NewFile { path: "ordain.toml", text: &manifest }];
    files.extend(FILES);
    if let Err(problem) = create_files(&arguments.folder, &files) {
        output.fail(&problem.message);
        return Status::Failed;
    }
    for file in &files {
        output.say(&format!("created {}", arguments.folder.join(file.path).display()));
    }
    output.say("`ordain build` compiles it");
    Status::Clean
}

fn manifest(name: &str) -> String {
    format!(
        "[project]\nname = \"{name}\"\n\
         # Put before the names of documents that have none of their own.\n\
         prefix = \"{}-\"\n\n\
         [build]\nout = \"build\"\nformat = \"yaml\"\n",
        capitalised(name)
    )
}

/// The folder's name as letters, digits and `-`, with a letter first.
fn project_name(folder: &Path) -> String {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let text = folder.file_name().map(|name| name.to_string_lossy().to_lowercase());
    let words: Vec<String> = text
        .unwrap_or_default()
        .split(|it: char| !it.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let name = words.join("-");
    // AWS keeps names that start with its own.
    let is_kept = ["aws", "amazon", "amzn"].iter().any(|kept| name.starts_with(kept));
    if !is_kept && name.starts_with(|it: char| it.is_ascii_lowercase()) && name.len() <= 40 {
        name
    } else {
        "my-fleet".to_owned()
    }
}

/// `acme-ops` as `AcmeOps`.
fn capitalised(name: &str) -> String {
    let words = name.split('-').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|it| it.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    words.collect()
}
