//! Values that take a generated step of their own: defaults, what failed, outputs of called
//! runbooks, items of loops.

use std::collections::{BTreeMap, BTreeSet};

use crate::hir::{Expr, ExprKind, FailureField, LoopId, Missing, PathSegment, StepId, Ty};
use crate::ssm::reference::Reference as Named;
use crate::ssm::{DataType, StepOutput, Variable, tables};
use crate::text::FileSpan;

use super::computation::{Computation, script_step};
use super::errors;
use super::flow::{FlatStep, Target};
use super::input::{Input, InputKind, Naming, Piece, Reference, render};
use super::lowering::{
    CallMember, CallRead, DefaultedOutput, Flow, ItemRead, Lowering, RescueInfo,
};
use super::output_names::{identifier, longest, with_suffix};
use super::outputs::{OutputUse, type_suffix};
use super::python::{self, OutputForm};
use super::selector::relative_selector;
use super::types::data_type;

impl Lowering<'_> {
    /// `x.path else D`: a variable with the default D, set right after the step. `None` where the
    /// value is no step's result.
    pub(super) fn defaulted(&mut self, value: &Expr, default: &Expr) -> Option<Reference> {
        let (step, path) = match &value.kind {
            ExprKind::Output { step, path } => (*step, path),
            ExprKind::Unchecked(inner) => return self.defaulted(inner, default),
            _ => return None,
        };
        let otherwise = self.early_value(default)?;
        let types = data_type(&value.ty);
        let known = self.defaults.iter().find(|it| {
            let same = it.step == step && it.path == *path && it.data_type == types;
            same && it.default.kind == otherwise.kind
        });
        if let Some(known) = known {
            return Some(Reference::Fixed(format!("variable:{}", known.variable)));
        }
        let mut computation = Computation::new(self.names.free("compute"), String::new());
        let current = self.present(value, default, &mut computation);
        let info = self.steps.get(&step)?;
        let (name, action, flow) = (info.name.clone(), info.action, info.flow.clone());
        if matches!(action, "aws:branch" | "aws:loop") {
            self.report(errors::default_of_a_jump(value.at));
        }
        let last = path.iter().rev().find_map(|segment| match segment {
            PathSegment::Named(member) | PathSegment::Member(member) => Some(member.as_str()),
            PathSegment::Index(_) | PathSegment::Each | PathSegment::Where { .. } => None,
        });
        let declared = Variable {
            data_type: types,
            description: None,
            default: Some(render(&otherwise, "", &NoNames, &mut |_, _| {})),
        };
        let variable = self.new_variable(&format!("{name}{}", last.unwrap_or("")), declared);
        self.reset_each_turn(&variable, &otherwise, &flow);
        let set = self.set_variable(&variable, current, &flow, value.at);
        let mut steps = Vec::new();
        if !computation.is_empty() {
            let mut script = computation.into_step(value.at);
            script.name = self.names.generated(&script.name);
            steps.push(self.guarded(script, &flow));
        }
        steps.push(set);
        self.after.entry(name).or_default().extend(steps);
        self.defaults.push(DefaultedOutput {
            step,
            path: path.clone(),
            data_type: types,
            default: otherwise,
            variable: variable.clone(),
        });
        Some(Reference::Fixed(format!("variable:{variable}")))
    }

    /// What a step gave: the default where it ran and left that out.
    fn present(&mut self, value: &Expr, default: &Expr, computation: &mut Computation) -> Input {
        let Ty::Optional(ty) = &value.ty else {
            return self.value(value, computation, "Value");
        };
        let (ty, at) = ((**ty).clone(), value.at);
        let (value, default) = (Box::new(value.clone()), Box::new(default.clone()));
        let kind = ExprKind::Else { value, default, when: Missing::Absent };
        let known = Expr::run(kind, ty, at);
        self.value(&known, computation, "Value")
    }

    /// In a loop the value of the turn before is no value of this one: each turn starts with the
    /// default.
    fn reset_each_turn(&mut self, variable: &str, default: &Input, flow: &Flow) {
        let Some(head) = flow.looping.and_then(|it| self.heads.get(&it.break_to)).cloned() else {
            return;
        };
        if matches!(&default.kind, InputKind::Json(value) if value.as_str() == Some("")) {
            self.report(errors::empty_in_a_loop(default.at));
        }
        let name = self.names.generated(&format!("reset_{variable}"));
        let reset = update_variable(name, variable, default.clone(), default.at);
        let reset = self.guarded(reset, &head.flow);
        self.before.entry(head.name).or_default().push(reset);
    }

    /// A value that is known before the first step: constants, parameters, system variables.
    pub(super) fn early_value(&mut self, expr: &Expr) -> Option<Input> {
        let mut computation = Computation::new(String::new(), String::new());
        let input = self.value(expr, &mut computation, "Default");
        (computation.is_empty() && is_early(&input)).then_some(input)
    }

    /// The step that gives a variable a value.
    pub(super) fn set_variable(
        &mut self,
        variable: &str,
        value: Input,
        flow: &Flow,
        at: FileSpan,
    ) -> FlatStep {
        let name = self.names.generated(&format!("set_{variable}"));
        self.guarded(update_variable(name, variable, value, at), flow)
    }

    /// `failure.step`, `failure.message`: read by a script at the head of the rescue.
    pub(super) fn failure(&mut self, field: FailureField, at: FileSpan) -> Option<Reference> {
        self.rescues.last()?;
        self.require_role(at, "`failure`");
        let name = match self.rescues.last().and_then(|rescue| rescue.step.clone()) {
            Some((name, _)) => name,
            None => self.names.generated("read_failure"),
        };
        if let Some(rescue) = self.rescues.last_mut() {
            rescue.step.get_or_insert((name.clone(), at));
        }
        let output = match field {
            FailureField::Step => "Step",
            FailureField::Message => "Message",
        };
        Some(Reference::Fixed(format!("{name}.{output}")))
    }

    /// The script at the head of a rescue, if anything asked for it.
    pub(super) fn failure_step(&self, rescue: RescueInfo, flow: &Flow) -> Option<FlatStep> {
        let (name, at) = rescue.step?;
        let execution = Reference::Fixed("automation:EXECUTION_ID".to_owned());
        let arguments = vec![("execution".to_owned(), Input::reference(execution, at))];
        let outputs = ["Step", "Message"].map(|name| payload_output(name, DataType::String));
        let step = script_step(name, python::FAILURE, arguments, at).with_outputs(outputs.into());
        Some(self.guarded(step, flow))
    }

    /// Scripts that call AWS need the role of the runbook.
    fn require_role(&mut self, at: FileSpan, what: &str) {
        let is_told =
            self.diagnostics.iter().any(|known| known.code == crate::diagnostic::Code(541));
        if self.runbook.assume_role.is_none() && !is_told {
            self.report(errors::needs_role(at, self.runbook.header.at, what));
        }
    }

    /// An output of a runbook that was called. A single one is the call's `Output`; of several
    /// each is read by name.
    pub(super) fn output_of_call(
        &mut self,
        step: StepId,
        path: &[PathSegment],
        read_as: DataType,
        at: FileSpan,
    ) -> Option<Reference> {
        let info = self.steps.get(&step)?;
        let [PathSegment::Member(member)] = path else { return None };
        let spec = tables::action(info.action).filter(|it| it.name == "aws:executeAutomation")?;
        if spec.output(member).is_some() {
            return None;
        }
        let name = info.name.clone();
        if let Ty::Record(record) = info.result {
            let own = record.fields().iter().filter(|field| spec.output(&field.name).is_none());
            let is_said = matches!(read_as, DataType::String | DataType::StringList);
            if own.count() == 1 && is_said {
                return Some(Reference::Fixed(format!("{name}.Output")));
            }
        }
        self.require_role(at, "reading this output of a runbook");
        let read = match self.reads.get(&step) {
            Some(read) => read.step.clone(),
            None => self.names.generated(&format!("read_{name}")),
        };
        let entry = self
            .reads
            .entry(step)
            .or_insert_with(|| CallRead { step: read.clone(), members: Vec::new() });
        let known = entry.members.iter().find(|it| it.name == *member && it.data_type == read_as);
        let output = match known {
            Some(known) => known.output.clone(),
            None => {
                let output = output_of_member(member, read_as, &entry.members);
                let name = member.to_string();
                entry.members.push(CallMember { name, data_type: read_as, output: output.clone() });
                output
            }
        };
        Some(Reference::Fixed(format!("{read}.{output}")))
    }

    /// Puts the scripts that read outputs of calls behind the calls.
    pub(super) fn place_reads(&mut self) {
        for (step, read) in std::mem::take(&mut self.reads) {
            let Some(info) = self.steps.get(&step) else { continue };
            let (name, flow) = (info.name.clone(), info.flow.clone());
            let at = self.runbook.header.at;
            let execution = Reference::Fixed(format!("{name}.ExecutionId"));
            let arguments = vec![("execution".to_owned(), Input::reference(execution, at))];
            let members: Vec<python::CallOutput<'_>> = read
                .members
                .iter()
                .map(|it| (it.name.as_str(), it.output.as_str(), form(it.data_type)))
                .collect();
            let script = python::outputs_of_call(&name, &members);
            let outputs =
                read.members.iter().map(|it| payload_output(&it.output, it.data_type)).collect();
            let step = script_step(read.step, &script, arguments, at).with_outputs(outputs);
            let step = self.guarded(step, &flow);
            self.after.entry(name).or_default().insert(0, step);
        }
    }

    /// The item of a loop, or what is at a path below it.
    pub(super) fn item(
        &mut self,
        id: LoopId,
        path: &[PathSegment],
        read_as: DataType,
    ) -> Option<Reference> {
        let info = self.loops.get_mut(&id)?;
        let Some(extraction) = &mut info.extraction else {
            return path
                .is_empty()
                .then(|| Reference::Fixed(format!("{}.CurrentIteratorValue", info.name)));
        };
        let same = |it: &&ItemRead| it.path == path && it.data_type == read_as;
        let name = match extraction.read.iter().find(same) {
            Some(known) => known.name.clone(),
            None => {
                let name = item_output_name(path, &extraction.read);
                let read = ItemRead { name: name.clone(), path: path.to_vec(), data_type: read_as };
                extraction.read.push(read);
                name
            }
        };
        Some(Reference::Fixed(format!("{}.{name}", extraction.step)))
    }

    /// The step at the head of a loop's body that takes the item apart, if it is read.
    pub(super) fn extraction_step(
        &self,
        id: LoopId,
        flow: &Flow,
        at: FileSpan,
    ) -> Option<FlatStep> {
        let info = self.loops.get(&id)?;
        let extraction = info.extraction.as_ref().filter(|it| !it.read.is_empty())?;
        let item = Reference::Fixed(format!("{}.CurrentIteratorValue", info.name));
        let arguments = vec![("item".to_owned(), Input::reference(item, at))];
        let script = python::item_script(&info.variable);
        let outputs = extraction
            .read
            .iter()
            .map(|read| StepOutput {
                name: read.name.clone(),
                selector: relative_selector("$.Payload", &read.path),
                data_type: Some(read.data_type),
            })
            .collect();
        let step = script_step(extraction.step.clone(), &script, arguments, at);
        Some(self.guarded(step.with_outputs(outputs), flow))
    }
}

