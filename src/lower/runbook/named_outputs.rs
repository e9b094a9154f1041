//! Outputs of steps that the source declares: always there, under the names that it gives them.

use crate::hir::{NamedOutput, PathSegment, Runbook, Selection, StepId};
use crate::ssm::tables::{self, ActionSpec, OutputRoot};
use crate::ssm::{DataType, StepOutput};
use crate::text::Name;

use super::errors;
use super::input::Reference;
use super::lowering::Lowering;
use super::outputs::type_suffix;
use super::selector::{Access, access, said_path, selector};
use super::types::data_type;

impl Lowering<'_> {
    /// The declared output of a step. Read as another type it is declared once more.
    pub(super) fn named_output(
        &mut self,
        step: StepId,
        name: &Name,
        read_as: DataType,
    ) -> Option<Reference> {
        let output = find(self.runbook, step, name)?;
        let natural = data_type(&output.ty);
        if natural == read_as {
            return self.fixed(step, name);
        }
        let path = [PathSegment::Named(name.clone())];
        let again = self.outputs.add(step, &path, natural, read_as);
        let name = format!("{name}{}", type_suffix(read_as));
        Some(Reference::Output(self.outputs.name(again, &name)))
    }

    /// The output that the source has declared for this very path and type.
    pub(super) fn declared_output(
        &self,
        step: StepId,
        path: &[PathSegment],
        read_as: DataType,
    ) -> Option<Reference> {
        let spec = tables::action(self.steps.get(&step)?.action);
        let is_same = |output: &&NamedOutput| match &output.selects {
            Selection::Path(own) => {
                output.step == step
                    && said_path(spec, own) == path
                    && data_type(&output.ty) == read_as
            }
            Selection::Text(_) => false,
        };
        let output = self.runbook.named_outputs.iter().find(is_same)?;
        self.fixed(step, &output.name)
    }

    fn fixed(&self, step: StepId, name: &Name) -> Option<Reference> {
        let info = self.steps.get(&step)?;
        Some(Reference::Fixed(format!("{}.{name}", info.name)))
    }

    /// Reports declared outputs that no selector says, or that no output can hold.
    pub(super) fn check_named_outputs(&mut self) {
        for output in &self.runbook.named_outputs {
            self.check_type_holds(&output.ty, output.at);
            let Some(info) = self.steps.get(&output.step) else { continue };
            let spec = tables::action(info.action);
            if let Selection::Path(path) = &output.selects
                && !is_said(spec, path, data_type(&output.ty))
            {
                self.report(errors::no_selector(output.at));
            }
        }
    }
}

/// The declared outputs of a step, as the document has them.
pub(super) fn declared_outputs(
    runbook: &Runbook,
    step: StepId,
    spec: Option<&ActionSpec>,
) -> Vec<StepOutput> {
    let own = runbook.named_outputs.iter().filter(|output| output.step == step);
    own.map(|output| StepOutput {
        name: output.name.to_string(),
        selector: selector_of(spec, output),
        data_type: Some(data_type(&output.ty)),
    })
    .collect()
}

/// The selector of a path that may be a declared output.
pub(super) fn selector_at(
    runbook: &Runbook,
    (step, path): (StepId, &[PathSegment]),
    spec: Option<&ActionSpec>,
) -> String {
    match path {
        [PathSegment::Named(name)] => {
            find(runbook, step, name).map_or_else(String::new, |output| selector_of(spec, output))
        }
        _ => selector(spec, path),
    }
}

/// The type that a declared output has.
pub(super) fn type_of_named(runbook: &Runbook, step: StepId, name: &Name) -> Option<DataType> {
    Some(data_type(&find(runbook, step, name)?.ty))
}

fn find<'r>(runbook: &'r Runbook, step: StepId, name: &Name) -> Option<&'r NamedOutput> {
    runbook.named_outputs.iter().find(|output| output.step == step && output.name == *name)
}

fn selector_of(spec: Option<&ActionSpec>, output: &NamedOutput) -> String {
    match &output.selects {
        Selection::Text(text) => text.to_string(),
        Selection::Path(path) if is_payload(spec, path) => selector(spec, &[]),
        Selection::Path(path) => selector(spec, said_path(spec, path)),
    }
}

/// Whether a selector says the path. What a function's call gives beside the function's own
/// result no selector reaches.
fn is_said(spec: Option<&ActionSpec>, path: &[PathSegment], data_type: DataType) -> bool {
    match access(spec, said_path(spec, path), data_type) {
        Access::Declared => true,
        Access::Implicit(_) => is_payload(spec, path) || !is_function(spec),
        Access::Script(_) => false,
    }
}

fn is_function(spec: Option<&ActionSpec>) -> bool {
    spec.is_some_and(|spec| spec.rules.output_root == OutputRoot::FunctionResult)
}

/// Whether a path is the whole of what a function returned.
fn is_payload(spec: Option<&ActionSpec>, path: &[PathSegment]) -> bool {
    is_function(spec) && matches!(path, [PathSegment::Member(name)] if name == "Payload")
}
