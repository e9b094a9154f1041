//! `script-injection`: a value that becomes part of a script.

use crate::diagnostic::{Diagnostic, Severity};
use crate::hir::{Expr, ExprKind, ListPart, ScriptLanguage, Step, Ty, Value};
use crate::lint::api::{input, input_text};
use crate::lint::context::{Context, ScriptView};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::ssm::reference::{Reference, reference_texts};
use crate::ssm::splice::{Spot, is_safe, opening, spots};
use crate::text::{FileSpan, offset_in};

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
    // Of sessions checking tells it.
    let raw = cx.scripts.iter().filter(|script| script.is_raw && !script.is_of_session());
    let mut found: Vec<Diagnostic> = raw.flat_map(|script| in_raw_script(cx, script)).collect();
    let steps = cx.runbooks.iter().flat_map(|view| view.steps());
    for (step, _) in steps {
        let Some(wanted) = code_parameter(step) else { continue };
        for expr in input(step, "Parameters").into_iter().flat_map(|it| given(it, wanted)) {
            in_commands(expr, &mut found);
        }
    }
    found
}

/// References in the text of a script, each where it stands.
fn in_raw_script(cx: &Context<'_>, script: &ScriptView<'_>) -> Vec<Diagnostic> {
    let names: Vec<&str> = reference_texts(&script.text).collect();
    let places: Vec<usize> = names.iter().map(|name| opening(name, &script.text)).collect();
    let spots = spots(&script.text, &places).into_iter().map(|spot| match spot {
        // Outside of quotes a word is code.
        Spot::Word if script.language == ScriptLanguage::Python => Spot::Command,
        spot => spot,
    });
    let mut found = Vec::new();
    let mut known: Vec<&str> = Vec::new();
    for (name, spot) in names.into_iter().zip(spots) {
        if known.contains(&name) {
            continue;
        }
        let Some(what) = what_lands(script, name, spot) else { continue };
        known.push(name);
        let start = offset_in(name, &script.text).unwrap_or_default();
        found.push(finding(
            cx.in_script(script, (start, start + name.len())),
            &what,
            script.is_of_runbook(),
        ));
    }
    found
}

/// What a reference may bring into a script that its shell reads; nothing for what is safe.
fn what_lands(script: &ScriptView<'_>, name: &str, spot: Spot) -> Option<String> {
    match Reference::parse(name) {
        Reference::Parameter(parameter) => {
            // What is no parameter is no reference: the agent leaves it as it is.
            let declared = script.parameters.iter().find(|it| it.name == parameter)?;
            let is_whole = Reference::whole(&script.text).is_some();
            // A document whose script is its parameter runs what its caller says, and says so.
            let is_meant = is_whole && matches!(declared.ty.required(), Ty::List { .. });
            (!is_meant && !is_safe(&declared.ty, spot)).then(|| {
                format!("the parameter `{}`, which {}", declared.name, why_unsafe(&declared.ty))
            })
        }
        Reference::StepOutput { .. } if script.is_of_runbook() => {
            Some(format!("`{name}`, what a step gave"))
        }
        Reference::Variable(_) if script.is_of_runbook() => {
            Some(format!("`{name}`, which steps change"))
        }
        // What the owner of the account keeps there is theirs; the agent knows no steps.
        Reference::StepOutput { .. }
        | Reference::Variable(_)
        | Reference::ParameterStore(_)
        | Reference::Secret(_)
        | Reference::Global(_)
        | Reference::Automation(_)
        | Reference::Other(_) => None,
    }
}

/// Documents of AWS that hand a parameter to a shell of the node, and that parameter. Sorted.
const RUNS_TEXT: [(&str, &str); 3] = [
    ("AWS-RunPowerShellScript", "commands"),
    ("AWS-RunRemoteScript", "commandLine"),
    ("AWS-RunShellScript", "commands"),
];

/// The parameter of the document that a step runs, where a shell reads it.
fn code_parameter(step: &Step) -> Option<&'static str> {
    let name = step.document.as_ref().map(|document| document.name.as_str());
    let name = name.or_else(|| input_text(step, "DocumentName"))?;
    // Behind the last `/` of an ARN stands the name.
    let name = name.rsplit('/').next().unwrap_or(name);
    RUNS_TEXT.iter().find(|(document, _)| *document == name).map(|(_, parameter)| *parameter)
}

/// The values of one parameter.
fn given<'e>(parameters: &'e Expr, wanted: &str) -> Vec<&'e Expr> {
    match &parameters.kind {
        ExprKind::Record(members) => {
            members.iter().filter(|(name, _)| name == wanted).map(|(_, value)| value).collect()
        }
        _ => Vec::new(),
    }
}

/// The commands of a step as one script, and the values in it that only the run knows.
#[derive(Default)]
struct Commands<'e> {
    text: String,
    values: Vec<(usize, &'e Expr)>,
}

impl<'e> Commands<'e> {
    fn add(&mut self, expr: &'e Expr) {
        match &expr.kind {
            ExprKind::Const(Value::String(text)) => self.text.push_str(text),
            ExprKind::Const(Value::List(items)) => {
                for text in items.iter().filter_map(Value::as_str) {
                    self.text.push_str(text);
                    self.text.push('\n');
                }
            }
            ExprKind::List(parts) => {
                for ListPart::Item(item) | ListPart::Spread(item) in parts {
                    self.add(item);
                    self.text.push('\n');
                }
            }
            ExprKind::Parameter(_)
            | ExprKind::Variable(_)
            | ExprKind::Output { .. }
            | ExprKind::LoopItem(_) => {
                self.values.push((self.text.len(), expr));
                // Something stands there, as the next sign sees it.
                self.text.push('?');
            }
            _ => expr.parts().into_iter().for_each(|part| self.add(part)),
        }
    }
}

/// The values inside of the commands of a step that are not safe there.
fn in_commands(commands: &Expr, found: &mut Vec<Diagnostic>) {
    // A runbook whose commands are its parameter runs what its caller says, and says so.
    if matches!(commands.kind, ExprKind::Parameter(_)) {
        return;
    }
    let mut all = Commands::default();
    all.add(commands);
    let places: Vec<usize> = all.values.iter().map(|(place, _)| *place).collect();
    for ((_, expr), spot) in all.values.iter().zip(spots(&all.text, &places)) {
        if !is_safe(&expr.ty, spot) {
            found.push(finding(expr.at, &what_is(expr), false));
        }
    }
}

fn what_is(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Parameter(name) => {
            format!("the parameter `{name}`, which {}", why_unsafe(&expr.ty))
        }
        ExprKind::Variable(name) => format!("the variable `{name}`, which steps change"),
        ExprKind::LoopItem(_) => "the item of the loop".to_owned(),
        _ => "what a step gave".to_owned(),
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

fn finding(at: FileSpan, what: &str, is_of_runbook: bool) -> Diagnostic {
    RULE.finding(at, format!("text can become code of this script: {what}"))
        .label("put in as it is")
        .note(match is_of_runbook {
            true => "Systems Manager puts values into scripts as they are; the script has the rights of the runbook's role",
            false => "Systems Manager puts values into scripts as they are; the script runs as root",
        })
        .help(
            "hand it to the script as an argument (`sh(name: value)`), or write out the values that \
             are allowed, or give the parameter a pattern of letters, digits and `_ . / : @ % + = -` \
             (also blanks and `,` where quotes stand around it)",
        )
}
