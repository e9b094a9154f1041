//! A step reads outputs of steps that have run before it.

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::findings::Findings;
use super::flow::targets;
use super::steps::Steps;
use super::texts;
use crate::diagnostic::Diagnostic;
use crate::ssm::errors;
use crate::ssm::pointer_segment;
use crate::ssm::reference::{Reference, reference_texts};

/// Reports reads of outputs that are not there when the step that reads them runs.
pub(super) fn check(findings: &mut Findings<'_>, steps: &Steps<'_>) {
    let mut ways = Ways::default();
    for (reader, step) in steps.all.iter().enumerate() {
        for (name, value) in step.inputs().into_iter().flatten() {
            // The steps of a loop are looked at by themselves.
            if texts::may_hold(value) && !(step.action == "aws:loop" && name == "Steps") {
                let pointer = step.at(&format!("inputs/{}", pointer_segment(name)));
                for (pointer, read) in reads_in(value, &pointer) {
                    let read = steps.find(read).map(|(read, _)| read);
                    let found = read
                        .and_then(|read| ways.problem(findings, (steps, &pointer), (reader, read)));
                    found.into_iter().for_each(|found| findings.report(found));
                }
            }
        }
    }
}

/// The steps whose outputs a value reads, each with the pointer of the text that does.
fn reads_in<'a>(value: &'a Value, pointer: &str) -> Vec<(String, &'a str)> {
    let mut reads = Vec::new();
    for (pointer, text) in texts::with_references(value, pointer) {
        for reference in reference_texts(text).map(Reference::parse) {
            if let Reference::StepOutput { step, .. } = reference {
                reads.push((pointer.clone(), step));
            }
        }
    }
    reads
}

/// Which steps each step leads to, found when it is asked for.
#[derive(Default)]
struct Ways {
    /// Where the ways out of each step lead. Filled by the first question.
    targets: Vec<Vec<usize>>,
    reached: FxHashMap<usize, Vec<bool>>,
}

impl Ways {
    /// What is wrong with a read of an output of `read` by `reader`: no way through the one leads to
    /// the other.
    fn problem(
        &mut self,
        findings: &Findings<'_>,
        (steps, pointer): (&Steps<'_>, &str),
        (reader, read): (usize, usize),
    ) -> Option<Diagnostic> {
        let step = steps.all.get(read)?;
        let spot = || findings.spot(pointer);
        if reader == read {
            // A loop tests its own values.
            return (step.action != "aws:loop").then(|| errors::own_output(&spot(), step.name));
        }
        // A loop gives its values to its steps, and tests theirs.
        if is_around(steps, reader, read) || is_around(steps, read, reader) {
            return None;
        }
        let (here, there) = beside_each_other(steps, reader, read)?;
        let stands_at = || findings.spot(&step.pointer);
        // Nearly all reads are right: the other way is looked for only where this one is not.
        if self.leads(steps, there, here) {
            None
        } else if self.leads(steps, here, there) {
            Some(errors::later_output(&spot(), step.name, &stands_at()))
        } else if there > here && there == read {
            // What stands before it is told with the way that leaves it out.
            Some(errors::output_elsewhere(&spot(), step.name, &stands_at()))
        } else {
            None
        }
    }

    fn leads(&mut self, steps: &Steps<'_>, from: usize, to: usize) -> bool {
        if self.targets.is_empty() {
            self.targets =
                (0..steps.all.len()).map(|step| targets(steps, step).collect()).collect();
        }
        let reached = self.reached.entry(from).or_insert_with(|| reached_from(&self.targets, from));
        reached.get(to).copied().unwrap_or_default()
    }
}

/// The steps that some way from a step leads to, those in loops included.
fn reached_from(targets: &[Vec<usize>], from: usize) -> Vec<bool> {
    let mut reached = vec![false; targets.len()];
    let mut waiting = vec![from];
    while let Some(step) = waiting.pop() {
        for &target in targets.get(step).into_iter().flatten() {
            if let Some(seen) = reached.get_mut(target).filter(|seen| !**seen) {
                *seen = true;
                waiting.push(target);
            }
        }
    }
    reached
}

/// The loop that a step belongs to.
fn owner(steps: &Steps<'_>, step: usize) -> Option<usize> {
    steps.all.get(step)?.owner
}

/// A step and the loops around it, innermost first.
fn around<'s>(steps: &'s Steps<'_>, step: usize) -> impl Iterator<Item = usize> + 's {
    std::iter::successors(Some(step), move |at| owner(steps, *at))
}

fn is_around(steps: &Steps<'_>, outer: usize, inner: usize) -> bool {
    around(steps, inner).any(|at| at == outer)
}

/// Two steps, or the loops around them that lie in one list.
fn beside_each_other(steps: &Steps<'_>, one: usize, other: usize) -> Option<(usize, usize)> {
    around(steps, one).find_map(|one| {
        let beside = around(steps, other).find(|it| owner(steps, *it) == owner(steps, one))?;
        Some((one, beside))
    })
}
