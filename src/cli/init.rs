//! `ordain init`: a new project that builds at once.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::io::{IfThere, NewFile, create_files};

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
    source("fleet.ord", include_str!("init/fleet.ord")),
    source("web.ord", include_str!("init/web.ord")),
    source("runbooks/restart.ord", include_str!("init/restart.ord")),
    side_file(".gitignore", "/build\n"),
    side_file(".pre-commit-config.yaml", include_str!("init/pre-commit-config.yaml")),
];

/// A file of the project: one that is there is another project's.
const fn source<'a>(path: &'a str, text: &'a str) -> NewFile<'a> {
    NewFile { path, text, if_there: IfThere::Refuse }
}

/// A file that a repository often has before it has a project.
const fn side_file<'a>(path: &'a str, text: &'a str) -> NewFile<'a> {
    NewFile { path, text, if_there: IfThere::Keep }
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Status {
    let folder = &arguments.folder;
    let name = project_name(folder);
    let manifest = manifest(&name);
    let mut files = vec![source("ordain.toml", &manifest)];
    files.extend(FILES);
    let kept = match create_files(folder, &files) {
        Ok(kept) => kept,
        Err(problem) => {
            output.fail(&problem.to_string());
            return Status::Failed;
        }
    };
    for file in &files {
        let path = folder.join(file.path);
        let path = path.strip_prefix(".").unwrap_or(&path).display();
        if kept.contains(&file.path) {
            output.say(&format!("left {path} as it is; a new project's would hold:"));
            file.text.lines().for_each(|line| output.say(&format!("    {line}")));
        } else {
            output.say(&format!("created {path}"));
        }
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
    let name = words_of(&folder.file_name().unwrap_or_default().to_string_lossy());
    // AWS keeps names that start with its own.
    let is_kept = ["aws", "amazon", "amzn"].iter().any(|kept| name.starts_with(kept));
    if !is_kept && name.starts_with(|it: char| it.is_ascii_lowercase()) && name.len() <= 40 {
        name
    } else {
        "my-fleet".to_owned()
    }
}

/// A text in small letters with `-` for all that is no letter or digit, but at its ends.
pub(super) fn words_of(text: &str) -> String {
    let text = text.to_lowercase();
    let words = text.split(|it: char| !it.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty()).collect::<Vec<&str>>().join("-")
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
