//! Parameters and variables: definitions of a document to types and defaults.

use std::collections::HashSet;

use crate::markup::{Entry, Node, NodeKind};
use crate::syntax::ast::{
    Argument, Clause, ClauseKind, Docs, Expr, ExprKind, Member, MemberKind, RecordEntry, RecordKey,
    Statement, StatementKind, TypeExpr, TypeExprKind,
};
use crate::text::Span;

use super::make;
use super::names::Names;
use super::value::value;

/// The types of parameters and what each is called in the source.
///
/// Source: "Data elements and parameters", user guide of Systems Manager.
const TYPES: [(&str, &str, Option<&str>); 12] = [
    ("AWS::EC2::Instance::Id", "aws.ec2.InstanceId", None),
    ("AWS::IAM::Role::Arn", "aws.iam.RoleArn", None),
    ("AWS::S3::Bucket::Name", "aws.s3.BucketName", None),
    ("Boolean", "Bool", None),
    ("Integer", "Int", None),
    ("List<AWS::EC2::Instance::Id>", "List", Some("aws.ec2.InstanceId")),
    ("List<AWS::IAM::Role::Arn>", "List", Some("aws.iam.RoleArn")),
    ("List<AWS::S3::Bucket::Name>", "List", Some("aws.s3.BucketName")),
    ("MapList", "List", Some("Map")),
    ("String", "String", None),
    ("StringList", "List", Some("String")),
    ("StringMap", "Map", None),
];

/// The type of an output or variable by the name that SSM has for it.
pub(super) fn named_type(ssm_name: &str, span: Span) -> TypeExpr {
    match TYPES.iter().find(|(known, ..)| *known == ssm_name) {
        Some((_, own, Some(element))) => {
            make::ty(own, vec![make::plain_ty(element, span)], Vec::new(), span)
        }
        Some((_, own, None)) => make::plain_ty(own, span),
        None => make::plain_ty(ssm_name, span),
    }
}

/// `param NAME: TYPE = DEFAULT`.
pub(super) fn parameter(names: &Names, entry: &Entry) -> Member {
    let definition = &entry.value;
    let written = written(names, definition);
    let mut clauses = written.clauses;
    clauses.extend(description_clause(definition));
    let default = definition.get("default").filter(|_| !has_odd_default(definition));
    let kind = MemberKind::Parameter {
        name: make::ident(&entry.key.text, entry.key_span),
        ty: written.ty,
        default: default.map(|default| value(names, default)),
        clauses,
    };
    Member { docs: docs(definition), kind, span: entry.key_span.to(definition.span) }
}

/// `var NAME: TYPE = DEFAULT`.
pub(super) fn variable(names: &Names, entry: &Entry) -> Statement {
    let definition = &entry.value;
    let name = match names.variable(&entry.key.text, entry.key_span).kind {
        ExprKind::Name(name) => name,
        _ => make::ident(&entry.key.text, entry.key_span),
    };
    let kind = StatementKind::Var {
        name,
        ty: Some(written(names, definition).ty),
        value: definition.get("default").map(|default| value(names, default)),
    };
    let span = entry.key_span.to(definition.span);
    let mut statement = make::statement(kind, span);
    statement.docs = docs(definition);
    statement.clauses.extend(description_clause(definition));
    statement
}

/// `description` as the documentation of what it describes; nothing where no comment can hold it.
pub(super) fn docs(node: &Node) -> Option<Docs> {
    let description = node.get("description")?;
    let text = description.as_str()?.trim_end();
    (!text.is_empty() && is_plain(text))
        .then(|| Docs { text: text.to_owned(), span: description.span })
}

/// `description "…"` where no comment can hold the text.
pub(super) fn description_clause(node: &Node) -> Option<Clause> {
    let (text, span) = odd_description(node)?;
    Some(make::clause(ClauseKind::Description(make::string(text, span)), span))
}

