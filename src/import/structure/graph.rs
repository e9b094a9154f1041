//! The steps of one list as a graph: where each goes on, and which step every way to it passes.

use std::collections::HashMap;

use crate::markup::Node;

use super::super::step::is_true;
use super::choice::is_match;

/// A list with more steps is taken as it is written.
pub(super) const MOST_STEPS: usize = 1000;

/// Where control goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target<'n> {
    Step(usize),
    /// The end of the runbook, or of the turn.
    End,
    /// A step of another list.
    Outside(&'n str),
}

/// One step with its ways out.
pub(super) struct GraphStep<'n> {
    pub(super) node: &'n Node,
    pub(super) next: Target<'n>,
    /// Of a branch: its choices in order, those in a row with one target together.
    pub(super) choices: Vec<(Vec<&'n Node>, Target<'n>)>,
    pub(super) failure: Option<usize>,
    pub(super) cancel: Option<usize>,
}

pub(super) struct Graph<'n> {
    pub(super) steps: Vec<GraphStep<'n>>,
    /// The steps that can be reached, each behind all that lead to it; in a graph without ways
    /// back.
    pub(super) order: Vec<usize>,
    /// The place of each step in `order`.
    rank: Vec<usize>,
    /// The nearest step that every way to a step passes; nothing for the first and for what no
    /// way leads to.
    pub(super) dominator: Vec<Option<usize>>,
    /// How many ways of success lead to a step.
    pub(super) arrivals: Vec<usize>,
    /// The steps that go to this one when they fail.
    pub(super) failing: Vec<Vec<usize>>,
    /// The steps that go to this one when they are cancelled.
    pub(super) cancelled: Vec<Vec<usize>>,
    names: HashMap<&'n str, usize>,
}

impl<'n> Graph<'n> {
    /// Nothing where the list has ways back or too many steps.
    pub(super) fn of(list: &'n [Node]) -> Option<Self> {
        if list.is_empty() || list.len() > MOST_STEPS {
            return None;
        }
        let names: HashMap<&str, usize> = list
            .iter()
            .enumerate()
            .filter_map(|(index, node)| Some((node.get("name")?.as_str()?, index)))
            .collect();
        let steps: Vec<GraphStep<'n>> = (0..)
            .zip(list)
            .map(|(index, node)| graph_step(&names, node, (index, list.len())))
            .collect();
        let order = order(&steps)?;
        let mut rank = vec![usize::MAX; steps.len()];
        for (place, step) in order.iter().enumerate() {
            if let Some(slot) = rank.get_mut(*step) {
                *slot = place;
            }
        }
        let mut graph = Self {
            dominator: vec![None; steps.len()],
            arrivals: vec![0; steps.len()],
            failing: vec![Vec::new(); steps.len()],
            cancelled: vec![Vec::new(); steps.len()],
            steps,
            order,
            rank,
            names,
        };
        graph.count();
        graph.drop_idle_choices();
        graph.dominate();
        Some(graph)
    }

    /// The step that is called `name`.
    pub(super) fn step(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// What a step is called.
    pub(super) fn name(&self, step: usize) -> Option<&'n str> {
        self.steps.get(step)?.node.get("name")?.as_str()
    }

    /// The place of a step in the order of control.
    pub(super) fn rank(&self, step: usize) -> usize {
        self.rank.get(step).copied().unwrap_or(usize::MAX)
    }

    /// Whether only failures and cancellations lead to a step.
    pub(super) fn is_handler(&self, step: usize) -> bool {
        self.arrivals.get(step) == Some(&0) && step != 0
    }

    /// Whether a step can stand where the one way to it is.
    pub(super) fn is_inline(&self, step: usize) -> bool {
        self.arrivals.get(step) == Some(&1)
            && self.failing.get(step).is_some_and(Vec::is_empty)
            && self.cancelled.get(step).is_some_and(Vec::is_empty)
            && step != 0
    }

    /// The steps that `step` dominates at once and that several ways lead to, in the order of
    /// control.
    pub(super) fn joins(&self, step: usize) -> Vec<usize> {
        let mut joins: Vec<usize> = (0..self.steps.len())
            .filter(|other| self.dominator.get(*other) == Some(&Some(step)))
            .filter(|other| !self.is_inline(*other) && !self.is_handler(*other))
            .collect();
        joins.sort_by_key(|join| self.rank(*join));
        joins
    }

    fn count(&mut self) {
        for &from in &self.order {
            let Some(step) = self.steps.get(from) else { continue };
            for target in successes(step) {
                if let Some(count) = self.arrivals.get_mut(target) {
                    *count += 1;
                }
            }
            if let Some(sources) = step.failure.and_then(|it| self.failing.get_mut(it)) {
                sources.push(from);
            }
            if let Some(sources) = step.cancel.and_then(|it| self.cancelled.get_mut(it)) {
                sources.push(from);
            }
        }
    }

