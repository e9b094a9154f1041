//! The IAM roles that a project's runbooks, windows and rules assume: whom each trusts, and what all
//! that assume it need. Only a role whose ARN the build knows is one; why another is none is said.

mod arn;
mod calls;
mod documents;
mod starters;

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::ssm::Origins;
use crate::text::{FileSpan, Sources};

use super::account::Account;
use super::derive::Derived;
use super::document::Document;
use super::errors;
use super::json::permissions_json;
use super::need::Need;
use super::statements::policy;

pub use arn::OwnRole;
use starters::Gathered;

/// A file of a build that has something started with a role.
#[derive(Clone, Debug)]
pub struct Starter<'d> {
    pub kind: StarterKind,
    /// The path of the file, without its ending.
    pub path: &'d str,
    /// The name in the account.
    pub name: &'d str,
    pub content: &'d Value,
    /// JSON pointers into the content.
    pub origins: &'d Origins,
    /// The declaration.
    pub at: FileSpan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StarterKind {
    Association,
    EventRule,
    Remediation,
    Window,
}

/// Who may assume a role.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Trusted {
    /// Executions of runbooks in the account.
    Automation,
    /// Windows for their tasks, and commands for what they publish.
    SystemsManager,
    /// A rule of EventBridge, as it stands in an ARN: `NAME`, or `BUS/NAME`.
    Rule(String),
}

/// A role, with everything that those who assume it need.
#[derive(Clone, Debug)]
pub struct AssumedRole {
    pub role: OwnRole,
    trusted: Vec<Trusted>,
    needs: Vec<Need>,
    /// The first that names it.
    pub at: FileSpan,
    /// Paths of the files that name it, sorted.
    pub named_by: Vec<String>,
}

/// The roles of a project, sorted, and what is to be said of them.
///
/// `documents` are its runbooks with the paths of their files.
pub fn assumed_roles(
    documents: &[(String, Document<'_>)],
    starters: &[Starter<'_>],
    sources: &Sources,
) -> (Vec<AssumedRole>, Vec<Diagnostic>) {
    let plain: Vec<Document<'_>> = documents.iter().map(|(_, it)| it.clone()).collect();
    let mut gathered = Gathered::new(&plain, sources);
    // Those first who may give a runbook its role.
    starters.iter().for_each(|starter| gathered.starter(starter));
    documents.iter().for_each(|(path, document)| gathered.document(path, document));
    let (uses, mut found) = gathered.ended();
    let mut roles: BTreeMap<OwnRole, AssumedRole> = BTreeMap::new();
    let mut names: BTreeMap<String, (OwnRole, FileSpan)> = BTreeMap::new();
    for one in uses {
        let key = one.role.name.to_ascii_lowercase();
        let (known, first) = names.entry(key).or_insert_with(|| (one.role.clone(), one.at));
        if *known != one.role {
            found.push(errors::two_roles(one.at, &one.role.name, *first));
            continue;
        }
        let role = roles.entry(one.role.clone()).or_insert_with(|| AssumedRole {
            role: one.role.clone(),
            trusted: Vec::new(),
            needs: Vec::new(),
            at: one.at,
            named_by: Vec::new(),
        });
        role.trusted.push(one.trusted);
        role.named_by.push(one.named_by);
        let Derived { needs, findings } = one.derived;
        role.needs.extend(needs);
        found.extend(findings);
    }
    let mut roles: Vec<AssumedRole> = roles.into_values().collect();
    for role in &mut roles {
        role.trusted.sort();
        role.trusted.dedup();
        role.named_by.sort();
        role.named_by.dedup();
        role.needs.sort();
        role.needs.dedup();
    }
    (roles, found)
}

impl AssumedRole {
    /// What it may do; nothing where nobody who assumes it needs anything.
    pub fn permissions(&self, account: &Account) -> Option<Value> {
        let policy = policy(&self.needs);
        (!policy.is_empty()).then(|| permissions_json(&policy, account))
    }

    /// Who may assume it.
    pub fn trust(&self, account: &Account) -> Value {
        calls::trust(&self.trusted, account)
    }
}

/// One reason for a role.
struct Use {
    role: OwnRole,
    trusted: Trusted,
    derived: Derived,
    at: FileSpan,
    /// The path of the file.
    named_by: String,
}
