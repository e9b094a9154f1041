//! Parameters of documents: names and types that Systems Manager takes, defaults, use.

use crate::diagnostic::{Code, Diagnostic};
use crate::hir::{Expr, ExprKind, ListPart, Parameter, SignatureKind, SystemValue, Ty, Value};
use crate::syntax::ast::{self, Member, MemberKind, TypeExprKind};
use crate::text::FileSpan;

use super::{Binding, BindingKind, Body, Checker, errors};

/// Source: `AutomationParameterKey` in the API reference of Systems Manager.
const LONGEST_NAME: usize = 50;

/// A text does not match its pattern.
const WRONG_PATTERN: Code = Code(305);

impl Checker<'_> {
    /// Checks the parameters among a document's members and binds them. In source order.
    pub(crate) fn parameters(&mut self, members: &[Member], kind: SignatureKind) -> Vec<Parameter> {
        let written: Vec<Written<'_>> = members.iter().filter_map(Written::of).collect();
        let mut types = Vec::new();
        for (position, one) in written.iter().enumerate() {
            let before = written.get(..position).unwrap_or_default();
            self.check_parameter_name(one, before);
            let ty = self.ty(one.ty);
            types.push(self.parameter_type(ty, self.at(one.ty.span), kind));
        }
        for (one, ty) in written.iter().zip(&types) {
            let at = self.at(one.name.span);
            let expr = Expr::run(ExprKind::Parameter(one.name.text.clone()), ty.clone(), at);
            let name = one.name.text.clone();
            self.scopes.bind(Binding { name, at, kind: BindingKind::Parameter, expr, used: false });
        }
        let parameter = |(one, ty): (&Written<'_>, Ty)| {
            let default =
                one.default.map(|default| self.parameter_default(one, default, (&ty, kind)));
            let fields = self.parameter_fields(&one.name.text, one.clauses);
            let documented = || one.member.docs.as_ref().map(|docs| docs.text.clone());
            Parameter {
                name: one.name.text.clone(),
                at: self.at(one.name.span),
                ty,
                description: self.description_clause(one.clauses).or_else(documented),
                fields,
                default,
                multiline: is_multiline(one.ty),
            }
        };
        written.iter().zip(types).map(parameter).collect()
    }

    fn check_parameter_name(&mut self, one: &Written<'_>, before: &[Written<'_>]) {
        let name = one.name.text.as_str();
        let at = self.at(one.name.span);
        if let Some(first) = before.iter().find(|other| other.name.text == one.name.text) {
            let first = self.at(first.name.span);
            self.report(errors::duplicate_parameter(at, first, name));
        }
        if !name.chars().all(|letter| letter.is_ascii_alphanumeric()) {
            let better = pascal_case(name);
            self.report(errors::bad_parameter_name(at, name, better.as_deref()));
        } else if name.len() > LONGEST_NAME {
            self.report(errors::long_parameter_name(at, name.len(), LONGEST_NAME));
        }
    }

    /// The type, where a parameter of such a document can have it.
    fn parameter_type(&mut self, ty: Ty, at: FileSpan, kind: SignatureKind) -> Ty {
        let inner = ty.required();
        if matches!(ty, Ty::Optional(_)) && (inner.is_bool() || inner.is_int()) {
            self.report(errors::optional_parameter(at, &ty));
            return Ty::Unknown;
        }
        if let Some(found) = cannot_be_said(&ty, at, kind) {
            self.report(found);
            return Ty::Unknown;
        }
        if is_parameter_type(inner) {
            return ty;
        }
        let help = match inner {
            Ty::Float(_) => "write `String(pattern: r\"^[0-9.]+$\")`",
            Ty::Duration => "write `Int` and say the unit in its name",
            Ty::Record(_) => "write `Map<String>`, or one parameter for each field",
            Ty::Json => "write `Map` or `List<Map>`",
            Ty::Union(_) => "write a union of texts, or `String`",
            Ty::List { .. } => "write `List<String>` or `List<Map>`",
            _ => "write `String`, `Int`, `Bool`, `List<String>` or `Map<String>`",
        };
        self.report(errors::bad_parameter_type(at, inner, document_words(kind), help));
        Ty::Unknown
    }

    fn parameter_default(
        &mut self,
        one: &Written<'_>,
        default: &ast::Expr,
        (ty, kind): (&Ty, SignatureKind),
    ) -> Expr {
        let place = format!("the default of `{}`", one.name.text);
        let body = std::mem::replace(&mut self.body, Body::ParameterDefault);
        // What stands in the Parameter Store is not known; the service checks it against the type.
        let checked = if is_ssm(default) {
            let checked = self.expression(default);
            Expr { ty: ty.clone(), ..checked }
        } else {
            self.default_of(default, ty, &place)
        };
        self.body = body;
        // Source: "Automation system variables", user guide: runbooks only.
        if kind != SignatureKind::Runbook
            && let Some((path, at)) = system_value(&checked)
        {
            let found = errors::means_nothing_here(at, path, "in a runbook");
            return self.refuse(found, checked.at);
        }
        if let Some(late) = unresolved(&checked) {
            let found = match &late.kind {
                ExprKind::Parameter(_) => errors::bad_default(late.at, &one.name.text),
                _ => errors::computed_default(late.at, &one.name.text),
            };
            return self.refuse(found, checked.at);
        }
        checked
    }

    /// A default of this type. One that only its own pattern refuses is reported, and stays.
    fn default_of(&mut self, default: &ast::Expr, ty: &Ty, place: &str) -> Expr {
        let before = self.diagnostics.len();
        let checked = self.expression_of(default, ty, place);
        let found = self.diagnostics.get(before..).unwrap_or_default();
        if !checked.is_error() || !matches!(found, [one] if one.code == WRONG_PATTERN) {
            return checked;
        }
        let written = self.expression(default);
        if matches!(&written.kind, ExprKind::Const(Value::String(text)) if text.is_empty())
            && matches!(ty, Ty::Aws { pattern: None, .. })
        {
            self.diagnostics.truncate(before);
            self.report(errors::empty_default(written.at, ty));
        }
        Expr { ty: ty.clone(), ..written }
    }

    /// Warns of every parameter in scope that nothing used.
    pub(crate) fn unused_parameters(&mut self) {
        let unused: Vec<_> = self
            .scopes
            .bindings()
            .filter(|binding| binding.kind == BindingKind::Parameter && !binding.used)
            .filter(|binding| {
                // One that is declared twice was reported, and its uses mean the second.
                let same = self.scopes.bindings().filter(|other| other.name == binding.name);
                same.count() == 1
            })
            .map(|binding| (binding.at, binding.name.clone()))
            .collect();
        for (at, name) in unused {
            self.report(errors::unused_parameter(at, &name));
        }
    }
}

