//! `ordain promote` and `ordain rollback`: show what moving the default version of one document
//! does, ask, move it.

use std::time::Duration;

use clap::Args;

use crate::cli::Status;
use crate::cli::output::{Output, Stream};
use crate::deploy::{
    self, Action, Api, CallError, DocumentVersion, Drift, Move, MoveError, Moving, Towards,
};

use super::asking::asked;
use super::beside::{Beside, beside};
use super::carry::lock_said;
use super::failure::said;
use super::holder;
use super::move_report::Report;
use super::places::{Connected, PLACES, Place, places, threads};
use super::show::{self, Detail, Manner};
use super::source::Source;
use super::versions::DocumentArguments;

/// What both commands are told.
#[derive(Clone, Debug, Args)]
struct Asked {
    #[command(flatten)]
    document: DocumentArguments,

    /// Do not ask
    #[arg(long)]
    yes: bool,

    /// How long to wait while somebody else deploys the project
    #[arg(long, value_name = "SECONDS", default_value = "0")]
    lock_timeout: u64,

    /// Show the lines of the document that differ, too
    #[arg(long, short)]
    verbose: bool,

    /// Write what was done as JSON
    #[arg(long)]
    json: bool,
}

/// Make a version of a document the default one: show, ask, move; uses the network
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct PromoteArguments {
    #[command(flatten)]
    asked: Asked,

    /// The version, by number or name; the default is the latest one
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,
}

/// Make an older version of a document the default one: show, ask, move; uses the network
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct RollbackArguments {
    #[command(flatten)]
    asked: Asked,

    /// The version, by number or name; the default is the one before the default version
    #[arg(long, value_name = "VERSION")]
    to: Option<String>,
}

pub(super) fn promote(arguments: &PromoteArguments, output: &Output) -> Result<Status, String> {
    run(&arguments.asked, Towards::Version(arguments.to.as_deref()), output)
}

pub(super) fn rollback(arguments: &RollbackArguments, output: &Output) -> Result<Status, String> {
    run(&arguments.asked, Towards::Older(arguments.to.as_deref()), output)
}

fn run(arguments: &Asked, towards: Towards<'_>, output: &Output) -> Result<Status, String> {
    let DocumentArguments { name, project, place } = &arguments.document;
    let source = Source::of(name, project, output)?;
    if !source.parts.is_empty() {
        return Err(format!(
            "`{name}` is several documents, and each has versions of its own: `ordain deploy \
             --promote` moves them together; or name one after the other, the parts first: `{}`, \
             `{}`",
            source.parts.join("`, `"),
            source.name
        ));
    }
    let all = places(place, source.environment.as_ref())?;
    let command = Command { arguments, towards, source: &source, output };
    let stages = command.agreed(command.planned(&all)?);
    let mut report = Report::new(output, &source.name, (arguments.json, all.len()));
    command.carried_out(&stages, &mut report);
    Ok(report.end())
}

/// One run of a command.
struct Command<'a> {
    arguments: &'a Asked,
    towards: Towards<'a>,
    source: &'a Source,
    output: &'a Output,
}

/// A place and what is to be done there.
struct Planned {
    connected: Connected,
    moving: Move,
}

/// How far a place has come.
enum Stage {
    Planned(Box<Planned>),
    Failed(String),
}

impl Stage {
    /// What is to be moved, where something is.
    fn moved(&self) -> Option<&Planned> {
        match self {
            Self::Planned(planned) if planned.moving.change.action != Action::Unchanged => {
                Some(planned)
            }
            Self::Planned(_) | Self::Failed(_) => None,
        }
    }
}

