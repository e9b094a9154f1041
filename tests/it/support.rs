//! How tests ask their questions: a program in, findings or artifacts out.

#![allow(dead_code, reason = "each area of tests uses its own part")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ordain::check::{ProjectFiles, ReadProblem, TagChoice};
use ordain::diagnostic::{Diagnostic, Severity};
use ordain::lint::LintRule;
use ordain::markup::Syntax;
use ordain::session::{
    BuildOptions, Format, Link, LintOptions, PackageId, PackageInput, ProjectInput, Session,
    SourceText,
};
use ordain::text::{FileId, FileSpan, Name, Sources};

/// A finding as a person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// `E0301`.
    pub(crate) code: String,
    pub(crate) is_error: bool,
    pub(crate) severity: Severity,
    pub(crate) message: String,
    pub(crate) file: String,
    /// From 1.
    pub(crate) line: u32,
    /// From 1, in characters.
    pub(crate) column: u32,
    /// The source that the primary label underlines.
    pub(crate) underlined: String,
    pub(crate) label: String,
    pub(crate) note: Option<String>,
    pub(crate) help: Option<String>,
    /// What the fix writes, if there is one.
    pub(crate) fix: Option<String>,
    /// Underlined source and text of the other labels.
    pub(crate) related: Vec<(String, String)>,
}

/// Files in memory, for tests of more than one source.
///
/// `Project::new().file("main.ord", "…").asset("a.sh", "…").check()`
#[derive(Clone, Default)]
pub(crate) struct Project {
    manifest: Option<String>,
    sources: BTreeMap<String, String>,
    assets: BTreeMap<String, Vec<u8>>,
    inputs: Vec<(Name, String)>,
    environment: Option<Name>,
    links: Vec<Link>,
    dependencies: Vec<Project>,
    selected: BTreeSet<String>,
    tags: TagChoice,
}

impl Project {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A project of the one file `main.ord`.
    pub(crate) fn of(source: &str) -> Self {
        Self::new().file("main.ord", source)
    }

    pub(crate) fn file(mut self, path: &str, text: &str) -> Self {
        self.sources.insert(path.to_owned(), text.to_owned());
        self
    }

    /// The text of `ordain.toml`.
    pub(crate) fn manifest(mut self, text: &str) -> Self {
        self.manifest = Some(text.to_owned());
        self
    }

    /// A file that `read` and `template` find; the path is relative to the project.
    pub(crate) fn asset(mut self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.assets.insert(path.to_owned(), bytes.as_ref().to_vec());
        self
    }

    pub(crate) fn input(mut self, name: &str, value: &str) -> Self {
        self.inputs.push((name.into(), value.to_owned()));
        self
    }

    /// Only tasks with this tag.
    pub(crate) fn tag(mut self, tag: &str) -> Self {
        self.tags.only.push(tag.to_owned());
        self
    }

    /// No task with this tag.
    pub(crate) fn skip_tag(mut self, tag: &str) -> Self {
        self.tags.skip.push(tag.to_owned());
        self
    }

    pub(crate) fn environment(mut self, name: &str) -> Self {
        self.environment = Some(name.into());
        self
    }

    /// What the dependency of this name leads to: 0 is the project, 1 the first `depends_on`.
    pub(crate) fn link(mut self, name: &str, target: usize) -> Self {
        self.links.push(Link { name: name.into(), target: Ok(PackageId(target)) });
        self
    }

    /// A dependency that cannot be read.
    pub(crate) fn broken_link(mut self, name: &str, why: &str) -> Self {
        self.links.push(Link { name: name.into(), target: Err(why.to_owned()) });
        self
    }

    /// The next project among those that this one depends on.
    pub(crate) fn depends_on(mut self, other: Project) -> Self {
        self.dependencies.push(other);
        self
    }

    /// One of the files that the questions are about; without any, all are.
    pub(crate) fn select(mut self, path: &str) -> Self {
        self.selected.insert(path.to_owned());
        self
    }

    pub(crate) fn session(&self) -> Session {
        let mut folders = Vec::new();
        let project = self.package("", &mut folders);
        let others = self.dependencies.iter().enumerate();
        let dependencies = others
            .map(|(number, other)| other.package(&format!("../{}/", number + 1), &mut folders))
            .collect();
        Session::new(ProjectInput {
            project,
            dependencies,
            inputs: self.inputs.clone(),
            environment: self.environment.clone(),
            selected: self.selected.clone(),
            tags: self.tags.clone(),
            project_files: Arc::new(MemoryFiles { folders, assets: self.assets.clone() }),
        })
    }

