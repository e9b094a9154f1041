//! `public-resource`: a call that opens something to everybody.

use crate::diagnostic::Diagnostic;
use crate::hir::{Expr, ExprKind, Step, Value};
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

/// Calls that write an object or a bucket with its rights.
const WRITES: &[&str] = &[
    "CopyObject",
    "CreateBucket",
    "CreateMultipartUpload",
    "PutBucketAcl",
    "PutObject",
    "PutObjectAcl",
];

/// The groups of S3 that hold everybody, and everybody with an account of AWS.
const ALL_USERS: &str = "http://acs.amazonaws.com/groups/global/AllUsers";
const ALL_ACCOUNTS: &str = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

/// Members that give a right to what they list. Sorted.
const GRANTS: [&str; 5] =
    ["GrantFullControl", "GrantRead", "GrantReadACP", "GrantWrite", "GrantWriteACP"];

/// What makes public: operations, the path to the member (each `.` one level, lists passed through;
/// empty where the call itself does it), and its values. Sorted by the path.
const OPENING: &[(&[&str], &str, &[&str])] = &[
    (&["DeletePublicAccessBlock"], "", &[]),
    (WRITES, "ACL", &["authenticated-read", "public-read", "public-read-write"]),
    (&["AddPermission"], "AWSAccountId", &["*"]),
    (&["AddPermission"], "AWSAccountIds", &["*"]),
    (
        &["PutBucketAcl", "PutObjectAcl"],
        "AccessControlPolicy.Grants.Grantee.URI",
        &[ALL_USERS, ALL_ACCOUNTS],
    ),
    (&["ModifyDocumentPermission"], "AccountIdsToAdd", &["all"]),
    (&["CreateFunctionUrlConfig", "UpdateFunctionUrlConfig"], "AuthType", &["NONE"]),
    (&["ModifySnapshotAttribute"], "CreateVolumePermission.Add.Group", &["all"]),
    (&["ModifySnapshotAttribute"], "GroupNames", &["all"]),
    (&["ModifyImageAttribute"], "LaunchPermission.Add.Group", &["all"]),
    (&["ModifyFpgaImageAttribute"], "LoadPermission.Add.Group", &["all"]),
    (&["AddLayerVersionPermission", "AddPermission", "PutPermission"], "Principal", &["*"]),
    (&["PutPublicAccessBlock"], "PublicAccessBlockConfiguration.BlockPublicAcls", &["false"]),
    (&["PutPublicAccessBlock"], "PublicAccessBlockConfiguration.BlockPublicPolicy", &["false"]),
    (&["PutPublicAccessBlock"], "PublicAccessBlockConfiguration.IgnorePublicAcls", &["false"]),
    (&["PutPublicAccessBlock"], "PublicAccessBlockConfiguration.RestrictPublicBuckets", &["false"]),
    (
        &[
            "CreateBroker",
            "CreateCluster",
            "CreateDBCluster",
            "CreateDBInstance",
            "CreateDBInstanceReadReplica",
            "CreateReplicationInstance",
            "ModifyCluster",
            "ModifyDBInstance",
            "RestoreDBClusterFromSnapshot",
            "RestoreDBClusterToPointInTime",
            "RestoreDBInstanceFromDBSnapshot",
            "RestoreDBInstanceFromS3",
            "RestoreDBInstanceToPointInTime",
            "RestoreFromClusterSnapshot",
        ],
        "PubliclyAccessible",
        &["true"],
    ),
    (&["ModifyFpgaImageAttribute", "ModifyImageAttribute"], "UserGroups", &["all"]),
    (&["ModifyDBClusterSnapshotAttribute", "ModifyDBSnapshotAttribute"], "ValuesToAdd", &["all"]),
];

/// Inputs that say who of everybody is meant. Sorted.
const NARROWING: [&str; 5] =
    ["Condition", "OrganizationId", "PrincipalOrgID", "SourceAccount", "SourceArn"];

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (step, view) in cx.runbooks.iter().flat_map(|view| view.steps()) {
        let Some((_, name)) = operation(step) else { continue };
        // With the older members the same call takes a permission away.
        let is_closing = input_text(step, "OperationType") == Some("remove");
        if is_closing || NARROWING.iter().any(|it| input(step, it).is_some()) {
            continue;
        }
        let at = view.statement.at;
        if let Some((at, path)) = opening(step, name, at).or_else(|| granting(step, name)) {
            let verb =
                if name.ends_with("PublicAccessBlock") { "lets others open" } else { "opens" };
            let found_here = RULE
                .finding(at, format!("`{name}` {verb} this to everybody"))
                .label(if path.is_empty() { "the call".to_owned() } else { format!("`{path}`") })
                .related(view.statement.at, "the step")
                .help("name the accounts that may use it, or keep it closed");
            found.push(found_here);
        }
    }
    found
}

/// The place of what makes public, and the path of its row.
fn opening(step: &Step, name: &str, call: FileSpan) -> Option<(FileSpan, &'static str)> {
    let mut rows = OPENING.iter().filter(|(operations, _, _)| operations.contains(&name));
    rows.find_map(|(_, path, values)| {
        if path.is_empty() {
            return Some((call, *path));
        }
        let (first, rest) = path.split_once('.').unwrap_or((*path, ""));
        let input = input(step, first)?;
        values.iter().find_map(|value| holds(input, rest, value)).map(|at| (at, *path))
    })
}

/// The place of a grant to everybody.
fn granting(step: &Step, name: &str) -> Option<(FileSpan, &'static str)> {
    let grants = GRANTS.into_iter().filter(|_| WRITES.contains(&name));
    grants.filter_map(|grant| Some((grant, input(step, grant)?))).find_map(|(grant, value)| {
        let text = value.as_const().and_then(Value::as_str)?;
        (text.contains(ALL_USERS) || text.contains(ALL_ACCOUNTS)).then_some((value.at, grant))
    })
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
    use super::{GRANTS, NARROWING, OPENING, WRITES};

    #[test]
    fn the_tables_are_sorted() {
        assert!(OPENING.is_sorted_by_key(|row| row.1));
        assert!(OPENING.iter().all(|row| row.0.is_sorted() && row.2.is_sorted()));
        assert!(WRITES.is_sorted() && GRANTS.is_sorted() && NARROWING.is_sorted());
    }
}
