//! From the statements of a runbook to the graph of its control flow.

use rustc_hash::FxHashMap;

use crate::hir::{
    Block, CancelAction, Expr, ExprKind, FailureAction, LoopId, Op, PathSegment, Runbook,
    ServiceLoop, Statement, StatementKind, Step, StepId, Value,
};
use crate::text::{FileSpan, Name};

use super::graph::{
    Edge, Fact, Graph, Loose, NodeId, NodeKind, Outcome, Reason, StepFact, VariableFact, Why,
};
use super::reads::{Read, reads_of};

/// The graph of a runbook's body, with what is computed behind it for the outputs.
pub(super) fn graph_of(runbook: &Runbook) -> Graph {
    let mut builder = Builder::default();
    let unset = runbook.variables.iter().filter(|variable| variable.default.is_none());
    builder.graph.variables = (0..)
        .zip(unset)
        .map(|(index, variable)| (variable.name.clone(), VariableFact { index, at: variable.at }))
        .collect();
    let start = builder.graph.add(NodeKind::Plain, None);
    let mut ends = builder.block(&runbook.body, vec![Loose::new(start)]);
    ends.append(&mut builder.exits);
    let end = builder.plain();
    builder.graph.connect(&ends, end);
    let values = runbook.outputs.iter().map(|output| &output.value);
    builder.read(end, values.filter(|value| is_computed(value)));
    builder.graph
}

/// Whether a script computes an output of the document: of a step's own output the service knows
/// by itself whether it is there.
pub(super) fn is_computed(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Output { path, .. } => path.contains(&PathSegment::Each),
        ExprKind::Op { op: Op::As, operands } => operands.iter().any(is_computed),
        ExprKind::Unchecked(_) | ExprKind::Const(Value::Raw(_)) => false,
        _ => true,
    }
}

#[derive(Default)]
pub(super) struct Builder {
    pub(super) graph: Graph,
    /// Where a failure goes: the innermost `rescue` or `always`.
    pub(super) on_failure: Option<NodeId>,
    /// Where a cancellation goes.
    pub(super) on_cancel: Option<NodeId>,
    /// All that nodes write, in source order.
    pub(super) written: Vec<Fact>,
    /// The first nodes of `always` arms on the way of a failure, with the arms.
    pub(super) always_arms: FxHashMap<NodeId, FileSpan>,
    inside: Option<LoopId>,
    /// Ends of `break` and of `continue` of the loop at hand.
    breaks: Vec<Loose>,
    continues: Vec<Loose>,
    /// Ends of `exit`.
    pub(super) exits: Vec<Loose>,
}

impl Builder {
    pub(super) fn block(&mut self, block: &Block, ends: Vec<Loose>) -> Vec<Loose> {
        block.statements.iter().fold(ends, |ends, statement| self.statement(statement, ends))
    }

    pub(super) fn plain(&mut self) -> NodeId {
        self.graph.add(NodeKind::Plain, self.inside)
    }

    fn statement(&mut self, statement: &Statement, ends: Vec<Loose>) -> Vec<Loose> {
        let ends = match &statement.name {
            Some(name) => {
                let label = self.graph.label(&name.text);
                self.graph.placed.insert(label);
                self.graph.node_mut(label).inside = self.inside;
                self.graph.connect(&ends, label);
                vec![Loose::new(label)]
            }
            None => ends,
        };
        match &statement.kind {
            StatementKind::Step(step) => self.step(statement, step, &ends),
            StatementKind::Inline(block) => self.block(block, ends),
            StatementKind::Branch { .. }
            | StatementKind::ForEach { .. }
            | StatementKind::Repeat { .. }
            | StatementKind::Loop(_)
            | StatementKind::Protect { .. } => self.structure(statement, &ends),
            StatementKind::Assign { .. }
            | StatementKind::Fail(_)
            | StatementKind::Exit
            | StatementKind::Break
            | StatementKind::Continue
            | StatementKind::Goto(_) => self.single(statement, &ends),
        }
    }

