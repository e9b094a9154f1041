//! Texts of `Fn::Sub`: `${Name}` is not known, `${!Name}` is `${Name}` itself.
//!
//! Source: "Fn::Sub", template reference of CloudFormation.

use std::ops::Range;

use crate::markup::Scalar;
use crate::text::Span;

use super::unknown::{HOLE, Unknowns};

/// The text as the service gets it, with a word for each part that is not known.
/// `around` is the whole function.
pub(super) fn substituted(scalar: &Scalar, around: Span, unknowns: &mut Unknowns) -> Scalar {
    let parts = parts(&scalar.text);
    if parts.is_empty() {
        return scalar.clone();
    }
    for (range, text) in &parts {
        if text == HOLE {
            unknowns.part(scalar.place(range.clone()), (around, scalar));
        }
    }
    scalar.with_parts(&parts)
}

/// What is replaced in a text, and by what.
fn parts(text: &str) -> Vec<(Range<usize>, String)> {
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find("${")) {
        let start = from + start;
        from = start + 2;
        let Some(length) = text.get(from..).and_then(|rest| rest.find('}')) else { break };
        let inner = text.get(from..from + length).unwrap_or("");
        let range = start..from + length + 1;
        if let Some(literal) = inner.strip_prefix('!') {
            parts.push((range.clone(), format!("${{{literal}}}")));
        } else if is_name(inner.trim()) {
            parts.push((range.clone(), HOLE.to_owned()));
        } else {
            // No name: the service refuses the text, and whoever deploys it says so.
            continue;
        }
        from = range.end;
    }
    parts
}

fn is_name(inner: &str) -> bool {
    !inner.is_empty()
        && inner.chars().all(|letter| letter.is_ascii_alphanumeric() || "_.:".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[track_caller]
    fn check_parts(text: &str, expected: &str) {
        let mut shown = text.to_owned();
        for (range, replacement) in parts(text).into_iter().rev() {
            shown.replace_range(range, &replacement.replace("template_unknown", "?"));
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn names_are_unknown_and_marked_ones_stay() {
        check_parts("a ${B} ${AWS::Region} ${C.Arn} ${!HOME} $D ${", "a ? ? ? ${HOME} $D ${");
    }

    #[test]
    fn what_is_no_name_is_left_alone() {
        check_parts("${x:-y} ${#x} ${}", "${x:-y} ${#x} ${}");
    }
}