/// A description that no comment can hold.
pub(super) fn odd_description(node: &Node) -> Option<(&str, Span)> {
    let description = node.get("description")?;
    let text = description.as_str()?;
    let plain = text.trim_end();
    (!plain.is_empty() && !is_plain(plain)).then_some((text, description.span))
}

/// Whether lines behind `///` give a text back.
fn is_plain(text: &str) -> bool {
    let ends_blank = |line: &str| line.ends_with(char::is_whitespace);
    !text.starts_with(['\n', ' ']) && !text.contains('\r') && !text.split('\n').any(ends_blank)
}

/// A type, and what it does not say of a definition.
struct Written {
    ty: TypeExpr,
    clauses: Vec<Clause>,
}

/// Fields of a definition that say what values may be, with `type`.
const FIELDS: [&str; 7] = [
    "allowedPattern",
    "allowedValues",
    "displayType",
    "maxChars",
    "maxItems",
    "minChars",
    "minItems",
];

fn written(names: &Names, definition: &Node) -> Written {
    let node = definition.get("type");
    let span = node.map_or(definition.span, |node| node.span);
    let ssm_name = node.and_then(Node::as_str).unwrap_or("String");
    let is_text = ssm_name == "String";
    let said: Vec<&str> = if is_text { said_by_text(definition) } else { Vec::new() };
    let ty = match said.as_slice() {
        ["allowedValues"] => definition
            .get("allowedValues")
            .map_or_else(|| named_type(ssm_name, span), |values| alternatives(names, values)),
        [] => named_type(ssm_name, span),
        _ => make::ty("String", Vec::new(), refinements(definition, &said), span),
    };
    let given = |key: &&str| !said.contains(key) && definition.get(key).is_some();
    let mut fields: Vec<RecordEntry> = Vec::new();
    for key in FIELDS.iter().chain(&["interpolationType"]).filter(|key| given(key)) {
        if let Some(entry) = definition.entry(key) {
            fields.push(make::entry(key, entry.key_span, plain(&entry.value)));
        }
    }
    if names.is_command && matches!(ssm_name, "Boolean" | "Integer" | "StringMap" | "MapList") {
        fields.extend(service_type(definition, (ssm_name, span)));
    }
    let says_default = fields
        .iter()
        .any(|field| matches!(&field.key, RecordKey::Name { text, .. } if text == "default"));
    if has_odd_default(definition)
        && !says_default
        && let Some(entry) = definition.entry("default")
    {
        fields.push(make::entry("default", entry.key_span, plain(&entry.value)));
    }
    let clauses = match fields.first() {
        None => Vec::new(),
        Some(_) => {
            let record = make::expr(ExprKind::Record(fields), span);
            vec![make::clause(ClauseKind::With(record), span)]
        }
    };
    Written { ty, clauses }
}

/// Whether no value of the type in the source is the default: a map as a text, or the empty text of
/// what has a form. It stands in `with` alone.
fn has_odd_default(definition: &Node) -> bool {
    let Some(default) = definition.get("default").and_then(Node::as_str) else { return false };
    let ssm_name = definition.get("type").and_then(Node::as_str).unwrap_or_default();
    let is_empty_name = ssm_name.starts_with("AWS::") && default.is_empty();
    ssm_name == "StringMap" && !default.contains("{{") || is_empty_name
}

/// What the type of a text says of a definition.
fn said_by_text(definition: &Node) -> Vec<&'static str> {
    let has = |key: &str| definition.get(key).is_some();
    let default = definition.get("default").and_then(Node::as_str).unwrap_or_default();
    // A pattern beside a default with references is widened for them; the document's own is not.
    let is_fixed = default.contains("{{");
    let texts = |node: &Node| node.items().iter().all(|one| one.as_str().is_some());
    let bounds = ["allowedPattern", "displayType", "maxChars", "minChars"];
    if let Some(values) = definition.get("allowedValues") {
        let is_alone = !bounds.iter().any(|key| has(key));
        let known: HashSet<&str> = values.items().iter().filter_map(Node::as_str).collect();
        // A union has each of its members once.
        let is_union = texts(values) && !known.is_empty() && known.len() == values.items().len();
        let is_plain = is_alone && is_union && !is_fixed;
        return if is_plain { vec!["allowedValues"] } else { Vec::new() };
    }
    bounds
        .into_iter()
        .filter(|key| has(key))
        .filter(|key| match *key {
            "allowedPattern" => !is_fixed,
            "displayType" => definition.get(key).and_then(Node::as_str) == Some("textarea"),
            _ => true,
        })
        .collect()
}