    /// A statement that holds others.
    fn structure(&mut self, statement: &Statement, ends: &[Loose]) -> Vec<Loose> {
        let node = self.enter(statement, ends);
        match &statement.kind {
            StatementKind::Branch { arms, otherwise, own } => {
                if let Some(own) = own {
                    self.writes(node, statement, (own.id, "branch"));
                }
                self.read(node, arms.iter().map(|arm| &arm.condition));
                self.may_be_cancelled(node, statement);
                let arms: Vec<(&Expr, &Block)> =
                    arms.iter().map(|arm| (&arm.condition, &arm.body)).collect();
                let ends = self.arms(node, &arms, otherwise);
                self.with_clauses(node, statement, ends)
            }
            StatementKind::ForEach { id, list, body, .. } => {
                self.read(node, [list]);
                let mut after = self.guarded_loop(node, statement, (*id, body, None));
                after.push(Loose::new(node));
                self.with_clauses(node, statement, after)
            }
            StatementKind::Repeat { id, body, until, .. } => {
                let after = self.guarded_loop(node, statement, (*id, body, Some(until)));
                self.with_clauses(node, statement, after)
            }
            StatementKind::Loop(service_loop) => self.service_loop(node, statement, service_loop),
            StatementKind::Protect { body, rescue, always, cancel } => {
                let arms = (rescue.as_ref(), always.as_ref(), cancel.as_ref());
                self.protect(node, body, arms)
            }
            _ => unreachable!("`statement` hands only these over"),
        }
    }

    /// A statement that is one step, or a jump.
    fn single(&mut self, statement: &Statement, ends: &[Loose]) -> Vec<Loose> {
        let node = self.enter(statement, ends);
        let end = Loose::new(node);
        match &statement.kind {
            StatementKind::Assign { variable, value } => {
                self.read(node, [value]);
                self.graph.node_mut(node).kind = NodeKind::Variable(variable.clone());
                let fact = self.graph.written(&NodeKind::Variable(variable.clone()));
                self.written.extend(fact);
                return self.with_clauses(node, statement, vec![end]);
            }
            StatementKind::Fail(message) => {
                self.read(node, message.iter());
                self.may_be_cancelled(node, statement);
                return self.with_clauses(node, statement, Vec::new());
            }
            StatementKind::Exit => self.exits.push(end),
            StatementKind::Break => self.breaks.push(end),
            StatementKind::Continue => self.continues.push(end),
            StatementKind::Goto(target) => {
                let reason = Reason { at: statement.at, why: Why::Jump };
                self.jump(node, target, (Outcome::Success, Some(reason), statement.at));
            }
            _ => unreachable!("`statement` hands only these over"),
        }
        Vec::new()
    }

    /// The first node of a statement.
    fn enter(&mut self, statement: &Statement, ends: &[Loose]) -> NodeId {
        let node = self.plain();
        self.graph.node_mut(node).statement = Some(statement.at);
        self.graph.connect(ends, node);
        node
    }

