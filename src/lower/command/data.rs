//! What a script is given: texts with holes, lists and choices, before any shell spells them.

use std::sync::Arc;

use crate::hir::{Expr, ExprKind, ListPart, Op, TaskId, Ty, Value};
use crate::ssm::proof::{has_only, is_inert, is_plain_word};
use crate::text::{FileSpan, Name};

use super::condition::{Condition, condition_of};
use super::fact::{Fact, fact};

/// A value for a script.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Data {
    /// Pieces of one text, in order.
    Text(Vec<Piece>),
    /// A number or a flag that the build knows.
    Plain(Plain),
    List(Vec<Data>),
    /// A parameter that is a list of plain words.
    Words(Name),
    /// `secret("/path")`.
    Secret(Arc<str>),
    Choice {
        test: Condition,
        then: Box<Data>,
        otherwise: Box<Data>,
    },
    /// The first, or the second where the first is empty.
    Default {
        value: Box<Data>,
        default: Box<Data>,
    },
    /// `true` or `false`.
    Test(Box<Condition>),
}

/// A constant that is no text to a shell that has types.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Plain {
    Flag(bool),
    /// Durations are their seconds.
    Whole(i64),
    Fraction(f64),
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Text(String),
    Parameter(Source),
    /// What the node finds out.
    Fact(&'static Fact),
}

/// A parameter and how its value reaches a script.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Source {
    pub(super) name: Name,
    pub(super) channel: Channel,
    pub(super) reading: Reading,
    /// Provably one word, whatever its value.
    pub(super) is_word: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Channel {
    /// Put into the text by SSM: proven to hold nothing that a shell reads.
    Spliced,
    /// In the variable that the agent sets for a parameter with `interpolationType: ENV_VAR`.
    Environment,
}

/// What a value means to a shell that has types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Text,
    Number,
    Flag,
}

/// Why a value cannot be handed to a script, and where.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    pub(super) at: FileSpan,
    pub(super) reason: Reason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// A list of which an item may be split or read.
    OpenList,
    /// A list for `sh` with other items than plain words.
    PlainWords,
    /// A map, record or value of unknown shape.
    Structure,
    /// `raw("…")`.
    Raw,
    /// U+0000.
    Nul,
    /// Nothing that a shell can compute.
    Computed,
    /// A fact in a script of PowerShell.
    Fact,
    /// The one fact that no script gathers.
    Platform,
    /// What a task did.
    TaskResult,
    /// `secret(…)` inside a longer text or a test.
    SecretInside,
}

pub(super) fn refuse<T>(at: FileSpan, reason: Reason) -> Result<T, Refusal> {
    Err(Refusal { at, reason })
}

/// How a parameter of this type reaches a script; `None` for one that is no single text.
pub(super) fn channel_of(ty: &Ty) -> Option<Channel> {
    match ty.required() {
        Ty::List { .. } | Ty::Map(_) | Ty::Record(_) | Ty::Json => None,
        _ if has_only(ty, is_inert) => Some(Channel::Spliced),
        _ => Some(Channel::Environment),
    }
}

/// Whether each item of a list parameter is provably one plain word.
pub(super) fn is_word_list(ty: &Ty) -> bool {
    match ty.required() {
        Ty::List { element, .. } => has_only(element, is_plain_word),
        _ => false,
    }
}

/// What an expression gives a script.
pub(super) fn data_of(expr: &Expr) -> Result<Data, Refusal> {
    match &expr.kind {
        ExprKind::Const(value) => constant(value, expr.at),
        ExprKind::Parameter(name) if is_word_list(&expr.ty) => Ok(Data::Words(name.clone())),
        ExprKind::List(parts) => list(parts),
        ExprKind::Secret(path) => Ok(Data::Secret(path.clone())),
        ExprKind::Else { value, default, .. } => Ok(Data::Default {
            value: Box::new(data_of(value)?),
            default: Box::new(data_of(default)?),
        }),
        ExprKind::Unchecked(inner) => data_of(inner),
        ExprKind::Op { op, operands } => operation(op, operands, expr),
        _ => pieces_of(expr).map(Data::Text),
    }
}

fn operation(op: &Op, operands: &[Expr], expr: &Expr) -> Result<Data, Refusal> {
    match (op, operands) {
        (Op::If, [condition, then, otherwise]) => Ok(Data::Choice {
            test: condition_of(condition)?,
            then: Box::new(data_of(then)?),
            otherwise: Box::new(data_of(otherwise)?),
        }),
        (Op::As, [value]) => Ok(read_as(data_of(value)?, &expr.ty)),
        (Op::Add, _) => pieces_of(expr).map(Data::Text),
        _ if expr.ty.is_bool() => Ok(Data::Test(Box::new(condition_of(expr)?))),
        _ => refuse(expr.at, Reason::Computed),
    }
}

