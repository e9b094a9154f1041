//! One document that a command is about: by its name in the account, or by that of its declaration
//! in the sources around.

use crate::cli::arguments::ProjectArguments;
use crate::cli::output::Output;
use crate::cli::projects::{self, Opened};
use crate::deploy::Wanted;
use crate::io::Takes;
use crate::lower::LoweredKind;
use crate::resolve::Environment;
use crate::session::{BuildOptions, BuiltArtifact};

/// The document, and what the project around says of it.
pub(super) struct Source {
    /// The name in the account.
    pub(super) name: String,
    pub(super) environment: Option<Environment>,
    /// What the declaration has become beside that document: parts, which it runs.
    pub(super) parts: Vec<String>,
    /// What the project wants; nothing where it has errors, or where there is none.
    pub(super) wanted: Wanted,
    project: Option<Opened>,
}

impl Source {
    /// # Errors
    /// There is no project where an environment of one is asked for.
    pub(super) fn of(
        written: &str,
        arguments: &ProjectArguments,
        output: &Output,
    ) -> Result<Self, String> {
        let opened = projects::open(arguments, Takes::Sources, output);
        let mut opened = match (opened, arguments.env.is_some()) {
            (Ok(opened), _) => opened,
            (Err(why), true) => return Err(why),
            // A document of the account needs no project.
            (Err(_), false) => Vec::new(),
        };
        let environment = arguments.env.as_deref().and_then(|name| {
            opened.iter().find_map(|it| it.session.manifest().environment(name).cloned())
        });
        let project = if opened.len() == 1 { opened.pop() } else { None };
        let (mut name, mut parts) = (written.to_owned(), Vec::new());
        let mut wanted = Wanted::default();
        if let Some(project) = &project {
            let built = project.session.build(BuildOptions::default());
            if let Some((whole, others)) = declared(&built.artifacts, written) {
                (name, parts) = (whole, others);
            }
            if !built.has_errors() {
                wanted = Wanted::of_build("", None, &built.artifacts);
            }
        }
        Ok(Self { name, environment, parts, wanted, project })
    }

    /// `main.ord:12`, where a step comes from the project.
    pub(super) fn place_of(&self, step: &str) -> Option<String> {
        let project = self.project.as_ref()?;
        let at = *project.session.step_places(&self.name).get(step)?;
        let source = project.session.sources().get(at.file)?;
        let line = source.lines.line_column(&source.text, at.span.start).line;
        Some(format!("{}{}:{line}", project.prefix, source.path))
    }
}

/// The document of a declaration, and its parts where it is too large for one.
fn declared(artifacts: &[BuiltArtifact], name: &str) -> Option<(String, Vec<String>)> {
    let is_document = |it: &&BuiltArtifact| {
        matches!(
            it.kind,
            LoweredKind::AutomationDocument
                | LoweredKind::CommandDocument
                | LoweredKind::SessionDocument
                | LoweredKind::OtherDocument
        )
    };
    let own: Vec<&BuiltArtifact> =
        artifacts.iter().filter(is_document).filter(|it| it.declaration == name).collect();
    let is_part =
        |one: &BuiltArtifact| own.iter().any(|other| other.depends_on.contains(&one.path));
    let whole = own.iter().find(|one| !is_part(one))?;
    let parts = own.iter().filter(|one| one.path != whole.path);
    Some((whole.name.clone(), parts.map(|one| one.name.clone()).collect()))
}