fn update_variable(name: String, variable: &str, value: Input, at: FileSpan) -> FlatStep {
    FlatStep::new(name, "aws:updateVariable", at)
        .with_input("Name", Input::json(format!("variable:{variable}"), at))
        .with_input("Value", value)
}

/// What the script that reads a call's outputs calls one that is read as this type.
fn output_of_member(member: &str, read_as: DataType, taken: &[CallMember]) -> String {
    let name = longest(&identifier(member));
    let mut taken: BTreeSet<String> = taken.iter().map(|it| it.output.clone()).collect();
    if !taken.contains(&name) {
        return name;
    }
    with_suffix(&name, type_suffix(read_as), &mut taken)
}

/// A member of a script's result, as an output of that name.
fn payload_output(name: &str, data_type: DataType) -> StepOutput {
    StepOutput {
        name: name.to_owned(),
        selector: relative_selector("$.Payload", &[PathSegment::Member(name.into())]),
        data_type: Some(data_type),
    }
}

fn form(data_type: DataType) -> OutputForm {
    match data_type {
        DataType::String => OutputForm::Text,
        DataType::StringList => OutputForm::List,
        DataType::Integer => OutputForm::Integer,
        DataType::Boolean => OutputForm::Boolean,
        DataType::StringMap | DataType::MapList => OutputForm::Json,
    }
}