    /// Takes away choices that lead where the branch goes without them, where nothing else leads
    /// there: what they lead to stands in `else`.
    fn drop_idle_choices(&mut self) {
        for at in self.order.clone() {
            let Some(step) = self.steps.get(at) else { continue };
            let Target::Step(target) = step.next else { continue };
            let is_idle = |choice: &(Vec<&Node>, Target<'_>)| choice.1 == step.next;
            let idle = step.choices.iter().filter(|choice| is_idle(choice)).count();
            let only_these = self.arrivals.get(target) == Some(&(idle + 1));
            let nodes = step.choices.iter().flat_map(|(nodes, _)| nodes.iter().copied());
            // Where one excludes the others their order means nothing.
            let are_last = step.choices.iter().rev().take(idle).all(is_idle);
            let may_go = idle < step.choices.len() && (are_last || is_match(nodes));
            if idle == 0 || !only_these || !may_go {
                continue;
            }
            let next = step.next;
            if let Some(step) = self.steps.get_mut(at) {
                step.choices.retain(|(_, target)| *target != next);
            }
            if let Some(count) = self.arrivals.get_mut(target) {
                *count = 1;
            }
        }
    }

    /// In an order where all that leads to a step stands before it one pass is enough.
    fn dominate(&mut self) {
        for &from in &self.order.clone() {
            let Some(step) = self.steps.get(from) else { continue };
            let targets: Vec<usize> = all_targets(step).collect();
            for to in targets.into_iter().filter(|to| *to != 0) {
                let known = self.dominator.get(to).copied().flatten();
                let next = known.map_or(from, |known| self.common(known, from));
                if let Some(slot) = self.dominator.get_mut(to) {
                    *slot = Some(next);
                }
            }
        }
    }

    fn common(&self, mut left: usize, mut right: usize) -> usize {
        while left != right {
            let later = if self.rank(left) > self.rank(right) { &mut left } else { &mut right };
            match self.dominator.get(*later).copied().flatten() {
                Some(above) => *later = above,
                None => return 0,
            }
        }
        left
    }
}

/// The targets where a step goes when it succeeds.
fn successes<'s>(step: &'s GraphStep<'_>) -> impl Iterator<Item = usize> + 's {
    let targets = step.choices.iter().map(|(_, target)| *target).chain([step.next]);
    targets.filter_map(|target| match target {
        Target::Step(index) => Some(index),
        Target::End | Target::Outside(_) => None,
    })
}

fn all_targets<'s>(step: &'s GraphStep<'_>) -> impl Iterator<Item = usize> + 's {
    successes(step).chain(step.failure).chain(step.cancel)
}

/// The reached steps, each behind all that lead to it; nothing where there is a way back.
fn order(steps: &[GraphStep<'_>]) -> Option<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; steps.len()];
    let mut order = Vec::new();
    let mut stack: Vec<(usize, Vec<usize>)> = Vec::new();
    let open = |step: usize| {
        let mut targets: Vec<usize> = steps.get(step).into_iter().flat_map(all_targets).collect();
        // The last is looked at first and so comes last in the order: steps keep theirs.
        targets.sort_unstable();
        targets
    };
    *marks.first_mut()? = Mark::Open;
    stack.push((0, open(0)));
    while let Some((step, targets)) = stack.last_mut() {
        let Some(next) = targets.pop() else {
            let step = *step;
            stack.pop();
            *marks.get_mut(step)? = Mark::Done;
            order.push(step);
            continue;
        };
        match marks.get(next)? {
            Mark::Open => return None,
            Mark::Done => {}
            Mark::New => {
                *marks.get_mut(next)? = Mark::Open;
                stack.push((next, open(next)));
            }
        }
    }
    order.reverse();
    Some(order)
}

fn graph_step<'n>(
    names: &HashMap<&str, usize>,
    node: &'n Node,
    (index, count): (usize, usize),
) -> GraphStep<'n> {
    let named =
        |name: &'n str| names.get(name).map_or(Target::Outside(name), |it| Target::Step(*it));
    let behind = if index + 1 < count { Target::Step(index + 1) } else { Target::End };
    let ends = node.get("isEnd").is_some_and(|end| is_true(end) == Some(true));
    let mut next = if ends { Target::End } else { behind };
    if let Some(name) = node.get("nextStep").and_then(Node::as_str) {
        next = named(name);
    }
    let mut choices: Vec<(Vec<&Node>, Target<'_>)> = Vec::new();
    if node.get("action").and_then(Node::as_str) == Some("aws:branch")
        && let Some(inputs) = node.get("inputs")
    {
        for choice in inputs.get("Choices").map_or(&[][..], Node::items) {
            if let Some(name) = choice.get("NextStep").and_then(Node::as_str) {
                let target = named(name);
                match choices.last_mut() {
                    Some((same, last)) if *last == target => same.push(choice),
                    _ => choices.push((vec![choice], target)),
                }
            }
        }
        if let Some(name) = inputs.get("Default").and_then(Node::as_str) {
            next = named(name);
        }
    }
    let jump = |key: &str| {
        let step = node.get(key)?.as_str()?.strip_prefix("step:")?;
        names.get(step.trim()).copied()
    };
    GraphStep { node, next, choices, failure: jump("onFailure"), cancel: jump("onCancel") }
}