/// A value that the build knows.
pub(super) fn constant(value: &Value, at: FileSpan) -> Result<Data, Refusal> {
    match value {
        Value::List(items) => {
            items.iter().map(|item| constant(item, at)).collect::<Result<_, _>>().map(Data::List)
        }
        Value::Bool(flag) => Ok(Data::Plain(Plain::Flag(*flag))),
        Value::Int(number) | Value::Duration(number) => Ok(Data::Plain(Plain::Whole(*number))),
        Value::Float(number) => Ok(Data::Plain(Plain::Fraction(*number))),
        _ => constant_text(value, at).map(|text| Data::Text(vec![Piece::Text(text)])),
    }
}

/// A lone parameter that `as` gives another type.
fn read_as(mut data: Data, ty: &Ty) -> Data {
    if let Data::Text(pieces) = &mut data
        && let [Piece::Parameter(source)] = pieces.as_mut_slice()
    {
        source.reading = reading_of(ty);
    }
    data
}

/// An absent value is the empty text, which is neither a number nor a flag.
fn reading_of(ty: &Ty) -> Reading {
    if ty.is_int() {
        Reading::Number
    } else if ty.is_bool() {
        Reading::Flag
    } else {
        Reading::Text
    }
}

fn list(parts: &[ListPart]) -> Result<Data, Refusal> {
    let item = |part: &ListPart| match part {
        ListPart::Item(item) => data_of(item),
        ListPart::Spread(list) => refuse(list.at, Reason::OpenList),
    };
    parts.iter().map(item).collect::<Result<_, _>>().map(Data::List)
}

/// A constant as the text that a shell gets: `true`, `42`, seconds of a duration.
pub(super) fn constant_text(value: &Value, at: FileSpan) -> Result<String, Refusal> {
    match value {
        Value::Null => Ok(String::new()),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Int(number) | Value::Duration(number) => Ok(number.to_string()),
        Value::Float(number) => Ok(number.to_string()),
        Value::Percent(percent) => Ok(format!("{percent}%")),
        Value::String(text) if text.contains('\0') => refuse(at, Reason::Nul),
        Value::String(text) => Ok(text.to_string()),
        Value::Script(script) => Ok(script.text.to_string()),
        Value::Raw(_) => refuse(at, Reason::Raw),
        Value::List(_)
        | Value::Range { .. }
        | Value::Record(_)
        | Value::Schedule { .. }
        | Value::Targets(_) => refuse(at, Reason::Structure),
    }
}

/// An expression as the pieces of one text.
pub(super) fn pieces_of(expr: &Expr) -> Result<Vec<Piece>, Refusal> {
    match &expr.kind {
        ExprKind::Const(value) => Ok(vec![Piece::Text(constant_text(value, expr.at)?)]),
        ExprKind::Parameter(name) => parameter(name, expr).map(|source| vec![source]),
        ExprKind::Template(parts) => joined(parts),
        ExprKind::Op { op: Op::Add, operands } if is_text(expr.ty.required()) => joined(operands),
        ExprKind::Op { op: Op::As, operands } => match operands.as_slice() {
            [one] => pieces_of(one),
            several => joined(several),
        },
        ExprKind::Unchecked(inner) => pieces_of(inner),
        ExprKind::Secret(_) => refuse(expr.at, Reason::SecretInside),
        ExprKind::Fact(name) => match fact(name) {
            Some(fact) => Ok(vec![Piece::Fact(fact)]),
            None => refuse(expr.at, Reason::Platform),
        },
        ExprKind::Op { operands, .. } if operands.iter().any(is_task_result) => {
            refuse(expr.at, Reason::TaskResult)
        }
        ExprKind::Error
        | ExprKind::Variable(_)
        | ExprKind::System(_)
        | ExprKind::Output { .. }
        | ExprKind::LoopItem(_)
        | ExprKind::TaskResult(_)
        | ExprKind::SsmParameter(_)
        | ExprKind::List(_)
        | ExprKind::Record(_)
        | ExprKind::Op { .. }
        | ExprKind::Else { .. }
        | ExprKind::Failure(_)
        | ExprKind::Target(_)
        | ExprKind::Event(_)
        | ExprKind::Window(_) => refuse(expr.at, Reason::Computed),
    }
}

