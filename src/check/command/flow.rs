//! `for` and `if` around tasks: unrolled, decided, or turned into conditions of the tasks.

use crate::check::BindingKind;
use crate::hir::{Expr, ExprKind, Op, Ty, Value};
use crate::syntax::ast::{self, Arm, Block, Ident};

use super::errors;
use super::state::CommandCheck;

/// How many turns the loops of one command may have together: each is a step at least.
const TURN_LIMIT: usize = 500;

impl CommandCheck<'_, '_> {
    /// A `for` over a list that the build knows, once for each item.
    pub(super) fn unroll(&mut self, variable: &Ident, list: &ast::Expr, body: &Block) {
        let list_at = self.cx.at(list.span);
        let checked = self.cx.expression(list);
        let Some(value) = self.cx.known_value(&checked, "the list of a `for` in a command") else {
            return self.unknown_turn(variable, &checked, body);
        };
        let items: Vec<Value> = match &value {
            Value::List(items) => items.clone(),
            Value::Range { .. } => match self.cx.known_items(&value, list_at) {
                Some(items) => items,
                None => return,
            },
            _ => return self.cx.report(errors::not_a_list(list_at)),
        };
        self.turns += items.len();
        if self.turns > TURN_LIMIT {
            return self.cx.report(errors::too_many_turns(list_at, self.turns, TURN_LIMIT));
        }
        let ty = match &checked.ty {
            Ty::List { element, .. } => (**element).clone(),
            _ => Ty::Unknown,
        };
        let mut used: Vec<String> = Vec::new();
        for (index, item) in items.into_iter().enumerate() {
            let suffix = free_suffix(suffix_of(&item, index), &used);
            used.push(suffix.clone());
            self.suffixes.push(suffix);
            self.cx.scopes.enter();
            let item = Expr::constant(item, ty.clone(), self.cx.at(variable.span));
            self.bind(variable, BindingKind::LoopItem, item);
            self.statements(&body.statements);
            self.cx.scopes.leave();
            self.suffixes.pop();
        }
    }

    /// One turn for any item, where a role is checked without its arguments.
    fn unknown_turn(&mut self, variable: &Ident, list: &Expr, body: &Block) {
        let Ty::List { element, .. } = list.ty.required() else { return };
        if !self.cx.is_abstract || list.is_error() {
            return;
        }
        let at = self.cx.at(variable.span);
        let kind = ExprKind::Parameter(variable.text.clone());
        let item = Expr::run(kind, (**element).clone(), at);
        self.cx.scopes.enter();
        self.bind(variable, BindingKind::LoopItem, item);
        self.statements(&body.statements);
        self.cx.scopes.leave();
    }

    /// An `if`: each task of an arm gets the arm's condition, and that no arm before it held.
    pub(super) fn branch(&mut self, arms: &[Arm], otherwise: Option<&Block>) {
        let depth = self.conditions.len();
        for arm in arms {
            let condition =
                self.cx.expression_of(&arm.condition, &Ty::Bool, "the condition of `if`");
            self.conditions.push(condition.clone());
            self.inner(&arm.body);
            self.conditions.pop();
            self.conditions.push(negated(condition));
        }
        if let Some(block) = otherwise {
            self.inner(block);
        }
        self.conditions.truncate(depth);
    }

    pub(super) fn inner(&mut self, block: &Block) {
        self.cx.scopes.enter();
        self.statements(&block.statements);
        self.cx.scopes.leave();
    }
}

fn negated(condition: Expr) -> Expr {
    if let Some(Value::Bool(flag)) = condition.as_const() {
        return Expr { kind: ExprKind::Const(Value::Bool(!flag)), ..condition };
    }
    if condition.is_error() {
        return condition;
    }
    let (stage, at) = (condition.stage, condition.at);
    Expr { kind: ExprKind::Op { op: Op::Not, operands: vec![condition] }, ty: Ty::Bool, stage, at }
}

/// The suffix, with a number behind it where another turn has it.
fn free_suffix(suffix: String, used: &[String]) -> String {
    if !used.contains(&suffix) {
        return suffix;
    }
    let numbered = (2_usize..).map(|number| format!("{suffix}_{number}"));
    numbered.into_iter().find(|text| !used.contains(text)).unwrap_or(suffix)
}

/// What an item adds to the names of its steps: itself where that is a short word, so that the
/// names stay when the list is sorted anew; else its number from 1.
fn suffix_of(item: &Value, index: usize) -> String {
    let text = match item {
        Value::String(text) => text.to_string(),
        Value::Int(number) => number.to_string(),
        _ => String::new(),
    };
    let is_word = text.chars().all(|it| it.is_ascii_alphanumeric() || "_-.".contains(it));
    if text.is_empty() || text.len() > 24 || !is_word {
        return (index + 1).to_string();
    }
    text.replace('.', "_")
}
