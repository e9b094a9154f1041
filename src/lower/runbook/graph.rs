//! The step graph: every jump arrives, none leads into a loop or back.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::ssm::tables;
use crate::text::FileSpan;

use super::errors;
use super::flow::{AfterCancel, FlatStep, Label, Target};
use super::layout::{Arrival, Layout, ListId, jumps};

/// Everything that is wrong with the graph, in the order of steps. `labels` names the labels that
/// the source names.
pub(super) fn check_graph(layout: &Layout, labels: &BTreeMap<String, Label>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut edges: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut places: BTreeMap<String, FileSpan> = BTreeMap::new();
    for list in 0..layout.lists.len() {
        for (position, step) in layout.steps(list) {
            places.insert(step.name.clone(), step.at);
            let arrivals = arrivals(layout, list, position, step);
            for arrival in &arrivals {
                found.extend(check_arrival(layout, (list, step), arrival, labels));
            }
            let names = arrivals.iter().filter_map(|arrival| layout.name(arrival));
            edges.entry(step.name.clone()).or_default().extend(names);
            found.extend(check_cancel(layout, list, step));
        }
    }
    // The steps of a body come before what follows the loop.
    for list in &layout.lists {
        if let Some((_, owner)) = &list.parent
            && let Some(first) = list.items.iter().find_map(first_name)
        {
            edges.entry(owner.clone()).or_default().push(first);
        }
    }
    if found.is_empty()
        && let Some((from, to)) = back_edge(&edges)
        && let Some(at) = places.get(&from)
    {
        found.push(errors::way_back(*at, &from, &to));
    }
    found
}

fn first_name(item: &super::layout::Placed) -> Option<String> {
    match item {
        super::layout::Placed::Step(step, _) => Some(step.name.clone()),
        super::layout::Placed::Label | super::layout::Placed::Jump(_) => None,
    }
}

fn arrivals(layout: &Layout, list: ListId, position: usize, step: &FlatStep) -> Vec<Arrival> {
    let mut arrivals: Vec<Arrival> =
        jumps(step).into_iter().map(|target| layout.arrival(list, target)).collect();
    if step.action != "aws:branch" {
        arrivals.push(layout.successor(list, position));
    }
    arrivals
}

fn check_arrival(
    layout: &Layout,
    (list, step): (ListId, &FlatStep),
    arrival: &Arrival,
    labels: &BTreeMap<String, Label>,
) -> Option<Diagnostic> {
    match arrival {
        Arrival::Nowhere(label) => {
            let name = labels.iter().find(|(_, other)| *other == label).map(|(name, _)| name);
            Some(errors::no_such_step(step.at, name.map_or("", String::as_str), labels.keys()))
        }
        Arrival::Step(other, name) if !layout.reaches(list, *other) => {
            Some(errors::into_a_loop(step.at, name))
        }
        Arrival::Step(..) | Arrival::End(_) => None,
    }
}

/// The step that a cancellation jumps to must have an action that may stand there.
fn check_cancel(layout: &Layout, list: ListId, step: &FlatStep) -> Option<Diagnostic> {
    let Some(AfterCancel::Jump(label)) = step.on_cancel else { return None };
    let Arrival::Step(target_list, name) = layout.arrival(list, Target::Label(label)) else {
        return None;
    };
    let (_, target) = layout.steps(target_list).find(|(_, step)| step.name == name)?;
    let allowed = tables::action(target.action).is_none_or(|spec| spec.rules.on_cancel_target);
    (!allowed).then(|| errors::cancel_target(target.at, target.action, step.at))
}

/// An edge that closes a circle, the first in the order of names.
fn back_edge(edges: &BTreeMap<String, Vec<String>>) -> Option<(String, String)> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        Open,
        Done,
    }
    let mut marks: BTreeMap<&str, Mark> = BTreeMap::new();
    for start in edges.keys() {
        let mut stack: Vec<(&str, usize)> = vec![(start, 0)];
        while let Some((name, next)) = stack.pop() {
            if next == 0 {
                if marks.contains_key(name) {
                    continue;
                }
                marks.insert(name, Mark::Open);
            }
            let Some(target) = edges.get(name).and_then(|targets| targets.get(next)) else {
                marks.insert(name, Mark::Done);
                continue;
            };
            stack.push((name, next + 1));
            match marks.get(target.as_str()) {
                Some(Mark::Open) => return Some((name.to_owned(), target.clone())),
                Some(Mark::Done) => {}
                None => stack.push((target, 0)),
            }
        }
    }
    None
}
