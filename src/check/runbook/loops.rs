//! `for` and `repeat`: unrolled where the build knows the list, else a loop of the run.

use crate::check::{Binding, BindingKind};
use crate::hir::{Block, Expr, ExprKind, StatementKind, Ty, Value};
use crate::syntax::ast::{self, Ident};
use crate::text::FileSpan;

use super::clauses::PLAIN_STEP_CLAUSES;
use super::errors;
use super::frames::Frame;
use super::state::RunbookCheck;
use super::statement::{Into, Site};

/// How many turns all unrolled loops of a runbook may have: far more than fit into a document.
const TURN_LIMIT: u32 = 2000;

/// The longest item that becomes a part of the names of steps.
const SUFFIX_LIMIT: usize = 40;

/// Most turns of a loop of the run. Source: "aws:loop" in the user guide of Systems Manager.
const ITERATION_LIMIT: i64 = 100;

impl RunbookCheck<'_> {
    pub(super) fn for_each(
        &mut self,
        site: &Site<'_>,
        (variable, list, body): (&Ident, &ast::Expr, &ast::Block),
        into: Into<'_>,
    ) {
        if let Some(call) = self.loop_action(list) {
            return self.service_loop(site, (variable, call, body), into);
        }
        let list = self.cx.expression(list);
        if let Some(items) = known_items(&list) {
            return self.unroll(site, (variable, body), (items, list.at), into);
        }
        let list = match &list.ty {
            Ty::List { .. } | Ty::Unknown => list,
            _ => self.cx.fit(list, &Ty::list(Ty::Json), "the list of `for`"),
        };
        let element = match &list.ty {
            Ty::List { element, .. } => (**element).clone(),
            _ => Ty::Unknown,
        };
        self.check_nesting(list.at);
        let id = self.next_loop();
        let at = self.cx.at(variable.span);
        let frame = Frame::Loop(list.at);
        self.cx.scopes.enter();
        let item = match list.is_error() {
            true => Expr::error(at),
            false => Expr::run(ExprKind::LoopItem(id), element, at),
        };
        self.bind(variable, BindingKind::LoopItem, item);
        let body = self.inside(frame, |check| check.block(body));
        self.leave_scope();
        let variable = variable.text.clone();
        let clauses = self.clauses(site, PLAIN_STEP_CLAUSES);
        self.put(site, StatementKind::ForEach { id, variable, list, body }, clauses, into);
    }

    /// The body once for each item, with names of their own.
    fn unroll(
        &mut self,
        site: &Site<'_>,
        (variable, body): (&Ident, &ast::Block),
        (items, list_at): (Vec<Value>, FileSpan),
        into: Into<'_>,
    ) {
        let at = self.cx.at(variable.span);
        let suffixes = suffixes_of(&items);
        let mut statements = Vec::new();
        for (item, suffix) in items.into_iter().zip(suffixes) {
            self.turns += 1;
            if self.turns > TURN_LIMIT {
                self.cx.report(errors::too_many_turns(list_at, TURN_LIMIT));
                break;
            }
            self.suffixes.push(suffix);
            self.cx.scopes.enter();
            let ty = item.ty();
            self.bind(variable, BindingKind::LoopItem, Expr::constant(item, ty, at));
            let turn = self.inside(Frame::Unrolled(list_at), |check| check.block(body));
            self.cx.scopes.leave();
            self.suffixes.pop();
            statements.extend(turn.statements);
        }
        let at = self.cx.at(body.span);
        self.put_plain(site, StatementKind::Inline(Block { statements, at }), into);
    }

    pub(super) fn repeat(
        &mut self,
        site: &Site<'_>,
        (body, until, max): (&ast::Block, &ast::Expr, Option<&ast::Expr>),
        into: Into<'_>,
    ) {
        let at = self.cx.at(site.written.span);
        self.check_nesting(at);
        let id = self.next_loop();
        self.cx.scopes.enter();
        let body = self.inside(Frame::Loop(at), |check| check.block(body));
        let until = self.cx.expression_of(until, &Ty::Bool, "`until`");
        self.leave_scope();
        let wanted = Ty::Int(crate::hir::Bounds { low: Some(1), high: Some(ITERATION_LIMIT) });
        let max = match max {
            Some(max) => self.cx.build_value(max, &wanted, "`max`"),
            None => {
                self.cx.report(errors::missing_max(at));
                None
            }
        };
        let max = match max {
            Some((Value::Int(max), _)) => u32::try_from(max).unwrap_or(1),
            _ => 1,
        };
        let clauses = self.clauses(site, PLAIN_STEP_CLAUSES);
        self.put(site, StatementKind::Repeat { id, body, until, max }, clauses, into);
    }

    pub(super) fn check_nesting(&mut self, at: FileSpan) {
        // With arguments that the build knows one of the two may be unrolled.
        if let Some(outer) = self.loop_around().filter(|_| !self.cx.is_abstract) {
            self.cx.report(errors::loop_in_loop(at, outer));
        }
    }

    /// Leaves a loop's scope. The results of its body stay known, so that a read behind the loop
    /// is told from a name that is not there at all.
    pub(super) fn leave_scope(&mut self) {
        let bindings: Vec<Binding> = self.cx.scopes.leave();
        let kept = bindings.into_iter().filter(|one| one.kind != BindingKind::LoopItem);
        for binding in kept {
            self.cx.scopes.bind(binding);
        }
    }
}

/// The items of a list that the build knows.
fn known_items(list: &Expr) -> Option<Vec<Value>> {
    match list.as_const()? {
        Value::List(items) => Some(items.clone()),
        Value::Range { low: Some(low), high: Some(high) } => {
            let high = (*high).min(low.saturating_add(i64::from(TURN_LIMIT) + 1));
            Some((*low..=high).map(Value::Int).collect())
        }
        _ => None,
    }
}

/// What tells the turns apart: the items where all of them are different short words, else
/// their number from 1.
fn suffixes_of(items: &[Value]) -> Vec<String> {
    let words: Option<Vec<String>> = items.iter().map(word_of).collect();
    let is_distinct = |words: &Vec<String>| {
        let mut sorted = words.clone();
        sorted.sort();
        sorted.windows(2).all(|pair| pair.first() != pair.last())
    };
    match words.filter(is_distinct) {
        Some(words) => words,
        None => (1..=items.len()).map(|number| number.to_string()).collect(),
    }
}

fn word_of(item: &Value) -> Option<String> {
    match item {
        Value::Int(number) if *number >= 0 => Some(number.to_string()),
        Value::String(text) => {
            let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
            let fits = !text.is_empty() && text.len() <= SUFFIX_LIMIT;
            (fits && text.chars().all(is_word)).then(|| text.to_string())
        }
        _ => None,
    }
}
