//! `ordain deploy`: plan, ask, carry out.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use crate::cli::Status;
use crate::cli::output::{Output, Stream};
use crate::deploy::{Done, Outcome, Plan, SavedPlan};
use crate::io;

use super::asking::asked;
use super::beside::beside;
use super::carry::{Consent, INTERRUPTED_BEFORE, Planned, REFUSED, Work};
use super::interrupt::Stop;
use super::places::{Connected, Place, threads};
use super::prepare::{ChangeArguments, Prepared, prepare};
use super::progress::Progress;
use super::report::Report;
use super::show;

/// Bring a project to the account: plan, ask, carry out; uses the network
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    change: ChangeArguments,

    /// Carry out this plan of `ordain plan --out`, with its options, and nothing where a plan that is
    /// made anew differs from it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["promote", "prune", "adopt", "overwrite", "roles"])]
    plan: Option<PathBuf>,

    /// Do not ask
    #[arg(long)]
    yes: bool,

    /// How long to wait while somebody else deploys the project
    #[arg(long, value_name = "SECONDS", default_value = "0")]
    lock_timeout: u64,

    /// Write what was done as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<Status, String> {
    let saved = arguments.plan.as_deref().map(read_plan).transpose()?;
    let mut asked = arguments.change.asked.clone();
    asked.roles |= saved.as_ref().is_some_and(SavedPlan::has_roles);
    let mut prepared = match prepare(&arguments.change.project, &asked, output)? {
        Ok(prepared) => prepared,
        Err(status) => return Ok(status),
    };
    if let Some(saved) = &saved {
        if saved.project != prepared.wanted.project {
            return Err(format!(
                "the plan is one of the project `{}`, and this is `{}`",
                saved.project, prepared.wanted.project
            ));
        }
        prepared.options = saved.options();
        prepared.check_prune()?;
    }
    let (threads, stop) = (threads()?, Stop::default());
    let work = Work {
        prepared: &prepared,
        saved: saved.as_ref(),
        threads: &threads,
        concurrency: arguments.change.concurrency,
        wait: Duration::from_secs(arguments.lock_timeout),
        consent: if arguments.yes { Consent::AnyPlan } else { Consent::ThisPlan },
        is_stopped: &|| stop.is_asked(),
    };
    let all = arguments.change.places(&prepared)?;
    let deploy = Deploy { arguments, output, prepared: &prepared };
    let stages = deploy.agreed(deploy.planned(&work, &all));
    let mut report = Report::new(output, &prepared, (arguments.json, all.len()));
    if stages.iter().any(|(_, stage)| stage.is_changed()) {
        stop.listen(&threads);
    }
    deploy.carried_out(&work, &stages, &mut report);
    Ok(report.end(&prepared.wanted.project, stop.is_asked()))
}

/// One run of the command.
struct Deploy<'a> {
    arguments: &'a Arguments,
    output: &'a Output,
    prepared: &'a Prepared,
}

/// How far a place has come.
enum Stage {
    Planned(Box<Planned>),
    Failed(String),
    /// Not begun, because another place has failed.
    LeftOut,
}

impl Stage {
    /// Whether something is to be done there.
    fn is_changed(&self) -> bool {
        match self {
            Self::Planned(planned) => !planned.plan.is_empty(),
            Self::Failed(_) | Self::LeftOut => false,
        }
    }
}

