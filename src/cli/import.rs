//! `ordain import`: documents that are there to sources.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::io::{self, IfThere, NewFile};
use crate::report::Group;
use crate::session::{self, Imported, ImportedProject, Room, SourceText};
use crate::text::Sources;
use crate::verify;

use super::Status;
use super::output::{Output, Stream};

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
    if_there: IfThere,
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
    let names = names(&texts);
    let documents: Vec<(SourceText, String)> = texts.into_iter().zip(names).collect();
    let room = if arguments.out.is_some() { Room::Folder } else { Room::Apart };
    let project = session::import_documents(&documents, room);
    let compiled = arguments.verify.then(|| session::compiled_documents(&project));
    let extra = extra_files(arguments, &project);
    let done: Vec<Done> = documents
        .into_iter()
        .zip(project.documents)
        .map(|((document, name), imported)| Done { document, imported, name })
        .collect();
    let mut status = report(&done, output);
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
fn extra_files(arguments: &Arguments, project: &ImportedProject) -> Vec<Extra> {
    let scripts = project.files.iter().map(|(path, text)| Extra {
        path: path.clone(),
        text: text.clone(),
        if_there: IfThere::Refuse,
    });
    let mut extra: Vec<Extra> = scripts.collect();
    if project.is_linked {
        let folder = arguments.out.as_deref().and_then(Path::file_name);
        let letters = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
        let name: String = folder
            .map(|name| name.to_string_lossy().chars().map(letters).collect())
            .unwrap_or_else(|| "imported".to_owned());
        let text = format!("[project]\nname = \"{}\"\n", name.to_ascii_lowercase());
        extra.push(Extra { path: "ordain.toml".to_owned(), text, if_there: IfThere::Keep });
    }
    extra
}

/// What each source declares; of documents with one name the later ones get a number.
fn names(texts: &[SourceText]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut names = Vec::new();
    for text in texts {
        let stem = session::source_name(&text.path);
        let numbered = (2..).map(|number: u32| with_number(&stem, number));
        let free = std::iter::once(stem.clone()).chain(numbered).find(|it| !taken.contains(it));
        let free = free.unwrap_or(stem);
        taken.insert(free.clone());
        names.push(free);
    }
    names
}

/// A name with a number behind it; one of the greatest length loses letters for it.
fn with_number(stem: &str, number: u32) -> String {
    let ending = format!("_{number}");
    let name = format!("{stem}{ending}");
    if session::source_name(&name) == name {
        return name;
    }
    // Names of sources are ASCII.
    let kept = stem.get(..stem.len().saturating_sub(ending.len())).unwrap_or(stem);
    format!("{}{ending}", kept.trim_end_matches('_'))
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
    for one in done.iter().filter(is_other) {
        output.fail(&format!("`{}` holds no document that can be imported", one.document.path));
        status = if status == Status::Failed { status } else { Status::Findings };
    }
    status
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
        if_there: one.if_there,
    }));
    let absolute = io::absolute_path(cwd, folder);
    let kept = io::create_files(&absolute, &files).map_err(|problem| problem.shown(cwd))?;
    for file in files.iter().filter(|file| !kept.contains(&file.path)) {
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
        return Some(vec!["the source does not compile: `ordain check` says why".to_owned()]);
    };
    Some(verify::compare(document, compiled).iter().map(ToString::to_string).collect())
}
