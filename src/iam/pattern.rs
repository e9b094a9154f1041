//! From the pattern of a parameter to the texts that it lets through: a wider net, never a finer.

use regex_syntax::hir::{Hir, HirKind, Look};

/// How many alternatives are kept apart.
const MOST: usize = 8;

/// Where a text starts and where it ends, as long as a text is being put together.
const START: char = '\u{1}';
const END: char = '\u{2}';

/// IAM patterns that together match whatever the regular expression does; nothing where that says
/// no more than `*`.
pub(super) fn globs_of_pattern(pattern: &str) -> Option<Vec<String>> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let mut found: Vec<String> = texts(&hir)?.iter().map(|text| finish(text)).collect();
    // An empty value means that nothing was given; there is no resource of that name.
    if found.len() > 1 {
        found.retain(|text| !text.is_empty());
    }
    found.sort();
    found.dedup();
    let says_nothing = |text: &String| text == "*";
    (!found.is_empty() && !found.iter().any(says_nothing)).then_some(found)
}

/// What a part may match, with marks for the ends; nothing for more than can be told apart.
fn texts(hir: &Hir) -> Option<Vec<String>> {
    let anything = || Some(vec!["*".to_owned()]);
    match hir.kind() {
        HirKind::Empty => Some(vec![String::new()]),
        HirKind::Literal(literal) => match std::str::from_utf8(&literal.0) {
            Ok(text) => Some(vec![super::glob::Glob::literal(text).text]),
            Err(_) => anything(),
        },
        HirKind::Class(_) => Some(vec!["?".to_owned()]),
        HirKind::Look(Look::Start) => Some(vec![START.to_string()]),
        HirKind::Look(Look::End) => Some(vec![END.to_string()]),
        HirKind::Look(_) => anything(),
        HirKind::Repetition(repeated) if repeated.max == Some(1) => {
            let mut found = vec![String::new()];
            found.extend(texts(&repeated.sub)?);
            Some(found)
        }
        HirKind::Repetition(_) => anything(),
        HirKind::Capture(capture) => texts(&capture.sub),
        HirKind::Alternation(parts) => {
            let mut found = Vec::new();
            for part in parts {
                found.extend(texts(part)?);
            }
            (found.len() <= MOST).then_some(found)
        }
        HirKind::Concat(parts) => {
            let mut found = vec![String::new()];
            for part in parts {
                let next = texts(part)?;
                if found.len() * next.len() > MOST {
                    return None;
                }
                let mut longer = Vec::new();
                for left in &found {
                    longer.extend(next.iter().map(|right| format!("{left}{right}")));
                }
                found = longer;
            }
            Some(found)
        }
    }
}

/// A text that is not anchored may stand between others.
fn finish(text: &str) -> String {
    let (front, text) = match text.strip_prefix(START) {
        Some(rest) => ("", rest),
        None => ("*", text),
    };
    let (text, back) = match text.strip_suffix(END) {
        Some(rest) => (rest, ""),
        None => (text, "*"),
    };
    let mut whole = format!("{front}{text}{back}").replace([START, END], "");
    // A run of unlike letters reads better, and holds more, as one `*`.
    while whole.contains("**") || whole.contains("?*") || whole.contains("*?") {
        whole = whole.replace("**", "*").replace("*?", "*").replace("?*", "*");
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::globs_of_pattern;

    #[track_caller]
    fn check(pattern: &str, expected: &[&str]) {
        let found = globs_of_pattern(pattern).unwrap_or_default();
        assert_eq!(found, expected, "{pattern}");
    }

    #[test]
    fn an_anchored_pattern_narrows() {
        check(r"^subnet-[0-9a-f]{8,17}$", &["subnet-*"]);
        check(r"^(dev|prod)-[a-z]+-db$", &["dev-*-db", "prod-*-db"]);
        check(r"^mi?-x$", &["m-x", "mi-x"]);
        check(
            r"^arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:Automation.*$",
            &["arn:aws*:sns:*:*:Automation*"],
        );
    }

    #[test]
    fn an_empty_alternative_is_no_name() {
        check(r"^$|^vol-[0-9a-f]+$", &["vol-*"]);
    }

    #[test]
    fn what_is_not_anchored_says_less() {
        check("prod", &["*prod*"]);
        check("^prod|test$", &["*test", "prod*"]);
    }

    #[test]
    fn a_pattern_of_nothing_certain_says_nothing() {
        check(".*", &[]);
        check("^[a-z]+$", &[]);
        check("^$|.*", &[]);
        check("(?!a)b", &[]);
    }
}
