//! `tag(…)`, `instances(…)`, `resource_group(…)`, `parameter_values(…)`: which nodes.

use std::sync::Arc;

use crate::hir::{AwsType, Expr, TargetSet, TargetTest, Ty, Value};

use super::super::{Checker, errors};
use super::{Builtin, Call, Wants, Way, needs};

pub(super) const TABLE: &[Builtin] = &[
    Builtin {
        name: "instances",
        parameters: &[],
        rest: Some(Wants::Any),
        way: Way::Special(|cx, call| {
            targets(cx, call, &Ty::aws(AwsType::InstanceId), |ids, call| {
                Some(TargetTest::Instances { ids, at: call.at })
            })
        }),
    },
    Builtin {
        name: "parameter_values",
        parameters: &[],
        rest: Some(Wants::Any),
        way: Way::Special(|cx, call| {
            targets(cx, call, &Ty::string(), |values, call| {
                Some(TargetTest::ParameterValues { values, at: call.at })
            })
        }),
    },
    Builtin {
        name: "resource_group",
        parameters: &[needs("name", Wants::Text)],
        rest: None,
        way: Way::Special(|cx, call| {
            targets(cx, call, &Ty::string(), |values, call| {
                let name = values.into_iter().next()?;
                Some(TargetTest::ResourceGroup { name, at: call.at })
            })
        }),
    },
    Builtin {
        name: "tag",
        parameters: &[needs("key", Wants::Text)],
        rest: Some(Wants::Any),
        way: Way::Special(|cx, call| {
            targets(cx, call, &Ty::string(), |values, call| {
                let mut values = values.into_iter();
                let key = values.next()?;
                Some(TargetTest::Tag { key, values: values.collect(), at: call.at })
            })
        }),
    },
];

/// Targets out of texts; a list among the arguments stands for its items.
fn targets(
    cx: &mut Checker<'_>,
    call: &Call<'_>,
    wanted: &Ty,
    test: fn(Vec<Arc<str>>, &Call<'_>) -> Option<TargetTest>,
) -> Expr {
    let failed = Expr { ty: Ty::Targets, ..Expr::error(call.at) };
    let Some(arguments) = cx.builtin_arguments(call) else { return failed };
    let place = format!("`{}`", call.builtin.name);
    let mut texts = Vec::new();
    for argument in arguments {
        let is_list = matches!(argument.ty.required(), Ty::List { .. });
        let wanted = if is_list { Ty::list(wanted.clone()) } else { wanted.clone() };
        let argument = cx.fit(argument, &wanted, &place);
        match cx.known_value(&argument, &place) {
            Some(Value::String(text)) => texts.push(text),
            Some(Value::List(items)) if items.is_empty() => {
                let found = errors::no_nodes(argument.at, call.builtin.name);
                return Expr { ty: Ty::Targets, ..cx.refuse(found, call.at) };
            }
            Some(Value::List(items)) => {
                texts.extend(items.into_iter().filter_map(|item| match item {
                    Value::String(text) => Some(text),
                    _ => None,
                }))
            }
            _ => return failed,
        }
    }
    if texts.is_empty() {
        let at = cx.at(call.written.arguments_span);
        let found = errors::no_nodes(at, call.builtin.name);
        return Expr { ty: Ty::Targets, ..cx.refuse(found, call.at) };
    }
    match test(texts, call) {
        Some(test) => {
            let set = TargetSet { tests: vec![test], parameter: None, at: call.at };
            Expr::constant(Value::Targets(Box::new(set)), Ty::Targets, call.at)
        }
        None => failed,
    }
}