    fn read<'e>(&mut self, node: NodeId, exprs: impl IntoIterator<Item = &'e Expr>) {
        let reads = &mut self.graph.node_mut(node).reads;
        exprs.into_iter().for_each(|expr| reads_of(expr, reads));
    }

    fn step(&mut self, statement: &Statement, step: &Step, ends: &[Loose]) -> Vec<Loose> {
        let node = self.enter(statement, ends);
        self.read(node, step.inputs.iter().map(|(_, value)| value));
        // The selector of a wait is a path through its own response.
        let is_own =
            |read: &Read| matches!(read, Read::Output { step: own, .. } if *own == step.id);
        self.graph.node_mut(node).reads.retain(|read| !is_own(read));
        self.writes(node, statement, (step.id, &step.fallback_name));
        if let Some(fact) = self.graph.steps.get_mut(&step.id) {
            fact.runs_document = ["aws:executeAutomation", "aws:runCommand"].contains(&step.action);
        }
        self.may_be_cancelled(node, statement);
        self.with_clauses(node, statement, vec![Loose::new(node)])
    }

    /// The node writes the result of a step.
    fn writes(&mut self, node: NodeId, statement: &Statement, (id, fallback): (StepId, &str)) {
        self.graph.node_mut(node).kind = NodeKind::Step(id);
        let name =
            statement.name.as_ref().map_or_else(|| fallback.into(), |name| name.text.clone());
        let (at, inside) = (statement.at, self.inside);
        let fact = StepFact { name, at, runs_document: false, inside };
        self.graph.steps.insert(id, fact);
        self.written.push(Fact::Step(id));
    }

    /// Over a list the body may not run at all; with a condition it runs once at least.
    fn service_loop(
        &mut self,
        node: NodeId,
        statement: &Statement,
        service_loop: &ServiceLoop,
    ) -> Vec<Loose> {
        let ServiceLoop { id, inputs, again, body, own, .. } = service_loop;
        self.writes(node, statement, (own.id, "loop"));
        self.read(node, inputs.iter().map(|(_, value)| value));
        let mut after = self.loop_body(node, *id, (body, again.as_ref()));
        if again.is_none() {
            after.push(Loose::new(node));
        }
        self.with_clauses(node, statement, after)
    }

    /// A failure of this node goes to the innermost handler.
    fn may_fail(&mut self, node: NodeId, statement: &Statement) {
        let Some(handler) = self.on_failure else { return };
        let reason = Reason { at: statement.at, why: Why::Failure };
        self.failure_edge(node, handler, reason);
        if let (Some((false, at)), Some(always)) =
            (statement.clauses.critical, self.always_arms.get(&handler))
        {
            self.graph.open_failures.push((at, *always));
        }
    }

    fn may_be_cancelled(&mut self, node: NodeId, statement: &Statement) {
        let reason = Reason { at: statement.at, why: Why::Cancellation };
        match &statement.clauses.on_cancel {
            Some((CancelAction::Goto(target), at)) => {
                self.jump(node, target, (Outcome::Failure, Some(reason), *at));
            }
            Some((CancelAction::Abort, _)) => {}
            None => {
                if let Some(handler) = self.on_cancel {
                    self.failure_edge(node, handler, reason);
                }
            }
        }
    }

    pub(super) fn failure_edge(&mut self, from: NodeId, to: NodeId, reason: Reason) {
        let edge = Edge { to, outcome: Outcome::Failure, reason: Some(reason), jump: None };
        self.graph.node_mut(from).edges.push(edge);
    }

    fn jump(
        &mut self,
        from: NodeId,
        target: &Name,
        (outcome, reason, at): (Outcome, Option<Reason>, FileSpan),
    ) {
        let to = self.graph.label(target);
        let edge = Edge { to, outcome, reason, jump: Some(at) };
        self.graph.node_mut(from).edges.push(edge);
    }

    /// Where a failure of the statement leads, and what that adds to its ends.
    fn with_clauses(
        &mut self,
        node: NodeId,
        statement: &Statement,
        mut ends: Vec<Loose>,
    ) -> Vec<Loose> {
        match &statement.clauses.on_failure {
            Some((FailureAction::Continue, at)) => {
                let reason = Some(Reason { at: *at, why: Why::PassedFailure });
                ends.push(Loose { from: node, outcome: Outcome::Failure, reason });
            }
            Some((FailureAction::Goto(target), at)) => {
                let reason = Reason { at: *at, why: Why::Jump };
                self.jump(node, target, (Outcome::Failure, Some(reason), *at));
            }
            Some((FailureAction::Abort, _)) => {}
            None => self.may_fail(node, statement),
        }
        ends
    }

    fn arms(&mut self, node: NodeId, arms: &[(&Expr, &Block)], otherwise: &Block) -> Vec<Loose> {
        let mut ends = Vec::new();
        for (condition, body) in arms {
            let reason = Reason { at: condition.at, why: Why::True };
            let start = vec![Loose::new(node).because(reason)];
            ends.extend(self.block(body, start).into_iter().map(|end| end.because(reason)));
        }
        let at = arms.last().map_or(otherwise.at, |(condition, _)| condition.at);
        let reason = Reason { at, why: Why::False };
        let start = vec![Loose::new(node).because(reason)];
        ends.extend(self.block(otherwise, start).into_iter().map(|end| end.because(reason)));
        ends
    }

    /// The body of `for` or `repeat`: `on failure` of the loop holds for the steps inside.
    fn guarded_loop(
        &mut self,
        node: NodeId,
        statement: &Statement,
        (id, body, until): (LoopId, &Block, Option<&Expr>),
    ) -> Vec<Loose> {
        let outer = self.on_failure;
        let mut passed = None;
        match &statement.clauses.on_failure {
            None => {}
            Some((FailureAction::Abort, _)) => self.on_failure = None,
            Some((FailureAction::Continue, _)) => {
                passed = Some(self.plain());
                self.on_failure = passed;
            }
            Some((FailureAction::Goto(target), at)) => {
                let leaving = self.plain();
                self.jump(leaving, target, (Outcome::Success, None, *at));
                self.on_failure = Some(leaving);
            }
        }
        let mut after = self.loop_body(node, id, (body, until));
        after.extend(passed.map(Loose::new));
        self.on_failure = outer;
        after
    }

    /// The body of a loop, with the condition that ends it. Gives the ends behind the loop.
    fn loop_body(
        &mut self,
        head: NodeId,
        id: LoopId,
        (body, until): (&Block, Option<&Expr>),
    ) -> Vec<Loose> {
        let outer = self.inside.replace(id);
        self.graph.outer.extend(outer.map(|outer| (id, outer)));
        let breaks = std::mem::take(&mut self.breaks);
        let continues = std::mem::take(&mut self.continues);
        let mut ends = self.block(body, vec![Loose::new(head)]);
        ends.append(&mut self.continues);
        if let Some(until) = until {
            let bottom = self.plain();
            self.graph.connect(&ends, bottom);
            self.read(bottom, [until]);
            ends = vec![Loose::new(bottom)];
        }
        ends.append(&mut self.breaks);
        self.inside = outer;
        self.breaks = breaks;
        self.continues = continues;
        ends
    }
}