    /// The texts of this project, and the folder of each for `read`.
    fn package(&self, before: &str, folders: &mut Vec<String>) -> PackageInput {
        let named = |path: &str, text: &str| SourceText::new(format!("{before}{path}"), text);
        folders.extend(self.sources.keys().map(|path| folder_of(path).to_owned()));
        folders.extend(self.manifest.iter().map(|_| String::new()));
        PackageInput {
            manifest: self.manifest.as_deref().map(|text| named("ordain.toml", text)),
            sources: self.sources.iter().map(|(path, text)| named(path, text)).collect(),
            links: self.links.clone(),
            ..PackageInput::default()
        }
    }

    /// All findings, in the order in which they are shown.
    pub(crate) fn check(&self) -> Vec<Finding> {
        let session = self.session();
        let outcome = session.check();
        outcome.diagnostics.iter().map(|found| finding(session.sources(), found)).collect()
    }

    /// All findings of a build, those of lowering and of the schemas included.
    pub(crate) fn build_findings(&self) -> Vec<Finding> {
        let session = self.session();
        let outcome =
            session.build(BuildOptions { format: Some(Format::Json), ..BuildOptions::default() });
        outcome.diagnostics.iter().map(|found| finding(session.sources(), found)).collect()
    }

    /// What `ordain lint` says.
    pub(crate) fn lint(&self) -> Vec<Finding> {
        self.lint_with(&LintOptions::default())
    }

    /// What `ordain lint` says where one more rule is on.
    pub(crate) fn lint_also(&self, rule: &'static LintRule) -> Vec<Finding> {
        self.lint_with(&LintOptions { also: vec![rule], ..LintOptions::default() })
    }

    pub(crate) fn lint_with(&self, options: &LintOptions) -> Vec<Finding> {
        let outcome = self.session().lint(options);
        outcome.diagnostics.iter().map(|found| finding(&outcome.sources, found)).collect()
    }

    /// What `ordain iam` says of a runbook, and of `policy.json` where there is one.
    pub(crate) fn policy_findings(&self, name: &str) -> Vec<Finding> {
        let session = self.session();
        let outcome = session.iam(|document, declaration| document == name || declaration == name);
        let runbook = outcome.runbooks.first().expect("a runbook");
        let findings = runbook.derived.findings.iter();
        let mut found: Vec<Finding> = findings.map(|it| finding(session.sources(), it)).collect();
        if let Some(policy) = self.assets.get("policy.json") {
            let text = String::from_utf8_lossy(policy);
            let account = ordain::iam::Account::default();
            let (sources, compared) =
                session.compare_policy(runbook, ("policy.json", &text), &account);
            found.extend(compared.iter().map(|it| finding(&sources, it)));
        }
        found
    }

    /// Builds to YAML, or to what the manifest says. Panics with the findings on an error.
    pub(crate) fn build(&self) -> BTreeMap<String, String> {
        self.build_as(None)
    }

    pub(crate) fn build_as(&self, format: Option<Format>) -> BTreeMap<String, String> {
        let session = self.session();
        let outcome = session.build(BuildOptions { format, ..BuildOptions::default() });
        let errors: Vec<&Diagnostic> =
            outcome.diagnostics.iter().filter(|found| found.is_error()).collect();
        assert!(errors.is_empty(), "the program has errors:\n{}", render(&session, &errors));
        outcome.artifacts.into_iter().map(|item| (item.path, item.text)).collect()
    }

    /// One artifact as JSON, by its path without ending: `documents/Acme-Patch`.
    pub(crate) fn build_json(&self, path: &str) -> serde_json::Value {
        let built = self.build_as(Some(Format::Json));
        let Some(text) = built.get(&format!("{path}.json")) else {
            panic!("no artifact `{path}`; there are {:?}", built.keys());
        };
        serde_json::from_str(text).expect("an artifact is JSON")
    }
}

/// All findings of the reader of YAML and JSON.
pub(crate) fn markup_findings(text: &str, syntax: Syntax) -> Vec<Finding> {
    let mut sources = Sources::default();
    let file = sources.add("document", text);
    let found = ordain::markup::read(text, file, syntax).diagnostics;
    found.iter().map(|one| finding(&sources, one)).collect()
}

/// All findings of the import of a document in YAML.
pub(crate) fn import_findings(text: &str) -> Vec<Finding> {
    let mut sources = Sources::default();
    sources.add("document.yaml", text);
    let found = ordain::session::import(text, "document.yaml", Syntax::Yaml).diagnostics;
    found.iter().map(|one| finding(&sources, one)).collect()
}

/// All findings of a program of one file.
pub(crate) fn check(source: &str) -> Vec<Finding> {
    Project::of(source).check()
}

