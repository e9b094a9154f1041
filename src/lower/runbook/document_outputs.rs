//! `output`: what the document gives to its callers. What is no step's output comes from a script
//! at the end.

use crate::hir::{DocumentOutput, Expr, ExprKind, PathSegment, StepId, Value};
use crate::ssm::DataType;
use crate::ssm::tables::{self, CustomOutputs, OutputRoot};

use super::computation::Computation;
use super::document::NamedOutput;
use super::flow::Sequence;
use super::input::Reference;
use super::lowering::{Flow, Lowering};
use super::types::{data_type, is_list_of_lists};

impl Lowering<'_> {
    /// Whether the end of the runbook has a script for outputs.
    pub(super) fn has_late_outputs(&self) -> bool {
        self.runbook
            .outputs
            .iter()
            .any(|output| path_of(&output.value).is_none() && as_it_stands(output).is_none())
    }

    /// The document's outputs. The script that some of them need is put behind all else.
    pub(super) fn document_outputs(&mut self, flow: &Flow, out: &mut Sequence) -> Vec<NamedOutput> {
        let runbook = self.runbook;
        let comment = "Computes the outputs of the runbook.".to_owned();
        let mut computation = Computation::new(self.names.free("outputs"), comment);
        let mut listed = Vec::new();
        for output in &runbook.outputs {
            let reference = as_it_stands(output)
                .or_else(|| self.output_of_step(output))
                .unwrap_or_else(|| self.computed_output(output, &mut computation));
            listed.push(NamedOutput { reference, at: output.at });
        }
        if let Some(first) = runbook.outputs.first() {
            self.compute(computation, flow, first.at, out);
        }
        listed
    }

    fn output_of_step(&mut self, output: &DocumentOutput) -> Option<Reference> {
        let (step, path) = path_of(&output.value)?;
        let types = data_type(&output.value.ty);
        if is_list_of_lists(&output.value.ty) {
            return None;
        }
        let reference = self.output(step, path, (types, types), output.value.at)?;
        let Some(name) = &output.called else { return Some(reference) };
        match reference {
            Reference::Output(used) => Some(Reference::Output(self.outputs.name(used, name))),
            Reference::Fixed(fixed) if fixed.ends_with(&format!(".{name}")) => {
                Some(Reference::Fixed(fixed))
            }
            // A caller reads the only output without its name.
            Reference::Fixed(fixed) if output.name.is_none() && self.runbook.outputs.len() == 1 => {
                Some(Reference::Fixed(fixed))
            }
            Reference::Fixed(_) => self.declared_again(step, path, types, name),
        }
    }

    /// An output that the action gives by itself, declared under another name; nothing where the
    /// action does not take that.
    fn declared_again(
        &mut self,
        step: StepId,
        path: &[PathSegment],
        types: DataType,
        name: &str,
    ) -> Option<Reference> {
        let spec = tables::action(self.steps.get(&step)?.action)?;
        if matches!(path, [PathSegment::Named(_)]) {
            let again = self.outputs.add(step, path, types, types);
            return Some(Reference::Output(self.outputs.name(again, name)));
        }
        let is_own = match path.first() {
            Some(PathSegment::Member(member)) => spec.output(member).is_some(),
            _ => false,
        };
        let declares = spec.rules.output_root == OutputRoot::ImplicitOutputs
            && spec.rules.custom_outputs != CustomOutputs::NotSeen;
        if !declares || !is_own {
            return None;
        }
        let used = self.outputs.add(step, path, types, types);
        Some(Reference::Output(self.outputs.name(used, name)))
    }

    fn computed_output(
        &mut self,
        output: &DocumentOutput,
        computation: &mut Computation,
    ) -> Reference {
        self.check_holds(&output.value);
        let code = self.code(&output.value, computation);
        let name = match (&output.called, &output.value.kind) {
            (Some(name), _) => name.as_str(),
            (None, ExprKind::Parameter(name) | ExprKind::Variable(name)) => name.as_str(),
            (None, _) => "Value",
        };
        computation.result(name, &code, data_type(&output.value.ty))
    }
}

/// The text of `output raw("STEP.NAME")`.
fn as_it_stands(output: &DocumentOutput) -> Option<Reference> {
    match output.value.as_const() {
        Some(Value::Raw(text)) if output.name.is_none() => Some(Reference::Fixed(text.to_string())),
        _ => None,
    }
}

/// The step and the path that an output names.
fn path_of(value: &Expr) -> Option<(StepId, &[PathSegment])> {
    match &value.kind {
        ExprKind::Output { step, path } => Some((*step, path)),
        ExprKind::Unchecked(inner) => path_of(inner),
        ExprKind::Op { op: crate::hir::Op::As, operands } => path_of(operands.first()?),
        _ => None,
    }
}