fn joined(parts: &[Expr]) -> Result<Vec<Piece>, Refusal> {
    let mut pieces = Vec::new();
    for part in parts {
        for piece in pieces_of(part)? {
            match (pieces.last_mut(), piece) {
                (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
                // As a part of a text, a number or a flag is text.
                (_, Piece::Parameter(source)) => {
                    pieces.push(Piece::Parameter(Source { reading: Reading::Text, ..source }));
                }
                (_, piece) => pieces.push(piece),
            }
        }
    }
    Ok(pieces)
}

fn parameter(name: &Name, expr: &Expr) -> Result<Piece, Refusal> {
    let Some(channel) = channel_of(&expr.ty) else {
        let is_list = matches!(expr.ty.required(), Ty::List { .. });
        return refuse(expr.at, if is_list { Reason::OpenList } else { Reason::Structure });
    };
    let reading = reading_of(&expr.ty);
    let is_word = channel == Channel::Spliced && has_only(&expr.ty, is_plain_word);
    Ok(Piece::Parameter(Source { name: name.clone(), channel, reading, is_word }))
}

/// Whether an expression reads what `let` names of a task.
fn is_task_result(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::TaskResult(_) => true,
        ExprKind::Op { operands, .. } => operands.iter().any(is_task_result),
        _ => false,
    }
}

fn is_text(ty: &Ty) -> bool {
    matches!(ty, Ty::String { .. } | Ty::Enum(_) | Ty::Aws { .. })
}

impl Plain {
    /// As a text: `true`, `42`.
    pub(super) fn text(&self) -> String {
        match self {
            Plain::Flag(flag) => flag.to_string(),
            Plain::Whole(number) => number.to_string(),
            Plain::Fraction(number) => number.to_string(),
        }
    }
}

impl Data {
    /// Calls `visit` for every parameter that is read, lists of words included.
    pub(super) fn for_each_parameter(&self, visit: &mut dyn FnMut(&Name, Channel)) {
        match self {
            Data::Text(pieces) => visit_pieces(pieces, visit),
            Data::List(items) => items.iter().for_each(|item| item.for_each_parameter(visit)),
            Data::Words(name) => visit(name, Channel::Spliced),
            Data::Plain(_) | Data::Secret(_) => {}
            Data::Choice { test, then, otherwise } => {
                test.for_each_parameter(visit);
                then.for_each_parameter(visit);
                otherwise.for_each_parameter(visit);
            }
            Data::Default { value, default } => {
                value.for_each_parameter(visit);
                default.for_each_parameter(visit);
            }
            Data::Test(test) => test.for_each_parameter(visit),
        }
    }

    /// Calls `visit` for every fact that is read.
    pub(super) fn for_each_fact(&self, visit: &mut dyn FnMut(&'static Fact)) {
        match self {
            Data::Text(pieces) => visit_facts(pieces, visit),
            Data::List(items) => items.iter().for_each(|item| item.for_each_fact(visit)),
            Data::Plain(_) | Data::Words(_) | Data::Secret(_) => {}
            Data::Choice { test, then, otherwise } => {
                test.for_each_fact(visit);
                then.for_each_fact(visit);
                otherwise.for_each_fact(visit);
            }
            Data::Default { value, default } => {
                value.for_each_fact(visit);
                default.for_each_fact(visit);
            }
            Data::Test(test) => test.for_each_fact(visit),
        }
    }

    /// Calls `visit` for every task of which it depends on what the task did.
    pub(super) fn for_each_result(&self, visit: &mut dyn FnMut(TaskId)) {
        match self {
            Data::List(items) => items.iter().for_each(|item| item.for_each_result(visit)),
            Data::Choice { test, then, otherwise } => {
                test.for_each_result(visit);
                then.for_each_result(visit);
                otherwise.for_each_result(visit);
            }
            Data::Default { value, default } => {
                value.for_each_result(visit);
                default.for_each_result(visit);
            }
            Data::Test(test) => test.for_each_result(visit),
            Data::Text(_) | Data::Plain(_) | Data::Words(_) | Data::Secret(_) => {}
        }
    }

    /// Whether a secret is read anywhere in it.
    pub(super) fn has_secret(&self) -> bool {
        match self {
            Data::Secret(_) => true,
            Data::List(items) => items.iter().any(Data::has_secret),
            Data::Choice { then, otherwise, .. } => then.has_secret() || otherwise.has_secret(),
            Data::Default { value, default } => value.has_secret() || default.has_secret(),
            Data::Text(_) | Data::Plain(_) | Data::Words(_) | Data::Test(_) => false,
        }
    }
}

pub(super) fn visit_pieces(pieces: &[Piece], visit: &mut dyn FnMut(&Name, Channel)) {
    for piece in pieces {
        if let Piece::Parameter(source) = piece {
            visit(&source.name, source.channel);
        }
    }
}

pub(super) fn visit_facts(pieces: &[Piece], visit: &mut dyn FnMut(&'static Fact)) {
    for piece in pieces {
        if let Piece::Fact(fact) = piece {
            visit(fact);
        }
    }
}
