//! `wait until` and `assert` on the response of an API.

use crate::check::BindingKind;
use crate::hir::{
    Block, BranchArm, Clauses, Expr, ExprKind, PathSegment, StatementKind, Ty, Value,
};
use crate::syntax::ast::{self, BinaryOp};
use crate::text::FileSpan;

use super::call::{BaseCall, Callee, base_call};
use super::clauses::{NO_CLAUSES, STEP_CLAUSES};
use super::desired::list_of_values;
use super::errors;
use super::names::camel_case;
use super::same::same_expr;
use super::state::RunbookCheck;
use super::statement::{Into, Site};
use super::step::Draft;
use super::words::action_of;

/// A test of one value of a response: the path, and the values that it may have.
struct Test<'e> {
    path: &'e ast::Expr,
    values: Vec<&'e ast::Expr>,
    /// More values: a list that is not written item by item.
    list: Option<&'e ast::Expr>,
}

/// Why a condition is no test of a response.
enum NoTest {
    OtherForm,
    /// Alternatives ask for different values: the second path and the first.
    Different(FileSpan, FileSpan),
}

impl RunbookCheck<'_> {
    pub(super) fn wait_until(&mut self, site: &Site<'_>, condition: &ast::Expr, into: Into<'_>) {
        let help = "write `repeat { … } until CONDITION max N` for any other condition";
        match self.test_of(condition) {
            Ok(test) => self.test_step(site, &test, ("wait until", "waitFor"), into),
            Err(problem) => self.no_test(site, (condition, problem), ("wait until", help)),
        }
    }

    pub(super) fn assert(&mut self, site: &Site<'_>, condition: &ast::Expr, into: Into<'_>) {
        if !holds_api_call(condition) {
            return self.assert_value(site, condition, into);
        }
        let help = "assign the response with `let`, and assert on that";
        match self.test_of(condition) {
            Ok(test) => self.test_step(site, &test, ("assert", "assert"), into),
            Err(problem) => self.no_test(site, (condition, problem), ("assert", help)),
        }
    }

    /// An assertion on values is a branch that fails.
    fn assert_value(&mut self, site: &Site<'_>, condition: &ast::Expr, into: Into<'_>) {
        let checked = self.cx.expression_of(condition, &Ty::Bool, "`assert`");
        let at = checked.at;
        match checked.as_const() {
            Some(Value::Bool(true)) => {
                self.clauses(site, NO_CLAUSES);
            }
            Some(Value::Bool(false)) => self.cx.report(errors::never_holds(at)),
            _ => {
                let message = super::api::constant("an assertion does not hold", at);
                let fail = crate::hir::Statement {
                    kind: StatementKind::Fail(Some(message)),
                    name: None,
                    description: None,
                    clauses: Clauses::default(),
                    at,
                };
                let arm =
                    BranchArm { condition: checked, body: Block { statements: Vec::new(), at } };
                let otherwise = Block { statements: vec![fail], at };
                self.put_plain(
                    site,
                    StatementKind::Branch { arms: vec![arm], otherwise, own: None },
                    into,
                );
            }
        }
    }

    fn no_test(
        &mut self,
        site: &Site<'_>,
        (condition, problem): (&ast::Expr, NoTest),
        (word, help): (&str, &str),
    ) {
        self.clauses(site, STEP_CLAUSES);
        let at = self.cx.at(condition.span);
        let is_dashed = self.cx.refuse_dashed(condition);
        if !is_dashed {
            self.read_names(condition);
        }
        if let Some(name) = site.result {
            self.bind(name, BindingKind::Local, Expr::error(at));
        }
        match problem {
            NoTest::Different(second, first) => {
                self.cx.report(errors::different_calls(second, first));
            }
            NoTest::OtherForm if is_dashed || matches!(condition.kind, ast::ExprKind::Error) => {}
            NoTest::OtherForm => {
                let problem = "not `aws.SERVICE.Operation(…).path == value`";
                let help = self.other_form(condition).unwrap_or(help);
                self.cx.report(errors::bad_condition(at, (word, problem), help));
            }
        }
    }

    /// How to write a condition on a response that has not the form of one.
    fn other_form(&mut self, condition: &ast::Expr) -> Option<&'static str> {
        let (path, help) = match &condition.kind {
            ast::ExprKind::Group(inner) => return self.other_form(inner),
            ast::ExprKind::Unary { operand, .. } => {
                (&**operand, "write `== false` behind the path")
            }
            ast::ExprKind::Binary { op: BinaryOp::Equal, right, .. } => {
                (&**right, "put the path on the left, and the value on the right")
            }
            _ => (condition, "write `== true` behind the path"),
        };
        let base = base_call(path)?;
        matches!(self.callee(&base.call.callee), Callee::Api { .. }).then_some(help)
    }

    /// Checks what stands in a condition that is refused, so that its names count as used.
    fn read_names(&mut self, condition: &ast::Expr) {
        match &condition.kind {
            ast::ExprKind::Binary { left, right, .. } => {
                self.read_names(left);
                self.read_names(right);
            }
            ast::ExprKind::Unary { operand: inner, .. } | ast::ExprKind::Group(inner) => {
                self.read_names(inner);
            }
            _ => match base_call(condition) {
                Some(base) => self.read_arguments(base.call),
                None => {
                    self.cx.expression(condition);
                }
            },
        }
    }

    /// Reads `PATH == v`, `PATH in [v, …]` and alternatives of them over the same call.
    fn test_of<'e>(&mut self, condition: &'e ast::Expr) -> Result<Test<'e>, NoTest> {
        match &condition.kind {
            ast::ExprKind::Group(inner) => self.test_of(inner),
            ast::ExprKind::Binary { op: BinaryOp::Or, left, right, .. } => {
                let mut test = self.test_of(left)?;
                let other = self.test_of(right)?;
                if !same_expr(test.path, other.path) {
                    let (second, first) = (other.path.span, test.path.span);
                    return Err(NoTest::Different(self.cx.at(second), self.cx.at(first)));
                }
                if test.list.is_some() && other.list.is_some() {
                    return Err(NoTest::OtherForm);
                }
                test.values.extend(other.values);
                test.list = test.list.or(other.list);
                Ok(test)
            }
            ast::ExprKind::Binary { op, left, right, .. } => {
                let base = base_call(left).ok_or(NoTest::OtherForm)?;
                if !matches!(self.callee(&base.call.callee), Callee::Api { .. }) {
                    return Err(NoTest::OtherForm);
                }
                let items = match &right.kind {
                    ast::ExprKind::List(items) => items.iter().map(item_of).collect(),
                    _ => None,
                };
                match (op, items) {
                    (BinaryOp::Equal, _) => {
                        Ok(Test { path: left, values: vec![&**right], list: None })
                    }
                    (BinaryOp::In, Some(values)) => Ok(Test { path: left, values, list: None }),
                    (BinaryOp::In, None) => {
                        Ok(Test { path: left, values: Vec::new(), list: Some(right) })
                    }
                    _ => Err(NoTest::OtherForm),
                }
            }
            _ => Err(NoTest::OtherForm),
        }
    }

    fn test_step(
        &mut self,
        site: &Site<'_>,
        test: &Test<'_>,
        (word, prefix): (&str, &str),
        into: Into<'_>,
    ) {
        let Some(base) = base_call(test.path) else { return };
        let Callee::Api { service, operation } = self.callee(&base.call.callee) else { return };
        let at = self.cx.at(base.call.callee.span);
        let name = camel_case(&format!("{prefix} {}", last_member(test.path)), "waitFor");
        let mut draft = self.draft(action_of(word), (word, at), name);
        self.give_api(&mut draft, (service, operation));
        self.give_arguments(&mut draft, &base.call.arguments);
        draft.result = draft.api.response();
        let selector = self.selector(&draft, test.path, &base);
        // What a filter leaves is compared with the value, not with a list of it.
        let ty = match selector.ty.required() {
            Ty::List { element, .. } if is_filtered(&selector) => (**element).clone(),
            _ => selector.ty.clone(),
        };
        let place = place_of(&selector, &draft);
        let told = self.cx.diagnostics.len();
        let values = test.values.iter().map(|value| self.desired_value(value, &ty, &place));
        let mut values: Vec<Expr> = values.collect();
        if let Some(list) = test.list {
            values.extend(self.desired_list(list, &ty, (word, &place)));
        }
        if values.is_empty() {
            self.cx.report(errors::nothing_desired(at));
        }
        let values = list_of_values(values, at);
        for found in self.cx.diagnostics.iter_mut().skip(told) {
            errors::or_as_text(found);
        }
        self.give(&mut draft, "PropertySelector", selector);
        self.give(&mut draft, "DesiredValues", values);
        draft.result = super::value_type::result_type(draft.spec);
        self.finish_bound(site, draft, STEP_CLAUSES, into);
    }

    /// The path through the response, as an output of the step itself.
    fn selector(&mut self, draft: &Draft, written: &ast::Expr, base: &BaseCall<'_>) -> Expr {
        let response = self.own_result(draft);
        self.cx.calls.insert(base.expr.span, response);
        if let Some((pages, _)) = base.pages {
            let at = self.cx.at(pages.span);
            let problem = (draft.word.as_str(), "asks for all pages");
            self.cx.report(errors::bad_condition(at, problem, "name the resource in the call"));
            return Expr::error(at);
        }
        let selector = self.cx.expression(written);
        let ExprKind::Output { path, .. } = &selector.kind else {
            if !selector.is_error() {
                let problem = (draft.word.as_str(), "not a path through the response");
                let help = match &written.kind {
                    ast::ExprKind::Index { base, .. } if leaves_some(base) => {
                        "remove the last index: what a filter leaves is compared as one value"
                    }
                    _ => "compare a path such as `.State` of the response",
                };
                self.cx.report(errors::bad_condition(selector.at, problem, help));
            }
            return Expr::error(selector.at);
        };
        let is_many = path.iter().any(|segment| matches!(segment, PathSegment::Each));
        if path.is_empty() || is_many {
            let problem = (draft.word.as_str(), "not one value of the response");
            let help = "compare one value, such as `Items[0].State`";
            self.cx.report(errors::bad_condition(selector.at, problem, help));
            return Expr::error(selector.at);
        }
        selector
    }
}

