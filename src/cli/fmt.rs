//! `ordain fmt`: the one canonical layout.

use std::path::{Path, PathBuf};

use clap::Args;
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};
use similar::TextDiff;

use crate::diagnostic::Diagnostic;
use crate::format::format;
use crate::io::{self, Problem};
use crate::report::Group;
use crate::session::SourceText;
use crate::text::{FileId, Sources};

use super::Status;
use super::output::{Output, Stream};

/// Lay out sources in the one canonical way
///
/// Lines have at most 100 characters where they can be broken. Comments stay where they are, and so
/// do the spelling of values and the text of scripts. Each layout is read again before it is
/// written: it says the same as the file did, or the file stays as it is. A file with a syntax error
/// stays as it is, too.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Files, folders, globs, or `-` to read standard input and write standard output; none means
    /// the project around the current folder
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Write nothing; list the files that would change, and exit with 1 if there are any
    #[arg(long, conflicts_with = "diff")]
    check: bool,

    /// Write nothing; show what would change, and exit with 1 if there is anything
    #[arg(long)]
    diff: bool,
}

/// A source and what it is to become.
struct Laid {
    /// Nothing for standard input.
    path: Option<PathBuf>,
    source: SourceText,
    result: Result<String, Vec<Diagnostic>>,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Status {
    let cwd = match std::env::current_dir() {
        Ok(cwd) => cwd,
        Err(error) => {
            output.fail(&format!("the current folder: {error}"));
            return Status::Failed;
        }
    };
    let (sources, problems) = match read_all(&cwd, &arguments.paths) {
        Ok(read) => read,
        Err(problem) => {
            output.fail(&problem.shown(&cwd));
            return Status::Failed;
        }
    };
    let mut failed = !problems.is_empty();
    problems.iter().for_each(|problem| output.fail(&problem.shown(&cwd)));
    let numbered: Vec<(u32, (Option<PathBuf>, SourceText))> = (0..).zip(sources).collect();
    let laid: Vec<Laid> = numbered
        .par_iter()
        .map(|(number, (path, source))| Laid {
            path: path.clone(),
            source: source.clone(),
            result: format(&source.text, FileId(*number)),
        })
        .collect();
    let has_findings = show_findings(&laid, output);
    let mut would_change = false;
    for one in &laid {
        let Ok(text) = &one.result else { continue };
        let changes = *text != *one.source.text;
        would_change |= changes;
        if let Err(problem) = one.give(text, arguments, output) {
            output.fail(&problem.shown(&cwd));
            failed = true;
        }
    }
    let only_looks = arguments.check || arguments.diff;
    if failed {
        Status::Failed
    } else if has_findings || only_looks && would_change {
        Status::Findings
    } else {
        Status::Clean
    }
}

impl Laid {
    /// Writes or shows a layout.
    fn give(&self, text: &str, arguments: &Arguments, output: &Output) -> Result<(), Problem> {
        let is_same = *text == *self.source.text;
        let shown = &self.source.path;
        match &self.path {
            _ if arguments.check && !is_same => output.result(&format!("{shown}: would change\n")),
            _ if arguments.diff && !is_same => {
                let difference = TextDiff::from_lines(&*self.source.text, text);
                let mut unified = difference.unified_diff();
                output.result(&unified.header(shown, shown).to_string());
            }
            _ if arguments.check || arguments.diff => {}
            None => output.result(text),
            Some(_) if is_same => {}
            Some(path) => {
                io::write_text(path, text)?;
                output.say(&format!("laid out {shown}"));
            }
        }
        Ok(())
    }
}

/// The texts in the order of paths, those that cannot be read apart; standard input last.
type Read = (Vec<(Option<PathBuf>, SourceText)>, Vec<Problem>);

fn read_all(cwd: &Path, paths: &[PathBuf]) -> Result<Read, Problem> {
    let named = io::named_sources(cwd, paths)?;
    let read: Vec<Result<SourceText, Problem>> =
        named.files.par_iter().map(|path| io::read_file(cwd, path)).collect();
    let mut sources = Vec::new();
    let mut problems = Vec::new();
    for (path, read) in named.files.into_iter().zip(read) {
        match read {
            Ok(source) => sources.push((Some(path), source)),
            Err(problem) => problems.push(problem),
        }
    }
    if named.standard_input {
        sources.push((None, io::read_input_source()?));
    }
    Ok((sources, problems))
}

/// Whether there are findings.
fn show_findings(laid: &[Laid], output: &Output) -> bool {
    let mut sources = Sources::default();
    for one in laid {
        sources.add(one.source.path.clone(), one.source.text.clone());
    }
    let found = laid.iter().filter_map(|one| one.result.as_ref().err());
    let diagnostics: Vec<Diagnostic> = found.flatten().cloned().collect();
    if !diagnostics.is_empty() {
        let group = Group { diagnostics: &diagnostics, sources: &sources, prefix: "" };
        output.findings(&[group], Stream::Error);
    }
    !diagnostics.is_empty()
}
