//! Expressions as values of inputs: constants, references, and results of a script where SSM
//! cannot compute.

use serde_json::{Value as Json, json};

use crate::hir::{Expr, ExprKind, ListPart, Missing, Op, PathSegment, StepId, Ty, Value};
use crate::ssm::DataType;
use crate::ssm::tables::{self, OutputRoot};
use crate::text::FileSpan;

use super::computation::Computation;
use super::errors;
use super::input::{Input, InputKind, Piece, Reference};
use super::lowering::Lowering;
use super::named_outputs::type_of_named;
use super::selector::{Access, access, said_path};
use super::types::{
    data_type, is_fraction, is_list_of_lists, is_projection, is_text, is_untyped_list, type_at,
};

impl Lowering<'_> {
    /// The value of an expression. What SSM cannot compute becomes a result of `computation`,
    /// called `name` there.
    pub(super) fn value(
        &mut self,
        expr: &Expr,
        computation: &mut Computation,
        name: &str,
    ) -> Input {
        let at = expr.at;
        match &expr.kind {
            ExprKind::Const(value) => Input { kind: InputKind::Json(self.json(value, at)), at },
            ExprKind::List(parts) => self.list(expr, parts, computation, name),
            ExprKind::Record(members) => {
                let members = members
                    .iter()
                    .filter(|(_, value)| !matches!(value.kind, ExprKind::Const(Value::Null)))
                    .map(|(key, value)| (key.to_string(), self.value(value, computation, key)))
                    .collect();
                Input::map(members, at)
            }
            ExprKind::Template(parts) => match self.template(parts, computation) {
                Some(pieces) => Input { kind: InputKind::Text(pieces), at },
                None => self.computed(expr, computation, name),
            },
            ExprKind::Error => Input::json(Json::Null, at),
            _ => match self.reference(expr, computation) {
                Some(reference) => Input::reference(reference, at),
                None => self.computed(expr, computation, name),
            },
        }
    }

    /// The reference that an expression is, if it is one; `computation` is where values are
    /// computed that are part of it.
    pub(super) fn reference(
        &mut self,
        expr: &Expr,
        computation: &mut Computation,
    ) -> Option<Reference> {
        let read_as = match (&expr.kind, data_type(&expr.ty)) {
            (ExprKind::Output { .. }, DataType::StringList) => self.own_type(expr),
            (_, read_as) => read_as,
        };
        self.reference_as(expr, read_as, computation)
    }

    /// The reference that an expression is, read as `read_as` where it is a step's result.
    pub(super) fn reference_as(
        &mut self,
        expr: &Expr,
        read_as: DataType,
        computation: &mut Computation,
    ) -> Option<Reference> {
        match &expr.kind {
            ExprKind::Parameter(name) => Some(Reference::Fixed(name.to_string())),
            ExprKind::Variable(name) => Some(Reference::Fixed(format!("variable:{name}"))),
            ExprKind::System(value) => Some(Reference::Fixed(value.reference().to_owned())),
            ExprKind::SsmParameter(path) => Some(Reference::Fixed(format!("ssm:{path}"))),
            ExprKind::Output { step, path } => {
                if is_list_of_lists(&expr.ty) {
                    return None;
                }
                if is_untyped_list(&expr.ty) {
                    self.report(errors::untyped_list(expr.at));
                }
                self.output(*step, path, (self.own_type(expr), read_as), expr.at)
            }
            ExprKind::Unchecked(inner) => self.reference_as(inner, read_as, computation),
            ExprKind::Else { value, default, when: Missing::NotRun } => {
                self.defaulted(value, default)
            }
            ExprKind::Failure(field) => self.failure(*field, expr.at),
            ExprKind::LoopItem(id) => self.item(*id, &[], read_as),
            ExprKind::Op { op: Op::As, operands } => {
                let [inner] = operands.as_slice() else { return None };
                self.converted(inner, &expr.ty, computation)
            }
            ExprKind::Op { op: Op::Member(_) | Op::Index, .. } => {
                let (id, path) = item_path(expr)?;
                self.item(id, &path, read_as)
            }
            _ => None,
        }
    }

    /// The type that a value has by itself: the checker gives what stands in text the type of
    /// text.
    pub(super) fn own_type(&self, expr: &Expr) -> DataType {
        let declared = data_type(&expr.ty);
        match &expr.kind {
            ExprKind::Output { step, path }
                if matches!(path.as_slice(), [PathSegment::Named(_)]) =>
            {
                let [PathSegment::Named(name)] = path.as_slice() else { return declared };
                type_of_named(self.runbook, *step, name).unwrap_or(declared)
            }
            // What a filter leaves has the member that it tests.
            ExprKind::Output { path, .. }
                if declared == DataType::StringList
                    && matches!(path.last(), Some(PathSegment::Where { .. })) =>
            {
                DataType::MapList
            }
            ExprKind::Output { step, path } if !path.iter().any(is_projection) => {
                let known = self.steps.get(step).map(|info| type_at(info.result, path));
                match known.as_ref().map(Ty::required) {
                    Some(ty @ (Ty::Int(_) | Ty::Bool | Ty::String { .. } | Ty::Enum(_))) => {
                        data_type(ty)
                    }
                    _ => declared,
                }
            }
            ExprKind::Unchecked(inner) => self.own_type(inner),
            ExprKind::Op { op, operands } => match op {
                Op::Add | Op::Subtract | Op::Multiply | Op::Divide | Op::Negate => {
                    DataType::Integer
                }
                Op::Function(name) => match name.as_str() {
                    "abs" | "length" | "max" | "min" | "mod" => DataType::Integer,
                    _ => declared,
                },
                Op::If => operands.get(1).map_or(declared, |then| self.own_type(then)),
                _ => declared,
            },
            _ => declared,
        }
    }

    /// A reference to what a step gave, if an output can say it.
    pub(super) fn output(
        &mut self,
        step: StepId,
        path: &[PathSegment],
        (natural, read_as): (DataType, DataType),
        at: FileSpan,
    ) -> Option<Reference> {
        if let [PathSegment::Named(name)] = path {
            return self.named_output(step, name, read_as);
        }
        let info = self.steps.get(&step)?;
        let spec = tables::action(info.action);
        let path = said_path(spec, path);
        if let Some(declared) = self.declared_output(step, path, read_as) {
            return Some(declared);
        }
        if let Some(reference) = self.output_of_call(step, path, read_as, at) {
            return Some(reference);
        }
        let info = self.steps.get(&step)?;
        if is_fraction(&type_at(info.result, path)) && read_as != DataType::Integer {
            return None;
        }
        let name = info.name.clone();
        match access(spec, path, read_as) {
            // A number or a truth value without a declaration cannot be declared as text.
            Access::Implicit(_)
                if read_as == DataType::String
                    && matches!(natural, DataType::Integer | DataType::Boolean) =>
            {
                None
            }
            // The other way round a script converts.
            Access::Implicit(_)
                if read_as != DataType::String
                    && spec
                        .is_some_and(|it| it.rules.output_root == OutputRoot::FunctionResult) =>
            {
                None
            }
            Access::Implicit(output) => Some(Reference::Fixed(format!("{name}.{output}"))),
            Access::Declared => {
                Some(Reference::Output(self.outputs.add(step, path, natural, read_as)))
            }
            Access::Script(_) => None,
        }
    }

    /// `x as T`: outputs are typed where they are declared, text stays text.
    fn converted(
        &mut self,
        inner: &Expr,
        ty: &Ty,
        computation: &mut Computation,
    ) -> Option<Reference> {
        let target = data_type(ty);
        match &inner.kind {
            ExprKind::Output { step, path } => self.output(*step, path, (target, target), inner.at),
            ExprKind::Unchecked(unchecked) => self.converted(unchecked, ty, computation),
            _ if data_type(&inner.ty) == target => self.reference(inner, computation),
            _ => None,
        }
    }

    /// Text with holes, where each hole is a reference to text.
    fn template(&mut self, parts: &[Expr], computation: &mut Computation) -> Option<Vec<Piece>> {
        let mut pieces = Vec::new();
        for part in parts {
            let piece = match &part.kind {
                ExprKind::Const(value) => Some(Piece::Text(self.text(value, part.at))),
                _ => self.text_reference(part, computation).map(Piece::Reference),
            };
            pieces.push(piece?);
        }
        Some(pieces)
    }

    /// A reference that may stand inside text: SSM converts nothing there.
    fn text_reference(&mut self, expr: &Expr, computation: &mut Computation) -> Option<Reference> {
        let scalar =
            matches!(data_type(&expr.ty), DataType::String | DataType::Integer | DataType::Boolean);
        match &expr.kind {
            // An output that is no text is declared a second time, as text.
            ExprKind::Output { .. } if scalar => {
                self.reference_as(expr, DataType::String, computation)
            }
            ExprKind::Unchecked(inner) => self.text_reference(inner, computation),
            _ if is_text(&expr.ty) && self.own_type(expr) == DataType::String => {
                self.reference(expr, computation)
            }
            _ => None,
        }
    }

    fn list(
        &mut self,
        expr: &Expr,
        parts: &[ListPart],
        computation: &mut Computation,
        name: &str,
    ) -> Input {
        let at = expr.at;
        if parts.iter().any(|part| matches!(part, ListPart::Spread(_))) && !spreads_texts(parts) {
            return self.computed(expr, computation, name);
        }
        let mut items = Vec::new();
        for part in parts {
            match part {
                ListPart::Item(item) => items.push(self.value(item, computation, name)),
                // A list among the items of a list is put in place of itself.
                ListPart::Spread(list) => match self.value(list, computation, name) {
                    Input { kind: InputKind::List(inner), .. } => items.extend(inner),
                    Input { kind: InputKind::Json(Json::Array(inner)), at } => {
                        items.extend(inner.into_iter().map(|item| Input::json(item, at)));
                    }
                    other => items.push(other),
                },
            }
        }
        Input::list(items, at)
    }

    /// Has the expression computed by a script.
    fn computed(&mut self, expr: &Expr, computation: &mut Computation, name: &str) -> Input {
        self.check_holds(expr);
        let code = self.code(expr, computation);
        let reference = computation.result(name, &code, data_type(&expr.ty));
        Input::reference(reference, expr.at)
    }

    /// Reports a value that no output can hold.
    pub(super) fn check_holds(&mut self, expr: &Expr) {
        self.check_type_holds(&expr.ty, expr.at);
    }

    /// Reports a type that no output has.
    pub(super) fn check_type_holds(&mut self, ty: &Ty, at: FileSpan) {
        if is_fraction(ty) {
            self.report(errors::fraction(at));
        } else if is_list_of_lists(ty) {
            self.report(errors::list_of_lists(at));
        } else if is_untyped_list(ty) {
            self.report(errors::untyped_list(at));
        }
    }

    /// A constant as JSON. Durations are seconds.
    pub(super) fn json(&mut self, value: &Value, at: FileSpan) -> Json {
        match value {
            Value::String(text) => {
                self.check_text(text, at);
                json!(&**text)
            }
            Value::List(items) => items.iter().map(|item| self.json(item, at)).collect(),
            Value::Record(members) => Json::Object(
                members
                    .iter()
                    .filter(|(_, value)| **value != Value::Null)
                    .map(|(name, value)| (name.to_string(), self.json(value, at)))
                    .collect(),
            ),
            Value::Script(script) => {
                if !script.raw {
                    self.check_text(&script.text, script.at);
                }
                json!(&*script.text)
            }
            Value::Schedule { expression, .. } => json!(&**expression),
            Value::Null
            | Value::Bool(_)
            | Value::Int(_)
            | Value::Float(_)
            | Value::Raw(_)
            | Value::Duration(_)
            | Value::Percent(_)
            | Value::Range { .. }
            | Value::Targets(_) => crate::lower::create_document::plain_json(value),
        }
    }

    /// A constant inside text.
    fn text(&mut self, value: &Value, at: FileSpan) -> String {
        match self.json(value, at) {
            Json::String(text) => text,
            Json::Null => String::new(),
            other => other.to_string(),
        }
    }

    /// Refuses text that SSM would take for a reference.
    pub(super) fn check_text(&mut self, text: &str, at: FileSpan) {
        if let Some(found) = reference_like(text) {
            let found = found.to_owned();
            self.report(errors::accidental_reference(at, &found));
        }
    }
}

