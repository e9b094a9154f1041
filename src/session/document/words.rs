//! Words of sources and those of documents for the same, in any text of a finding.

use crate::hir::AwsType;

/// Sorted.
const WORDS: [(&str, &str); 11] = [
    ("`// allow(", "`# ordain: allow("),
    ("`action.", "`aws:"),
    ("`critical`", "`isCritical: true`"),
    ("`on cancel`", "`onCancel`"),
    ("`on failure continue`", "`onFailure: Continue`"),
    ("`plugin.", "`aws:"),
    ("`timeout`", "`timeoutSeconds`"),
    ("in quotes behind the declaration's own", "as the name of the document"),
    ("of `powershell`", "of `aws:executeScript`"),
    ("of `python`", "of `aws:executeScript`"),
    ("this statement", "this step"),
];

/// Codes whose messages name types.
const OF_TYPES: std::ops::Range<u16> = 300..340;

/// Puts a text of the finding with this number into the words of documents.
pub(super) fn in_words_of_documents(text: &str, number: u16) -> String {
    let text = WORDS.iter().fold(text.to_owned(), |text, (of_source, of_document)| {
        // What was replaced may hold what is looked for.
        if text.contains(of_document) { text } else { text.replace(of_source, of_document) }
    });
    let text = AwsType::ALL.iter().fold(text, |text, ty| text.replace(ty.path(), ty.ssm_name()));
    if OF_TYPES.contains(&number) { with_types(&text) } else { text }
}

/// The text with the types of documents, where types of sources stand between backticks.
fn with_types(text: &str) -> String {
    let parts = text.split('`').enumerate().map(|(place, part)| match type_of_document(part) {
        Some(ty) if place % 2 == 1 => ty,
        _ if place % 2 == 1 => format!("`{part}`"),
        _ => part.to_owned(),
    });
    // A mark without its other half is none.
    if text.matches('`').count() % 2 == 1 { text.to_owned() } else { parts.collect() }
}

/// What documents call a type of sources; nothing for what they call the same.
fn type_of_document(ty: &str) -> Option<String> {
    let ty = ty.trim_end_matches('?');
    let narrowed = |name: &str| ty.strip_prefix(name).is_some_and(|rest| rest.starts_with('('));
    if ty.starts_with("Percent | Int") {
        return Some("a number or a percentage".to_owned());
    }
    let known = match ty {
        "Bool" => "`Boolean`",
        "Int" => "`Integer`",
        "Float" => "a number",
        "Duration" => "a duration",
        "Map" => "`StringMap`",
        "List<Map>" => "`MapList`",
        _ if ty.starts_with("Map<") => "`StringMap`",
        _ if ty.starts_with("List<String") => "`StringList`",
        _ if ty.starts_with("List<") => "a list",
        _ if narrowed("String") => "`String`",
        _ if narrowed("Int") => return Some(ranged(ty)),
        _ => return None,
    };
    Some(known.to_owned())
}

/// `Int(0..5)` in words.
fn ranged(ty: &str) -> String {
    let range = ty.trim_start_matches("Int(").trim_end_matches(')');
    let (low, high) = range.split_once("..").unwrap_or_default();
    match (low, high) {
        ("", "") => "`Integer`".to_owned(),
        ("", high) => format!("an `Integer` of at most {high}"),
        (low, "") => format!("an `Integer` of at least {low}"),
        (low, high) => format!("an `Integer` from {low} to {high}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{WORDS, in_words_of_documents};

    #[test]
    fn the_table_is_sorted() {
        assert!(WORDS.is_sorted());
    }

    #[track_caller]
    fn check_words(text: &str, expected: &str) {
        let once = in_words_of_documents(text, 301);
        assert_eq!(once, expected);
        assert_eq!(in_words_of_documents(&once, 301), expected);
    }

    #[test]
    fn words_are_replaced_once() {
        check_words(
            "without `timeout`, Automation gives up after 7d",
            "without `timeoutSeconds`, Automation gives up after 7d",
        );
        check_words("`plugin.updateAgent` is old", "`aws:updateAgent` is old");
    }

    #[test]
    fn types_are_those_of_documents() {
        check_words(
            "`A` takes `Percent | Int(1..9)`, not `String`",
            "`A` takes a number or a percentage, not `String`",
        );
        check_words("takes `List<String>(items: 1..)`", "takes `StringList`");
        check_words(
            "takes `Int(0..)`, not `Bool`",
            "takes an `Integer` of at least 0, not `Boolean`",
        );
        check_words("not aws.ec2.InstanceId", "not AWS::EC2::Instance::Id");
    }
}