impl Command<'_> {
    /// Finds out in every place what is to be done, and shows it.
    fn planned<'p>(&self, all: &'p [Place]) -> Result<Vec<(&'p Place, Stage)>, String> {
        let threads = threads()?;
        let work = |place: &&Place| {
            let connected = place.connect(&threads)?;
            let moving = self.move_of(&connected.client, &connected)?;
            Ok(Planned { connected, moving })
        };
        let mut shown: Vec<(&Place, Stage)> = Vec::with_capacity(all.len());
        let places: Vec<&Place> = all.iter().collect();
        let how = Beside { most: PLACES, is_end: &|_| false };
        beside(&places, &how, work, |place, planned: Option<Result<Planned, String>>| {
            let stage = match planned {
                Some(Ok(planned)) if is_known(&shown, &planned.connected) => {
                    let label = planned.connected.label();
                    return self.output.say(&format!("{label}: named twice, and worked on once"));
                }
                Some(Ok(planned)) => {
                    self.show(&planned.connected, &planned.moving);
                    Stage::Planned(Box::new(planned))
                }
                Some(Err(why)) => Stage::Failed(why),
                // Nothing ends the work before its end.
                None => return,
            };
            shown.push((*place, stage));
        });
        Ok(shown)
    }

    fn move_of(&self, api: &dyn Api, connected: &Connected) -> Result<Move, String> {
        let place = connected.place();
        let Source { name, wanted: around, .. } = self.source;
        let moving = Moving { api, place: &place, name, towards: self.towards, around };
        deploy::move_of(&moving).map_err(|error| move_said(&error))
    }

    /// Which version the default is and will be, what differs, and what that reaches.
    fn show(&self, connected: &Connected, moving: &Move) {
        if moving.change.action == Action::Unchanged {
            return;
        }
        let detail = match self.arguments.verbose {
            true => Detail::Verbose(&moving.wanted),
            false => Detail::Plain,
        };
        let colour = self.output.colour(Stream::Error);
        let change =
            show::change_text(&moving.change, Manner { colour, detail, drift: Drift::Leave });
        let (from, to) = (called(&moving.from), called(&moving.to));
        let head = match moving.from.number == moving.to.number {
            true => format!("the default version is {to} already"),
            false => format!("the default version is {from}, and becomes {to}"),
        };
        self.output.show(&format!("{}\n{head}\n{change}", connected.label()));
    }

    /// Asks once for all places where something is to be moved.
    fn agreed<'p>(&self, stages: Vec<(&'p Place, Stage)>) -> Vec<(&'p Place, Stage)> {
        let moved = stages.iter().filter_map(|(_, stage)| stage.moved());
        let labels: Vec<String> = moved.map(|planned| planned.connected.label()).collect();
        if self.arguments.yes || labels.is_empty() {
            return stages;
        }
        let no = match asked(self.output, &labels) {
            Ok(true) => return stages,
            Ok(false) => "nothing was done".to_owned(),
            Err(why) => why,
        };
        let stopped = |stage: Stage| match stage.moved() {
            Some(_) => Stage::Failed(no.clone()),
            None => stage,
        };
        stages.into_iter().map(|(place, stage)| (place, stopped(stage))).collect()
    }

    /// Moves what is to be moved, and tells what came of every place.
    fn carried_out(&self, stages: &[(&Place, Stage)], report: &mut Report<'_>) {
        let work = |(_, stage): &(&Place, Stage)| Some(self.carry_out(stage.moved()?));
        let how = Beside { most: PLACES, is_end: &|_| false };
        beside(stages, &how, work, |(place, stage), done| match (stage, done.flatten()) {
            (Stage::Failed(why), _) => report.failed(place, why),
            (Stage::Planned(_), Some(Err(why))) => report.failed(place, &why),
            (Stage::Planned(planned), Some(Ok((moving, result)))) => {
                report.done(&planned.connected, &moving, result.as_ref().err());
            }
            (Stage::Planned(planned), None) => {
                report.done(&planned.connected, &planned.moving, None);
            }
        });
    }

    /// Moves the default while nobody deploys the project that the document belongs to. Of a
    /// document that belongs to none there is no lock.
    fn carry_out(&self, planned: &Planned) -> Result<(Move, Result<(), CallError>), String> {
        let api = &planned.connected.client;
        let Some(project) = &planned.moving.project else {
            return self.locked(api, planned);
        };
        let me = holder::me();
        let wait = Duration::from_secs(self.arguments.lock_timeout);
        let locking = holder::locking((api, project), &me, (wait, &|| false));
        deploy::with_lock(&locking, |api| self.locked(api, planned))
            .map_err(|error| lock_said(&error))?
    }

    /// Moves the default as it was shown; where somebody has moved it since, as it is to be moved by
    /// now, if nobody wants to be asked.
    fn locked(
        &self,
        api: &dyn Api,
        planned: &Planned,
    ) -> Result<(Move, Result<(), CallError>), String> {
        let mut moving = planned.moving.clone();
        if !moving.holds(api, self.towards).map_err(|it| move_said(&it))? {
            if !self.arguments.yes {
                return Err("the account has changed since: nothing was done".to_owned());
            }
            moving = self.move_of(api, &planned.connected)?;
            self.show(&planned.connected, &moving);
        }
        let result = deploy::carry_move_out(api, &moving);
        Ok((moving, result))
    }
}

fn move_said(error: &MoveError) -> String {
    match error {
        MoveError::Call(error) => said(error),
        MoveError::Misfit(why) => why.clone(),
    }
}

/// Whether an earlier place has turned out to be the same account and Region.
fn is_known(shown: &[(&Place, Stage)], new: &Connected) -> bool {
    let place = new.place();
    shown.iter().any(|(_, stage)| match stage {
        Stage::Planned(planned) => planned.connected.place() == place,
        Stage::Failed(_) => false,
    })
}

/// `2 (1.4.0-1b3cdbe8118d)`
pub(super) fn called(version: &DocumentVersion) -> String {
    match version.name.as_str() {
        "" => version.number.clone(),
        name => format!("{} ({name})", version.number),
    }
}
