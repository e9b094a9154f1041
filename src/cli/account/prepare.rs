//! From a project on disk to what it wants of an account.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::Range;

use clap::Args;

use crate::cli::Status;
use crate::cli::arguments::{FailOn, FindingsFormat, ProjectArguments};
use crate::cli::output::{FormatChoice, Output, Stream};
use crate::cli::projects::{self, Opened};
use crate::deploy::{
    Attached, Calls, Change, Drift, Foreign, ItemKind, PlanOptions, Promote, Prune, SavedPlan,
    Secret, ValueSource, Wanted,
};
use crate::diagnostic::Diagnostic;
use crate::io::Takes;
use crate::report::Colour;
use crate::resolve::Environment;
use crate::session::{AttachedFile, BuildOptions, BuildOutcome, Roles, Session};

use super::beside::Beside;
use super::places::{Connected, PLACES, Place, PlaceArguments, places};
use super::show::{Detail, Manner};

/// What plans and deploys of a project are told.
#[derive(Clone, Debug, Args)]
pub(super) struct ChangeArguments {
    #[command(flatten)]
    pub(super) project: ProjectArguments,

    #[command(flatten)]
    pub(super) place: PlaceArguments,

    #[command(flatten)]
    pub(super) asked: Asked,

    /// How many things are asked for and changed at the same time in each place
    #[arg(long, value_name = "NUMBER", default_value = "4", value_parser = parse_concurrency)]
    pub(super) concurrency: usize,

    /// How many accounts and Regions are worked on at the same time
    #[arg(long, value_name = "NUMBER", default_value_t = PLACES)]
    parallel_places: NonZeroUsize,

    /// Begin no other account or Region once one has failed
    #[arg(long)]
    pub(super) stop_on_failure: bool,

    /// Show the lines of documents that differ, too, and how often each operation was called
    #[arg(long, short)]
    verbose: bool,
}

/// The services throttle far fewer than this.
const MOST_AT_ONCE: usize = 64;

fn parse_concurrency(text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| (1..=MOST_AT_ONCE).contains(number));
    number.ok_or_else(|| format!("a number from 1 to {MOST_AT_ONCE}"))
}

impl ChangeArguments {
    /// Where to work.
    ///
    /// # Errors
    /// See [`places`].
    pub(super) fn places(&self, prepared: &Prepared) -> Result<Vec<Place>, String> {
        let all = places(&self.place, prepared.environment.as_ref())?;
        Ok(all.into_iter().map(|place| place.at_once(self.concurrency)).collect())
    }

    /// How plans are shown on a stream.
    pub(super) fn manner<'w>(&self, colour: Colour, prepared: &'w Prepared) -> Manner<'w> {
        let Prepared { wanted, options, .. } = prepared;
        let detail = if self.verbose { Detail::Verbose(wanted) } else { Detail::Plain };
        Manner { colour, detail, drift: options.drift }
    }

    /// How several places are worked on. `is_failure` says which results are failures.
    pub(super) fn beside<'f, T>(
        &self,
        is_failure: &'f (dyn Fn(&T) -> bool + Sync),
    ) -> Beside<'f, T> {
        let is_end: &(dyn Fn(&T) -> bool + Sync) =
            if self.stop_on_failure { is_failure } else { &|_| false };
        Beside { most: self.parallel_places, is_end }
    }

    /// What a place was asked so far, where somebody wants to know.
    pub(super) fn calls(&self, connected: &Connected) -> Option<Calls> {
        self.verbose.then(|| connected.client.calls())
    }
}

/// What a plan or a deploy may do beyond the plain.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct Asked {
    /// Make new versions of documents the default ones; `[deploy] promote = true` does so always
    #[arg(long)]
    promote: bool,

    /// Delete what the project made and no longer has
    #[arg(long)]
    prune: bool,

    /// Take over what stands under a name of the project and was made by somebody else
    #[arg(long)]
    adopt: bool,

    /// Make the IAM roles that runbooks, windows and rules assume, too; `[deploy] roles = true` does
    /// so always
    #[arg(long)]
    pub(super) roles: bool,

    /// Set back what somebody else has changed by hand since the last deploy
    #[arg(long)]
    overwrite: bool,
}

/// A project that builds without an error.
pub(super) struct Prepared {
    pub(super) wanted: Wanted,
    pub(super) options: PlanOptions,
    pub(super) environment: Option<Environment>,
    project: Opened,
}

impl Prepared {
    /// A plan of it, without a place, as it is written.
    pub(super) fn saved(&self) -> SavedPlan {
        let Self { wanted, options, .. } = self;
        SavedPlan::new(&wanted.project, *options).with_roles(wanted.roles)
    }

    /// Refuses to delete what only seems to be gone.
    ///
    /// # Errors
    /// The project is there in part, and `--prune` is asked for.
    pub(super) fn check_prune(&self) -> Result<(), String> {
        match self.options.prune == Prune::Delete && self.wanted.is_part {
            true => Err(PRUNE_OF_PART.to_owned()),
            false => Ok(()),
        }
    }

