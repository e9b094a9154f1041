//! Which members of inputs hold a role, or an instance profile with one, that a call hands over.
//!
//! Whoever hands a role to a service needs `iam:PassRole`, whether AWS's reference lists it beside
//! the operation or not; so the names of the members decide, and what the operation does.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html>

use crate::aws::{Kind, Operation, Shape};

/// No input nests roles deeper.
const DEPTH: usize = 7;

/// What a member holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleMember {
    /// The name or the ARN of a role.
    Role,
    /// The name or the ARN of an instance profile: which role is in it, the call does not say.
    Profile,
}

/// What may stand behind the word "role" in the name of a member that holds one. Sorted.
const ENDINGS: &[&str] = &[
    "",
    "arn",
    "arnforlogging",
    "arns",
    "arnupdate",
    "fordatasourcearn",
    "foridentitycenterapplicationarn",
    "identifier",
    "name",
    "namearn",
    "override",
    "s",
    "update",
];

/// Names that are made like those of roles, of what no call hands over: roles of other systems,
/// roles in other accounts, which cannot be handed over, roles that people assume. Sorted.
const NO_ROLES: &[&str] = &[
    "approvalrole",
    "assumablerolearns",
    "crossaccountrole",
    "crossaccountrolearn",
    "crossaccountrolearns",
    "databaseaccesscontrolrole",
    "delivercrossaccountrole",
    // Of stack sets and of automations in other accounts.
    "executionrolename",
    "geographicrole",
    "keyrole",
    "masterbackendrole",
    "organizationrolename",
    "removeiamroles",
    "snowflakerole",
    "userrolename",
];

/// Instance profiles that are called otherwise: service and member. Sorted.
///
/// <https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-iam-role-for-ec2.html>
/// <https://docs.aws.amazon.com/batch/latest/userguide/instance_IAM_role.html>
const PROFILES: &[(&str, &str)] = &[("batch", "instancerole"), ("emr", "jobflowrole")];

/// Roles that are called otherwise: service and member. Sorted.
///
/// <https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html>
const ROLES: &[(&str, &str)] = &[("ec2", "deliverlogspermissionarn")];

/// Maps whose values are roles, and those whose values are where the key says so: service and
/// member. Sorted.
///
/// <https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html>
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-setup-iam.html>
const MAPS: &[(&str, &str, &str)] =
    &[("cognito-identity", "Roles", ""), ("ssm", "Parameters", "assumerole")];

/// Services whose members of such names are no roles of IAM, or are what the call is about, not
/// what it hands over. Sorted.
const OTHER_SERVICES: &[&str] = &["iam", "mq", "organizations", "securityhub", "sts"];

/// Operations of these services that hand over a role all the same. Sorted.
///
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_AddRoleToInstanceProfile.html>
const HANDED_OVER: &[(&str, &str)] = &[("iam", "AddRoleToInstanceProfile")];

/// Verbs of operations that take something away or only look. Sorted.
const NO_HANDING_OVER: &[&str] = &[
    "Cancel",
    "Delete",
    "Deregister",
    "Describe",
    "Detach",
    "Disable",
    "Disassociate",
    "Get",
    "List",
    "Remove",
    "Revoke",
    "Search",
    "Stop",
    "Terminate",
];

/// What a member of this name holds, in a call of the operation; nothing where it is no role, or
/// where such calls hand none over. The name is the last one of a path.
pub fn role_member(operation: Operation<'_>, member: &str) -> Option<RoleMember> {
    let service = operation.model().name();
    let name = operation.name();
    let is_other = OTHER_SERVICES.contains(&service) && !HANDED_OVER.contains(&(service, name));
    if is_other || NO_HANDING_OVER.iter().any(|verb| starts_with_word(name, verb)) {
        return None;
    }
    let member = member.to_ascii_lowercase();
    let member = member.as_str();
    // Migrations of databases have instance profiles of their own; IAM is given a role for one.
    let is_profile = !["dms", "iam"].contains(&service) && member.contains("instanceprofile");
    if is_profile || PROFILES.contains(&(service, member)) {
        return Some(RoleMember::Profile);
    }
    if ROLES.contains(&(service, member)) {
        return Some(RoleMember::Role);
    }
    let (_, ending) = member.rsplit_once("role")?;
    let is_role =
        ENDINGS.binary_search(&ending).is_ok() && NO_ROLES.binary_search(&member).is_err();
    is_role.then_some(RoleMember::Role)
}

