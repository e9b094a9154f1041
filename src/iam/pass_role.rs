//! Roles that a call hands to a service: `iam:PassRole`, with `iam:PassedToService`.

use super::arguments::Arguments;
use super::glob::Glob;
use super::resources::arn;
use super::values::{ACCOUNT, PARTITION};

/// Services that get roles: the prefix of the action, a word in the member's name or nothing, and
/// the principal. The first row that fits counts; those with a word stand first. The principals
/// are those that each service's own page on its roles names.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html>
const PRINCIPALS: &[(&str, &str, &str)] = &[
    ("apigateway", "", "apigateway.amazonaws.com"),
    ("apprunner", "accessrole", "build.apprunner.amazonaws.com"),
    ("appsync", "", "appsync.amazonaws.com"),
    ("autoscaling", "", "autoscaling.amazonaws.com"),
    ("backup", "", "backup.amazonaws.com"),
    ("batch", "", "batch.amazonaws.com"),
    ("bedrock", "", "bedrock.amazonaws.com"),
    ("cloudformation", "", "cloudformation.amazonaws.com"),
    ("cloudtrail", "", "cloudtrail.amazonaws.com"),
    ("codebuild", "", "codebuild.amazonaws.com"),
    ("codedeploy", "", "codedeploy.amazonaws.com"),
    ("codepipeline", "", "codepipeline.amazonaws.com"),
    ("config", "", "config.amazonaws.com"),
    ("datasync", "", "datasync.amazonaws.com"),
    ("dlm", "", "dlm.amazonaws.com"),
    ("dms", "", "dms.amazonaws.com"),
    ("ec2", "deliverlogs", "vpc-flow-logs.amazonaws.com"),
    ("ec2", "instanceprofile", "ec2.amazonaws.com"),
    ("ecs", "", "ecs-tasks.amazonaws.com"),
    ("eks", "noderole", "ec2.amazonaws.com"),
    ("eks", "", "eks.amazonaws.com"),
    ("events", "", "events.amazonaws.com"),
    ("firehose", "", "firehose.amazonaws.com"),
    ("fis", "", "fis.amazonaws.com"),
    ("glue", "", "glue.amazonaws.com"),
    ("imagebuilder", "", "imagebuilder.amazonaws.com"),
    ("iot", "", "iot.amazonaws.com"),
    ("lambda", "", "lambda.amazonaws.com"),
    ("opensearch", "", "opensearchservice.amazonaws.com"),
    ("pipes", "", "pipes.amazonaws.com"),
    ("rds", "monitoring", "monitoring.rds.amazonaws.com"),
    ("rds", "", "rds.amazonaws.com"),
    ("redshift", "", "redshift.amazonaws.com"),
    ("sagemaker", "", "sagemaker.amazonaws.com"),
    ("scheduler", "", "scheduler.amazonaws.com"),
    ("ssm", "", "ssm.amazonaws.com"),
    ("states", "", "states.amazonaws.com"),
    ("transfer", "", "transfer.amazonaws.com"),
];

/// Services whose members of that name are not handed over: they are what the call is about.
const OWN_ROLES: &[&str] = &["iam", "organizations", "sts"];

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

/// The roles that the arguments of a call hold.
pub(super) fn passed_roles(prefix: &str, arguments: &Arguments) -> Vec<Passed> {
    if OWN_ROLES.contains(&prefix) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (path, globs) in arguments.all() {
        let member = path.rsplit('.').next().unwrap_or(path);
        let plain = member.to_ascii_lowercase();
        let is_profile = plain == "iaminstanceprofile"
            || plain == "iaminstanceprofilename"
            || plain == "iaminstanceprofilearn";
        let is_role =
            plain.ends_with("rolearn") || plain == "role" || plain == "deliverlogspermissionarn";
        // What a child automation is given as its role.
        let is_role = is_role || prefix == "ssm" && plain.ends_with("assumerole");
        if !is_profile && (!is_role || is_empty(globs)) {
            continue;
        }
        let roles = if is_profile { vec![any_role()] } else { globs.iter().map(role).collect() };
        found.push(Passed {
            roles,
            to: principal(prefix, &path.to_ascii_lowercase()),
            member: member.to_owned(),
            is_profile,
        });
    }
    found
}

/// Whether a role is given at all: an empty text means that none is.
fn is_empty(globs: &[Glob]) -> bool {
    globs.iter().all(|glob| glob.text.is_empty())
}

/// The service that gets a role.
fn principal(prefix: &str, member: &str) -> Option<&'static str> {
    let row =
        PRINCIPALS.iter().find(|(service, word, _)| *service == prefix && member.contains(word));
    row.map(|(_, _, principal)| *principal)
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
    use super::PRINCIPALS;

    #[test]
    fn principals_are_sorted_with_special_members_first() {
        let mut sorted = PRINCIPALS.to_vec();
        sorted.sort_by_key(|(prefix, word, _)| (*prefix, word.is_empty(), *word));
        assert_eq!(PRINCIPALS, sorted);
    }
}
