//! `action.branch(…)`: choices that name the steps they lead to, as `goto` does.

use crate::hir::{
    Block, BranchArm, Clauses, Expr, ExprKind, ListPart, OwnResult, Statement, StatementKind, Ty,
};
use crate::syntax::ast::{self, CallExpr, Ident, ListElement};
use crate::text::FileSpan;

use super::clauses::BRANCH_CLAUSES;
use super::errors;
use super::service_condition::ConditionPlace;
use super::state::{RunbookCheck, result_of};
use super::statement::{Into, Site};
use super::step::Draft;
use super::words::action_of;

const WORD: &str = "action.branch";
const CHOICE: ConditionPlace<'static> = ConditionPlace { action: WORD, beside: &["NextStep"] };

impl RunbookCheck<'_> {
    /// Puts the branch; its result.
    pub(super) fn service_branch(
        &mut self,
        site: &Site<'_>,
        call: &CallExpr,
        into: Into<'_>,
    ) -> Expr {
        let word_at = self.cx.at(call.callee.span);
        let mut draft = self.draft(action_of("if"), (WORD, word_at), "branch".into());
        let mut arms = Vec::new();
        let after = self.cx.at(site.written.span.end_point());
        let mut otherwise = Block { statements: Vec::new(), at: after };
        for argument in &call.arguments {
            let name = argument.name.as_ref().filter(|_| !argument.spread);
            match (name, name.map(|name| name.text.as_str())) {
                (Some(name), Some("Choices")) => {
                    arms = self.choices(&mut draft, name, &argument.value);
                }
                (Some(name), Some("Default")) => {
                    let name_at = self.cx.at(name.span);
                    self.give_at(&mut draft, (name.text.clone(), name_at), Expr::error(name_at));
                    otherwise = self.jump_block(&argument.value, "Default");
                }
                _ => self.give_arguments(&mut draft, std::slice::from_ref(argument)),
            }
        }
        self.check_inputs(&draft);
        let clauses = self.clauses(site, BRANCH_CLAUSES);
        self.check_step_clauses(&clauses, draft.spec);
        let result = result_of(draft.id, draft.result.clone(), self.cx.at(site.written.span));
        let own = Some(OwnResult { id: draft.id, ty: draft.result });
        self.put(site, StatementKind::Branch { arms, otherwise, own }, clauses, into);
        result
    }

    fn choices(&mut self, draft: &mut Draft, name: &Ident, value: &ast::Expr) -> Vec<BranchArm> {
        let name_at = self.cx.at(name.span);
        let at = self.cx.at(value.span);
        let rule =
            "it takes a list of `{ NextStep: STEP, Variable: value, StringEquals: \"text\" }`";
        let mut arms = Vec::new();
        let mut parts = Vec::new();
        if let ast::ExprKind::List(elements) = &value.kind {
            for element in elements {
                parts.push(ListPart::Item(Expr::error(at)));
                match element {
                    ListElement::Item(item) => arms.push(self.choice(item)),
                    ListElement::Spread(list) => {
                        self.refuse_shape(list, ("Choices", "has a list among its choices"), rule);
                    }
                }
            }
        } else {
            parts.push(ListPart::Item(Expr::error(at)));
            self.refuse_shape(value, ("Choices", "is no list of choices"), rule);
        }
        let given = Expr::run(ExprKind::List(parts), Ty::list(Ty::Json), at);
        self.give_at(draft, (name.text.clone(), name_at), given);
        arms
    }

    /// One choice: a condition, and the step where it leads.
    fn choice(&mut self, written: &ast::Expr) -> BranchArm {
        let at = self.cx.at(written.span);
        let condition = self.service_condition(written, CHOICE);
        let mut body = Block { statements: Vec::new(), at };
        let ast::ExprKind::Record(entries) = &written.kind else {
            return BranchArm { condition, body };
        };
        let is_target = |entry: &&ast::RecordEntry| matches!(&entry.key, ast::RecordKey::Name { text, .. } if text == "NextStep");
        let mut targets = entries.iter().filter(is_target);
        match (targets.next(), targets.next()) {
            (Some(first), None) => body = self.jump_block(&first.value, "NextStep"),
            (Some(first), Some(second)) => {
                let (first, second) = (self.cx.at(first.span), self.cx.at(second.span));
                self.cx.report(errors::duplicate_input(second, first, "NextStep"));
            }
            (None, _) => self.cx.report(errors::missing_inputs(at, "a choice", &["NextStep"])),
        }
        BranchArm { condition, body }
    }

    /// A body that does nothing but go on at a step.
    fn jump_block(&mut self, target: &ast::Expr, input: &str) -> Block {
        let at = self.cx.at(target.span);
        let statements = match &target.kind {
            ast::ExprKind::Name(step) => {
                let name = self.jump_target(step, input);
                name.map(|name| jump_to(name, at)).into_iter().collect()
            }
            ast::ExprKind::Error => Vec::new(),
            _ => {
                let known = self.cx.expression(target);
                let text = known.as_const().and_then(|value| value.as_str()).map(str::to_owned);
                if !known.is_error() {
                    self.cx.report(errors::step_by_value(at, input, text.as_deref()));
                }
                Vec::new()
            }
        };
        Block { statements, at }
    }
}

fn jump_to(name: crate::text::Name, at: FileSpan) -> Statement {
    let kind = StatementKind::Goto(name);
    Statement { kind, name: None, description: None, clauses: Clauses::default(), at }
}
