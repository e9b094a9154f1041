//! One document that a command is about: by its name in the account, or by that of its declaration
//! in the sources around.

use crate::cli::arguments::ProjectArguments;
use crate::cli::output::Output;
use crate::cli::projects::{self, Opened};
use crate::deploy::Wanted;
use crate::io::Takes;
use crate::resolve::Environment;
use crate::session::BuildOptions;

/// The document, and what the project around says of it.
pub(super) struct Source {
    /// The name in the account.
    pub(super) name: String,
    pub(super) environment: Option<Environment>,
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
        let (mut name, mut wanted) = (written.to_owned(), Wanted::default());
        if let Some(project) = &project {
            let built = project.session.build(BuildOptions::default());
            let own = built
                .artifacts
                .iter()
                .find(|it| it.path.starts_with("documents/") && it.declaration == written);
            name = own.map_or(name, |artifact| artifact.name.clone());
            if !built.has_errors() {
                wanted = Wanted::of_build("", None, &built.artifacts);
            }
        }
        Ok(Self { name, environment, wanted, project })
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
