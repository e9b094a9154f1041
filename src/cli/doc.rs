//! `ordain doc`: reference pages of modules, roles, documents and what applies them.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::diagnostic::Diagnostic;
use crate::doc::{self, Collection, Page};
use crate::io::{self, Takes};
use crate::report::Group;
use crate::session::DocOutcome;

use super::Status;
use super::arguments::{FailOn, ProjectArguments};
use super::output::{Output, Stream};
use super::projects::{self, Opened};

/// Print or write the reference pages of modules, roles, documents, associations and windows
#[derive(Clone, Debug, Args)]
pub(super) struct Arguments {
    /// What the page is about, such as `web` or `std.file`; without it, a list of all. What ends
    /// in `.ord`, or is the path of a file or folder, is a PATH
    name: Option<String>,

    /// Files, folders, globs, or `-` for standard input; none means the project around the
    /// current folder
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Write a site of static HTML to this folder: all pages, or that of NAME
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Status {
    let mut arguments = arguments.clone();
    projects::take_name_for_path(&mut arguments.name, &mut arguments.paths);
    match show(&arguments, output) {
        Ok(status) => status,
        Err(message) => {
            output.fail(&message);
            Status::Failed
        }
    }
}

fn show(arguments: &Arguments, output: &Output) -> Result<Status, String> {
    let opened = open(arguments, output)?;
    let outcomes: Vec<DocOutcome> = opened.iter().map(|project| project.session.doc()).collect();
    if outcomes.iter().any(|outcome| outcome.diagnostics.iter().any(Diagnostic::is_error)) {
        let pairs = opened.iter().zip(&outcomes);
        let groups: Vec<Group<'_>> =
            pairs.map(|(project, outcome)| project.group(&outcome.diagnostics)).collect();
        output.findings(&groups, Stream::Error);
        return Ok(projects::status(&groups, FailOn::Error));
    }
    let mut collections: Vec<Collection> = outcomes.into_iter().map(|it| it.collection).collect();
    collections.push(doc::standard());
    let found = arguments.name.as_ref().map(|name| find(name, &collections)).transpose()?;
    match (&arguments.out, found) {
        (Some(folder), Some(found)) => {
            let found: Vec<Page> = found.into_iter().cloned().collect();
            for collection in &mut collections {
                collection.pages.retain(|page| found.contains(page));
            }
            write(folder, &collections, output)
        }
        (Some(folder), None) => write(folder, &collections, output),
        (None, Some(found)) => {
            let pages: Vec<String> = found.into_iter().map(doc::page_text).collect();
            output.result(&pages.join("\n"));
            Ok(Status::Clean)
        }
        (None, None) => {
            output.result(&doc::list(&collections));
            Ok(Status::Clean)
        }
    }
}

fn write(folder: &Path, collections: &[Collection], output: &Output) -> Result<Status, String> {
    let cwd = std::env::current_dir().map_err(|error| format!("the current folder: {error}"))?;
    let absolute = io::absolute_path(&cwd, folder);
    let files = doc::site(collections);
    let changes = io::write_site(&absolute, &files).map_err(|problem| problem.shown(&cwd))?;
    for path in &changes.kept {
        let path = io::shown_path(&cwd, &absolute.join(path));
        output.say(&format!("left {path}: somebody changed it"));
    }
    let index = io::shown_path(&cwd, &absolute.join("index.html"));
    let (written, removed) = (changes.written.len(), changes.removed.len());
    output.say(&format!(
        "{index}: {written} written, {removed} removed, {} unchanged",
        changes.unchanged
    ));
    Ok(Status::Clean)
}

/// The projects; none where the standard library is all there is to tell of.
fn open(arguments: &Arguments, output: &Output) -> Result<Vec<Opened>, String> {
    let is_standard = arguments.name.as_ref().is_some_and(|name| name.starts_with("std."));
    if arguments.paths.is_empty() && (is_standard || !is_in_project()?) {
        return Ok(Vec::new());
    }
    let arguments = ProjectArguments {
        paths: arguments.paths.clone(),
        stdin_filename: None,
        env: None,
        inputs: Vec::new(),
        tags: Vec::new(),
        skip_tags: Vec::new(),
        fail_on: FailOn::Error,
    };
    projects::open(&arguments, Takes::Sources, output)
}

fn is_in_project() -> Result<bool, String> {
    let cwd = std::env::current_dir().map_err(|error| format!("the current folder: {error}"))?;
    Ok(io::project_root(&cwd).is_some())
}

/// What goes by a name: a project's own before what the library has of that name.
fn find<'c>(name: &str, collections: &'c [Collection]) -> Result<Vec<&'c Page>, String> {
    let all = || collections.iter().flat_map(|collection| &collection.pages);
    let found: Vec<&Page> = all().filter(|page| page.answers_to(name)).collect();
    let is_own = |page: &&Page| page.origin == doc::Origin::Project;
    let own: Vec<&Page> = found.iter().copied().filter(is_own).collect();
    match (own.is_empty(), found.is_empty()) {
        (false, _) => Ok(own),
        (true, false) => Ok(found),
        (true, true) => {
            let titles: Vec<String> = all().map(Page::title).collect();
            let names = all().map(|page| page.name.as_str());
            let names = names.chain(titles.iter().map(String::as_str));
            let names = names.chain(all().filter_map(|page| page.emitted_name.as_deref()));
            let hint = projects::hint(name, names);
            let more = if hint.is_empty() { ": `ordain doc` lists what there is" } else { &hint };
            Err(format!("there is no page of `{name}`{more}"))
        }
    }
}
