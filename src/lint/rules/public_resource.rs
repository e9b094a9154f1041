//! `public-resource`: a call that opens something to everybody.

use crate::diagnostic::Diagnostic;
use crate::hir::{Expr, ExprKind, Value};
use crate::lint::api::{input, input_text, operation};
use crate::lint::context::Context;
use crate::lint::rule::{BASE, Group, LintRule};
use crate::text::FileSpan;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "public-resource",
    title: "a call that opens something to everybody",
    group: Group::Security,
    page: page!("public-resource"),
    look: Some(look),
    ..BASE
};

/// Calls that make public what they name: operation, path to the member (each `.` one level, lists
/// passed through), and the value. Sorted.
const OPENING: &[(&str, &str, &str)] = &[
    ("CreateBucket", "ACL", "authenticated-read"),
    ("CreateBucket", "ACL", "public-read"),
    ("CreateBucket", "ACL", "public-read-write"),
    ("CreateCluster", "PubliclyAccessible", "true"),
    ("CreateDBInstance", "PubliclyAccessible", "true"),
    ("CreateDBInstanceReadReplica", "PubliclyAccessible", "true"),
    ("CreateFunctionUrlConfig", "AuthType", "NONE"),
    ("ModifyCluster", "PubliclyAccessible", "true"),
    ("ModifyDBInstance", "PubliclyAccessible", "true"),
    ("ModifyDocumentPermission", "AccountIdsToAdd", "all"),
    ("ModifyImageAttribute", "LaunchPermission.Add.Group", "all"),
    ("ModifyImageAttribute", "UserGroups", "all"),
    ("ModifySnapshotAttribute", "CreateVolumePermission.Add.Group", "all"),
    ("ModifySnapshotAttribute", "GroupNames", "all"),
    ("PutBucketAcl", "ACL", "authenticated-read"),
    ("PutBucketAcl", "ACL", "public-read"),
    ("PutBucketAcl", "ACL", "public-read-write"),
    ("PutObject", "ACL", "public-read"),
    ("PutObject", "ACL", "public-read-write"),
    ("PutPublicAccessBlock", "PublicAccessBlockConfiguration.BlockPublicAcls", "false"),
    ("PutPublicAccessBlock", "PublicAccessBlockConfiguration.BlockPublicPolicy", "false"),
    ("PutPublicAccessBlock", "PublicAccessBlockConfiguration.IgnorePublicAcls", "false"),
    ("PutPublicAccessBlock", "PublicAccessBlockConfiguration.RestrictPublicBuckets", "false"),
    ("RestoreDBInstanceFromDBSnapshot", "PubliclyAccessible", "true"),
    ("RestoreDBInstanceToPointInTime", "PubliclyAccessible", "true"),
    ("RestoreFromClusterSnapshot", "PubliclyAccessible", "true"),
    ("UpdateFunctionUrlConfig", "AuthType", "NONE"),
];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (step, view) in cx.runbooks.iter().flat_map(|view| view.steps()) {
        let Some((_, name)) = operation(step) else { continue };
        // With the older members the same call takes a permission away.
        if input_text(step, "OperationType") == Some("remove") {
            continue;
        }
        let rows = OPENING.iter().filter(|(operation, _, _)| *operation == name);
        let opening = rows.filter_map(|(_, path, value)| {
            let (first, rest) = path.split_once('.').unwrap_or((*path, ""));
            let at = holds(input(step, first)?, rest, value)?;
            Some((at, *path))
        });
        if let Some((at, path)) = opening.into_iter().next() {
            found.push(
                RULE.finding(at, format!("`{name}` opens this to everybody"))
                    .label(format!("`{path}`"))
                    .related(view.statement.at, "the step")
                    .help("name the accounts that may use it, or keep it closed"),
            );
        }
    }
    found
}

/// The place of a value below an expression.
fn holds(expr: &Expr, path: &str, wanted: &str) -> Option<FileSpan> {
    match &expr.kind {
        ExprKind::Const(value) => value_holds(value, path, wanted).then_some(expr.at),
        ExprKind::Record(members) => {
            let (first, rest) = path.split_once('.').unwrap_or((path, ""));
            let (_, value) = members.iter().find(|(name, _)| name == first)?;
            holds(value, rest, wanted)
        }
        ExprKind::List(_) => expr.parts().into_iter().find_map(|it| holds(it, path, wanted)),
        _ => None,
    }
}

fn value_holds(value: &Value, path: &str, wanted: &str) -> bool {
    match value {
        Value::List(items) => items.iter().any(|item| value_holds(item, path, wanted)),
        Value::Record(members) => {
            let (first, rest) = path.split_once('.').unwrap_or((path, ""));
            members.get(first).is_some_and(|value| value_holds(value, rest, wanted))
        }
        Value::Bool(flag) => path.is_empty() && flag.to_string() == wanted,
        other => path.is_empty() && other.as_str() == Some(wanted),
    }
}

#[cfg(test)]
mod tests {
    use super::OPENING;

    #[test]
    fn the_table_is_sorted() {
        assert!(OPENING.is_sorted());
    }
}
