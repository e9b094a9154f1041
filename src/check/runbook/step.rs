//! One step in the making: an action, its inputs, and what surrounds it.

use crate::check::BindingKind;
use crate::check::api::Api;
use crate::hir::{Command, DocumentRef, Expr, StatementKind, Step, StepId, Ty};
use crate::ssm::tables::ActionSpec;
use crate::text::{FileSpan, Name};

use super::clauses::Applies;
use super::errors;
use super::input::Inputs;
use super::state::{RunbookCheck, Runs, result_of};
use super::statement::{Into, Site};
use super::value_type::result_type;

/// A step that is not finished.
pub(super) struct Draft {
    pub(super) id: StepId,
    pub(super) spec: &'static ActionSpec,
    /// What the source calls the action, for messages: `aws.ec2.StopInstances`, `run`.
    pub(super) word: String,
    /// What to underline where inputs are missing.
    pub(super) at: FileSpan,
    pub(super) inputs: Inputs,
    /// Something that stands for an input was reported: the input may be missing for it.
    pub(super) has_unknown: bool,
    pub(super) result: Ty,
    /// What the step calls, for actions that take the members of a request.
    pub(super) api: Api,
    pub(super) fallback: Name,
    pub(super) document: Option<DocumentRef>,
    pub(super) companion: Option<Box<Command>>,
}

impl Draft {
    /// Whether inputs that the table does not know are members of an API.
    pub(super) fn takes_members(&self) -> bool {
        self.spec.rules.additional_inputs_allowed
    }
}

impl RunbookCheck<'_> {
    pub(super) fn draft(
        &mut self,
        spec: &'static ActionSpec,
        (word, at): (&str, FileSpan),
        fallback: Name,
    ) -> Draft {
        Draft {
            id: self.next_step(),
            spec,
            word: word.to_owned(),
            at,
            inputs: Inputs::default(),
            has_unknown: false,
            result: result_type(spec),
            api: Api::Open,
            fallback,
            document: None,
            companion: None,
        }
    }

    /// Checks what is left to check and puts the step into the body. Gives its whole result.
    pub(super) fn finish(
        &mut self,
        site: &Site<'_>,
        mut draft: Draft,
        applies: &[Applies],
        into: Into<'_>,
    ) -> Expr {
        self.give_with(&mut draft, site);
        self.check_inputs(&draft);
        let clauses = self.clauses(site, applies);
        self.check_step_clauses(&clauses, draft.spec);
        self.check_person_in_loop(&draft);
        let runs = Runs { spec: draft.spec, operation: draft.api.operation() };
        self.gathered.steps.insert(draft.id, runs);
        let at = self.cx.at(site.written.span);
        let result = result_of(draft.id, draft.result.clone(), at);
        let step = Step {
            id: draft.id,
            action: draft.spec.name,
            inputs: draft.inputs.in_table_order(draft.spec),
            result: draft.result,
            fallback_name: self.with_suffix(&draft.fallback),
            document: draft.document,
            companion: draft.companion,
        };
        self.put(site, StatementKind::Step(step), clauses, into);
        result
    }

    /// What the service does with a step that waits for a person in a loop is written nowhere.
    fn check_person_in_loop(&mut self, draft: &Draft) {
        let waits = matches!(draft.spec.name, "aws:approve" | "aws:pause");
        if let Some(around) = self.loop_around().filter(|_| waits) {
            self.cx.report(errors::person_in_loop(draft.at, draft.spec.name, around));
        }
    }

    /// `finish`, and `let` names the result.
    pub(super) fn finish_bound(
        &mut self,
        site: &Site<'_>,
        draft: Draft,
        applies: &[Applies],
        into: Into<'_>,
    ) {
        let result = self.finish(site, draft, applies, into);
        if let Some(name) = site.result {
            self.bind(name, BindingKind::Result, result);
        }
    }
}