/// A parameter as written.
struct Written<'m> {
    member: &'m Member,
    name: &'m ast::Ident,
    ty: &'m ast::TypeExpr,
    default: Option<&'m ast::Expr>,
    clauses: &'m [ast::Clause],
}

impl<'m> Written<'m> {
    fn of(member: &'m Member) -> Option<Self> {
        match &member.kind {
            MemberKind::Parameter { name, ty, default, clauses } => {
                Some(Self { member, name, ty, default: default.as_ref(), clauses })
            }
            _ => None,
        }
    }
}

/// The most that RE2 repeats.
const MOST_REPETITIONS: i64 = 1_000;

/// A type whose constraints the one pattern and the counts of a parameter cannot say together.
fn cannot_be_said(ty: &Ty, at: FileSpan, kind: SignatureKind) -> Option<Diagnostic> {
    let is_text = matches!(kind, SignatureKind::Command | SignatureKind::Session);
    let single = match ty.required() {
        Ty::List { element, .. } => element.required(),
        other => other,
    };
    if let Ty::Aws { ty: nominal, pattern: Some(_) } = single
        && is_text
    {
        return Some(errors::two_patterns(at, nominal.path(), document_words(kind)));
    }
    let Ty::Optional(inner) = ty else { return None };
    match &**inner {
        Ty::String { pattern, length } => {
            let low = length.low.unwrap_or(0);
            let is_lost = low > 1 && (pattern.is_some() || low > MOST_REPETITIONS);
            is_lost.then(|| {
                errors::optional_bounds(
                    at,
                    "the least length",
                    "put the length into the pattern, as in `r\"^[a-z]{2,5}$\"`",
                )
            })
        }
        Ty::List { items, .. } => {
            let is_lost = items.low.is_some_and(|low| low > 1);
            is_lost.then(|| {
                errors::optional_bounds(
                    at,
                    "the least number of items",
                    "remove the lower end, and count in a script",
                )
            })
        }
        _ => None,
    }
}

