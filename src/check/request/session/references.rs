//! Parameters of a session in its texts: they are put in as they are, and there is no other way to
//! hand them over.

use crate::check::Checker;
use crate::hir::{Parameter, Script, Value};
use crate::ssm::reference::{Reference, reference_texts, references};
use crate::ssm::splice::{is_safe, opening, spots};
use crate::text::FileSpan;

use super::errors;

/// What a script refers to is a parameter, and one that no shell reads otherwise than as a word.
pub(super) fn check_script(cx: &mut Checker<'_>, script: &Script, parameters: &[Parameter]) {
    let names: Vec<&str> = reference_texts(&script.text).collect();
    let places: Vec<usize> = names.iter().map(|name| opening(name, &script.text)).collect();
    for (text, spot) in names.into_iter().zip(spots(&script.text, &places)) {
        let Reference::Parameter(name) = Reference::parse(text) else { continue };
        let Some(parameter) = parameters.iter().find(|parameter| parameter.name == name) else {
            report_unknown(cx, script.at, name, parameters);
            continue;
        };
        if let Some(binding) = cx.scopes.find(name) {
            binding.used = true;
        }
        if !is_safe(&parameter.ty, spot) {
            cx.report(errors::spliced_parameter(parameter.at, name, script.at));
        }
    }
}

/// What `raw("…")` refers to, anywhere in a value.
pub(super) fn check_value(
    cx: &mut Checker<'_>,
    (value, at): (&Value, FileSpan),
    parameters: &[Parameter],
) {
    match value {
        Value::Raw(text) => {
            for reference in references(text) {
                if let Reference::Parameter(name) = reference
                    && !parameters.iter().any(|parameter| parameter.name == name)
                {
                    report_unknown(cx, at, name, parameters);
                }
            }
        }
        Value::List(items) => {
            items.iter().for_each(|item| check_value(cx, (item, at), parameters));
        }
        Value::Record(members) => {
            members.values().for_each(|item| check_value(cx, (item, at), parameters));
        }
        _ => {}
    }
}

fn report_unknown(cx: &mut Checker<'_>, at: FileSpan, name: &str, parameters: &[Parameter]) {
    let known: Vec<&str> = parameters.iter().map(|it| it.name.as_str()).collect();
    cx.report(errors::unknown_reference(at, name, &known));
}
