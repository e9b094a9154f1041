//! `python-unknown-event-key`: a key that the payload does not have.

use crate::diagnostic::Diagnostic;
use crate::hir::{ExprKind, Step, Value};
use crate::lint::api::input;
use crate::lint::context::{Context, ScriptPlace};
use crate::lint::python::Presence;
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::text::nearest;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "python-unknown-event-key",
    title: "a key that the payload does not have",
    group: Group::Correctness,
    profile: Profile::Minimal,
    page: page!("python-unknown-event-key"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for script in &cx.scripts {
        let ScriptPlace::Step(step) = script.place else { continue };
        let Some(given) = payload(step) else { continue };
        let Some(known) = cx.python.handler(&script.text, step) else { continue };
        for (key, stretch, presence) in &known.reads {
            if given.contains(&key.as_str()) {
                continue;
            }
            let what = match presence {
                Presence::Needed => "the step fails here with a KeyError",
                Presence::Asked => "always gives what stands for nothing",
                Presence::Expected => continue,
            };
            let near = nearest(key, given.iter().copied());
            found.push(
                RULE.finding(cx.in_script(script, *stretch), format!("the payload has no `{key}`"))
                    .label(what)
                    .note(match given.as_slice() {
                        [] => "the step is given no arguments".to_owned(),
                        given => format!("it has {}", listed(given)),
                    })
                    .help(match near {
                        Some(near) => format!("write `{near}`"),
                        None => format!("give it: `python({key}: …)`"),
                    }),
            );
        }
    }
    found
}

/// The keys of what the handler gets; nothing where they are not all known.
fn payload(step: &Step) -> Option<Vec<&str>> {
    if step.action != "aws:executeScript" || input(step, "Attachment").is_some() {
        return None;
    }
    let Some(payload) = input(step, "InputPayload") else { return Some(Vec::new()) };
    match &payload.kind {
        ExprKind::Record(members) => Some(members.iter().map(|it| it.0.as_str()).collect()),
        ExprKind::Const(Value::Record(members)) => Some(members.keys().map(|it| &**it).collect()),
        _ => None,
    }
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