/// Whether a field of a parameter's definition has a place in a source.
pub(super) fn is_field(name: &str) -> bool {
    ["default", "description", "interpolationType", "type"].contains(&name)
        || FIELDS.contains(&name)
}

/// Whether the type that stands for a definition says one of its fields.
pub(super) fn is_said_by_type(definition: &Node, name: &str) -> bool {
    let is_text = definition.get("type").and_then(Node::as_str).unwrap_or("String") == "String";
    is_text && said_by_text(definition).contains(&name)
}

/// A value that holds no references.
fn plain(node: &Node) -> Expr {
    value(&Names::default(), node)
}

/// The service's own type of a command's parameter, for which the language has texts.
fn service_type(definition: &Node, (ssm_name, span): (&str, Span)) -> Vec<RecordEntry> {
    let nothing = || make::expr(ExprKind::Null, span);
    let mut fields = vec![make::entry("type", span, make::string(ssm_name, span))];
    for key in ["allowedPattern", "allowedValues"] {
        if definition.get(key).is_none() {
            fields.push(make::entry(key, span, nothing()));
        }
    }
    if let Some(default) = definition.get("default") {
        fields.push(make::entry("default", default.span, plain(default)));
    }
    fields
}

/// `"a" | "b"`.
fn alternatives(names: &Names, allowed: &Node) -> TypeExpr {
    let NodeKind::List(values) = &allowed.kind else {
        return make::plain_ty("String", allowed.span);
    };
    let mut types: Vec<TypeExpr> = values.iter().map(|one| literal_type(names, one)).collect();
    match (types.pop(), types.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            types.push(last);
            TypeExpr { kind: TypeExprKind::Union(types), span: allowed.span }
        }
        (None, _) => make::plain_ty("String", allowed.span),
    }
}

fn literal_type(names: &Names, node: &Node) -> TypeExpr {
    let kind = TypeExprKind::Literal(Box::new(value(names, node)));
    TypeExpr { kind, span: node.span }
}

fn refinements(definition: &Node, said: &[&str]) -> Vec<Argument> {
    let mut refinements = Vec::new();
    if let Some(node) =
        definition.get("allowedPattern").filter(|_| said.contains(&"allowedPattern"))
        && let Some(text) = node.as_str()
    {
        refinements.push(make::argument("pattern", node.span, make::pattern(text, node.span)));
    }
    refinements.extend(range(definition, "length", ("minChars", "maxChars")));
    if let Some(node) = definition.get("displayType").filter(|_| said.contains(&"displayType")) {
        let yes = make::expr(ExprKind::Bool(true), node.span);
        refinements.push(make::argument("multiline", node.span, yes));
    }
    refinements
}

/// `length: 1..64`.
fn range(definition: &Node, word: &str, (low, high): (&str, &str)) -> Option<Argument> {
    let end = |key: &str| {
        let node = definition.get(key)?;
        let NodeKind::Int(number) = node.kind else { return None };
        Some(Box::new(make::expr(ExprKind::Int(number), node.span)))
    };
    let (low, high) = (end(low), end(high));
    let first: &Expr = low.as_deref().or(high.as_deref())?;
    let span = first.span;
    Some(make::argument(word, span, make::expr(ExprKind::Range { low, high }, span)))
}

#[cfg(test)]
mod tests {
    use super::TYPES;

    #[test]
    fn the_table_of_types_is_sorted() {
        assert!(TYPES.is_sorted_by_key(|row| row.0));
    }
}
