//! `ordain versions`: the versions of one document.

use clap::Args;

use crate::cli::Status;
use crate::cli::arguments::ProjectArguments;
use crate::cli::output::Output;
use crate::deploy;

use super::failure::said;
use super::places::{PlaceArguments, in_places, places};
use super::source::Source;

/// Which document, and where.
#[derive(Clone, Debug, Args)]
pub(super) struct DocumentArguments {
    /// The document, by its name in the account or in the source
    pub(super) name: String,

    #[command(flatten)]
    pub(super) project: ProjectArguments,

    #[command(flatten)]
    pub(super) place: PlaceArguments,
}

/// List the versions of a document; uses the network
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    document: DocumentArguments,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<Status, String> {
    let DocumentArguments { name, project, place } = &arguments.document;
    let source = Source::of(name, project, output)?;
    in_places(&places(place, source.environment.as_ref())?, output, |connected| {
        let versions = deploy::versions(&connected.client, &source.name);
        let versions = versions.map_err(|error| said(&error))?;
        let lines = versions.iter().map(|version| {
            let mark = if version.is_default { "* " } else { "  " };
            format!("{mark}{:>5}  {:<9}  {}\n", version.number, version.status, version.name)
        });
        Ok(lines.collect())
    })
}
