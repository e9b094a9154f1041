//! Roles that a call hands to a service: `iam:PassRole`, with `iam:PassedToService`.

use crate::aws::permission::{RoleMember, role_at, role_paths};

use super::derive::Call;
use super::glob::Glob;
use super::principals::principal;
use super::resources::arn;
use super::values::{ACCOUNT, PARTITION};

/// Calls that hand over roles which stand in something else that they name: service, operation,
/// member, and what has the roles. Sorted.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html>
const BEHIND: &[(&str, &str, &str, &str)] = &[
    ("ecs", "RunTask", "taskDefinition", "the roles of the task definition"),
    ("ecs", "StartTask", "taskDefinition", "the roles of the task definition"),
];

/// Members that name what may have a role in it: service, operation, member. Sorted.
///
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html>
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/permissions-for-launch-templates.html>
const PERHAPS_BEHIND: &[(&str, &str, &str)] = &[
    ("autoscaling", "CreateAutoScalingGroup", "LaunchTemplate"),
    ("autoscaling", "CreateAutoScalingGroup", "MixedInstancesPolicy"),
    ("autoscaling", "UpdateAutoScalingGroup", "LaunchTemplate"),
    ("autoscaling", "UpdateAutoScalingGroup", "MixedInstancesPolicy"),
    ("ec2", "CreateFleet", "LaunchTemplateConfigs"),
    ("ec2", "RequestSpotFleet", "SpotFleetRequestConfig.LaunchTemplateConfigs"),
    ("ec2", "RunInstances", "LaunchTemplate"),
];

/// A role that a call hands over.
pub(super) struct Passed {
    pub(super) roles: Vec<Glob>,
    /// Nothing where it is not known which service gets it.
    pub(super) to: Option<&'static str>,
    /// The member that names it.
    pub(super) member: String,
    /// Whether the member names an instance profile, whose role is not to be seen.
    pub(super) is_profile: bool,
}

/// The roles that a call hands over; `prefix` is that of its action.
pub(super) fn passed_roles(prefix: &str, call: &Call<'_>) -> Vec<Passed> {
    let Call { service, operation, arguments } = call;
    let mut found = Vec::new();
    for (path, globs) in arguments.all() {
        let Some(kind) = role_at(*operation, path) else { continue };
        let is_profile = kind == RoleMember::Profile;
        if is_empty(globs) && !(is_profile && globs.is_empty()) {
            continue;
        }
        let roles = if is_profile { vec![any_role()] } else { globs.iter().map(role).collect() };
        found.push(Passed {
            roles,
            to: principal(prefix, operation.name(), path),
            member: path.rsplit('.').next().unwrap_or(path).to_owned(),
            is_profile,
        });
    }
    found.extend(in_open_values(prefix, call));
    let is_here = |row: &&(&str, &str, &str, &str)| {
        (row.0, row.1) == (service.name(), operation.name()) && arguments.at(row.2).is_some()
    };
    found.extend(BEHIND.iter().find(is_here).map(|row| Passed {
        roles: vec![Glob::within(any_role().text, row.3)],
        to: principal(prefix, operation.name(), "taskRoleArn"),
        member: row.2.to_owned(),
        is_profile: false,
    }));
    found
}

/// Roles that may stand in a value which only the run knows.
fn in_open_values(prefix: &str, call: &Call<'_>) -> Vec<Passed> {
    let Call { operation, arguments, .. } = call;
    let mut found = Vec::new();
    for (path, _) in role_paths(*operation) {
        let plain = path.replace("[]", "");
        let Some(globs) = arguments.at(&plain).filter(|_| !arguments.has(&plain)) else { continue };
        let open: Vec<Glob> = globs.into_iter().filter(|glob| !glob.open.is_empty()).collect();
        if !open.is_empty() {
            found.push(Passed {
                roles: open.iter().map(role).collect(),
                to: principal(prefix, operation.name(), &plain),
                member: plain,
                is_profile: false,
            });
        }
    }
    found
}

/// Whether a call may hand over a role that nothing in its input shows.
pub(super) fn may_be_behind(call: &Call<'_>) -> bool {
    let name = (call.service.name(), call.operation.name());
    let is_given = |member: &str| call.arguments.at(member).is_some();
    PERHAPS_BEHIND.iter().any(|row| (row.0, row.1) == name && is_given(row.2))
}

/// Whether a role is given at all: an empty text means that none is.
fn is_empty(globs: &[Glob]) -> bool {
    globs.iter().all(|glob| glob.text.is_empty())
}

/// The ARN of a role that is given by its ARN or by its name.
pub(super) fn role(glob: &Glob) -> Glob {
    if let Some(arn) = arn(glob) {
        return arn;
    }
    if glob.is_anything() || glob.text.starts_with("arn:") {
        // Roles are handed over within one account only.
        return Glob { text: any_role().text, open: glob.open.clone() };
    }
    Glob {
        text: format!("arn:{PARTITION}:iam::{ACCOUNT}:role/{}", glob.text),
        open: glob.open.clone(),
    }
}

pub(super) fn any_role() -> Glob {
    Glob::pattern(format!("arn:{PARTITION}:iam::{ACCOUNT}:role/*"))
}

#[cfg(test)]
mod tests {
    use super::{BEHIND, PERHAPS_BEHIND};
    use crate::aws::Service;

    #[test]
    fn the_tables_are_sorted_and_name_operations_that_there_are() {
        assert!(BEHIND.is_sorted() && PERHAPS_BEHIND.is_sorted());
        let behind = BEHIND.iter().map(|row| (row.0, row.1));
        for (service, operation) in behind.chain(PERHAPS_BEHIND.iter().map(|row| (row.0, row.1))) {
            let model = Service::named(service).expect("a service").model();
            assert!(model.operation(operation).is_some(), "{service}.{operation}");
        }
    }
}
