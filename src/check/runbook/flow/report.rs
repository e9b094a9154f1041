//! Asks the graph of a runbook its questions, and reports the answers.

use std::collections::HashSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::Checker;
use crate::check::runbook::errors;
use crate::hir::{LoopId, Runbook, StepId};
use crate::text::{FileSpan, Name};

use super::assignment::{Lacking, Missing, walk};
use super::build::{graph_of, is_computed};
use super::cancel::check_cancel;
use super::graph::{Graph, NodeId};
use super::order::order_of;
use super::reads::{Read, reads_of};

/// Reports ways back, statements that nothing reaches, reads of what may be missing, and
/// cancellations that lead where none may.
pub(in crate::check::runbook) fn check_flow(cx: &mut Checker<'_>, runbook: &Runbook) {
    let graph = graph_of(runbook);
    check_cancel(cx, &runbook.body);
    for (at, always) in &graph.open_failures {
        cx.report(errors::noncritical_before_always(*at, *always));
    }
    let order = match order_of(&graph) {
        Ok(order) => order,
        Err(circle) => return report_circle(cx, &graph, &circle),
    };
    let walked = walk(&graph, &order);
    report_unreached(cx, &graph, &walked.reached);
    report_stray_jumps(cx, &graph);
    report_dropped_variables(cx, &graph, runbook);
    report_never_run(cx, &graph, (&walked.reached, runbook));
    let outside = outside_reads(&graph, runbook);
    for (name, read_at, written_at) in &outside {
        cx.report(errors::read_outside_of_loop(name, *read_at, *written_at));
    }
    let reported: FxHashSet<FileSpan> = outside.iter().map(|(_, read_at, _)| *read_at).collect();
    for missing in &walked.missing {
        if !reported.contains(&missing.read_at) {
            report_missing(cx, &graph, missing);
        }
    }
}

fn report_missing(cx: &mut Checker<'_>, graph: &Graph, missing: &Missing) {
    let reason = missing.reason.map(|reason| (reason.at, reason.why.text()));
    match &missing.read {
        Lacking::Result(step) => {
            if let Some(step) = graph.steps.get(step) {
                let written = (step.name.as_str(), step.at);
                let way = missing.reason.map(|reason| reason.at);
                let is_cancelled = missing.reason.is_some_and(|it| it.why.is_cancellation());
                cx.report(match is_cancelled {
                    true => errors::may_be_cancelled(missing.read_at, written, way),
                    false => errors::may_have_failed(missing.read_at, written, way),
                });
            }
        }
        Lacking::Step(step) => match graph.steps.get(step) {
            Some(step) => {
                let written = (step.name.as_str(), step.at);
                cx.report(errors::may_not_have_run(missing.read_at, written, reason));
            }
            None => cx.report(errors::left_out_of_build(missing.read_at)),
        },
        Lacking::Variable(name) => {
            let declared = graph.variables.get(name).map_or(missing.read_at, |known| known.at);
            cx.report(errors::may_not_be_assigned(missing.read_at, (name, declared), reason));
        }
    }
}

/// Reads of variables that stand in arms that the build's values leave out.
fn report_dropped_variables(cx: &mut Checker<'_>, graph: &Graph, runbook: &Runbook) {
    let known: HashSet<&Name> = runbook.variables.iter().map(|variable| &variable.name).collect();
    let mut of_outputs = Vec::new();
    runbook.outputs.iter().for_each(|output| reads_of(&output.value, &mut of_outputs));
    for read in graph.nodes.iter().flat_map(|node| &node.reads).chain(&of_outputs) {
        if let Read::Variable { name, at } = read
            && !known.contains(name)
        {
            cx.report(errors::variable_left_out(*at, name));
        }
    }
}

