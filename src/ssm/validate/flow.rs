//! The steps of a runbook never lead back to where they came from.

use super::findings::Findings;
use super::jumps::{Source, jumps_of};
use super::steps::Steps;
use crate::ssm::errors;

/// A way to another step, and the jump that leads there; none where the order of steps does.
struct Edge {
    target: usize,
    jump: Option<Source>,
}

/// Whether a step was met, in a search that follows the ways in order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    OnPath,
    Done,
}

/// Reports each way back once, at the jump that closes the circle.
pub(super) fn check(findings: &mut Findings<'_>, steps: &Steps<'_>) {
    let mut marks = vec![Mark::New; steps.all.len()];
    for start in 0..steps.all.len() {
        if marks.get(start) == Some(&Mark::New) {
            search(findings, steps, &mut marks, start);
        }
    }
}

/// Depth first, with a path of its own: a document may have more steps than the stack has room.
fn search(findings: &mut Findings<'_>, steps: &Steps<'_>, marks: &mut [Mark], start: usize) {
    let mut path = vec![Visit::of(steps, marks, start)];
    while let Some(visit) = path.last_mut() {
        let Some(edge) = visit.edges.next() else {
            set(marks, visit.step, Mark::Done);
            path.pop();
            continue;
        };
        let from = visit.step;
        match marks.get(edge.target) {
            Some(Mark::New) => path.push(Visit::of(steps, marks, edge.target)),
            Some(Mark::OnPath) => {
                let circle = path.iter().map(|visit| visit.step);
                let circle = circle.skip_while(|step| *step != edge.target).chain([edge.target]);
                let names: Vec<&str> =
                    circle.filter_map(|index| steps.all.get(index)).map(|step| step.name).collect();
                if let Some(step) = steps.all.get(from) {
                    let pointer =
                        edge.jump.map_or_else(|| step.pointer.clone(), |it| it.pointer(step));
                    findings.report(errors::circle(&findings.spot(&pointer), &names));
                }
            }
            Some(Mark::Done) | None => {}
        }
    }
}

/// A step of the path and its ways out that are not followed yet.
struct Visit {
    step: usize,
    edges: std::vec::IntoIter<Edge>,
}

impl Visit {
    fn of(steps: &Steps<'_>, marks: &mut [Mark], step: usize) -> Self {
        set(marks, step, Mark::OnPath);
        Self { step, edges: edges_of(steps, step).into_iter() }
    }
}

fn set(marks: &mut [Mark], step: usize, mark: Mark) {
    if let Some(slot) = marks.get_mut(step) {
        *slot = mark;
    }
}

/// Where the ways out of a step lead.
pub(super) fn targets(steps: &Steps<'_>, index: usize) -> impl Iterator<Item = usize> {
    edges_of(steps, index).into_iter().map(|edge| edge.target)
}

/// All ways out of a step: its jumps, the next step of its list, the body of a loop.
fn edges_of(steps: &Steps<'_>, index: usize) -> Vec<Edge> {
    let Some(step) = steps.all.get(index) else { return Vec::new() };
    let mut edges: Vec<Edge> = jumps_of(step)
        .into_iter()
        .filter_map(|jump| {
            Some(Edge { target: steps.find(jump.target)?.0, jump: Some(jump.source) })
        })
        .collect();
    // A branch with a default never goes on at the step behind it.
    let has_default = step.action == "aws:branch"
        && step.members.get("inputs").is_some_and(|inputs| inputs.get("Default").is_some());
    let falls_through =
        !step.is_set("isEnd") && !step.members.contains_key("nextStep") && !has_default;
    if let Some(next) = step.next.filter(|_| falls_through) {
        edges.push(Edge { target: next, jump: None });
    }
    if let Some(body) = step.body {
        edges.push(Edge { target: body, jump: None });
    }
    edges
}