/// Fails when the program has any finding, warnings included.
#[track_caller]
pub(crate) fn check_clean(source: &str) {
    let session = Project::of(source).session();
    let outcome =
        session.build(BuildOptions { format: Some(Format::Json), ..BuildOptions::default() });
    let all: Vec<&Diagnostic> = outcome.diagnostics.iter().collect();
    assert!(all.is_empty(), "expected no findings:\n{}", render(&session, &all));
}

/// Fails when the program's findings do not have exactly these codes, in this order.
#[track_caller]
pub(crate) fn check_codes(source: &str, codes: &[&str]) {
    let session = Project::of(source).session();
    let outcome =
        session.build(BuildOptions { format: Some(Format::Json), ..BuildOptions::default() });
    let found: Vec<String> = outcome.diagnostics.iter().map(|it| it.code.to_string()).collect();
    let all: Vec<&Diagnostic> = outcome.diagnostics.iter().collect();
    assert!(found == codes, "expected {codes:?}, found {found:?}:\n{}", render(&session, &all));
}

/// The only finding of a program; fails when there are none or several.
#[track_caller]
pub(crate) fn check_one(source: &str) -> Finding {
    let found = Project::of(source).build_findings();
    match found.as_slice() {
        [one] => one.clone(),
        other => panic!("expected one finding, found {other:#?}"),
    }
}

/// Path and text of everything that a program of one file makes, documents as YAML.
#[track_caller]
pub(crate) fn build(source: &str) -> BTreeMap<String, String> {
    Project::of(source).build()
}

/// One artifact of a program of one file, by its path without ending: `documents/X`.
#[track_caller]
pub(crate) fn build_json(source: &str, path: &str) -> serde_json::Value {
    Project::of(source).build_json(path)
}

/// Words of sources, which no finding of a document or a template may have.
const OF_SOURCES: [&str; 22] = [
    "(\"",
    "Percent",
    "`// allow",
    "`Bool`",
    "`Int(",
    "`List<",
    "`bucket`",
    "`each",
    "`for ",
    "`if ",
    "`instances",
    "`let ",
    "`match",
    "`on ",
    "`output ",
    "`param ",
    "`raw",
    "`sh(",
    "`tag(",
    "aws.ec2.InstanceId",
    "behind the declaration",
    "outside of ..",
];

/// That no finding speaks of what its file does not have.
fn check_words(path: &str, found: &Diagnostic) {
    let is_document = [".yaml", ".yml", ".tf", ".template"].iter().any(|end| path.ends_with(end));
    if !is_document {
        return;
    }
    let texts =
        [Some(&found.message), Some(&found.primary.text), found.note.as_ref(), found.help.as_ref()];
    for text in texts.into_iter().flatten() {
        let named = OF_SOURCES.iter().find(|word| text.contains(**word));
        assert_eq!(named, None, "{path}: {}: {text}", found.code);
    }
}

fn finding(sources: &Sources, found: &Diagnostic) -> Finding {
    let at = found.primary.at;
    let source = sources.get(at.file).expect("a finding lies in a file");
    check_words(&source.path, found);
    let start = source.lines.line_column(&source.text, at.span.start);
    Finding {
        code: found.code.to_string(),
        is_error: found.severity == Severity::Error,
        severity: found.severity,
        message: found.message.clone(),
        file: source.path.to_string(),
        line: start.line,
        column: start.column,
        underlined: underlined(sources, at),
        label: found.primary.text.clone(),
        note: found.note.clone(),
        help: found.help.clone(),
        fix: found.fix.as_ref().and_then(|fix| fix.edits.first()).map(|edit| edit.text.clone()),
        related: found
            .related
            .iter()
            .map(|label| (underlined(sources, label.at), label.text.clone()))
            .collect(),
    }
}

fn underlined(sources: &Sources, at: FileSpan) -> String {
    let source = sources.get(at.file).expect("a label lies in a file");
    at.span.of(&source.text).to_owned()
}

fn render(session: &Session, found: &[&Diagnostic]) -> String {
    found.iter().map(|one| format!("{:#?}\n", finding(session.sources(), one))).collect()
}

fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Files beside the sources, in memory.
struct MemoryFiles {
    /// By the source's id.
    folders: Vec<String>,
    assets: BTreeMap<String, Vec<u8>>,
}

impl ProjectFiles for MemoryFiles {
    fn read(&self, asked_by: FileId, path: &str) -> Result<Vec<u8>, ReadProblem> {
        let folder = self.folders.get(asked_by.0 as usize).map_or("", String::as_str);
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop().ok_or(ReadProblem::OutsideProject)?;
                }
                name => parts.push(name),
            }
        }
        self.assets.get(&parts.join("/")).cloned().ok_or(ReadProblem::Missing)
    }
}