    /// Where the sources have what a service speaks of: the step of a document whose name or place
    /// is in the message, else the declaration.
    pub(super) fn place_of(&self, change: &Change, message: &str) -> Option<String> {
        let Opened { session, prefix, .. } = &self.project;
        let steps = match change.kind {
            ItemKind::Document => session.step_places(&change.name),
            _ => BTreeMap::new(),
        };
        let step = steps.iter().find(|(name, _)| is_named(message, name)).map(|(_, at)| *at);
        let at = step.or(change.source)?;
        let source = session.sources().get(at.file)?;
        let line = source.lines.line_column(&source.text, at.span.start).line;
        Some(format!("{prefix}{}:{line}", source.path))
    }
}

const PRUNE_OF_PART: &str = "`--prune` deletes what the project no longer has, which only the whole \
    project tells: leave out the PATHs, `--tags` and `--skip-tags`";

/// Whether a message has a name as a word of its own.
fn is_named(message: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    message.split(|c| !is_part(c)).any(|word| word == name)
}

/// Builds the project that the arguments name; a status where it has an error.
///
/// # Errors
/// Why there is nothing to work on.
pub(super) fn prepare(
    arguments: &ProjectArguments,
    asked: &Asked,
    output: &Output,
) -> Result<Result<Prepared, Status>, String> {
    let mut opened = projects::open(arguments, Takes::Sources, output)?;
    let project = match opened.len() {
        1 => opened.remove(0),
        0 => return Err("there is no project here".to_owned()),
        count => return Err(format!("{count} projects: name one of them")),
    };
    let roles = if asked.roles { Roles::Make } else { Roles::Manifest };
    let outcome = project.session.build(BuildOptions { roles, ..BuildOptions::default() });
    if outcome.has_errors() {
        let group = project.group(&outcome.diagnostics);
        let choice = FormatChoice { format: FindingsFormat::Human, fail_on: arguments.fail_on };
        output.report(&projects::runs(&[group]), choice, Stream::Error);
        return Ok(Err(projects::status(&[group], arguments.fail_on)));
    }
    say_of_roles(&project, &outcome, arguments.fail_on, output);
    let manifest = project.session.manifest();
    let Some(name) = &manifest.name else {
        return Err(
            "`ordain.toml` with `[project] name` is needed: the name marks in the account \
                    what the project made"
                .to_owned(),
        );
    };
    let version = manifest.version.as_ref().map(|version| version.value.as_str());
    let mut wanted = Wanted::of_build(&name.value, version, &outcome.artifacts);
    for (id, source) in wanted.asked() {
        wanted.given.insert(id, taken(&project.session, &source));
    }
    let is_chosen = !arguments.tags.is_empty() || !arguments.skip_tags.is_empty();
    wanted.is_part = is_chosen || !project.is_whole();
    wanted.roles = asked.roles || manifest.deploy.roles;
    let environment = arguments.env.as_deref();
    let environment = environment.and_then(|name| manifest.environment(name)).cloned();
    let own = environment.as_ref().and_then(|environment| environment.bucket.clone());
    wanted.bucket = own.or_else(|| manifest.deploy.bucket.clone());
    if wanted.has_files() {
        attach(&project.session, &mut wanted);
    }
    let promote = asked.promote || manifest.deploy.promote;
    let options = PlanOptions {
        promote: if promote { Promote::Move } else { Promote::Leave },
        foreign: if asked.adopt { Foreign::Adopt } else { Foreign::Refuse },
        prune: if asked.prune { Prune::Delete } else { Prune::Keep },
        keep_versions: manifest.deploy.keep_versions,
        drift: if asked.overwrite { Drift::Overwrite } else { Drift::Leave },
    };
    let prepared = Prepared { wanted, options, environment, project };
    prepared.check_prune()?;
    Ok(Ok(prepared))
}

/// The codes of what is said of roles and of their policies.
const OF_ROLES: [Range<u16>; 2] = [480..500, 703..706];

/// Shows what the roles that are made lack, and which are not made.
fn say_of_roles(project: &Opened, outcome: &BuildOutcome, fail_on: FailOn, output: &Output) {
    let is_of_roles =
        |one: &&Diagnostic| OF_ROLES.iter().any(|range| one.code.is_in(range.clone()));
    let found: Vec<Diagnostic> = outcome.diagnostics.iter().filter(is_of_roles).cloned().collect();
    if !found.is_empty() {
        let choice = FormatChoice { format: FindingsFormat::Human, fail_on };
        output.report(&projects::runs(&[project.group(&found)]), choice, Stream::Error);
    }
}

/// Takes the files that documents are sent with.
fn attach(session: &Session, wanted: &mut Wanted) {
    for AttachedFile { document, name, path, asked_by, sha256 } in session.attached() {
        let bytes = session.bytes_beside(asked_by, &path).map(Into::into);
        wanted.attach(&document, Attached { name, sha256, bytes });
    }
}

/// A value that only the deploy has; why there is none.
fn taken(session: &Session, source: &ValueSource) -> Result<Secret, String> {
    match source {
        ValueSource::Environment(name) => match std::env::var(name) {
            Ok(text) if !text.is_empty() => Ok(Secret::new(text)),
            _ => Err(format!("its value is that of `{name}`, which the environment does not have")),
        },
        ValueSource::File { path, asked_by } => {
            let text = session.text_beside(*asked_by, path)?;
            match text.is_empty() {
                true => Err(format!("the file `{path}` is empty")),
                false => Ok(Secret::new(text)),
            }
        }
    }
}
