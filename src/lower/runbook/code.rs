//! Expressions as Python, for the scripts that compute what SSM cannot.

use crate::hir::{Expr, ExprKind, ListPart, Missing, Op, PathSegment, Ty, Value};
use crate::ssm::{DataType, tables};
use crate::text::Places;

use super::computation::Computation;
use super::input::{Input, Reference};
use super::lowering::Lowering;
use super::operators::{binary, conversion, unary};
use super::python::{self, Code, Helper, Strength};
use super::selector::{Access, access, said_path};
use super::types::{data_type, is_fraction, is_list_of_lists, type_at};
use super::walk::walk_code;

impl Lowering<'_> {
    /// The expression in Python. What SSM knows is handed to the script as arguments.
    pub(super) fn code(&mut self, expr: &Expr, computation: &mut Computation) -> Code {
        match &expr.kind {
            ExprKind::Const(value) => self.constant_code(value, expr, computation),
            ExprKind::Template(parts) => self.template_code(parts, computation),
            ExprKind::List(parts) => self.list_code(parts, computation),
            ExprKind::Record(members) => {
                let members: Vec<String> = members
                    .iter()
                    .map(|(key, value)| {
                        let value = self.code(value, computation);
                        format!("{}: {}", python::string(key), value.text())
                    })
                    .collect();
                Code::atom(format!("{{{}}}", members.join(", ")))
            }
            ExprKind::Output { step, path } => self.output_code(expr, (*step, path), computation),
            ExprKind::Unchecked(inner) => self.code(inner, computation),
            ExprKind::Else { value: of, default, when }
                if *when == Missing::Absent || self.defaulted(of, default).is_none() =>
            {
                let (value, default) =
                    (self.code(of, computation), self.code(default, computation));
                let (helper, function) = match may_be_reference(of) {
                    true => (Helper::Known, "known"),
                    false => (Helper::Given, "given"),
                };
                computation.helper(helper);
                Code::atom(format!("{function}({}, {})", value.text(), default.text()))
            }
            ExprKind::Op { op, operands } => match self.reference(expr, computation) {
                Some(reference) => self.argument(expr, reference, computation),
                None => self.operation(expr, op, operands, computation),
            },
            ExprKind::Error => Code::atom("None"),
            ExprKind::LoopItem(_) => self.item_code(expr, computation),
            _ => match self.reference(expr, computation) {
                Some(reference) => self.argument(expr, reference, computation),
                None => Code::atom("None"),
            },
        }
    }

    /// The item of a loop, which SSM may hand over as text.
    fn item_code(&mut self, expr: &Expr, computation: &mut Computation) -> Code {
        let Some(reference) = self.reference(expr, computation) else { return Code::atom("None") };
        let item = self.argument(expr, reference, computation);
        match data_type(&expr.ty) {
            DataType::Integer | DataType::Boolean => conversion(&item, expr, computation),
            _ => item,
        }
    }

    fn argument(
        &mut self,
        expr: &Expr,
        reference: Reference,
        computation: &mut Computation,
    ) -> Code {
        let key = self.argument_name(expr);
        computation.argument(&key, Input::reference(reference, expr.at))
    }

    /// What the value is called inside the script.
    fn argument_name(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Parameter(name) | ExprKind::Variable(name) => name.to_string(),
            ExprKind::System(value) => {
                let name = value.reference();
                name.rsplit_once(':').map_or(name, |(_, name)| name).to_ascii_lowercase()
            }
            ExprKind::Output { step, path } => {
                let step = self.steps.get(step).map_or("", |info| info.name.as_str());
                match path.iter().rev().find_map(member) {
                    Some(member) => format!("{step}_{member}"),
                    None => step.to_owned(),
                }
            }
            ExprKind::LoopItem(id) => self
                .loops
                .get(id)
                .map_or_else(|| "item".to_owned(), |info| info.variable.to_string()),
            ExprKind::Failure(crate::hir::FailureField::Step) => "failure_step".to_owned(),
            ExprKind::Failure(crate::hir::FailureField::Message) => "failure_message".to_owned(),
            ExprKind::Op { op: Op::Member(name), .. } => name.to_string(),
            ExprKind::Op { operands, .. } => operands
                .first()
                .map_or_else(|| "value".to_owned(), |inner| self.argument_name(inner)),
            ExprKind::Unchecked(inner) | ExprKind::Else { value: inner, .. } => {
                self.argument_name(inner)
            }
            _ => "value".to_owned(),
        }
    }

    fn constant_code(&mut self, value: &Value, expr: &Expr, computation: &mut Computation) -> Code {
        if let Value::Raw(text) = value {
            // Its references are resolved in the payload; in the script they would become code.
            return computation.argument("text", Input::json(&**text, expr.at));
        }
        // Reports text that SSM would take for a reference.
        let _ = self.json(value, expr.at);
        python::literal(value)
    }

    fn template_code(&mut self, parts: &[Expr], computation: &mut Computation) -> Code {
        let codes: Vec<Code> = parts.iter().map(|part| self.text_code(part, computation)).collect();
        codes
            .into_iter()
            .reduce(|left, right| Code::binary(&left, "+", &right, Strength::Sum))
            .unwrap_or_else(|| Code::atom("\"\""))
    }

    /// A value as text, written as the language writes it.
    fn text_code(&mut self, expr: &Expr, computation: &mut Computation) -> Code {
        let code = self.code(expr, computation);
        // An output inside text is declared as text.
        let own = match &expr.kind {
            ExprKind::Output { .. } => data_type(&expr.ty),
            _ => self.own_type(expr),
        };
        match own {
            DataType::Integer => Code::atom(format!("str({})", code.text())),
            DataType::Boolean => Code::atom(format!("str({}).lower()", code.text())),
            DataType::String if self.is_fraction_of_step(expr) => {
                Code::atom(format!("str({})", code.text()))
            }
            DataType::String => code,
            DataType::MapList | DataType::StringList | DataType::StringMap => {
                computation.import("json");
                Code::atom(format!("json.dumps({})", code.text()))
            }
        }
    }

    /// Whether the value is a number with a fraction by itself: the checker gives what stands in
    /// text the type of text.
    fn is_fraction_of_step(&self, expr: &Expr) -> bool {
        let own = match &expr.kind {
            ExprKind::Output { step, path } => {
                self.steps.get(step).map(|info| type_at(info.result, path))
            }
            _ => None,
        };
        matches!(own.as_ref().unwrap_or(&expr.ty).required(), Ty::Float(_))
    }

    fn list_code(&mut self, parts: &[ListPart], computation: &mut Computation) -> Code {
        let parts: Vec<String> = parts
            .iter()
            .map(|part| match part {
                ListPart::Item(item) => self.code(item, computation).text().to_owned(),
                ListPart::Spread(list) => {
                    format!("*{}", self.code(list, computation).at_least(Strength::Compare))
                }
            })
            .collect();
        Code::atom(format!("[{}]", parts.join(", ")))
    }

    /// A step's result: as much of the path as a selector can say is an argument, the script
    /// walks the rest.
    fn output_code(
        &mut self,
        expr: &Expr,
        (step, path): (crate::hir::StepId, &[PathSegment]),
        computation: &mut Computation,
    ) -> Code {
        let Some(info) = self.steps.get(&step) else { return Code::atom("None") };
        let spec = tables::action(info.action);
        let only_output = Reference::Fixed(format!("{}.Output", info.name));
        let is_call = info.action == "aws:executeAutomation";
        let info = info.clone();
        if let Some(reference) = self.reference(expr, computation) {
            let is_item = is_call && reference == only_output;
            let value = self.argument(expr, reference, computation);
            if is_item && data_type(&expr.ty) == DataType::String {
                // The outputs of a call are a list, which stands for its only item where text is
                // wanted.
                computation.helper(Helper::Only);
                return Code::atom(format!("only({})", value.text()));
            }
            return value;
        }
        let path = said_path(spec, path);
        let split = match access(spec, path, data_type(&expr.ty)) {
            Access::Script(split) => split,
            // What no output holds, the script takes out of its parent.
            Access::Implicit(_) | Access::Declared if is_unheld(&type_at(info.result, path)) => {
                path.iter().rposition(|it| matches!(it, PathSegment::Member(_))).unwrap_or(0)
            }
            Access::Implicit(_) | Access::Declared => path.len(),
        };
        let (read, walked) = path.split_at(split.min(path.len()));
        let ty = prefix_type(info.result, (read, walked), is_call);
        let prefix = Expr::run(ExprKind::Output { step, path: read.to_vec() }, ty, expr.at);
        let base = match self.reference(&prefix, computation) {
            Some(reference) => self.argument(&prefix, reference, computation),
            None => Code::atom("None"),
        };
        // What needs no declaration is text.
        if walked.is_empty() && data_type(&expr.ty) != data_type(&prefix.ty) {
            return conversion(&base, expr, computation);
        }
        let is_list =
            data_type(&expr.ty) == DataType::StringList || data_type(&expr.ty) == DataType::MapList;
        let list = read.iter().rev().find_map(member).unwrap_or_default();
        let walk = walk_code(&base, list, walked);
        let projects = walked.iter().any(super::types::is_projection);
        if projects && !is_list { Code::atom(format!("{}[0]", walk.text())) } else { walk }
    }

    fn operation(
        &mut self,
        expr: &Expr,
        op: &Op,
        operands: &[Expr],
        computation: &mut Computation,
    ) -> Code {
        if let Op::Function(name) = op {
            return self.function_code(name, operands, computation);
        }
        if let Some(code) = self.null_test(op, operands, computation) {
            return code;
        }
        if let Some(code) = self.range_test(op, operands, computation) {
            return code;
        }
        let codes: Vec<Code> =
            operands.iter().map(|operand| self.code(operand, computation)).collect();
        match codes.as_slice() {
            [value] => unary(op, value, expr, computation),
            [left, right] => {
                let whole = operands.iter().all(|it| !matches!(it.ty.required(), Ty::Float(_)));
                binary(op, left, right, if whole { "//" } else { "/" })
            }
            [first, rest @ ..] if matches!(op, Op::And | Op::Or | Op::Add | Op::Multiply) => {
                rest.iter().fold(first.clone(), |left, right| binary(op, &left, right, "//"))
            }
            [condition, then, otherwise] if *op == Op::If => Code::new(
                format!(
                    "{} if {} else {}",
                    then.at_least(Strength::Or),
                    condition.at_least(Strength::Or),
                    otherwise.at_least(Strength::If)
                ),
                Strength::If,
            ),
            _ => Code::atom("None"),
        }
    }

    /// `x == null`: SSM leaves the text of the reference where nothing was written.
    fn null_test(
        &mut self,
        op: &Op,
        operands: &[Expr],
        computation: &mut Computation,
    ) -> Option<Code> {
        let is_null = |expr: &&Expr| matches!(expr.kind, ExprKind::Const(Value::Null));
        let value = match (op, operands) {
            (Op::Equal | Op::NotEqual, [value, null]) if is_null(&null) => value,
            (Op::Equal | Op::NotEqual, [null, value]) if is_null(&null) => value,
            _ => return None,
        };
        let code = self.code(value, computation);
        let text = code.at_least(Strength::Atom);
        let absent = format!("{text} in (None, \"\", [], {{}})");
        let (absent, strength) = match may_be_reference(value) {
            true => (format!("{absent} or str({text}).startswith(\"{{{{\")"), Strength::Or),
            false => (absent, Strength::Compare),
        };
        Some(match op {
            Op::NotEqual => Code::new(format!("not ({absent})"), Strength::Not),
            _ => Code::new(absent, strength),
        })
    }

    /// `x in 1..10`.
    fn range_test(
        &mut self,
        op: &Op,
        operands: &[Expr],
        computation: &mut Computation,
    ) -> Option<Code> {
        let (Op::In, [value, range]) = (op, operands) else { return None };
        let Some(Value::Range { low, high }) = range.as_const() else { return None };
        let text = self.code(value, computation).at_least(Strength::Sum);
        let from = low.map(|low| format!("{low} <= ")).unwrap_or_default();
        let to = high.map(|high| format!(" <= {high}")).unwrap_or_default();
        Some(Code::new(format!("{from}{text}{to}"), Strength::Compare))
    }

    fn function_code(
        &mut self,
        name: &str,
        operands: &[Expr],
        computation: &mut Computation,
    ) -> Code {
        // The checker lets no other function through to the run.
        let Some(function) = python::function(name, operands.len()) else {
            return Code::atom("None");
        };
        if let Some(module) = function.import {
            computation.import(module);
        }
        let texts = text_places(name, operands);
        let arguments: Vec<String> = operands
            .iter()
            .enumerate()
            .map(|(place, operand)| {
                let code = match texts.contains(&place) {
                    true => self.text_code(operand, computation),
                    false => self.code(operand, computation),
                };
                code.at_least(Strength::Atom)
            })
            .collect();
        if name == "replace" && operands.get(1).is_some_and(|old| old.as_const().is_none()) {
            computation.helper(Helper::Replaced);
            return Code::atom(format!("replaced({})", arguments.join(", ")));
        }
        Code::atom(function.call(&arguments))
    }
}