impl Deploy<'_> {
    /// Plans everywhere, and shows what is planned.
    fn planned<'p>(&self, work: &Work<'_>, all: &'p [Place]) -> Vec<(&'p Place, Stage)> {
        let is_failure = |planned: &Result<Planned, String>| {
            planned.as_ref().is_ok_and(Planned::is_refused) || planned.is_err()
        };
        let how = self.arguments.change.beside(&is_failure);
        let mut shown = Vec::with_capacity(all.len());
        let places: Vec<&Place> = all.iter().collect();
        beside(
            &places,
            &how,
            |place| work.plan(place),
            |place, planned| {
                let stage = match planned {
                    Some(Ok(planned)) if is_known(&shown, &planned.connected) => {
                        let label = planned.connected.label();
                        self.output.say(&format!("{label}: named twice, and worked on once"));
                        return;
                    }
                    Some(Ok(planned)) => {
                        self.show(&planned.connected, &planned.plan);
                        match planned.is_refused() {
                            true => Stage::Failed(REFUSED.to_owned()),
                            false => Stage::Planned(Box::new(planned)),
                        }
                    }
                    Some(Err(why)) => Stage::Failed(why),
                    None => Stage::LeftOut,
                };
                shown.push((*place, stage));
            },
        );
        shown
    }

    fn show(&self, connected: &Connected, plan: &Plan) {
        let manner = self.arguments.change.manner(self.output.colour(Stream::Error), self.prepared);
        let plan = show::plan_text(plan, manner);
        self.output.show(&format!("{}\n{plan}", connected.label()));
    }

    /// Asks once for all places where something is to be done. Those where nothing may be done have
    /// failed, or are left out because another one has.
    fn agreed<'p>(&self, stages: Vec<(&'p Place, Stage)>) -> Vec<(&'p Place, Stage)> {
        let has_failed = stages.iter().any(|(_, stage)| matches!(stage, Stage::Failed(_)));
        let no = if has_failed && self.arguments.change.stop_on_failure {
            Some(None)
        } else if self.arguments.yes || !stages.iter().any(|(_, stage)| stage.is_changed()) {
            None
        } else {
            let labels = stages.iter().filter_map(|(_, stage)| match stage {
                Stage::Planned(planned) if stage.is_changed() => Some(planned.connected.label()),
                _ => None,
            });
            match asked(self.output, &labels.collect::<Vec<_>>()) {
                Ok(true) => None,
                Ok(false) => Some(Some("nothing was done".to_owned())),
                Err(why) => Some(Some(why)),
            }
        };
        let Some(no) = no else { return stages };
        let stopped = || no.clone().map_or(Stage::LeftOut, Stage::Failed);
        let stages = stages.into_iter();
        stages
            .map(|(place, stage)| (place, if stage.is_changed() { stopped() } else { stage }))
            .collect()
    }

    /// Carries out what is planned, and tells what came of every place.
    fn carried_out(&self, work: &Work<'_>, stages: &[(&Place, Stage)], report: &mut Report<'_>) {
        let planned = stages.iter().filter_map(|(_, stage)| match stage {
            Stage::Planned(planned) => Some(&planned.plan),
            Stage::Failed(_) | Stage::LeftOut => None,
        });
        let progress = Progress::new(self.output, planned);
        let carry_out = |(_, stage): &(&Place, Stage)| match stage {
            Stage::Planned(_) if stage.is_changed() && (work.is_stopped)() => {
                Some(Err(INTERRUPTED_BEFORE.to_owned()))
            }
            Stage::Planned(planned) => {
                let show = |plan: &Plan| progress.aside(|| self.show(&planned.connected, plan));
                Some(work.carry_out(planned, &progress, &show))
            }
            Stage::Failed(_) | Stage::LeftOut => None,
        };
        let how = self.arguments.change.beside(&is_failure);
        beside(stages, &how, carry_out, |(place, stage), done| {
            progress.aside(|| match (stage, done.flatten()) {
                (Stage::Failed(why), _) => report.failed(place, why),
                (Stage::Planned(planned), Some(Ok(done))) => {
                    let calls = self.arguments.change.calls(&planned.connected);
                    report.done(&planned.connected, &done, calls.as_ref());
                }
                (Stage::Planned(_), Some(Err(why))) => report.failed(place, &why),
                (Stage::Planned(planned), None) if planned.plan.is_empty() => {
                    let calls = self.arguments.change.calls(&planned.connected);
                    report.done(&planned.connected, &[], calls.as_ref());
                }
                (Stage::Planned(_) | Stage::LeftOut, _) => report.left_out(place),
            });
        });
    }
}

/// Whether an earlier place has turned out to be the same account and Region.
fn is_known(shown: &[(&Place, Stage)], new: &Connected) -> bool {
    let place = new.place();
    shown.iter().any(|(_, stage)| match stage {
        Stage::Planned(planned) => planned.connected.place() == place,
        Stage::Failed(_) | Stage::LeftOut => false,
    })
}

/// Whether something has not been done that was to be.
fn is_failure(done: &Option<Result<Vec<Done>, String>>) -> bool {
    match done {
        Some(Ok(done)) => done.iter().any(|done| done.outcome != Outcome::Carried),
        Some(Err(_)) => true,
        None => false,
    }
}

/// Reads a plan that was saved.
fn read_plan(path: &Path) -> Result<SavedPlan, String> {
    let text = io::read_text(path).map_err(|it| it.shown(Path::new("")))?;
    SavedPlan::read(&text.text).map_err(|why| format!("`{}`: {why}", path.display()))
}
