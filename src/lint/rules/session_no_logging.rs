//! `session-no-logging`: a session that leaves no record.

use crate::diagnostic::Diagnostic;
use crate::lint::context::{Context, DocumentView};
use crate::lint::rule::{BASE, Group, LintRule};
use crate::markup::Node;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "session-no-logging",
    title: "a session that leaves no record",
    group: Group::Security,
    page: page!("session-no-logging"),
    checked: &[627],
    look: Some(look),
    ..BASE
};

/// Where a session document says where its record goes.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html>
const RECORDS: [&str; 2] = ["cloudWatchLogGroupName", "s3BucketName"];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    cx.written.iter().filter_map(of_document).collect()
}

/// Of a source, checking finds it.
fn of_document(written: &DocumentView<'_>) -> Option<Diagnostic> {
    let kind = written.root.get("sessionType")?;
    if kind.as_str() != Some("Standard_Stream") {
        return None;
    }
    let inputs = written.root.get("inputs");
    let is_given = |key: &str| {
        let value = inputs.and_then(|inputs| inputs.get(key)).and_then(Node::as_str);
        value.is_some_and(|text| !text.trim().is_empty())
    };
    if RECORDS.into_iter().any(is_given) {
        return None;
    }
    let found = RULE
        .finding(written.at(kind.span), "this session leaves no record of what is done in it")
        .label("logged nowhere")
        .help("give `cloudWatchLogGroupName` or `s3BucketName` in `inputs`");
    Some(found)
}
