//! `needless-raw`: `raw` before a script without references.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Trust;
use crate::lint::context::{Context, ScriptPlace, ScriptView};
use crate::lint::rule::{BASE, Group, LintRule};
use crate::ssm::reference::reference_texts;
use crate::text::{FileSpan, Span};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "needless-raw",
    title: "`raw` before a script without references",
    group: Group::Style,
    fixable: true,
    page: page!("needless-raw"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // On a node, `raw` also means that nothing is added to the script.
    let of_steps = cx.scripts.iter().filter(|it| matches!(it.place, ScriptPlace::Step(_)));
    for script in of_steps.filter(|script| script.is_raw && cx.is_ordain(script.at)) {
        if reference_texts(&script.text).next().is_some() || script.text.contains("{{") {
            continue;
        }
        let Some(at) = word_before(cx, script) else { continue };
        found.push(
            RULE.finding(at, "this script holds no reference")
                .label("`raw` allows what is not there")
                .note("with `raw`, the first reference that somebody adds is no error")
                .help("remove `raw`")
                .fix(Trust::Safe, "remove `raw`", at, ""),
        );
    }
    found
}

/// The word `raw` and the blanks behind it, on the line where the script begins.
fn word_before(cx: &Context<'_>, script: &ScriptView<'_>) -> Option<FileSpan> {
    let FileSpan { file, span } = script.at;
    let whole = cx.sources.get(file)?;
    let before = whole.text.get(..span.start as usize)?;
    let near = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.get(near..)?;
    let at = near + line.rfind("raw ")?;
    let is_word =
        before.get(..at)?.chars().next_back().is_none_or(|it| !it.is_alphanumeric() && it != '_');
    let rest = before.get(at + 3..)?;
    let end = at + 3 + (rest.len() - rest.trim_start().len());
    let span = Span::new(u32::try_from(at).ok()?, u32::try_from(end).ok()?);
    is_word.then(|| span.in_file(file))
}
