//! Expressions as text.

use super::types::type_expr;
use super::{list, name, path};
use crate::syntax::ast::{
    Argument, BinaryOp, Comprehension, Expr, ExprKind, Fence, FilterTest, ListElement, RecordEntry,
    RecordKey, Script, ScriptLanguage, ScriptSource, StringPart, UnaryOp,
};
use crate::syntax::build::OPERATORS;

pub(super) fn expr(value: &Expr) -> String {
    match &value.kind {
        ExprKind::Null => "null".to_owned(),
        ExprKind::Bool(value) => value.to_string(),
        ExprKind::Int(value) => value.to_string(),
        ExprKind::Float(value) => format!("{value:?}"),
        ExprKind::Duration(seconds) => format!("{seconds}s"),
        ExprKind::Percent(value) => format!("{value}%"),
        ExprKind::String { parts, fence } => string(parts, *fence),
        ExprKind::Name(ident) => name(ident),
        ExprKind::Error => "ERROR".to_owned(),
        ExprKind::Member { base, member } => list(".", [expr(base), name(member)]),
        ExprKind::Index { base, index } => list("index", [expr(base), expr(index)]),
        ExprKind::Each(base) => list("each", [expr(base)]),
        ExprKind::Filter { base, tests } => {
            list("where", std::iter::once(expr(base)).chain(tests.iter().map(filter_test)))
        }
        ExprKind::Call(call) => {
            let arguments = call.arguments.iter().map(argument);
            list("call", std::iter::once(expr(&call.callee)).chain(arguments))
        }
        ExprKind::List(elements) => list("list", elements.iter().map(list_element)),
        ExprKind::Record(entries) => list("record", entries.iter().map(record_entry)),
        kind => composed(kind),
    }
}

fn composed(kind: &ExprKind) -> String {
    match kind {
        ExprKind::Range { low, high } => {
            let end = |end: &Option<Box<Expr>>| end.as_deref().map_or("_".to_owned(), expr);
            list("..", [end(low), end(high)])
        }
        ExprKind::Unary { op: UnaryOp::Not, operand, .. } => list("not", [expr(operand)]),
        ExprKind::Unary { op: UnaryOp::Negate, operand, .. } => list("-", [expr(operand)]),
        ExprKind::Binary { op, left, right, .. } => list(operator(*op), [expr(left), expr(right)]),
        ExprKind::If { condition, then, otherwise } => {
            list("if", [expr(condition), expr(then), expr(otherwise)])
        }
        ExprKind::Comprehension(comprehension) => self::comprehension(comprehension),
        ExprKind::As { value, ty } => list("as", [expr(value), type_expr(ty)]),
        ExprKind::Else { value, default } => list("else", [expr(value), expr(default)]),
        ExprKind::EachIn { parameter, targets } => {
            list("each-in", [name(parameter), expr(targets)])
        }
        ExprKind::AllPages(call) => list("all-pages", [expr(call)]),
        ExprKind::Script(script) => self::script(script),
        ExprKind::Group(inner) => expr(inner),
        // The rest has no parts that need care here: `expr` writes it.
        _ => "ERROR".to_owned(),
    }
}

pub(super) fn operator(op: BinaryOp) -> &'static str {
    OPERATORS.iter().find(|(_, known)| *known == op).map_or("?", |(text, _)| text)
}

pub(super) fn string(parts: &[StringPart], fence: Fence) -> String {
    let prefix = match fence {
        Fence::Plain => "",
        Fence::Raw => "r",
        Fence::Lines => "lines",
        Fence::Text => "text",
    };
    if let [StringPart::Text { text, .. }] = parts {
        return format!("{prefix}{text:?}");
    }
    if parts.is_empty() {
        return format!("{prefix}\"\"");
    }
    let parts = parts.iter().map(|part| match part {
        StringPart::Text { text, .. } => format!("{text:?}"),
        StringPart::Hole { expr: value, .. } => expr(value),
    });
    list(&format!("{prefix}str"), parts)
}

pub(super) fn argument(argument: &Argument) -> String {
    let value = expr(&argument.value);
    let value = if argument.spread { list("spread", [value]) } else { value };
    argument.name.as_ref().map_or(value.clone(), |ident| format!("{}:{value}", name(ident)))
}

fn list_element(element: &ListElement) -> String {
    match element {
        ListElement::Item(value) => expr(value),
        ListElement::Spread(value) => list("spread", [expr(value)]),
    }
}

fn record_entry(entry: &RecordEntry) -> String {
    match &entry.key {
        RecordKey::Name { text, .. } => format!("[{:?} {}]", text.as_str(), expr(&entry.value)),
        RecordKey::Spread(_) => list("spread", [expr(&entry.value)]),
    }
}

fn filter_test(test: &FilterTest) -> String {
    list(operator(test.op), [path(&test.member), expr(&test.value)])
}

fn comprehension(comprehension: &Comprehension) -> String {
    let Comprehension { variable, list: values, condition, result } = comprehension;
    let condition = condition.as_ref().map_or("true".to_owned(), expr);
    list("for", [name(variable), expr(values), condition, expr(result)])
}

pub(super) fn script(script: &Script) -> String {
    let language = match script.language {
        ScriptLanguage::Sh => "sh",
        ScriptLanguage::Bash => "bash",
        ScriptLanguage::PowerShell => "powershell",
        ScriptLanguage::Python => "python",
    };
    let head = if script.raw { format!("raw-{language}") } else { language.to_owned() };
    let mut parts: Vec<String> = script.arguments.iter().map(argument).collect();
    parts.push(match &script.source {
        ScriptSource::Inline { text, .. } => format!("{text:?}"),
        ScriptSource::Expr(value) => expr(value),
    });
    parts.extend(script.result.as_ref().map(|ty| format!("-> {}", type_expr(ty))));
    list(&head, parts)
}