/// What a value of a call holds, by its path from the top of the input: names with dots between
/// them, lists without a mark. Keys of maps are no members, whatever they are called. A path that
/// the operation does not have is an input of an action of Automation, and goes by its name.
pub fn role_at(operation: Operation<'_>, path: &str) -> Option<RoleMember> {
    let last = path.rsplit('.').next().unwrap_or(path);
    let is_input =
        |name: &str| operation.input().is_some_and(|it| it.members().get(name).is_some());
    if !path.split('.').next().is_some_and(is_input) {
        return role_member(operation, last);
    }
    let mut shape = operation.input()?;
    let mut around = "";
    for name in path.split('.') {
        match shape.kind() {
            Kind::Map { .. } => return in_map(operation, around, name),
            _ => shape = without_lists(shape.members().get(name)?.shape()),
        }
        around = name;
    }
    is_text_or_profile(shape, last).then(|| role_member(operation, last)).flatten()
}

/// Paths of all members of an input that hold a role, with `[]` for each list. Sorted.
pub fn role_paths(operation: Operation<'_>) -> Vec<(String, RoleMember)> {
    let mut found = Vec::new();
    if let Some(input) = operation.input() {
        collect(operation, (input, ""), DEPTH, &mut found);
    }
    found.sort_by(|left: &(String, RoleMember), right| left.0.cmp(&right.0));
    found
}

fn collect(
    operation: Operation<'_>,
    (shape, path): (Shape<'_>, &str),
    depth: usize,
    found: &mut Vec<(String, RoleMember)>,
) {
    let Some(depth) = depth.checked_sub(1) else { return };
    for member in shape.members().iter() {
        let name = member.name();
        let dot = if path.is_empty() { "" } else { "." };
        let mut path = format!("{path}{dot}{name}");
        let mut inside = member.shape();
        while let Kind::List { element, .. } = inside.kind() {
            path.push_str("[]");
            inside = element;
        }
        if let Some(role) =
            role_member(operation, name).filter(|_| is_text_or_profile(inside, name))
        {
            found.push((path, role));
        } else {
            collect(operation, (inside, &path), depth, found);
        }
    }
}

fn in_map(operation: Operation<'_>, map: &str, key: &str) -> Option<RoleMember> {
    let service = operation.model().name();
    let row = MAPS.iter().find(|row| (row.0, row.1) == (service, map))?;
    key.to_ascii_lowercase().ends_with(row.2).then_some(RoleMember::Role)
}

fn without_lists(mut shape: Shape<'_>) -> Shape<'_> {
    while let Kind::List { element, .. } = shape.kind() {
        shape = element;
    }
    shape
}

/// A role is a text that is not one of a few; a profile may have members of its own.
fn is_text_or_profile(shape: Shape<'_>, name: &str) -> bool {
    match shape.kind() {
        Kind::String(text) => text.values.is_empty(),
        _ => name.to_ascii_lowercase().ends_with("iaminstanceprofile"),
    }
}

/// Whether a name begins with a word, not with a longer one: `List`, not `Listen`.
fn starts_with_word(name: &str, word: &str) -> bool {
    let rest = name.strip_prefix(word);
    rest.is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::{ENDINGS, HANDED_OVER, MAPS, NO_HANDING_OVER, NO_ROLES, OTHER_SERVICES, PROFILES};
    use super::{ROLES, RoleMember, role_at, role_paths};
    use crate::aws::{Operation, Service};

    fn operation(service: &str, name: &str) -> Operation<'static> {
        Service::named(service).unwrap().model().operation(name).unwrap()
    }

    #[test]
    fn the_tables_are_sorted() {
        for table in [ENDINGS, NO_HANDING_OVER, NO_ROLES, OTHER_SERVICES] {
            assert!(table.is_sorted());
        }
        for table in [PROFILES, ROLES, HANDED_OVER] {
            assert!(table.is_sorted());
        }
        assert!(MAPS.is_sorted());
    }

    #[test]
    fn keys_of_maps_are_no_members() {
        let create = operation("lambda", "CreateFunction");
        assert_eq!(role_at(create, "Role"), Some(RoleMember::Role));
        assert_eq!(role_at(create, "Environment.Variables.ROLE"), None);
        let start = operation("ssm", "StartAutomationExecution");
        assert_eq!(role_at(start, "Parameters.AutomationAssumeRole"), Some(RoleMember::Role));
        assert_eq!(role_at(start, "Parameters.Role"), None);
    }

    #[test]
    fn what_a_call_looks_at_or_takes_away_is_not_handed_over() {
        assert_eq!(role_at(operation("rds", "RemoveRoleFromDBCluster"), "RoleArn"), None);
        assert!(role_paths(operation("iam", "UpdateRole")).is_empty());
        let paths = role_paths(operation("ec2", "RequestSpotFleet"));
        assert!(paths.iter().any(|it| it.0 == "SpotFleetRequestConfig.IamFleetRole"), "{paths:?}");
    }
}
