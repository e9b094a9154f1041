//! The IAM roles that the artifacts of a project assume, as artifacts: only where they are asked for.

use serde_json::{Value, json};

use crate::diagnostic::Diagnostic;
use crate::iam::{Account, AssumedRole, Document, Starter, StarterKind, assumed_roles, large_role};
use crate::lower::{Content, Lowered, LoweredKind};
use crate::resolve::Format;
use crate::ssm::Origins;

use super::build::{self, declaration_at, declarations};
use super::iam::{Prepared, document, prepare};
use super::{Analysis, Session, has_errors};

/// Whether a build makes the IAM roles that its artifacts assume.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Roles {
    /// As the manifest says: `[deploy] roles`.
    #[default]
    Manifest,
    Make,
    /// Not even where the manifest says so.
    Leave,
}

/// What the description of a role begins with; the name of the project stands behind it. Lists of
/// roles have no tags, and a deploy tells by it which may be the project's.
pub const ROLE_DESCRIPTION: &str = "Made by Ordain for ";

/// What the one inline policy of a role is called.
const POLICY: &str = "ordain";

/// The most characters of all inline policies of a role together, and of its trust policy, white
/// space not counted.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
const POLICY_CHARACTERS: usize = 10_240;
const TRUST_CHARACTERS: usize = 2_048;

/// What a reference to the place takes where it is filled in: the account has twelve digits, the
/// longest partition of a public cloud is `aws-us-gov`.
const PLACE: [(&str, &str); 2] =
    [("${place#Account}", "111122223333"), ("${place#Partition}", "aws-us-gov")];

impl Session {
    /// Adds the roles to what was made. Needs everything that the project makes: a role is for all
    /// who assume it.
    pub(super) fn add_roles(&self, analysis: &mut Analysis, (roles, format): (Roles, Format)) {
        let is_asked = match roles {
            Roles::Make => true,
            Roles::Manifest => self.manifest().deploy.roles,
            Roles::Leave => false,
        };
        if !is_asked || has_errors(&analysis.diagnostics) {
            return;
        }
        let (made, found) = self.roles(analysis);
        analysis.diagnostics.extend(found);
        for (role, _) in &made {
            for one in &mut analysis.emitted {
                if role.named_by.contains(&one.lowered().path) {
                    one.add_need(path_of(role));
                }
            }
        }
        let lowered = made.into_iter().map(|(_, lowered)| lowered).collect();
        let (emitted, found) = build::emit(lowered, format);
        analysis.emitted.extend(emitted);
        analysis.diagnostics.extend(found);
        self.put_in_order(&mut analysis.diagnostics);
    }

    fn roles(&self, analysis: &Analysis) -> (Vec<(AssumedRole, Lowered)>, Vec<Diagnostic>) {
        let parts = self.parts();
        let parts = declarations(&parts);
        let items: Vec<&Lowered> = analysis.emitted.iter().map(|one| one.lowered()).collect();
        let prepared: Vec<Prepared<'_>> = items
            .iter()
            .filter_map(|item| prepare(item, declaration_at(&parts, item.source)))
            .collect();
        let documents: Vec<(String, Document<'_>)> =
            prepared.iter().map(|one| (one.item.path.clone(), document(one))).collect();
        let origins: Vec<Origins> =
            items.iter().map(|item| item.origins.iter().cloned().collect()).collect();
        let pairs = items.iter().zip(&origins);
        let starters: Vec<Starter<'_>> =
            pairs.filter_map(|(item, origins)| starter(item, origins)).collect();
        let (roles, mut found) = assumed_roles(&documents, &starters, &self.sources);
        let project = self.manifest().name.as_ref().map(|name| name.value.as_str());
        let roles: Vec<(AssumedRole, Lowered)> = roles
            .into_iter()
            .map(|role| {
                let lowered = lowered(&role, project);
                found.extend(too_large(&role, &lowered));
                (role, lowered)
            })
            .collect();
        (roles, found)
    }
}

fn starter<'e>(item: &'e Lowered, origins: &'e Origins) -> Option<Starter<'e>> {
    let kind = match item.kind {
        LoweredKind::Association => StarterKind::Association,
        LoweredKind::EventRule => StarterKind::EventRule,
        LoweredKind::Remediation => StarterKind::Remediation,
        LoweredKind::Window => StarterKind::Window,
        LoweredKind::AutomationDocument
        | LoweredKind::CommandDocument
        | LoweredKind::SessionDocument
        | LoweredKind::OtherDocument
        | LoweredKind::DocumentRequest
        | LoweredKind::Request
        | LoweredKind::Parameter
        | LoweredKind::PatchBaseline
        | LoweredKind::ResourceGroup
        | LoweredKind::DataSync
        | LoweredKind::Role
        | LoweredKind::Stack => return None,
    };
    let Content::Request(content) = &item.content else { return None };
    let (path, name, at) = (item.path.as_str(), item.name.as_str(), item.source);
    Some(Starter { kind, path, name, content, origins, at })
}

fn path_of(role: &AssumedRole) -> String {
    format!("roles/{}", role.role.name)
}

/// The file of a role: the requests CreateRole and PutRolePolicy; with the account, where it is a
/// role of that one only.
fn lowered(role: &AssumedRole, project: Option<&str>) -> Lowered {
    let own = &role.role;
    // A role serves all Regions of an account, and the deploy of each must want the same of it.
    let account = Account {
        partition: Some("${place#Partition}".to_owned()),
        region: Some("*".to_owned()),
        account: Some(own.account.clone().unwrap_or_else(|| "${place#Account}".to_owned())),
    };
    let mut request = json!({ "RoleName": own.name });
    if own.path != "/" {
        request["Path"] = json!(own.path);
    }
    request["AssumeRolePolicyDocument"] = json!(role.trust(&account).to_string());
    request["Description"] = json!(match project {
        Some(project) => format!("{ROLE_DESCRIPTION}{project}"),
        None => "Made by Ordain".to_owned(),
    });
    let mut content = json!({ "role": request });
    if let Some(policy) = role.permissions(&account) {
        content["policy"] = json!({ "PolicyName": POLICY, "PolicyDocument": policy.to_string() });
    }
    if let Some(account) = &own.account {
        content["account"] = json!(account);
    }
    Lowered {
        kind: LoweredKind::Role,
        name: own.name.clone(),
        path: path_of(role),
        content: Content::Request(content),
        origins: Vec::new(),
        depends_on: Vec::new(),
        source: role.at,
    }
}

/// Policies that IAM refuses for their length.
fn too_large(role: &AssumedRole, lowered: &Lowered) -> Vec<Diagnostic> {
    let Content::Request(content) = &lowered.content else { return Vec::new() };
    let texts = [
        ("policy", &content["policy"]["PolicyDocument"], POLICY_CHARACTERS),
        ("trust policy", &content["role"]["AssumeRolePolicyDocument"], TRUST_CHARACTERS),
    ];
    let problem = |(what, text, most): (&'static str, &Value, usize)| {
        let text = PLACE.iter().fold(text.as_str()?.to_owned(), |text, (reference, filled)| {
            text.replace(reference, filled)
        });
        let characters = text.chars().filter(|it| !it.is_whitespace()).count();
        (characters > most).then(|| large_role(role.at, &role.role.name, (what, characters), most))
    };
    texts.into_iter().filter_map(problem).collect()
}