/// Whether every spread of a list is one of texts, which SSM puts in place by itself.
fn spreads_texts(parts: &[ListPart]) -> bool {
    parts.iter().all(|part| match part {
        ListPart::Item(_) => true,
        ListPart::Spread(list) => data_type(&list.ty) == DataType::StringList,
    })
}

/// The first part of `text` that SSM would read as a reference.
pub(super) fn reference_like(text: &str) -> Option<&str> {
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        let found = rest.get(start..)?;
        let inside = found.get(2..)?;
        let end = inside.find("}}");
        let name = end.and_then(|end| inside.get(..end)).map(str::trim);
        let is_name = |name: &str| {
            let letter =
                |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':' | '/' | '-');
            !name.is_empty() && name.chars().all(letter)
        };
        if name.is_some_and(is_name) {
            return found.get(..end? + 4);
        }
        rest = found.get(1..)?;
    }
    None
}

/// The loop and the path of `item.a.b[0]`.
pub(super) fn item_path(expr: &Expr) -> Option<(crate::hir::LoopId, Vec<PathSegment>)> {
    match &expr.kind {
        ExprKind::LoopItem(id) => Some((*id, Vec::new())),
        ExprKind::Op { op: Op::Member(name), operands } => {
            let (id, mut path) = item_path(operands.first()?)?;
            path.push(PathSegment::Member(name.clone()));
            Some((id, path))
        }
        ExprKind::Op { op: Op::Index, operands } => {
            let [list, index] = operands.as_slice() else { return None };
            let (id, mut path) = item_path(list)?;
            let ExprKind::Const(Value::Int(index)) = &index.kind else { return None };
            path.push(PathSegment::Index(u32::try_from(*index).ok()?));
            Some((id, path))
        }
        _ => None,
    }
}