/// The words for the value that is compared: "`Reservations[0].State` of `aws.ec2.…`".
fn place_of(selector: &Expr, draft: &Draft) -> String {
    let word = draft.api.word().unwrap_or_else(|| draft.word.clone());
    let ExprKind::Output { path, .. } = &selector.kind else { return format!("`{word}`") };
    let mut text = String::new();
    for segment in path {
        match segment {
            PathSegment::Member(name) if text.is_empty() => text.push_str(name),
            PathSegment::Named(name) | PathSegment::Member(name) => {
                text.push_str(&format!(".{name}"))
            }
            PathSegment::Index(index) => text.push_str(&format!("[{index}]")),
            PathSegment::Each => text.push_str("[*]"),
            PathSegment::Where { .. } => text.push_str("[where …]"),
        }
    }
    format!("`{text}` of `{word}`")
}

fn is_filtered(selector: &Expr) -> bool {
    let ExprKind::Output { path, .. } = &selector.kind else { return false };
    path.iter().any(|segment| matches!(segment, PathSegment::Where { .. }))
}

/// Whether a filter stands in a path.
fn leaves_some(path: &ast::Expr) -> bool {
    match &path.kind {
        ast::ExprKind::Filter { .. } => true,
        ast::ExprKind::Member { base, .. } | ast::ExprKind::Index { base, .. } => leaves_some(base),
        _ => false,
    }
}

