//! Documents that are imported together: which of them others may name, and the scripts that several
//! steps have.

use std::collections::{BTreeMap, BTreeSet};

use crate::markup::{Node, NodeKind};
use crate::ssm::Kind;
use crate::syntax::ast::ScriptLanguage;

use super::automation::each_step;
use super::call::called;
use super::script::language;
use super::{Called, is_kept, reference, source_name};

/// What the documents of one import have in common.
#[derive(Clone, Debug, Default)]
pub struct Company {
    /// By the names of documents: what their sources declare.
    documents: BTreeMap<String, Fellow>,
    /// The files of scripts, by their texts.
    scripts: BTreeMap<String, String>,
}

/// A document that others may name.
#[derive(Clone, Debug)]
struct Fellow {
    declared: String,
    kind: Kind,
}

/// One document of several that are imported together.
#[derive(Clone, Copy, Debug)]
pub struct Member<'n> {
    pub root: &'n Node,
    pub kind: Kind,
    /// What the document is called.
    pub document: &'n str,
    /// What its source declares.
    pub declared: &'n str,
}

/// What a document can have from the others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shared {
    /// A document by what its source declares.
    Document(String),
    /// A script by the path of its file.
    Script(String),
}

/// The shortest script that gets a file of its own: a line or two stand better where they run.
const SHORTEST_BYTES: usize = 80;

impl Company {
    /// What `members` have in common. A name in `ambiguous` is that of several documents, so nobody
    /// knows which of them is meant.
    pub fn of(members: &[Member<'_>], ambiguous: &BTreeSet<&str>) -> Self {
        let mut company = Self::default();
        for member in members.iter().filter(|it| !ambiguous.contains(it.document)) {
            if is_kept(Called::new(member.document, member.declared)) {
                let fellow = Fellow { declared: member.declared.to_owned(), kind: member.kind };
                company.documents.insert(member.document.to_owned(), fellow);
            }
        }
        let mut first: BTreeMap<String, String> = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for member in members {
            each_step(member.root.get("mainSteps"), &mut |step| {
                let Some((text, file)) = shared_form(step) else { return };
                match first.get(&text) {
                    None => {
                        first.insert(text, file);
                    }
                    Some(file) if !company.scripts.contains_key(&text) => {
                        company.scripts.insert(text, free_path(file, &mut taken));
                    }
                    Some(_) => {}
                }
            });
        }
        company
    }

    /// What the source of a document declares, if it is among these and of that kind.
    pub(super) fn declared(&self, document: &str, kind: Kind) -> Option<&str> {
        let fellow = self.documents.get(document).filter(|fellow| fellow.kind == kind)?;
        Some(&fellow.declared)
    }

    /// The file of a script.
    pub(super) fn script(&self, text: &str) -> Option<&str> {
        self.scripts.get(text).map(String::as_str)
    }

    /// The files of scripts with their texts, in the order of their paths.
    pub fn files(&self) -> Vec<(&str, &str)> {
        let mut files: Vec<(&str, &str)> =
            self.scripts.iter().map(|(text, path)| (path.as_str(), text.as_str())).collect();
        files.sort_unstable();
        files
    }

    /// What a document may have from the others.
    pub fn shared(&self, root: &Node) -> BTreeSet<Shared> {
        let mut shared = BTreeSet::new();
        each_step(root.get("mainSteps"), &mut |step| {
            let fellow = called(step).and_then(|call| self.declared(call.document, call.kind));
            shared.extend(fellow.map(|declared| Shared::Document(declared.to_owned())));
            let script =
                shared_form(step).and_then(|(text, _)| Some(self.script(&text)?.to_owned()));
            shared.extend(script.map(Shared::Script));
        });
        shared
    }

    /// Only what is in `shared`.
    #[must_use]
    pub fn only(&self, shared: &BTreeSet<Shared>) -> Self {
        let mut company = self.clone();
        company
            .documents
            .retain(|_, fellow| shared.contains(&Shared::Document(fellow.declared.clone())));
        company.scripts.retain(|_, path| shared.contains(&Shared::Script(path.clone())));
        company
    }
}

/// The script of a step that could be a file, and what the file would be called. What the service
/// would replace in a script stays where it runs.
fn shared_form(step: &Node) -> Option<(String, String)> {
    let (text, ending) = script_of(step)?;
    let name = source_name(step.get("name").and_then(Node::as_str).unwrap_or("script"));
    let may_be = text.len() >= SHORTEST_BYTES && reference::find(&text).is_empty();
    may_be.then(|| (text, format!("{name}.{ending}")))
}

/// The script that a step runs, and the ending of files in its language.
fn script_of(step: &Node) -> Option<(String, &'static str)> {
    let inputs = step.get("inputs")?;
    let text = |key: &str| match &inputs.get(key)?.kind {
        NodeKind::String(text) => Some(text.text.to_string()),
        _ => None,
    };
    match step.get("action")?.as_str()? {
        "aws:executeScript" => match language(inputs.get("Runtime")?.as_str()?)? {
            ScriptLanguage::Python => Some((text("Script")?, "py")),
            ScriptLanguage::PowerShell => Some((text("Script")?, "ps1")),
            ScriptLanguage::Sh | ScriptLanguage::Bash => None,
        },
        "aws:runShellScript" => Some((lines_of(inputs.get("runCommand")?)?, "sh")),
        "aws:runPowerShellScript" => Some((lines_of(inputs.get("runCommand")?)?, "ps1")),
        _ => None,
    }
}

/// A script that is a list of its lines, or of one text.
pub(super) fn lines_of(list: &Node) -> Option<String> {
    let NodeKind::List(items) = &list.kind else { return None };
    let is_line = |text: &str| items.len() == 1 || !text.contains('\n');
    let line = |item: &Node| match &item.kind {
        NodeKind::String(line) if is_line(&line.text) => Some(line.text.to_string()),
        _ => None,
    };
    let lines: Vec<String> = items.iter().map(line).collect::<Option<_>>()?;
    Some(lines.join("\n"))
}

/// `scripts/NAME`, or with a number where that is taken.
fn free_path(file: &str, taken: &mut BTreeSet<String>) -> String {
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, "txt"));
    let numbered = (2..).map(|number: u32| format!("scripts/{stem}_{number}.{ending}"));
    let mut paths = std::iter::once(format!("scripts/{file}")).chain(numbered);
    let path = paths.find(|path| !taken.contains(path)).unwrap_or_default();
    taken.insert(path.clone());
    path
}
