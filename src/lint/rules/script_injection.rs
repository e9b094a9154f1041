//! `script-injection`: a value that becomes part of a script.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::{Expr, ExprKind, Step, Ty};
use crate::lint::api::{input, input_text};
use crate::lint::context::{Context, ScriptView};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::ssm::proof::{has_only, is_inert};
use crate::ssm::reference::{Reference, reference_texts};
use crate::text::FileSpan;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "script-injection",
    title: "a value that becomes part of a script",
    group: Group::Security,
    profile: Profile::Minimal,
    level: Severity::Error,
    page: page!("script-injection"),
    look: Some(look),
    checked: &[626],
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let raw = cx.scripts.iter().filter(|script| script.is_raw);
    let mut found: Vec<Diagnostic> = raw.flat_map(|script| in_raw_script(cx, script)).collect();
    let steps = cx.runbooks.iter().flat_map(|view| view.steps());
    for (step, _) in steps.filter(|(step, _)| runs_text(step)) {
        for expr in input(step, "Parameters").into_iter().flat_map(commands) {
            in_command(expr, &mut found);
        }
    }
    found
}

/// References in the text of a script, each where it stands.
fn in_raw_script(cx: &Context<'_>, script: &ScriptView<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut known: Vec<&str> = Vec::new();
    for name in reference_texts(&script.text) {
        let what = match Reference::parse(name) {
            Reference::Parameter(parameter) => {
                let declared = script.parameters.iter().find(|it| it.name == parameter);
                // What is no parameter is no reference: the agent leaves it as it is.
                let Some(declared) = declared.filter(|it| !has_only(&it.ty, is_inert)) else {
                    continue;
                };
                format!("the parameter `{}`, which {}", declared.name, why_unsafe(&declared.ty))
            }
            Reference::StepOutput { .. } => format!("`{name}`, what a step gave"),
            Reference::Variable(_) => format!("`{name}`, which steps change"),
            // What the owner of the account keeps there is theirs.
            Reference::ParameterStore(_) | Reference::Secret(_) => continue,
            Reference::Global(_) | Reference::Automation(_) | Reference::Other(_) => continue,
        };
        if known.contains(&name) {
            continue;
        }
        known.push(name);
        let stretch = script.text.find(name).map_or((0, 0), |at| (at, at + name.len()));
        found.push(finding(cx.in_script(script, stretch), &what));
    }
    found
}

/// Whether a step hands text to a shell of a node.
fn runs_text(step: &Step) -> bool {
    let name = step.document.as_ref().map(|document| document.name.as_str());
    let name = name.or_else(|| input_text(step, "DocumentName"));
    matches!(name, Some("AWS-RunShellScript" | "AWS-RunPowerShellScript"))
}

/// The values of `commands`.
fn commands(parameters: &Expr) -> Vec<&Expr> {
    match &parameters.kind {
        ExprKind::Record(members) => {
            members.iter().filter(|(name, _)| name == "commands").map(|(_, value)| value).collect()
        }
        _ => Vec::new(),
    }
}

/// The values inside of a text that are not safe there.
fn in_command(expr: &Expr, found: &mut Vec<Diagnostic>) {
    let what = match &expr.kind {
        ExprKind::Parameter(name) => {
            format!("the parameter `{name}`, which {}", why_unsafe(&expr.ty))
        }
        ExprKind::Variable(name) => format!("the variable `{name}`, which steps change"),
        ExprKind::Output { .. } => "what a step gave".to_owned(),
        ExprKind::LoopItem(_) => "the item of the loop".to_owned(),
        _ => return expr.parts().into_iter().for_each(|part| in_command(part, found)),
    };
    if !has_only(&expr.ty, is_inert) {
        found.push(finding(expr.at, &what));
    }
}

/// What of a type lets other signs in than those that no shell reads.
fn why_unsafe(ty: &Ty) -> &'static str {
    match ty.required() {
        Ty::String { pattern: None, .. } => "may be any text",
        Ty::String { pattern: Some(_), .. } | Ty::Aws { .. } => "its pattern does not keep clean",
        Ty::List { .. } | Ty::Map(_) | Ty::Record(_) => "is more than one text",
        _ => "may hold what a shell reads",
    }
}

fn finding(at: FileSpan, what: &str) -> Diagnostic {
    RULE.finding(at, format!("text can become code of this script: {what}"))
        .label("put in as it is")
        .note("Systems Manager puts values into scripts as they are; the script runs as root")
        .help(
            "hand it to the script as an argument (`sh(name: value)`), or give the parameter a \
             pattern of letters, digits, blanks and `_ . , / : @ % + = -`",
        )
}