fn is_parameter_type(ty: &Ty) -> bool {
    let is_object = |ty: &Ty| matches!(ty, Ty::Map(_) | Ty::Record(_) | Ty::Unknown);
    match ty {
        Ty::Unknown | Ty::Bool | Ty::Int(_) | Ty::String { .. } | Ty::Aws { .. } => true,
        Ty::Enum(values) => values.first().is_some_and(|first| {
            values
                .iter()
                .all(|value| std::mem::discriminant(value) == std::mem::discriminant(first))
        }),
        Ty::List { element, .. } => element.is_text() || is_object(element),
        Ty::Map(value) => matches!(**value, Ty::Json | Ty::Unknown) || value.is_text(),
        _ => false,
    }
}

fn document_words(kind: SignatureKind) -> &'static str {
    match kind {
        SignatureKind::Command => "a command",
        SignatureKind::Runbook => "a runbook",
        SignatureKind::Session => "a session",
        SignatureKind::Policy | SignatureKind::Task => "a document",
    }
}

fn is_ssm(written: &ast::Expr) -> bool {
    match &written.kind {
        ast::ExprKind::Call(call) => {
            matches!(&call.callee.kind, ast::ExprKind::Name(name) if name.text == "ssm")
        }
        _ => false,
    }
}

/// `String(multiline: true)`: the console shows several lines.
fn is_multiline(written: &ast::TypeExpr) -> bool {
    match &written.kind {
        TypeExprKind::Named { refinements, .. } => refinements.iter().any(|refinement| {
            refinement.name.as_ref().is_some_and(|name| name.text == "multiline")
                && matches!(refinement.value.kind, ast::ExprKind::Bool(true))
        }),
        TypeExprKind::Optional(inner) | TypeExprKind::Group(inner) => is_multiline(inner),
        _ => false,
    }
}

/// Where a default needs what is not there yet when parameters are resolved.
fn unresolved(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        ExprKind::Const(_) | ExprKind::System(_) | ExprKind::SsmParameter(_) | ExprKind::Error => {
            None
        }
        ExprKind::Template(parts) => parts.iter().find_map(unresolved),
        ExprKind::List(parts) => parts.iter().find_map(|part| match part {
            ListPart::Item(item) => unresolved(item),
            ListPart::Spread(list) => Some(list),
        }),
        ExprKind::Record(fields) => fields.iter().find_map(|(_, value)| unresolved(value)),
        _ => Some(expr),
    }
}

/// The first of Automation's own variables in a default.
fn system_value(expr: &Expr) -> Option<(&'static str, FileSpan)> {
    match &expr.kind {
        ExprKind::System(value) => {
            let known = SystemValue::ALL.iter().find(|(known, ..)| known == value);
            known.map(|(_, path, _)| (*path, expr.at))
        }
        ExprKind::Template(parts) => parts.iter().find_map(system_value),
        ExprKind::List(parts) => parts.iter().find_map(|part| match part {
            ListPart::Item(part) | ListPart::Spread(part) => system_value(part),
        }),
        ExprKind::Record(fields) => fields.iter().find_map(|(_, value)| system_value(value)),
        _ => None,
    }
}

/// `instance_id` as `InstanceId`; nothing where no letter or digit is left.
fn pascal_case(name: &str) -> Option<String> {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric());
    let mut better = String::new();
    for word in words {
        let mut letters = word.chars();
        better.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        better.push_str(letters.as_str());
    }
    (!better.is_empty()).then_some(better)
}

#[cfg(test)]
mod tests {
    use super::pascal_case;

    #[test]
    fn words_are_joined_with_capitals() {
        assert_eq!(pascal_case("instance_id").as_deref(), Some("InstanceId"));
        assert_eq!(pascal_case("__").as_deref(), None);
    }
}
