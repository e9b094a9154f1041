//! `ordain versions`, `ordain promote`, `ordain rollback`: the versions of one document.

use std::time::Duration;

use clap::Args;

use crate::cli::Status;
use crate::cli::arguments::ProjectArguments;
use crate::cli::output::Output;
use crate::cli::projects;
use crate::deploy::{self, Api};
use crate::io::Takes;

use super::carry::lock_said;
use super::failure::said;
use super::holder;
use super::places::{Connected, PlaceArguments, in_places, places};

/// Which document, and where.
#[derive(Clone, Debug, Args)]
struct DocumentArguments {
    /// The document, by its name in the account
    name: String,

    #[command(flatten)]
    project: ProjectArguments,

    #[command(flatten)]
    place: PlaceArguments,
}

/// List the versions of a document; uses the network
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct VersionsArguments {
    #[command(flatten)]
    document: DocumentArguments,
}

/// Make a version of a document the default one; uses the network
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct PromoteArguments {
    #[command(flatten)]
    document: DocumentArguments,

    /// The version, by number or name; the default is the latest one
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,

    /// How long to wait while somebody else deploys the project
    #[arg(long, value_name = "SECONDS", default_value = "0")]
    lock_timeout: u64,
}

/// Make an older version of a document the default one; uses the network
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct RollbackArguments {
    #[command(flatten)]
    document: DocumentArguments,

    /// The version, by number or name; the default is the one before the default version
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,

    /// How long to wait while somebody else deploys the project
    #[arg(long, value_name = "SECONDS", default_value = "0")]
    lock_timeout: u64,
}

pub(super) fn versions(arguments: &VersionsArguments, output: &Output) -> Result<Status, String> {
    let name = &arguments.document.name;
    everywhere(&arguments.document, output, |connected| {
        let versions = deploy::versions(&connected.client, name).map_err(|error| said(&error))?;
        let lines = versions.iter().map(|version| {
            let mark = if version.is_default { "* " } else { "  " };
            format!("{mark}{:>5}  {:<9}  {}\n", version.number, version.status, version.name)
        });
        Ok(lines.collect())
    })
}

pub(super) fn promote(arguments: &PromoteArguments, output: &Output) -> Result<Status, String> {
    let name = &arguments.document.name;
    everywhere(&arguments.document, output, |connected| {
        locked(connected, name, arguments.lock_timeout, |api| {
            let versions = deploy::versions(api, name).map_err(|error| said(&error))?;
            let chosen = match &arguments.to {
                Some(to) => {
                    versions.iter().find(|version| version.number == *to || version.name == *to)
                }
                None => versions.first(),
            };
            let Some(chosen) = chosen else {
                let to = arguments.to.as_deref().unwrap_or("the latest");
                return Err(format!(
                    "`{name}` has no version `{to}`: `ordain versions {name}` lists them"
                ));
            };
            deploy::promote(api, name, &chosen.number).map_err(|error| said(&error))?;
            Ok(format!("`{name}`: version {} is the default one\n", chosen.number))
        })
    })
}

pub(super) fn rollback(arguments: &RollbackArguments, output: &Output) -> Result<Status, String> {
    let name = &arguments.document.name;
    everywhere(&arguments.document, output, |connected| {
        locked(connected, name, arguments.lock_timeout, |api| {
            let to = arguments.to.as_deref();
            let moved = deploy::rollback(api, name, to).map_err(|error| said(&error))?;
            let (old, new) = moved?;
            Ok(format!("`{name}`: the default version was {}, it is {}\n", old.number, new.number))
        })
    })
}

/// Works while nobody deploys the project that the document belongs to. Of a document that belongs
/// to none there is no lock.
fn locked(
    connected: &Connected,
    name: &str,
    seconds: u64,
    work: impl FnOnce(&dyn Api) -> Result<String, String>,
) -> Result<String, String> {
    let api = &connected.client;
    let project = deploy::project_of(api, name).map_err(|error| said(&error))?;
    let Some(project) = project else { return work(api) };
    let me = holder::me();
    let locking = holder::locking((api, &project), &me, Duration::from_secs(seconds));
    deploy::with_lock(&locking, work).map_err(|error| lock_said(&error))?
}

/// Does the same in every place of the environment.
fn everywhere(
    arguments: &DocumentArguments,
    output: &Output,
    work: impl Fn(&Connected) -> Result<String, String> + Sync,
) -> Result<Status, String> {
    let environment = match &arguments.project.env {
        None => None,
        Some(name) => {
            let opened = projects::open(&arguments.project, Takes::Sources, output)?;
            opened.iter().find_map(|it| it.session.manifest().environment(name).cloned())
        }
    };
    in_places(&places(&arguments.place, environment.as_ref())?, output, work)
}
