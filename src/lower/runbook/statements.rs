//! Statements as flat steps, in source order.

use serde_json::Value as Json;

use crate::hir::names::given_name;
use crate::hir::{
    Block, CancelAction, Clauses, DocumentPin, Expr, ExprKind, FailureAction, OwnResult, Statement,
    StatementKind, Step, Value,
};
use crate::ssm::tables;
use crate::text::{FileSpan, Name};

use super::computation::{Computation, script_step};
use super::flow::{AfterCancel, AfterFailure, FlatStep, Item, Outputs, Sequence, Target};
use super::input::Input;
use super::lowering::{Flow, Follows, Lowering, Rescued, StepInfo};
use super::python;
use super::selector::selector;
use super::targets::{automation_targets, command_targets};

impl<'a> Lowering<'a> {
    pub(super) fn block(&mut self, block: &'a Block, flow: &Flow, out: &mut Sequence) {
        let ends_at_once = self.exit.is_none() || !self.has_late_outputs();
        let behind = block.statements.iter().skip(1).map(Some).chain([None]);
        for (statement, behind) in block.statements.iter().zip(behind) {
            let (follows, next) = match behind.map(|behind| &behind.kind) {
                None => (flow.follows, flow.next),
                // What stands behind that is reached by jumps alone.
                Some(StatementKind::Exit) if ends_at_once => (Follows::Nothing, None),
                Some(_) => (Follows::Something, None),
            };
            self.statement(statement, &Flow { follows, next, ..flow.clone() }, out);
        }
    }

    fn statement(&mut self, statement: &'a Statement, flow: &Flow, out: &mut Sequence) {
        match &statement.kind {
            StatementKind::Step(step) => self.step(statement, step, flow, out),
            StatementKind::Branch { .. } => self.branch(statement, flow, out),
            StatementKind::ForEach { .. } => self.for_each(statement, flow, out),
            StatementKind::Repeat { .. } => self.repeat(statement, flow, out),
            StatementKind::Loop(service_loop) => {
                self.service_loop(statement, service_loop, flow, out);
            }
            StatementKind::Protect { .. } => self.protect(statement, flow, out),
            StatementKind::Inline(block) => {
                self.mark(statement, out);
                self.block(block, flow, out);
            }
            StatementKind::Assign { variable, value } => {
                self.assign(statement, (variable, value), flow, out);
            }
            StatementKind::Break => {
                self.mark(statement, out);
                out.extend(flow.looping.map(|it| Item::Jump(Target::Label(it.break_to))));
            }
            StatementKind::Continue => {
                self.mark(statement, out);
                out.extend(flow.looping.map(|it| Item::Jump(Target::Label(it.continue_to))));
            }
            StatementKind::Exit => {
                self.mark(statement, out);
                out.push(Item::Jump(self.exit.map_or(Target::Exit, Target::Label)));
            }
            StatementKind::Fail(message) => {
                self.fail(statement, message.as_ref(), flow, out);
            }
            StatementKind::Goto(name) => {
                self.mark(statement, out);
                let label = self.label_of(&given_name(name));
                out.push(Item::Jump(Target::Label(label)));
            }
        }
    }

    /// Puts the label of a named statement that is no step of its own.
    fn mark(&mut self, statement: &Statement, out: &mut Sequence) {
        if let Some(name) = &statement.name {
            let label = self.label_of(&given_name(&name.text));
            out.push(Item::Label(label));
        }
    }

    /// The name of a statement's step, and its label.
    pub(super) fn begin(&mut self, statement: &Statement, out: &mut Sequence) -> String {
        let name = self.names.of(statement);
        let label = self.label_of(&name);
        out.push(Item::Label(label));
        name
    }

