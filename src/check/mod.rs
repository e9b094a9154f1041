//! From trees to a checked program: types, stages, values, rules. Every error is reported at the
//! source; what comes out is typed and free of syntax.

mod api;
mod argument;
mod assign;
mod builtin;
mod checker;
mod command;
mod constant;
mod constraint;
mod dashed;
mod declaration;
mod definition;
mod document_header;
pub(crate) mod errors;
mod expression;
mod fit_type;
mod function;
mod memo;
mod named_document;
mod order;
mod parameter;
mod parameter_fields;
mod range;
mod refinement;
mod request;
mod runbook;
mod scope;
mod signature;
mod table_type;
mod types;
mod value;
mod whole_reference;
pub mod words;

use rayon::prelude::{
    IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator,
};

use crate::diagnostic::Diagnostic;
use crate::hir::{Artifact, Program};
use crate::resolve::{Index, ParsedFile};
use crate::syntax::ast;
use crate::text::{FileId, Name};

pub(crate) use builtin::place_in_call;
pub(crate) use checker::{Body, Checker, Unions};
pub use memo::Memo;
pub(crate) use scope::{Binding, BindingKind, Scopes};

/// Reads files that lie beside the sources, for `read`, `template` and `attachment`.
///
/// Paths are relative to the folder of the file that asks, with `/` between their parts.
pub trait ProjectFiles: Send + Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// Why the file cannot be read, in words for a person.
    fn read(&self, asked_by: FileId, path: &str) -> Result<Vec<u8>, ReadProblem>;
}

/// Why a file that a source names cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadProblem {
    /// The path leaves the project.
    OutsideProject,
    Missing,
    /// The system's own reason.
    Unreadable(String),
}

/// Which tasks a build takes by their tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TagChoice {
    /// Only tasks with one of these; empty means all.
    pub only: Vec<String>,
    /// No task with one of these.
    pub skip: Vec<String>,
}

/// What all checks of one project share.
pub struct Context<'a> {
    pub index: &'a Index<'a>,
    pub files: &'a [ParsedFile<'a>],
    /// Values of `input`s given by the command line or the environment, as text.
    pub inputs: &'a [(Name, String)],
    /// Put before document names that are not given as a string.
    pub prefix: &'a str,
    pub project_files: &'a dyn ProjectFiles,
    /// Which tasks the build takes.
    pub tags: &'a TagChoice,
    /// Starts empty.
    pub memo: Memo,
}

/// What checking one declaration gives.
pub(crate) type Checked = (Vec<Artifact>, Vec<Diagnostic>);

/// Checks every declaration of the project, in path and source order.
pub fn check(context: &Context<'_>) -> (Program, Vec<Diagnostic>) {
    let items: Vec<(FileId, &ast::Item)> = context
        .files
        .iter()
        .flat_map(|file| file.ast.items.iter().map(|item| (file.file, item)))
        .collect();
    let checked = in_order(context, &items);
    let mut program = Program::default();
    let mut diagnostics = Vec::new();
    for (artifacts, found) in checked {
        program.artifacts.extend(artifacts);
        diagnostics.extend(found);
    }
    (program, diagnostics)
}

/// Checks definitions before what needs them, the rest at once; the results in the order of
/// `items`.
fn in_order(context: &Context<'_>, items: &[(FileId, &ast::Item)]) -> Vec<Checked> {
    let mut checked: Vec<Option<Checked>> = items.iter().map(|_| None).collect();
    let check = |position: usize| {
        let (file, item) = items.get(position)?;
        Some(declaration::check_item(context, *file, item))
    };
    for group in order::groups(context, items) {
        let found: Vec<(usize, Option<Checked>)> = match group.as_slice() {
            // A chain is many groups of one: threads would only wait for each other.
            [one] => vec![(*one, check(*one))],
            several => several.par_iter().map(|position| (*position, check(*position))).collect(),
        };
        for (position, result) in found {
            if let Some(place) = checked.get_mut(position) {
                *place = result;
            }
        }
    }
    let done = |(position, found): (usize, Option<Checked>)| found.or_else(|| check(position));
    match items {
        // What runs on a thread of its own must not wait for others.
        [] | [_] => checked.into_iter().enumerate().filter_map(done).collect(),
        _ => checked.into_par_iter().enumerate().filter_map(done).collect(),
    }
}
