//! `for NAME in action.loop(…) { … }`: the action with its own inputs, the steps as the body.

use std::sync::Arc;

use crate::check::BindingKind;
use crate::hir::{Expr, OwnResult, RecordType, ServiceLoop, StatementKind, Ty};
use crate::syntax::ast::{self, Argument, CallExpr, Ident};

use super::call::Callee;
use super::clauses::PLAIN_STEP_CLAUSES;
use super::errors;
use super::frames::Frame;
use super::service_condition::ConditionPlace;
use super::state::{RunbookCheck, result_of};
use super::statement::{Into, Site};
use super::step::Draft;
use super::words::action_of;

const WORD: &str = "action.loop";
const CONDITION: ConditionPlace<'static> = ConditionPlace { action: WORD, beside: &[] };

impl RunbookCheck<'_> {
    /// The call of `action.loop` that the list of a `for` is, if it is one.
    pub(super) fn loop_action<'e>(&mut self, list: &'e ast::Expr) -> Option<&'e CallExpr> {
        let ast::ExprKind::Call(call) = &list.kind else { return None };
        match self.callee(&call.callee) {
            Callee::Action(name) if name.text == "loop" => Some(call),
            _ => None,
        }
    }

    pub(super) fn service_loop(
        &mut self,
        site: &Site<'_>,
        (variable, call, body): (&Ident, &CallExpr, &ast::Block),
        into: Into<'_>,
    ) {
        let at = self.cx.at(call.callee.span);
        self.check_nesting(at);
        let mut draft = self.draft(action_of("for"), (WORD, at), "loop".into());
        let condition = self.loop_arguments(&mut draft, call);
        let own = OwnResult { id: draft.id, ty: turn_type(&draft) };
        let id = self.next_loop();
        self.cx.scopes.enter();
        let variable_at = self.cx.at(variable.span);
        let turn = result_of(own.id, own.ty.clone(), variable_at);
        self.bind(variable, BindingKind::Result, turn);
        let body = self.inside(Frame::Loop(at), |check| check.block(body));
        let again = condition.map(|written| self.service_condition(written, CONDITION));
        self.leave_scope();
        self.check_inputs(&draft);
        if again.is_some() && !draft.inputs.has("MaxIterations") {
            self.cx.report(errors::silent_limit(at));
        }
        let clauses = self.clauses(site, PLAIN_STEP_CLAUSES);
        self.check_step_clauses(&clauses, draft.spec);
        let mut inputs = draft.inputs.in_table_order(draft.spec);
        inputs.retain(|(name, _)| name != "Steps" && name != "LoopCondition");
        let variable = variable.text.clone();
        let service_loop = ServiceLoop { id, variable, inputs, again, body, own };
        self.put(site, StatementKind::Loop(Box::new(service_loop)), clauses, into);
    }

    /// Gives the inputs; the condition is read when the body is known, which it may read.
    fn loop_arguments<'e>(
        &mut self,
        draft: &mut Draft,
        call: &'e CallExpr,
    ) -> Option<&'e ast::Expr> {
        let mut condition = None;
        for argument in &call.arguments {
            match name_of(argument) {
                Some("LoopCondition") => {
                    let name_at = self.cx.at(argument.span);
                    self.give_at(draft, ("LoopCondition".into(), name_at), Expr::error(name_at));
                    condition = Some(&argument.value);
                }
                Some("Steps") => {
                    let name_at = self.cx.at(argument.span);
                    self.cx.report(errors::loop_without_body(name_at, "the steps are the body"));
                    self.cx.expression(&argument.value);
                }
                _ => self.give_arguments(draft, std::slice::from_ref(argument)),
            }
        }
        let body_at = self.cx.at(call.arguments_span);
        self.give(draft, "Steps", Expr::error(body_at));
        condition
    }
}

fn name_of(argument: &Argument) -> Option<&str> {
    let name = argument.name.as_ref().filter(|_| !argument.spread)?;
    Some(name.text.as_str())
}

/// What is known of the turn at hand: its number, and over a list its item.
fn turn_type(draft: &Draft) -> Ty {
    let item = draft.inputs.value("IteratorDataType").and_then(Expr::as_const);
    let item = match item.and_then(|value| value.as_str()) {
        Some("Integer") => Ty::int(),
        Some("Boolean") => Ty::Bool,
        Some("StringMap") => Ty::map(Ty::Json),
        _ => Ty::string(),
    };
    let fields = super::value_type::output_fields(draft.spec).into_iter();
    let fields = fields
        .filter(|field| field.name != ITEM || !draft.inputs.has("LoopCondition"))
        .map(|mut field| {
            if field.name == ITEM {
                field.ty = item.clone();
            }
            field
        })
        .collect();
    Ty::Record(Arc::new(RecordType::new(fields)))
}

/// The output that holds the item.
const ITEM: &str = "CurrentIteratorValue";
