//! What every path to a place has written: the facts behind "what is read must have been written".

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::hir::StepId;
use crate::text::{FileSpan, Name};

use super::graph::{Edge, Fact, Graph, NodeId, NodeKind, Outcome, Reason};
use super::reads::Read;

/// A read that some path reaches without what it reads.
#[derive(Clone, Debug)]
pub(super) struct Missing {
    pub(super) read: Lacking,
    pub(super) read_at: FileSpan,
    /// Where that path leaves the one that runs the step.
    pub(super) reason: Option<Reason>,
}

/// What a read may lack.
#[derive(Clone, Debug)]
pub(super) enum Lacking {
    Step(StepId),
    /// The step has run, and may have failed.
    Result(StepId),
    Variable(Name),
}

/// Which steps and variables may not have run, and why.
#[derive(Clone, Debug)]
struct State {
    /// One bit a step or variable, see [`Graph::bit`].
    missing: Vec<u64>,
    reasons: Rc<FxHashMap<u32, Reason>>,
    /// Of the first edge that led here: the reason of whatever another edge has written.
    reason: Option<Reason>,
}

/// What walking the graph found.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Reads of what may be missing, in the order of the walk; each step once on a path.
    pub(super) missing: Vec<Missing>,
    /// The nodes that some run comes to.
    pub(super) reached: FxHashSet<NodeId>,
}

/// Walks the graph from its start.
///
/// `order` holds every node that edges lead to, each behind all that lead to it.
pub(super) fn walk(graph: &Graph, order: &[NodeId]) -> Walked {
    let mut states: FxHashMap<NodeId, State> = FxHashMap::default();
    let mut kept: FxHashMap<NodeId, State> = FxHashMap::default();
    let mut walked = Walked::default();
    states.insert(Graph::START, State::at_start(graph));
    let normals: FxHashSet<NodeId> = graph.nodes.iter().filter_map(normal).collect();
    for id in order {
        let Some(mut state) = states.remove(id) else { continue };
        let node = graph.node(*id);
        if let NodeKind::AfterAlways { normal, written } = &node.kind {
            let Some(before) = kept.remove(normal) else { continue };
            let facts = written.iter().flat_map(|fact| [Some(*fact), tried(*fact)]).flatten();
            state = before.with_facts_of(&state, facts.map(|fact| graph.bit(fact)));
        }
        walked.reached.insert(*id);
        for read in &node.reads {
            let Some((fact, read, at)) = lacking(graph, read) else { continue };
            let bit = graph.bit(fact);
            if state.is_missing(bit) {
                let reason = state.reasons.get(&bit).copied();
                let has_run = tried(fact).is_some_and(|it| !state.is_missing(graph.bit(it)));
                let read = match read {
                    Lacking::Step(step) if has_run => Lacking::Result(step),
                    read => read,
                };
                walked.missing.push(Missing { read, read_at: at, reason });
                state.write(bit);
            }
        }
        if normals.contains(id) {
            kept.insert(*id, state.clone());
        }
        for edge in &node.edges {
            let written = graph.written(&node.kind);
            let mut next = state.along(edge, written.map(|fact| graph.bit(fact)));
            if let Some(fact) = written.and_then(tried) {
                next.write(graph.bit(fact));
            }
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

/// What is known of a step that has run, be it that it failed.
fn tried(fact: Fact) -> Option<Fact> {
    match fact {
        Fact::Step(step) => Some(Fact::Tried(step)),
        Fact::Tried(_) | Fact::Variable(_) => None,
    }
}

/// The fact that a read asks for, and how it is reported where it is missing.
fn lacking(graph: &Graph, read: &Read) -> Option<(Fact, Lacking, FileSpan)> {
    match read {
        Read::Output { step, at, is_kept } => {
            let says = graph.steps.get(step).is_some_and(|fact| fact.runs_document && *is_kept);
            let fact = if says { Fact::Tried(*step) } else { Fact::Step(*step) };
            Some((fact, Lacking::Step(*step), *at))
        }
        Read::Variable { name, at } => {
            let index = graph.variables.get(name)?.index;
            Some((Fact::Variable(index), Lacking::Variable(name.clone()), *at))
        }
        Read::LoopItem { .. } | Read::Unchecked { .. } => None,
    }
}

fn normal(node: &super::graph::Node) -> Option<NodeId> {
    match &node.kind {
        NodeKind::AfterAlways { normal, .. } => Some(*normal),
        NodeKind::Plain | NodeKind::Step(_) | NodeKind::Variable(_) => None,
    }
}

impl State {
    fn at_start(graph: &Graph) -> State {
        let steps = graph.steps.keys().map(|step| step.0 as usize + 1).max().unwrap_or(0);
        let count = graph.variables.len() + 2 * steps;
        let missing = vec![u64::MAX; count.div_ceil(64)];
        State { missing, reasons: Rc::default(), reason: None }
    }

    /// A step beyond the last one is one that this build leaves out.
    fn is_missing(&self, bit: u32) -> bool {
        let word = self.missing.get(bit as usize / 64).copied().unwrap_or(u64::MAX);
        word >> (bit % 64) & 1 == 1
    }

    fn write(&mut self, bit: u32) {
        if let Some(word) = self.missing.get_mut(bit as usize / 64) {
            *word &= !(1 << (bit % 64));
        }
    }

    fn along(&self, edge: &Edge, written: Option<u32>) -> State {
        let mut next = self.clone();
        next.reason = edge.reason;
        if let Some(bit) = written {
            match (edge.outcome, edge.reason) {
                (Outcome::Success, _) => next.write(bit),
                (Outcome::Failure, Some(reason)) => {
                    Rc::make_mut(&mut next.reasons).entry(bit).or_insert(reason);
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
                let fact = u32::try_from(index).unwrap_or(u32::MAX).saturating_mul(64) + bit;
                let from = if *own >> bit & 1 == 1 {
                    (&self.reasons, self.reason)
                } else {
                    (&other.reasons, other.reason)
                };
                let reason = from.0.get(&fact).copied().or(from.1);
                if let Some(reason) = reason {
                    Rc::make_mut(&mut self.reasons).insert(fact, reason);
                }
            }
            *own |= *theirs;
        }
        if self.reasons.is_empty() {
            self.reasons = Rc::clone(&other.reasons);
        } else if !Rc::ptr_eq(&self.reasons, &other.reasons) {
            // What is missing on both ways: why, is known from either. A failure says more than a
            // cancellation, which may come anywhere.
            for (bit, reason) in other.reasons.iter() {
                let known = self.reasons.get(bit).map(|known| known.why.is_cancellation());
                if known.is_none_or(|is_cancelled| is_cancelled && !reason.why.is_cancellation()) {
                    Rc::make_mut(&mut self.reasons).insert(*bit, *reason);
                }
            }
        }
    }

    /// This state, but for `bits` what `other` knows.
    fn with_facts_of(mut self, other: &State, bits: impl Iterator<Item = u32>) -> State {
        for bit in bits {
            if !other.is_missing(bit) {
                self.write(bit);
            } else if let Some(reason) = other.reasons.get(&bit) {
                Rc::make_mut(&mut self.reasons).insert(bit, *reason);
            }
        }
        self.reason = None;
        self
    }
}
