//! The graph of a runbook's control flow: what may follow what, and why.

use std::collections::HashMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::hir::{LoopId, StepId};
use crate::text::{FileSpan, Name};

use super::reads::Read;

/// A place in the control flow, by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct NodeId(pub(super) usize);

/// What a path may have written: the results of a step, or a variable, by its index among those
/// of [`Graph::variables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    Step(StepId),
    /// The step has run, be it that it failed.
    Tried(StepId),
    Variable(u32),
}

/// How a node was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// What the node writes is there.
    Success,
    /// What the node writes may be missing.
    Failure,
}

/// Why a path does not run what another path runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reason {
    pub(super) at: FileSpan,
    pub(super) why: Why,
}

/// What leads to a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Jump,
    Failure,
    PassedFailure,
    BlockFailure,
    Cancellation,
    BlockCancellation,
    True,
    False,
}

impl Why {
    /// The label at the place of a reason.
    pub(super) fn text(self) -> &'static str {
        match self {
            Why::Jump => "not run when this jump is taken",
            Why::Failure => "not run when this fails",
            Why::PassedFailure => "a failure leaves no output here, and the runbook goes on",
            Why::BlockFailure => "not run when the block before this fails",
            Why::Cancellation => "not run when this is cancelled",
            Why::BlockCancellation => "not run when the block is cancelled",
            Why::True => "not run when this is true",
            Why::False => "not run when this is false",
        }
    }

    pub(super) fn is_cancellation(self) -> bool {
        matches!(self, Why::Cancellation | Why::BlockCancellation)
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    pub(super) to: NodeId,
    pub(super) outcome: Outcome,
    pub(super) reason: Option<Reason>,
    /// The `goto` that makes this edge.
    pub(super) jump: Option<FileSpan>,
}

#[derive(Clone, Debug)]
pub(super) enum NodeKind {
    /// Nothing is written.
    Plain,
    Step(StepId),
    /// A variable is given a value.
    Variable(Name),
    /// Behind `always`, where nothing failed: what `normal` had written, and what the arm
    /// writes.
    AfterAlways {
        normal: NodeId,
        written: Vec<Fact>,
    },
}

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) reads: Vec<Read>,
    /// The statement, where the node is the first one of it.
    pub(super) statement: Option<FileSpan>,
    /// The run-stage loop around it.
    pub(super) inside: Option<LoopId>,
    pub(super) edges: Vec<Edge>,
}

/// An edge whose target is not known yet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Loose {
    pub(super) from: NodeId,
    pub(super) outcome: Outcome,
    pub(super) reason: Option<Reason>,
}

impl Node {
    /// The step whose result the node writes.
    pub(super) fn step(&self) -> Option<StepId> {
        match self.kind {
            NodeKind::Step(step) => Some(step),
            NodeKind::Plain | NodeKind::Variable(_) | NodeKind::AfterAlways { .. } => None,
        }
    }
}

impl Loose {
    pub(super) fn new(from: NodeId) -> Self {
        Self { from, outcome: Outcome::Success, reason: None }
    }

    pub(super) fn because(mut self, reason: Reason) -> Self {
        self.reason = Some(self.reason.unwrap_or(reason));
        self
    }
}

/// What is known of a step, for messages.
#[derive(Clone, Debug)]
pub(super) struct StepFact {
    pub(super) name: Name,
    pub(super) at: FileSpan,
    /// It runs a document, and says what became of the run when that fails, too.
    pub(super) runs_document: bool,
    /// The run-stage loop that runs it.
    pub(super) inside: Option<LoopId>,
}

/// What is known of a variable that must be assigned before it is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct VariableFact {
    pub(super) index: u32,
    pub(super) at: FileSpan,
}

/// The whole graph. The first node is where the runbook starts.
#[derive(Clone, Debug, Default)]
pub(super) struct Graph {
    pub(super) nodes: Vec<Node>,
    pub(super) steps: FxHashMap<StepId, StepFact>,
    /// Variables to which the document gives no first value, by name.
    pub(super) variables: HashMap<Name, VariableFact>,
    /// `noncritical` on what an `always` arm follows: the clause and the arm.
    pub(super) open_failures: Vec<(FileSpan, FileSpan)>,
    /// Where jumps to a name lead.
    pub(super) labels: HashMap<Name, NodeId>,
    /// Labels that a statement has: a `let` of a value is none.
    pub(super) placed: FxHashSet<NodeId>,
    /// The loop around a loop: refused, but what it reads is not to blame.
    pub(super) outer: FxHashMap<LoopId, LoopId>,
}

impl Graph {
    pub(super) const START: NodeId = NodeId(0);

    pub(super) fn add(&mut self, kind: NodeKind, inside: Option<LoopId>) -> NodeId {
        let id = NodeId(self.nodes.len());
        let node = Node { kind, reads: Vec::new(), statement: None, inside, edges: Vec::new() };
        self.nodes.push(node);
        id
    }

    pub(super) fn node(&self, id: NodeId) -> &Node {
        match self.nodes.get(id.0) {
            Some(node) => node,
            None => unreachable!("ids come from `add`, and nodes are never removed"),
        }
    }

    pub(super) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        match self.nodes.get_mut(id.0) {
            Some(node) => node,
            None => unreachable!("ids come from `add`, and nodes are never removed"),
        }
    }

    /// What a node of this kind writes when it succeeds.
    pub(super) fn written(&self, kind: &NodeKind) -> Option<Fact> {
        match kind {
            NodeKind::Step(step) => Some(Fact::Step(*step)),
            NodeKind::Variable(name) => {
                self.variables.get(name).map(|variable| Fact::Variable(variable.index))
            }
            NodeKind::Plain | NodeKind::AfterAlways { .. } => None,
        }
    }

    /// The number of a fact among all of them: variables stand before steps.
    pub(super) fn bit(&self, fact: Fact) -> u32 {
        match fact {
            Fact::Variable(index) => index,
            Fact::Step(step) => self.bit_of_step(step),
            Fact::Tried(step) => self.bit_of_step(step).saturating_add(1),
        }
    }

    /// Each step has two.
    fn bit_of_step(&self, step: StepId) -> u32 {
        let variables = u32::try_from(self.variables.len()).unwrap_or(0);
        variables.saturating_add(step.0.saturating_mul(2))
    }

    /// Whether a place in the loop `place` is inside of the loop `body`.
    pub(super) fn is_inside(&self, place: Option<LoopId>, body: LoopId) -> bool {
        let mut around = place;
        while let Some(id) = around {
            if id == body {
                return true;
            }
            around = self.outer.get(&id).copied();
        }
        false
    }

    pub(super) fn connect(&mut self, ends: &[Loose], to: NodeId) {
        for end in ends {
            let edge = Edge { to, outcome: end.outcome, reason: end.reason, jump: None };
            self.node_mut(end.from).edges.push(edge);
        }
    }

    /// The node of a label, made where nobody has asked for it before.
    pub(super) fn label(&mut self, name: &Name) -> NodeId {
        if let Some(node) = self.labels.get(name) {
            return *node;
        }
        let node = self.add(NodeKind::Plain, None);
        self.labels.insert(name.clone(), node);
        node
    }
}
