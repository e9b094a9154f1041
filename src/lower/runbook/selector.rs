//! JSONPath selectors as Systems Manager reads them: members, indexes and one kind of filter.

use crate::hir::{FilterValue, Op, PathSegment};
use crate::ssm::DataType;
use crate::ssm::tables::{ActionSpec, CustomOutputs, OutputRoot, ValueType};

/// How a path through a step's result is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// An output that need not be declared.
    Implicit(String),
    /// An output that the step declares.
    Declared,
    /// Selectors cannot say it: a script reads the first so many segments and walks the rest.
    Script(usize),
}

/// `path` as selectors say it: they start at what a function returned, which is its `Payload`.
pub(super) fn said_path<'p>(
    spec: Option<&ActionSpec>,
    path: &'p [PathSegment],
) -> &'p [PathSegment] {
    let is_function = spec.is_some_and(|spec| spec.rules.output_root == OutputRoot::FunctionResult);
    match path {
        [PathSegment::Member(name), rest @ ..]
            if is_function && name == "Payload" && !rest.is_empty() =>
        {
            rest
        }
        _ => path,
    }
}

/// How `path` through the result of an action is read as `data_type`.
pub(super) fn access(
    spec: Option<&ActionSpec>,
    path: &[PathSegment],
    data_type: DataType,
) -> Access {
    let Some(spec) = spec else { return Access::Declared };
    if spec.rules.output_root == OutputRoot::FunctionResult
        && let [PathSegment::Member(name)] = path
        && spec.output(name).is_some()
    {
        // What the service gives by itself hides a member of that name.
        return Access::Implicit(name.to_string());
    }
    let takes_selectors = match spec.rules.output_root {
        OutputRoot::ApiResponse | OutputRoot::ScriptPayload | OutputRoot::FunctionResult => {
            let sayable = path.iter().take_while(|segment| is_sayable(segment)).count();
            return if sayable == path.len() && !indexes_a_filter(path) {
                Access::Declared
            } else {
                let each = path
                    .iter()
                    .position(|it| !matches!(it, PathSegment::Member(_) | PathSegment::Index(_)));
                Access::Script(each.map_or(sayable, |each| each.min(sayable)))
            };
        }
        OutputRoot::ImplicitOutputs => spec.rules.custom_outputs != CustomOutputs::NotSeen,
        OutputRoot::None => false,
    };
    implicit_access(spec, path, data_type, takes_selectors)
}

fn implicit_access(
    spec: &ActionSpec,
    path: &[PathSegment],
    data_type: DataType,
    takes_selectors: bool,
) -> Access {
    let Some((PathSegment::Member(name), rest)) = path.split_first() else {
        return if takes_selectors { Access::Declared } else { Access::Script(0) };
    };
    // The list of a child's outputs cannot be cut by a selector (user guide, aws:executeAutomation).
    let cannot_cut = spec.name == "aws:executeAutomation";
    let Some(output) = spec.output(name) else {
        return if cannot_cut { Access::Script(1) } else { Access::Declared };
    };
    let is_list = output.value_type == ValueType::StringList;
    if rest.is_empty() {
        let agrees = declared_type(output.value_type).is_none_or(|known| known == data_type)
            // A list of one item stands for the item.
            || (is_list && data_type == DataType::String);
        if agrees || !takes_selectors {
            return Access::Implicit(name.to_string());
        }
        return Access::Declared;
    }
    if takes_selectors && !cannot_cut && rest.iter().all(is_sayable) && !indexes_a_filter(rest) {
        Access::Declared
    } else {
        Access::Script(1)
    }
}

fn declared_type(value_type: ValueType) -> Option<DataType> {
    match value_type {
        ValueType::String => Some(DataType::String),
        ValueType::Integer => Some(DataType::Integer),
        ValueType::Boolean => Some(DataType::Boolean),
        ValueType::StringList => Some(DataType::StringList),
        ValueType::StringMap => Some(DataType::StringMap),
        ValueType::MapList => Some(DataType::MapList),
        ValueType::Map
        | ValueType::Any
        | ValueType::JsonText
        | ValueType::Choices
        | ValueType::Steps => None,
    }
}

fn is_sayable(segment: &PathSegment) -> bool {
    match segment {
        PathSegment::Member(name) => !name.contains(['\'', '\\']),
        PathSegment::Named(_) | PathSegment::Index(_) => true,
        PathSegment::Each => false,
        PathSegment::Where { member, operator, value } => {
            let plain = !matches!(value, FilterValue::String(text) if text.contains(['\'', '\\']));
            plain && filter_operator(operator).is_some() && member.iter().all(|name| is_plain(name))
        }
    }
}

/// Behind a filter an index would choose inside each match, not among the matches.
fn indexes_a_filter(path: &[PathSegment]) -> bool {
    let filter = path.iter().position(|segment| matches!(segment, PathSegment::Where { .. }));
    filter.and_then(|at| path.get(at + 1..)).is_some_and(|rest| {
        rest.iter().any(|it| matches!(it, PathSegment::Index(_) | PathSegment::Where { .. }))
    })
}

/// The selector of a path, from the root that the action's results have.
pub(super) fn selector(spec: Option<&ActionSpec>, path: &[PathSegment]) -> String {
    let root = spec.and_then(|spec| spec.rules.selector_prefix).unwrap_or("$");
    relative_selector(root, path)
}

/// The selector of a path below `root`.
pub(super) fn relative_selector(root: &str, path: &[PathSegment]) -> String {
    path.iter().fold(root.to_owned(), |text, segment| match segment {
        PathSegment::Member(name) if is_plain(name) => format!("{text}.{name}"),
        PathSegment::Member(name) => format!("{text}['{name}']"),
        // Only ever a whole path, whose selector is written elsewhere.
        PathSegment::Named(_) => text,
        PathSegment::Index(index) => format!("{text}[{index}]"),
        PathSegment::Each => format!("{text}[*]"),
        PathSegment::Where { member, operator, value } => {
            let operator = filter_operator(operator).unwrap_or("==");
            format!("{text}[?(@.{} {operator} {})]", member.join("."), filter_text(value))
        }
    })
}

fn filter_text(value: &FilterValue) -> String {
    match value {
        FilterValue::String(text) => format!("'{text}'"),
        FilterValue::Int(number) => number.to_string(),
        FilterValue::Bool(flag) => flag.to_string(),
    }
}

/// Whether a name needs no quotes. The service may take more, others that read selectors do not.
fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The operator of a filter.
pub(super) fn filter_operator(op: &Op) -> Option<&'static str> {
    match op {
        Op::Equal => Some("=="),
        Op::NotEqual => Some("!="),
        Op::Less => Some("<"),
        Op::LessOrEqual => Some("<="),
        Op::Greater => Some(">"),
        Op::GreaterOrEqual => Some(">="),
        _ => None,
    }
}
