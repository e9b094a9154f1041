//! `output`: what the document gives to its callers. What is no step's output comes from a script
//! at the end.

use crate::hir::{DocumentOutput, Expr, ExprKind, PathSegment, StepId};
use crate::ssm::tables::{self, CustomOutputs, OutputRoot};

use super::computation::Computation;
use super::document::NamedOutput;
use super::flow::Sequence;
use super::input::Reference;
use super::lowering::{Flow, Lowering};
use super::types::data_type;

impl Lowering<'_> {
    /// Whether the end of the runbook has a script for outputs.
    pub(super) fn has_late_outputs(&self) -> bool {
        self.runbook.outputs.iter().any(|output| path_of(&output.value).is_none())
    }

    /// The document's outputs. The script that some of them need is put behind all else.
    pub(super) fn document_outputs(&mut self, flow: &Flow, out: &mut Sequence) -> Vec<NamedOutput> {
        let runbook = self.runbook;
        let comment = "Computes the outputs of the runbook.".to_owned();
        let mut computation = Computation::new(self.names.free("outputs"), comment);
        let mut listed = Vec::new();
        for output in &runbook.outputs {
            let reference = self
                .output_of_step(output)
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
        let reference = self.output(step, path, (types, types), output.value.at)?;
        let Some(name) = &output.name else { return Some(reference) };
        match reference {
            Reference::Output(_) => self.outputs.name(step, path, name),
            Reference::Fixed(fixed) if fixed.ends_with(&format!(".{name}")) => {
                return Some(Reference::Fixed(fixed));
            }
            // Under another name the output is declared a second time, where the action takes
            // declared outputs.
            Reference::Fixed(_) => {
                let info = self.steps.get(&step)?;
                let rules = tables::action(info.action)?.rules;
                let declares = rules.output_root == OutputRoot::ImplicitOutputs
                    && rules.custom_outputs != CustomOutputs::NotSeen
                    && !self.reads.contains_key(&step);
                if !declares {
                    return None;
                }
                self.outputs.name(step, path, name);
                return Some(Reference::Output(self.outputs.add(step, path, types, types)));
            }
        }
        Some(reference)
    }

    fn computed_output(
        &mut self,
        output: &DocumentOutput,
        computation: &mut Computation,
    ) -> Reference {
        let code = self.code(&output.value, computation);
        let name = match (&output.name, &output.value.kind) {
            (Some(name), _) => name.as_str(),
            (None, ExprKind::Parameter(name) | ExprKind::Variable(name)) => name.as_str(),
            (None, _) => "Value",
        };
        computation.result(name, &code, data_type(&output.value.ty))
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