fn item_of(element: &ast::ListElement) -> Option<&ast::Expr> {
    match element {
        ast::ListElement::Item(item) => Some(item),
        ast::ListElement::Spread(_) => None,
    }
}

/// The last member of a path, for a name.
fn last_member(path: &ast::Expr) -> &str {
    match &path.kind {
        ast::ExprKind::Member { member, .. } => &member.text,
        ast::ExprKind::As { value, .. } => last_member(value),
        ast::ExprKind::Index { base, .. } | ast::ExprKind::Filter { base, .. } => last_member(base),
        ast::ExprKind::Group(inner) | ast::ExprKind::Each(inner) => last_member(inner),
        _ => "",
    }
}

/// Whether an API call stands in a condition.
fn holds_api_call(condition: &ast::Expr) -> bool {
    match &condition.kind {
        ast::ExprKind::Binary { left, right, .. } => holds_api_call(left) || holds_api_call(right),
        ast::ExprKind::Unary { operand, .. } => holds_api_call(operand),
        _ => base_call(condition).is_some_and(|base| is_below_aws(&base.call.callee)),
    }
}

fn is_below_aws(callee: &ast::Expr) -> bool {
    match &callee.kind {
        ast::ExprKind::Member { base, .. } => is_below_aws(base),
        ast::ExprKind::Name(name) => name.text == "aws",
        _ => false,
    }
}
