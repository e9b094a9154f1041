//! What every path to a place has written: the facts behind "what is read must have been written".

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::hir::StepId;
use crate::text::FileSpan;

use super::graph::{Edge, Graph, NodeId, NodeKind, Outcome, Reason};
use super::reads::Read;

/// A read that some path reaches without the step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Missing {
    pub(super) step: StepId,
    pub(super) read_at: FileSpan,
    /// Where that path leaves the one that runs the step.
    pub(super) reason: Option<Reason>,
}

/// Which steps may not have run, and why.
#[derive(Clone, Debug)]
struct State {
    /// One bit a step.
    missing: Vec<u64>,
    reasons: Rc<HashMap<u32, Reason>>,
    /// Of the first edge that led here: the reason of whatever another edge has written.
    reason: Option<Reason>,
}

/// What walking the graph found.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Reads of what may be missing, in the order of the walk; each step once on a path.
    pub(super) missing: Vec<Missing>,
    /// The nodes that some run comes to.
    pub(super) reached: HashSet<NodeId>,
}

/// Walks the graph from its start.
///
/// `order` holds every node that edges lead to, each behind all that lead to it.
pub(super) fn walk(graph: &Graph, order: &[NodeId]) -> Walked {
    let mut states: HashMap<NodeId, State> = HashMap::new();
    let mut kept: HashMap<NodeId, State> = HashMap::new();
    let mut walked = Walked::default();
    states.insert(Graph::START, State::at_start(graph));
    let normals: HashSet<NodeId> = graph.nodes.iter().filter_map(normal).collect();
    for id in order {
        let Some(mut state) = states.remove(id) else { continue };
        let node = graph.node(*id);
        if let NodeKind::AfterAlways { normal, steps } = &node.kind {
            let Some(before) = kept.remove(normal) else { continue };
            state = before.with_steps_of(&state, steps.clone());
        }
        walked.reached.insert(*id);
        for read in &node.reads {
            if let Read::Output { step, at } = read
                && state.is_missing(step.0)
            {
                let reason = state.reasons.get(&step.0).copied();
                walked.missing.push(Missing { step: *step, read_at: *at, reason });
                state.write(step.0);
            }
        }
        if normals.contains(id) {
            kept.insert(*id, state.clone());
        }
        for edge in &node.edges {
            let next = state.along(edge, &node.kind);
            match states.get_mut(&edge.to) {
                Some(known) => known.join(&next),
                None => {
                    states.insert(edge.to, next);
                }
            }
        }
    }
    walked
}

fn normal(node: &super::graph::Node) -> Option<NodeId> {
    match &node.kind {
        NodeKind::AfterAlways { normal, .. } => Some(*normal),
        NodeKind::Plain | NodeKind::Step(_) => None,
    }
}

impl State {
    fn at_start(graph: &Graph) -> State {
        let count = graph.steps.keys().map(|step| step.0 as usize + 1).max().unwrap_or(0);
        let missing = vec![u64::MAX; count.div_ceil(64)];
        State { missing, reasons: Rc::default(), reason: None }
    }

    /// A step beyond the last one is one that this build leaves out.
    fn is_missing(&self, step: u32) -> bool {
        let word = self.missing.get(step as usize / 64).copied().unwrap_or(u64::MAX);
        word >> (step % 64) & 1 == 1
    }

    fn write(&mut self, step: u32) {
        if let Some(word) = self.missing.get_mut(step as usize / 64) {
            *word &= !(1 << (step % 64));
        }
    }

    fn along(&self, edge: &Edge, kind: &NodeKind) -> State {
        let mut next = self.clone();
        next.reason = edge.reason;
        if let NodeKind::Step(step) = kind {
            match (edge.outcome, edge.reason) {
                (Outcome::Success, _) => next.write(step.0),
                (Outcome::Failure, Some(reason)) => {
                    Rc::make_mut(&mut next.reasons).entry(step.0).or_insert(reason);
                }
                (Outcome::Failure, None) => {}
            }
        }
        next
    }

    /// What may be missing on one of two paths.
    fn join(&mut self, other: &State) {
        for (index, (own, theirs)) in self.missing.iter_mut().zip(&other.missing).enumerate() {
            let mut differing = *own ^ *theirs;
            while differing != 0 {
                let bit = differing.trailing_zeros();
                differing &= differing - 1;
                let step = u32::try_from(index).unwrap_or(u32::MAX).saturating_mul(64) + bit;
                let from = if *own >> bit & 1 == 1 {
                    (&self.reasons, self.reason)
                } else {
                    (&other.reasons, other.reason)
                };
                let reason = from.0.get(&step).copied().or(from.1);
                if let Some(reason) = reason {
                    Rc::make_mut(&mut self.reasons).insert(step, reason);
                }
            }
            *own |= *theirs;
        }
        if self.reasons.is_empty() {
            self.reasons = Rc::clone(&other.reasons);
        } else if !Rc::ptr_eq(&self.reasons, &other.reasons) {
            // What is missing on both ways: why, is known from either.
            for (step, reason) in other.reasons.iter() {
                if !self.reasons.contains_key(step) {
                    Rc::make_mut(&mut self.reasons).insert(*step, *reason);
                }
            }
        }
    }

    /// This state, but for `steps` what `other` knows.
    fn with_steps_of(mut self, other: &State, steps: std::ops::Range<u32>) -> State {
        for step in steps {
            if !other.is_missing(step) {
                self.write(step);
            } else if let Some(reason) = other.reasons.get(&step) {
                Rc::make_mut(&mut self.reasons).insert(step, *reason);
            }
        }
        self.reason = None;
        self
    }
}
