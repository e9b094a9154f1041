//! Why an action is in a policy: every place in the source that needs it.

use crate::aws::permission::Action;
use crate::text::{Sources, nearest};

use super::glob::covers;
use super::need::Need;

/// The places that need an action, or any action of a pattern: `file:line:column`, why, and the
/// line of the source. `prefix` stands before each path. Nothing where nothing needs it.
pub fn explain(needs: &[Need], pattern: &str, sources: &Sources, prefix: &str) -> Option<String> {
    let pattern = pattern.to_ascii_lowercase();
    let mut blocks: Vec<(String, String)> = Vec::new();
    for need in needs.iter().filter(|it| covers(&pattern, &it.action.to_ascii_lowercase())) {
        let block = place(need, sources, prefix)?;
        if blocks.last().is_none_or(|(action, _)| *action != need.action) {
            blocks.push((need.action.clone(), String::new()));
        }
        if let Some((_, text)) = blocks.last_mut()
            && !text.contains(&block)
        {
            text.push_str(&block);
        }
    }
    let parts: Vec<String> =
        blocks.into_iter().map(|(action, text)| format!("{action}\n{text}")).collect();
    (!parts.is_empty()).then(|| parts.join("\n"))
}

/// The action that is needed and whose name is nearest.
pub fn nearest_action<'n>(needs: &'n [Need], written: &str) -> Option<&'n str> {
    nearest(written, needs.iter().map(Need::action))
}

/// What is wrong with a name or pattern that no action of AWS goes by, with the nearest that does.
pub fn no_such_action(needs: &[Need], written: &str) -> Option<String> {
    if !Action::matching(written).is_empty() {
        return None;
    }
    let is_it = |need: &&Need| {
        need.action.split_once(':').is_some_and(|it| it.1.eq_ignore_ascii_case(written))
    };
    let near = match needs.iter().find(is_it) {
        Some(need) => Some(need.action.clone()),
        None => Action::nearest(written).map(|near| near.to_string()),
    };
    let hint = near.map_or_else(String::new, |near| format!(": the nearest is `{near}`"));
    Some(if written.contains(':') {
        format!("AWS has no action `{written}`{hint}")
    } else {
        format!("an action has a prefix and a name, `{written}` lacks one{hint}")
    })
}

fn place(need: &Need, sources: &Sources, prefix: &str) -> Option<String> {
    let at = need.because.at;
    let source = sources.get(at.file)?;
    let start = source.lines.line_column(&source.text, at.span.start);
    let number = usize::try_from(start.line).ok()?;
    let line = source.text.lines().nth(number.saturating_sub(1)).unwrap_or("").trim();
    let head = format!("{prefix}{}:{}:{}", source.path, start.line, start.column);
    let why =
        format!("step `{}` of {} {}", need.because.step, need.because.document, need.because.what);
    Some(format!("  {head}: {why}\n    {line}\n"))
}