fn item_output_name(path: &[PathSegment], taken: &[ItemRead]) -> String {
    let parts: Vec<String> = path
        .iter()
        .map(|segment| match segment {
            PathSegment::Named(name) | PathSegment::Member(name) => identifier(name),
            PathSegment::Index(index) => index.to_string(),
            PathSegment::Each | PathSegment::Where { .. } => String::new(),
        })
        .collect();
    let is_free = |name: &String| !taken.iter().any(|other| other.name == *name);
    (0..parts.len())
        .rev()
        .map(|start| longest(&parts.get(start..).unwrap_or_default().join("_")))
        .chain(["Item".to_owned()])
        .filter(|name| name != "Payload" && name != "OutputPayload")
        .find(is_free)
        .unwrap_or_else(|| format!("Item_{}", taken.len() + 1))
}

/// Whether a value can be a default: nothing in it waits for a step.
fn is_early(input: &Input) -> bool {
    match &input.kind {
        InputKind::Json(_) => true,
        InputKind::Text(pieces) => pieces.iter().all(|piece| match piece {
            Piece::Text(_) => true,
            Piece::Reference(Reference::Fixed(name)) => {
                !matches!(Named::parse(name), Named::Variable(_) | Named::StepOutput { .. })
            }
            Piece::Reference(Reference::Output(_)) => false,
        }),
        InputKind::List(items) => items.iter().all(is_early),
        InputKind::Map(members) => members.iter().all(|(_, value)| is_early(value)),
        InputKind::Step(_) => false,
    }
}

/// For values that name no step.
pub(super) struct NoNames;

impl Naming for NoNames {
    fn output(&self, _: OutputUse) -> String {
        String::new()
    }

    fn step(&self, _: Target) -> String {
        String::new()
    }
}

/// Actions by step, for the names of outputs.
pub(super) fn actions(lowering: &Lowering<'_>) -> BTreeMap<StepId, &'static str> {
    lowering.steps.iter().map(|(id, info)| (*id, info.action)).collect()
}
