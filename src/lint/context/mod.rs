//! What rules ask for: runbooks with their steps and uses, commands with their tasks, all scripts,
//! all texts. Made once for all rules.

mod command;
mod condition;
mod document;
mod runbook;
mod script;
mod text;

use crate::hir::{
    Artifact, Association, Program, RawDocument, RawRequest, Session, TargetSet, Window,
};
use crate::markup::Node;
use crate::text::{FileId, FileSpan, Sources, Span, in_script};

use super::python_scripts::PythonScripts;
use super::run::LintedFile;

pub(super) use command::CommandView;
pub(super) use condition::conditions;
pub(super) use document::{DocumentView, Mender, Schema, WrittenStep};
pub(super) use runbook::{Arm, RunbookView, StatementView};
pub(super) use script::{ScriptPlace, ScriptView};
pub(super) use text::{TextRole, TextView};

/// A program as rules look at it.
pub(super) struct Context<'a> {
    pub(super) sources: &'a Sources,
    pub(super) runbooks: Vec<RunbookView<'a>>,
    /// Those inside of runbooks, too.
    pub(super) commands: Vec<CommandView<'a>>,
    pub(super) associations: Vec<&'a Association>,
    pub(super) windows: Vec<&'a Window>,
    pub(super) sessions: Vec<&'a Session>,
    pub(super) documents: Vec<&'a RawDocument>,
    pub(super) requests: Vec<&'a RawRequest>,
    pub(super) scripts: Vec<ScriptView<'a>>,
    /// All constant texts but scripts.
    pub(super) texts: Vec<TextView<'a>>,
    /// The documents in YAML and JSON as they are written.
    pub(super) written: Vec<DocumentView<'a>>,
    /// The files that are no sources.
    foreign: Vec<FileId>,
    /// Those of all scripts in Python.
    pub(super) python: PythonScripts,
}

impl<'a> Context<'a> {
    pub(super) fn of(program: &'a Program, sources: &'a Sources, files: &[LintedFile<'a>]) -> Self {
        let mut cx = Self {
            sources,
            runbooks: Vec::new(),
            commands: Vec::new(),
            associations: Vec::new(),
            windows: Vec::new(),
            sessions: Vec::new(),
            documents: Vec::new(),
            requests: Vec::new(),
            scripts: Vec::new(),
            texts: Vec::new(),
            written: Vec::new(),
            foreign: files.iter().filter(|it| it.is_document).map(|it| it.id).collect(),
            python: PythonScripts::default(),
        };
        for artifact in &program.artifacts {
            match artifact {
                Artifact::Runbook(it) => cx.runbooks.push(RunbookView::of(it)),
                Artifact::Command(it) => cx.commands.push(CommandView::of(it)),
                Artifact::Session(it) => cx.sessions.push(it),
                Artifact::Document(it) => cx.documents.push(it),
                Artifact::Association(it) => cx.associations.push(it),
                Artifact::Window(it) => cx.windows.push(it),
                Artifact::Request(it) => cx.requests.push(it),
                // No rule looks at them.
                Artifact::Resource(_) => {}
            }
        }
        let inside = cx.runbooks.iter().flat_map(RunbookView::companions);
        cx.commands.extend(inside.map(CommandView::of));
        cx.scripts = script::all(&cx);
        cx.texts = text::all(&cx);
        cx.written = files.iter().filter_map(|file| written(sources, file)).collect();
        cx
    }

    /// Every set of targets of associations and windows, with what it is for.
    pub(super) fn target_sets(&self) -> impl Iterator<Item = &'a TargetSet> {
        let associations = self.associations.iter().filter_map(|it| it.targets.as_ref());
        let windows = self.windows.iter().flat_map(|it| it.targets.iter().map(|it| &it.targets));
        associations.chain(windows)
    }

    /// The document in YAML or JSON in which a place lies.
    pub(super) fn written_at(&self, at: FileSpan) -> Option<&DocumentView<'a>> {
        self.written.iter().find(|it| it.at(at.span) == at)
    }

    /// The source at a place.
    pub(super) fn source(&self, at: FileSpan) -> &'a str {
        self.sources.get(at.file).map_or("", |source| at.span.of(&source.text))
    }

    /// Whether a place lies in a source of the language, and not in a document in YAML or JSON: some
    /// rules are about how something is written.
    pub(super) fn is_ordain(&self, at: FileSpan) -> bool {
        !self.foreign.contains(&at.file)
    }

    /// The place in the source of a stretch of a script, in bytes of its text.
    pub(super) fn in_script(&self, script: &ScriptView<'_>, stretch: (usize, usize)) -> FileSpan {
        let part = self.written.iter().find_map(|written| written.part(script.at));
        let known = part.and_then(|part| in_texts(part, &script.text, stretch));
        known.map_or_else(
            || in_script(self.sources, script.at, &script.text, stretch),
            |span| span.in_file(script.at.file),
        )
    }

    /// The statements and tasks whose script holds a place.
    pub(super) fn statements_around(&self, at: FileSpan) -> impl Iterator<Item = FileSpan> {
        let holds = move |around: FileSpan| {
            around.file == at.file
                && around.span.start <= at.span.start
                && at.span.end <= around.span.end
        };
        let scripts = self.scripts.iter().filter(move |script| holds(script.at));
        scripts.map(|script| script.statement)
    }

    /// Whether an association or a window runs a command of the project again and again.
    pub(super) fn is_repeated(&self, command: &CommandView<'_>) -> bool {
        let name = &command.command.header.emitted_name;
        self.associations.iter().any(|it| it.document.own && it.document.name == *name)
    }
}

/// The place of a stretch of a script, up to the end of its line, in the text or the texts of a list
/// that are the script; nothing where they are not.
fn in_texts(part: &Node, script: &str, (start, end): (usize, usize)) -> Option<Span> {
    let texts = part.as_scalar().into_iter().chain(part.items().iter().filter_map(Node::as_scalar));
    let mut offset = 0;
    for text in texts {
        let own = script.get(offset..)?.strip_prefix(&*text.text)?;
        let behind = offset + text.text.len();
        if start < behind {
            let line =
                script.get(start..behind)?.find('\n').map_or(behind, |length| start + length);
            let to = end.min(line).max(start + 1);
            return Some(text.place(start - offset..to - offset));
        }
        if !own.is_empty() && !own.starts_with('\n') {
            return None;
        }
        offset = behind + 1;
    }
    None
}

fn written<'a>(sources: &'a Sources, file: &LintedFile<'a>) -> Option<DocumentView<'a>> {
    let source = sources.get(file.id)?;
    DocumentView::of(file.id, &source.text, file.markup?)
}