/// Reads that need no step to have run before, of steps that no run of this build has.
fn report_never_run(
    cx: &mut Checker<'_>,
    graph: &Graph,
    (reached, runbook): (&FxHashSet<NodeId>, &Runbook),
) {
    let mut reads = Vec::new();
    for id in reached {
        let unchecked = |read: &&Read| matches!(read, Read::Unchecked { .. });
        reads.extend(graph.node(*id).reads.iter().filter(unchecked).cloned());
    }
    let bare =
        runbook.outputs.iter().map(|output| &output.value).filter(|value| !is_computed(value));
    bare.for_each(|value| reads_of(value, &mut reads));
    let nodes: FxHashMap<StepId, usize> =
        graph.nodes.iter().enumerate().filter_map(|(id, node)| Some((node.step()?, id))).collect();
    for read in reads {
        let (Read::Output { step, at, .. } | Read::Unchecked { step, at }) = read else { continue };
        match (graph.steps.get(&step), nodes.get(&step)) {
            (Some(fact), Some(node)) if !reached.contains(&NodeId(*node)) => {
                cx.report(errors::never_run(at, (fact.name.as_str(), fact.at)));
            }
            (Some(_), _) => {}
            (None, _) => cx.report(errors::left_out_of_build(at)),
        }
    }
}

/// Jumps to what is no step, such as the `let` of a value.
fn report_stray_jumps(cx: &mut Checker<'_>, graph: &Graph) {
    for edge in graph.nodes.iter().flat_map(|node| &node.edges) {
        let Some(at) = edge.jump else { continue };
        let label = graph.labels.iter().find(|(_, label)| **label == edge.to);
        if let Some((name, label)) = label
            && !graph.placed.contains(label)
        {
            cx.report(errors::unknown_step(at, name, &[]));
        }
    }
}

/// The circle's steps by name, at the jump that closes it.
fn report_circle(cx: &mut Checker<'_>, graph: &Graph, circle: &[NodeId]) {
    let mut jump = None;
    for (from, to) in circle.iter().zip(circle.iter().cycle().skip(1)) {
        let edges = graph.node(*from).edges.iter();
        jump = edges.filter(|edge| edge.to == *to).find_map(|edge| edge.jump).or(jump);
    }
    let names = |node: &NodeId| {
        graph.labels.iter().find(|(_, label)| *label == node).map(|(name, _)| name.clone())
    };
    let names: Vec<Name> = circle.iter().filter_map(names).collect();
    if let Some(at) = jump {
        cx.report(errors::way_back(at, &names));
    }
}

/// The first statement of each run of statements that nothing reaches.
fn report_unreached(cx: &mut Checker<'_>, graph: &Graph, reached: &FxHashSet<NodeId>) {
    let mut is_reported = false;
    for (index, node) in graph.nodes.iter().enumerate() {
        let Some(at) = node.statement else { continue };
        let is_reached = reached.contains(&NodeId(index));
        if !is_reached && !is_reported {
            cx.report(errors::never_reached(at));
        }
        is_reported = !is_reached;
    }
}

/// Reads of what the body of a loop wrote, from outside of it: name, read, written.
fn outside_reads(graph: &Graph, runbook: &Runbook) -> Vec<(Name, FileSpan, FileSpan)> {
    let mut found = Vec::new();
    let mut look = |read: &Read, around: Option<LoopId>| match read {
        Read::Output { step, at, .. } => {
            if let Some(step) = graph.steps.get(step)
                && step.inside.is_some_and(|body| !graph.is_inside(around, body))
            {
                found.push((step.name.clone(), *at, step.at));
            }
        }
        Read::LoopItem { id, at } => {
            if !graph.is_inside(around, *id) {
                found.push((Name::new_static("the loop's item"), *at, *at));
            }
        }
        Read::Variable { .. } | Read::Unchecked { .. } => {}
    };
    for node in &graph.nodes {
        node.reads.iter().for_each(|read| look(read, node.inside));
    }
    let mut of_outputs = Vec::new();
    runbook.outputs.iter().for_each(|output| reads_of(&output.value, &mut of_outputs));
    of_outputs.iter().for_each(|read| look(read, None));
    found
}