/// Whether the text of a reference may stand in place of the value: what a step has not written.
/// Parameters, variables and what SSM itself gives always have a value.
fn may_be_reference(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Parameter(_) | ExprKind::Variable(_) | ExprKind::System(_) => false,
        ExprKind::Op { operands, .. } => operands.iter().any(may_be_reference),
        ExprKind::Unchecked(inner) => may_be_reference(inner),
        _ => true,
    }
}

/// The operands of `format` that stand for `%s`: they are written as the language writes text.
fn text_places(name: &str, operands: &[Expr]) -> Vec<usize> {
    let text = operands.first().and_then(Expr::as_const).and_then(Value::as_str);
    let Some(text) = text.filter(|_| name == "format") else { return Vec::new() };
    // The build has refused a text whose places do not fit the values.
    let places = Places::new(text).filter(|place| !place.is_percent_sign());
    let texts = (1..).zip(places).filter(|(_, place)| place.kind == Some('s'));
    texts.map(|(operand, _)| operand).collect()
}

fn member(segment: &PathSegment) -> Option<&str> {
    match segment {
        PathSegment::Named(name) | PathSegment::Member(name) => Some(name),
        PathSegment::Index(_) | PathSegment::Each | PathSegment::Where { .. } => None,
    }
}

/// The type as which the part of a path is read that comes before what a script walks.
fn prefix_type(result: &Ty, (read, walked): (&[PathSegment], &[PathSegment]), is_call: bool) -> Ty {
    let ty = type_at(result, read);
    // A list whose items nobody declared is one of maps as far as an output is concerned.
    match ty {
        Ty::Json | Ty::Unknown if walked.first().is_some_and(super::types::is_projection) => {
            Ty::list(Ty::map(Ty::Json))
        }
        Ty::Json | Ty::Unknown if matches!(walked.first(), Some(PathSegment::Member(_))) => {
            Ty::map(Ty::Json)
        }
        Ty::Json if is_call && matches!(walked.first(), Some(PathSegment::Index(_))) => {
            Ty::list(Ty::string())
        }
        other => other,
    }
}

/// Whether no output can hold the value.
fn is_unheld(ty: &Ty) -> bool {
    is_fraction(ty) || is_list_of_lists(ty)
}