    /// Remembers a branch or a loop whose own outputs may be read.
    pub(super) fn own_result(
        &mut self,
        own: Option<&'a OwnResult>,
        (name, action): (&str, &'static str),
        flow: &Flow,
    ) {
        if let Some(own) = own {
            let name = name.to_owned();
            let info = StepInfo { name, action, result: &own.ty, flow: flow.clone() };
            self.steps.insert(own.id, info);
        }
    }

    /// A script to be put before the step called `name`.
    pub(super) fn computation(&self, name: &str) -> Computation {
        let step = self.names.free(&format!("compute_{name}"));
        Computation::new(step, format!("Computes what {name} needs."))
    }

    /// Puts the script, if there is anything to compute.
    pub(super) fn compute(
        &mut self,
        computation: Computation,
        flow: &Flow,
        at: FileSpan,
        out: &mut Sequence,
    ) {
        if !computation.is_empty() {
            self.names.generated(computation.step());
            let step = self.guarded(computation.into_step(at), flow);
            out.push(step.into_item());
        }
    }

    /// Gives a step what the blocks around it say of failure and cancellation.
    pub(super) fn guarded(&self, mut step: FlatStep, flow: &Flow) -> FlatStep {
        if let Some(label) = flow.on_failure {
            step.on_failure = Some(AfterFailure::Jump(label));
            if flow.rescued == Rescued::Yes {
                step.critical = Some(false);
            }
        }
        let takes_cancel =
            tables::action(step.action).is_some_and(|spec| spec.rules.on_cancel_supported);
        step.on_cancel = flow.on_cancel.filter(|_| takes_cancel).map(AfterCancel::Jump);
        step
    }

    /// Puts what the clauses say on a step, over what the blocks around it say.
    pub(super) fn with_clauses(&mut self, mut step: FlatStep, clauses: &Clauses) -> FlatStep {
        let number = |given: Option<(i64, FileSpan)>| {
            given.and_then(|(number, _)| u32::try_from(number).ok())
        };
        step.timeout_seconds = number(clauses.timeout_seconds);
        step.attempts = number(clauses.attempts);
        if let Some((action, _)) = &clauses.on_failure {
            step.critical = None;
            step.on_failure = Some(match action {
                FailureAction::Abort => AfterFailure::Abort,
                FailureAction::Continue => AfterFailure::Continue,
                FailureAction::Goto(name) => AfterFailure::Jump(self.label_of(&given_name(name))),
            });
        }
        if let Some((action, _)) = &clauses.on_cancel {
            step.on_cancel = Some(match action {
                CancelAction::Abort => AfterCancel::Abort,
                CancelAction::Goto(name) => AfterCancel::Jump(self.label_of(&given_name(name))),
            });
        }
        step.ends = clauses.ends.is_some();
        if let Some((critical, _)) = clauses.critical {
            step.critical = Some(critical);
        }
        step
    }

    fn step(&mut self, statement: &'a Statement, step: &'a Step, flow: &Flow, out: &mut Sequence) {
        let name = self.begin(statement, out);
        let info = StepInfo {
            name: name.clone(),
            action: step.action,
            result: &step.result,
            flow: flow.clone(),
        };
        self.steps.insert(step.id, info);
        let mut computation = self.computation(&name);
        let inputs = self.inputs(step, &mut computation);
        let behind = self.label();
        let before = self.flow_of_script(&statement.clauses, flow, behind);
        self.compute(computation, &before, statement.at, out);
        let mut flat = self.guarded(FlatStep::new(name, step.action, statement.at), flow);
        flat = self.with_clauses(flat, &statement.clauses);
        flat.description.clone_from(&statement.description);
        flat.inputs = inputs;
        flat.outputs = Outputs::Used(step.id);
        out.push(flat.into_item());
        out.push(Item::Label(behind));
    }

    /// A script that computes for a step fails as the step would: where the step's failure is
    /// passed over, so is the step when its inputs cannot be computed.
    pub(super) fn flow_of_script(
        &mut self,
        clauses: &Clauses,
        flow: &Flow,
        behind: super::flow::Label,
    ) -> Flow {
        let (on_failure, rescued) = match clauses.on_failure.as_ref().map(|(action, _)| action) {
            None => return flow.clone(),
            Some(FailureAction::Abort) => (None, Rescued::No),
            Some(FailureAction::Continue) => (Some(behind), Rescued::Yes),
            Some(FailureAction::Goto(name)) => {
                let rescued = match clauses.critical {
                    Some((false, _)) => Rescued::Yes,
                    _ => Rescued::No,
                };
                (Some(self.label_of(&given_name(name))), rescued)
            }
        };
        Flow { on_failure, rescued, ..flow.clone() }
    }

    /// The inputs of a step, in order.
    fn inputs(&mut self, step: &Step, computation: &mut Computation) -> Vec<(String, Input)> {
        let mut inputs = Vec::new();
        let is_given = |name: &str| step.inputs.iter().any(|(given, _)| given == name);
        if let Some(companion) = &step.companion
            && !is_given("DocumentName")
        {
            let name = companion.header.emitted_name.as_str();
            inputs.push(("DocumentName".to_owned(), Input::json(name, companion.header.at)));
        }
        for (name, value) in &step.inputs {
            self.input(step, (name, value), computation, &mut inputs);
            if name == "DocumentName" && !is_given("DocumentVersion") {
                inputs.extend(document_version(step));
            }
        }
        inputs
    }

    fn input(
        &mut self,
        step: &Step,
        (name, value): (&Name, &Expr),
        computation: &mut Computation,
        inputs: &mut Vec<(String, Input)>,
    ) {
        let at = value.at;
        let input = match &value.kind {
            ExprKind::Const(Value::Null) => return,
            ExprKind::Const(Value::Targets(set)) => {
                let targets = match step.action {
                    "aws:executeAutomation" => automation_targets(set),
                    _ => command_targets(set),
                };
                inputs.extend(
                    targets
                        .into_iter()
                        .map(|(name, value)| (name.to_owned(), Input::json(value, at))),
                );
                return;
            }
            ExprKind::Const(Value::Duration(seconds)) if step.action == "aws:sleep" => {
                Input::json(iso_duration(*seconds), at)
            }
            ExprKind::Output { step: read, path } if *read == step.id => {
                Input::json(selector(tables::action("aws:executeAwsApi"), path), at)
            }
            _ => self.value(value, computation, name),
        };
        inputs.push((name.to_string(), input));
    }

    fn assign(
        &mut self,
        statement: &'a Statement,
        (variable, value): (&Name, &Expr),
        flow: &Flow,
        out: &mut Sequence,
    ) {
        let name = self.begin(statement, out);
        let mut computation = self.computation(&name);
        let value = self.value(value, &mut computation, variable);
        let behind = self.label();
        let before = self.flow_of_script(&statement.clauses, flow, behind);
        self.compute(computation, &before, statement.at, out);
        let step = FlatStep::new(name, "aws:updateVariable", statement.at)
            .with_input("Name", Input::json(format!("variable:{variable}"), statement.at))
            .with_input("Value", value);
        let step = self.guarded(step, flow);
        let mut step = self.with_clauses(step, &statement.clauses);
        step.description.clone_from(&statement.description);
        out.push(step.into_item());
        out.push(Item::Label(behind));
    }

    fn fail(
        &mut self,
        statement: &'a Statement,
        message: Option<&Expr>,
        flow: &Flow,
        out: &mut Sequence,
    ) {
        let name = self.begin(statement, out);
        let mut computation = self.computation(&name);
        let message = match message {
            Some(message) => self.value(message, &mut computation, "Message"),
            None => {
                let text = format!("{} failed at {name}", self.runbook.header.emitted_name);
                Input::json(text, statement.at)
            }
        };
        self.compute(computation, flow, statement.at, out);
        let mut step = self.failing(name, message, flow, statement.at);
        step.description.clone_from(&statement.description);
        let step = self.with_clauses(step, &statement.clauses);
        self.push_failing(step, flow, out);
    }

    /// A script that raises with a message.
    pub(super) fn failing(
        &self,
        name: String,
        message: Input,
        flow: &Flow,
        at: FileSpan,
    ) -> FlatStep {
        let arguments = vec![("message".to_owned(), message)];
        self.guarded(script_step(name, python::FAIL, arguments, at), flow)
    }

    /// Puts a step that never succeeds: what it would go on to is where its failure goes.
    pub(super) fn push_failing(&self, step: FlatStep, flow: &Flow, out: &mut Sequence) {
        out.push(step.into_item());
        out.push(Item::Jump(flow.on_failure.map_or(Target::End, Target::Label)));
    }
}

/// The version of the document that a step runs, where the source says which.
fn document_version(step: &Step) -> Option<(String, Input)> {
    let document = step.document.as_ref()?;
    let version = match &document.pin {
        DocumentPin::Build => return None,
        DocumentPin::Latest => Json::from("$LATEST"),
        DocumentPin::Version(version) => Json::from(&**version),
    };
    Some(("DocumentVersion".to_owned(), Input::json(version, document.at)))
}

/// An ISO 8601 duration, as `aws:sleep` takes it.
pub(super) fn iso_duration(seconds: i64) -> String {
    let parts = [(seconds / 3600, 'H'), (seconds / 60 % 60, 'M'), (seconds % 60, 'S')];
    let text: String = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count}{unit}"))
        .collect();
    if text.is_empty() { "PT0S".to_owned() } else { format!("PT{text}") }
}
