//! One script with all that is put around it, before a shell spells it.

use crate::hir::{Shell, TaskId};
use crate::text::Name;

use super::condition::Condition;
use super::data::{Channel, Data, Piece, visit_facts, visit_pieces};
use super::fact::{FACTS, Fact};

/// The agent that sets variables for parameters with `interpolationType: ENV_VAR`.
///
/// Source: release notes of amazon-ssm-agent.
const ENVIRONMENT_AGENT: &str = "3.3.2746.0";

/// The exit code that ends the command with success.
///
/// Source: `ExitWithSuccess` of the agent's plugin runner.
pub(super) const STOP_WITH_SUCCESS: u8 = 168;

/// The exit code that ends the command with failure, whatever `onFailure` says.
///
/// Source: `ExitWithFailure` of the agent's plugin runner.
pub(super) const STOP_WITH_FAILURE: u8 = 169;

/// Characters of a step's output that a runbook can read; SSM cuts at 2,500.
pub(super) const OUTPUT_LIMIT: usize = 2400;

/// A script and what stands around it.
#[derive(Clone, Debug)]
pub(super) struct Plan<'a> {
    pub(super) shell: Shell,
    pub(super) text: &'a str,
    /// Bound in this order, before anything else.
    pub(super) values: Vec<(Name, Data)>,
    /// Where it does not hold, nothing runs and the step succeeds.
    pub(super) guard: Option<Condition>,
    /// Where this path exists, nothing runs.
    pub(super) creates: Option<Vec<Piece>>,
    /// Where this script exits with 0, nothing runs.
    pub(super) unless: Option<&'a str>,
    /// Tries in all.
    pub(super) attempts: i64,
    pub(super) run_as: Option<Vec<Piece>>,
    /// Standard output is the step's whole output, for a runbook to read.
    pub(super) captures_output: bool,
    /// Success ends the command, and the script must say so itself: where a test before it finds
    /// nothing to do, it ends with success too, and the command goes on.
    pub(super) exits_on_success: bool,
}

/// A parameter that a plan reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) name: Name,
    pub(super) channel: Channel,
}

impl Plan<'_> {
    /// Every parameter that is read, each once, in the order of their first use.
    pub(super) fn reads(&self) -> Vec<Read> {
        let mut reads: Vec<Read> = Vec::new();
        let mut visit = |name: &Name, channel: Channel| {
            if !reads.iter().any(|read| read.name == *name) {
                reads.push(Read { name: name.clone(), channel });
            }
        };
        self.values.iter().for_each(|(_, data)| data.for_each_parameter(&mut visit));
        self.guard.iter().for_each(|guard| guard.for_each_parameter(&mut visit));
        self.creates.iter().for_each(|path| visit_pieces(path, &mut visit));
        self.run_as.iter().for_each(|user| visit_pieces(user, &mut visit));
        reads
    }

    /// The parameters that must be in the environment.
    pub(super) fn environment(&self) -> Vec<Name> {
        let in_environment = |read: &Read| read.channel == Channel::Environment;
        self.reads().into_iter().filter(in_environment).map(|read| read.name).collect()
    }

    /// The facts that are read, each once, sorted by name.
    pub(super) fn facts(&self) -> Vec<&'static Fact> {
        let mut used: Vec<&'static str> = Vec::new();
        let mut visit = |fact: &'static Fact| used.push(fact.name);
        self.values.iter().for_each(|(_, data)| data.for_each_fact(&mut visit));
        self.guard.iter().for_each(|guard| guard.for_each_fact(&mut visit));
        self.creates.iter().for_each(|path| visit_facts(path, &mut visit));
        self.run_as.iter().for_each(|user| visit_facts(user, &mut visit));
        FACTS.iter().filter(|fact| used.contains(&fact.name)).collect()
    }

    /// The tasks of other steps of which the values or the guard read what they did, each once.
    pub(super) fn results(&self) -> Vec<TaskId> {
        each_once(|visit| {
            self.values.iter().for_each(|(_, data)| data.for_each_result(visit));
            self.guard.iter().for_each(|guard| guard.for_each_result(visit));
        })
    }

    pub(super) fn has_secret(&self) -> bool {
        self.values.iter().any(|(_, data)| data.has_secret())
    }
}

/// What is said on a node whose agent did not hand the parameters over. A plain sentence that
/// needs no escaping in any shell.
pub(super) fn outdated_agent(names: &[Name]) -> String {
    let names: Vec<&str> = names.iter().map(Name::as_str).collect();
    let (what, them) = match names.as_slice() {
        [_] => ("parameter", "it"),
        _ => ("parameters", "them"),
    };
    format!(
        "the {what} {} did not arrive: this SSM Agent is too old to hand {them} over, update it to {ENVIRONMENT_AGENT} or later",
        names.join(", ")
    )
}

/// The tasks that a walk comes by, each once, in the order of the walk.
pub(super) fn each_once(walk: impl FnOnce(&mut dyn FnMut(TaskId))) -> Vec<TaskId> {
    let mut tasks = Vec::new();
    walk(&mut |task| {
        if !tasks.contains(&task) {
            tasks.push(task);
        }
    });
    tasks
}
