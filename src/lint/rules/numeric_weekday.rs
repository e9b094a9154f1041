//! `numeric-weekday`: a weekday as a number.

use crate::diagnostic::{Diagnostic, Trust};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::text::{FileSpan, Span, offset_in};

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "numeric-weekday",
    title: "a weekday as a number",
    group: Group::Style,
    fixable: true,
    page: page!("numeric-weekday"),
    look: Some(look),
    ..BASE
};

const NAMES: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let associations = cx.associations.iter().flat_map(|it| &it.fields);
    let windows = cx.windows.iter().flat_map(|it| &it.fields);
    let schedules = associations.chain(windows).filter(|it| it.name.starts_with("Schedule"));
    schedules.filter_map(|field| finding(cx, field.at)).collect()
}

/// Looks at the text of the source: the checked value has numbers in any case.
fn finding(cx: &Context<'_>, at: FileSpan) -> Option<Diagnostic> {
    let text = cx.source(at);
    let start = text.find("cron(")?;
    let (inside, _) = text.get(start + 5..)?.split_once(')')?;
    // In a source, the expression is a string; a list of days has commas of its own.
    let expression = inside.trim_start_matches(['"', '\'']).split(['"', '\'']).next()?;
    let fields: Vec<&str> = expression.split_whitespace().collect();
    let day = match fields.as_slice() {
        [_, _, _, _, day, _] | [_, _, _, _, _, day, _] => *day,
        _ => return None,
    };
    let named = named(day)?;
    let from = at.span.start + u32::try_from(offset_in(day, text)?).ok()?;
    let place = Span::new(from, from + u32::try_from(day.len()).ok()?).in_file(at.file);
    let found = RULE
        .finding(place, format!("`{day}` means {named} here"))
        .label("counted from Sunday, which is 1")
        .note("elsewhere Sunday is 0 or 7, and Monday 1")
        .help(format!("write `{named}`"))
        .fix(Trust::Safe, format!("write `{named}`"), place, named);
    Some(found)
}

/// The field with names; nothing where it holds no number that stands for a day.
fn named(field: &str) -> Option<String> {
    if !field.starts_with(|it: char| it.is_ascii_digit()) || field.contains(['/', 'L', 'W']) {
        return None;
    }
    let (days, nth) = match field.split_once('#') {
        Some((day, nth)) => (day, format!("#{nth}")),
        None => (field, String::new()),
    };
    let name = |day: &str| -> Option<&str> {
        let number: usize = day.parse().ok()?;
        NAMES.get(number.checked_sub(1)?).copied()
    };
    let item = |item: &str| -> Option<String> {
        let ends: Option<Vec<&str>> = item.split('-').map(name).collect();
        ends.map(|ends| ends.join("-"))
    };
    let items: Option<Vec<String>> = days.split(',').map(item).collect();
    items.map(|items| items.join(",") + &nth)
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn numbers_of_days_become_names() {
        assert_eq!(named("1").as_deref(), Some("SUN"));
        assert_eq!(named("2-6").as_deref(), Some("MON-FRI"));
        assert_eq!(named("1,7").as_deref(), Some("SUN,SAT"));
        assert_eq!(named("3#2").as_deref(), Some("TUE#2"));
        for field in ["*", "?", "MON", "0", "8", "2/2", "3L"] {
            assert_eq!(named(field), None, "{field}");
        }
    }
}
