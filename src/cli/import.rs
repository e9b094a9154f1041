//! `ordain import`: documents that are there to sources.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::io::{self, IfThere, NewFile};
use crate::report::Group;
use crate::session::{self, Imported, ImportedProject, Room, SourceText};
use crate::text::Sources;
use crate::verify;

mod place;

use super::Status;
use super::output::{Output, Stream};
use place::Place;

/// Turn documents of Systems Manager into sources
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Documents in YAML or JSON, folders of them, or `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    paths: Vec<PathBuf>,

    /// Write a source for each document to this folder; without it, one document is printed
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Compile the sources again, and compare the documents
    #[arg(long)]
    verify: bool,
}

/// A file beside the sources.
struct Extra {
    path: String,
    text: String,
}

/// A document with its source.
struct Done {
    document: SourceText,
    imported: Imported,
    /// What the source declares; its file is named after it.
    name: String,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Status {
    match import(arguments, output) {
        Ok(status) => status,
        Err(message) => {
            output.fail(&message);
            Status::Failed
        }
    }
}

fn import(arguments: &Arguments, output: &Output) -> Result<Status, String> {
    let cwd = std::env::current_dir().map_err(|error| format!("the current folder: {error}"))?;
    let texts =
        io::read_documents(&cwd, &arguments.paths).map_err(|problem| problem.shown(&cwd))?;
    let names = session::source_names(&texts);
    let place = arguments.out.as_deref().map(|folder| Place::of(&cwd, folder)).transpose()?;
    let documents: Vec<(SourceText, String)> = texts.into_iter().zip(names).collect();
    let room = place.as_ref().map_or(Room::Apart, |place| Room::Folder(place.naming));
    let project = session::import_documents(&documents, room);
    let compiled = arguments.verify.then(|| session::compiled_documents(&project));
    let extra = place.as_ref().map_or_else(Vec::new, |place| extra_files(place, &project));
    let is_linked = project.is_linked;
    let done: Vec<Done> = documents
        .into_iter()
        .zip(project.documents)
        .map(|((document, name), imported)| Done { document, imported, name })
        .collect();
    let mut status = report(&done, output);
    // Files that are no project need not know each other.
    if let Some(place) = place.filter(|place| is_linked || place.is_in_project) {
        let written = done.iter().filter(|one| one.imported.source.is_some());
        place.check_free(&cwd, written.map(|one| one.name.as_str()))?;
    }
    write(arguments, (&done, &extra), (&cwd, output))?;
    if let Some(compiled) = compiled
        && verify_all(&done, &compiled, output) != Status::Clean
        && status != Status::Failed
    {
        status = Status::Findings;
    }
    Ok(status)
}

/// What stands beside the sources of one project: scripts, and the manifest that makes them one.
fn extra_files(place: &Place, project: &ImportedProject) -> Vec<Extra> {
    let scripts =
        project.files.iter().map(|(path, text)| Extra { path: path.clone(), text: text.clone() });
    let mut extra: Vec<Extra> = scripts.collect();
    // A manifest in a project would take the folder out of it.
    if project.is_linked && !place.is_in_project {
        let (path, text) = ("ordain.toml".to_owned(), place.manifest());
        extra.push(Extra { path, text });
    }
    extra
}

/// Shows what is wrong with the documents' texts, and which hold none.
fn report(done: &[Done], output: &Output) -> Status {
    let mut status = Status::Clean;
    let sources: Vec<Sources> = done.iter().map(sources_of).collect();
    let groups: Vec<Group<'_>> = done
        .iter()
        .zip(&sources)
        .map(|(one, sources)| Group { diagnostics: &one.imported.diagnostics, sources, prefix: "" })
        .collect();
    if groups.iter().flat_map(|group| group.diagnostics).any(Diagnostic::is_error) {
        status = Status::Findings;
    }
    output.findings(&groups, Stream::Error);
    if done.iter().any(|one| one.document.not_utf8_at.is_some()) {
        status = Status::Failed;
    }
    let is_other =
        |one: &&Done| one.imported.source.is_none() && one.document.not_utf8_at.is_none();
    let lost = |one: &Done| {
        one.imported.source.as_ref()?;
        let why = session::lost_name(&one.document, &one.name)?;
        Some(format!("`{}`: {why}", one.document.path))
    };
    for message in done.iter().filter_map(lost) {
        output.say(&message);
    }
    for one in done.iter().filter(is_other) {
        output.fail(&refusal(&one.document));
        status = if status == Status::Failed { status } else { Status::Findings };
    }
    status
}

/// Why a text is not imported, and what is.
fn refusal(document: &SourceText) -> String {
    let path = &document.path;
    let taken = "`ordain import` takes documents of Systems Manager in YAML or JSON, one a file";
    match session::is_template(document) {
        true => format!(
            "`{path}` is a template: {taken}; `ordain lint {path}` looks at those in a template"
        ),
        false => format!("`{path}` holds no document that can be imported: {taken}"),
    }
}

fn sources_of(one: &Done) -> Sources {
    let mut sources = Sources::default();
    sources.add(&*one.document.path, &*one.document.text);
    sources
}

fn write(
    arguments: &Arguments,
    (done, extra): (&[Done], &[Extra]),
    (cwd, output): (&Path, &Output),
) -> Result<(), String> {
    let sources: Vec<(String, &str)> = done
        .iter()
        .filter_map(|one| Some((format!("{}.ord", one.name), one.imported.source.as_deref()?)))
        .collect();
    let Some(folder) = &arguments.out else {
        return match sources.as_slice() {
            [(_, source)] => {
                output.result(source);
                Ok(())
            }
            [] => Ok(()),
            _ if arguments.verify => Ok(()),
            _ => Err("there are several documents: say where to write with `--out DIR`".to_owned()),
        };
    };
    let mut files: Vec<NewFile<'_>> = sources
        .iter()
        .map(|(path, text)| NewFile { path, text, if_there: IfThere::Refuse })
        .collect();
    files.extend(extra.iter().map(|one| NewFile {
        path: &one.path,
        text: &one.text,
        if_there: IfThere::Refuse,
    }));
    let absolute = io::absolute_path(cwd, folder);
    io::create_files(&absolute, &files).map_err(|problem| problem.shown(cwd))?;
    for file in &files {
        output.say(&io::shown_path(cwd, &absolute.join(file.path)));
    }
    Ok(())
}

/// Says how each document that came out again differs.
fn verify_all(done: &[Done], compiled: &[Option<Value>], output: &Output) -> Status {
    let results: Vec<(&Done, Vec<String>)> = done
        .iter()
        .zip(compiled)
        .filter_map(|(one, compiled)| Some((one, differences(one, compiled.as_ref())?)))
        .collect();
    let mut status = Status::Clean;
    let mut equal = 0;
    for (one, differences) in &results {
        equal += usize::from(differences.is_empty());
        for difference in differences {
            status = Status::Findings;
            output.fail(&format!("`{}`: {difference}", one.document.path));
        }
    }
    output.say(&format!("{equal} of {} documents are equal after compiling again", results.len()));
    status
}

/// How the compiled document differs; nothing where there is no source.
fn differences(one: &Done, compiled: Option<&Value>) -> Option<Vec<String>> {
    one.imported.source.as_ref()?;
    let document = one.imported.document.as_ref()?;
    let Some(compiled) = compiled else {
        return Some(why_refused(one.imported.source.as_deref()?));
    };
    Some(verify::compare(document, compiled).iter().map(ToString::to_string).collect())
}

/// What is said of a source that does not compile: each error with its place in the source.
fn why_refused(source: &str) -> Vec<String> {
    let errors = session::refusals(source);
    if errors.is_empty() {
        return vec!["the source makes no document".to_owned()];
    }
    let shown = |(line, one): (usize, Diagnostic)| {
        format!("the source does not compile: line {line}: {}: {}", one.code, one.message)
    };
    errors.into_iter().map(shown).collect()
}
