//! How ARNs of some kinds are written: what members hold is not always what stands in the ARN.

use crate::aws::permission::{Action, ResourceType};

use crate::ssm::limits::reserved_prefix;

use super::arguments::Arguments;
use super::glob::{Glob, product};
use super::resources::arn;
use super::values::{ACCOUNT, PARTITION, REGION};

/// A text where the name of a resource may stand.
pub(super) struct Text<'a> {
    /// The format of the kind.
    pub(super) format: &'a str,
    /// The placeholder that it fills.
    pub(super) placeholder: &'a str,
    pub(super) arguments: &'a Arguments,
}

/// What a text is.
pub(super) enum Written {
    Arn(Glob),
    Part(Glob),
}

/// Placeholders that are ids of the service's own, whatever member has their name: service and
/// placeholder. Sorted.
///
/// <https://docs.aws.amazon.com/autoscaling/application/userguide/security_iam_service-with-iam.html>
const OPAQUE: &[(&str, &str)] = &[("application-autoscaling", "ResourceId")];

/// Placeholders that nobody chooses and that no call names, where a name stands beside them: any is
/// the only right value. Sorted.
///
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html>
const BESIDE_A_NAME: &[(&str, &str)] = &[("cloudformation", "Id")];

/// Actions on log groups whose ARNs are written without `:*`. Sorted.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html>
const BARE_LOG_GROUPS: &[&str] = &["ListTagsForResource", "TagResource", "UntagResource"];

/// Kinds that a call makes, where a member for another kind has the placeholder's name: action and
/// kind. Sorted.
///
/// <https://docs.aws.amazon.com/fis/latest/userguide/security_iam_id-based-policy-examples.html>
const NEW: &[(&str, &str)] = &[("fis:StartExperiment", "experiment")];

/// Whether no member can say what stands in a placeholder of a kind.
pub(super) fn is_opaque(action: &str, kind: &ResourceType, placeholder: &str) -> bool {
    NEW.contains(&(action, kind.name)) || OPAQUE.contains(&(service(kind.arn_format), placeholder))
}

/// Whether a placeholder may be anything without a word, where the others are known.
pub(super) fn is_beside_a_name(format: &str, placeholder: &str) -> bool {
    BESIDE_A_NAME.contains(&(service(format), placeholder))
}

/// Whether a kind is an access point of S3.
pub(super) fn is_access_point(kind: &ResourceType) -> bool {
    kind.arn_format.contains(":accesspoint/")
}

/// Whether the call is made to a bucket of S3 by its name, and so to no access point.
///
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-naming.html>
pub(super) fn is_bucket_by_name(action: Action, arguments: &Arguments) -> bool {
    let is_bucket = |glob: &Glob| {
        let text = glob.text.as_str();
        glob.open.is_empty() && !text.starts_with("arn:") && !text.ends_with("-s3alias")
    };
    let buckets = arguments.at("Bucket").unwrap_or_default();
    action.prefix() == "s3" && !buckets.is_empty() && buckets.iter().all(is_bucket)
}

fn service(format: &str) -> &str {
    format.split(':').nth(2).unwrap_or("")
}

/// A text as it stands in an ARN.
pub(super) fn written(of: &Text<'_>, glob: &Glob) -> Written {
    let text = glob.text.as_str();
    let part = |text: String| Written::Part(Glob { text, open: glob.open.clone() });
    if text.starts_with("https://") {
        return queue(glob);
    }
    // An ARN where a name may stand says that name last.
    if text.starts_with("arn:") {
        let last = text.rsplit([':', '/']).next().filter(|_| arn(glob).is_some());
        return part(last.unwrap_or("*").to_owned());
    }
    match (service(of.format), of.placeholder) {
        ("kms", "Alias") => part(text.strip_prefix("alias/").unwrap_or(text).to_owned()),
        ("iam", _) if of.placeholder.ends_with("NameWithPath") => with_path(of, glob),
        ("lambda", "FunctionName") => function(of, glob),
        ("route53", _) => part(text.rsplit('/').next().unwrap_or(text).to_owned()),
        ("ssm", "ParameterNameWithoutLeadingSlash") => parameter(glob),
        // <https://docs.aws.amazon.com/waf/latest/developerguide/security_iam_service-with-iam.html>
        (_, "Scope") if text == "CLOUDFRONT" => part("global".to_owned()),
        (_, "Scope") => part(text.to_ascii_lowercase()),
        // Where another name stands for the resource, its own is not known.
        _ if text.starts_with("alias/") || text.starts_with("resolve:") => {
            Written::Part(Glob::anything(format!("what `{text}` stands for")))
        }
        _ => part(text.to_owned()),
    }
}

/// The address of a queue: Region, account and name are in it.
///
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html>
fn queue(glob: &Glob) -> Written {
    let found = || {
        let (host, path) = glob.text.strip_prefix("https://sqs.")?.split_once('/')?;
        let region = host.strip_suffix(".amazonaws.com")?;
        let (account, name) = path.split_once('/')?;
        Some(format!("arn:{PARTITION}:sqs:{region}:{account}:{name}"))
    };
    let open = glob.open.clone();
    match found() {
        Some(text) => Written::Arn(Glob { text, open }),
        None => {
            let text = glob.text.rsplit('/').next().unwrap_or("*").to_owned();
            Written::Part(Glob { text, open })
        }
    }
}

/// What IAM makes with a path has it in its ARN.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html>
fn with_path(of: &Text<'_>, glob: &Glob) -> Written {
    let path = of.arguments.at("Path").unwrap_or_default();
    let [path] = path.as_slice() else { return Written::Part(glob.clone()) };
    let text = path.text.trim_start_matches('/').to_owned();
    let path = Glob { text, open: path.open.clone() };
    let found = product(&[path], std::slice::from_ref(glob));
    Written::Part(found.into_iter().next().unwrap_or_default())
}

/// A function by its name, by a part of its ARN, with or without a version or an alias.
///
/// <https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html>
/// <https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html>
fn function(of: &Text<'_>, glob: &Glob) -> Written {
    let (account, name) = match glob.text.split_once(":function:") {
        Some((account, name)) if account.bytes().all(|it| it.is_ascii_digit()) => (account, name),
        Some((_, name)) => (ACCOUNT, name),
        None => (ACCOUNT, glob.text.as_str()),
    };
    let name = Glob { text: name.to_owned(), open: glob.open.clone() };
    let qualifier = of.arguments.at("Qualifier").unwrap_or_default();
    let name = match qualifier.as_slice() {
        [qualifier] if !qualifier.text.is_empty() && !name.text.contains(':') => {
            let qualified = product(&[name], &[Glob::pattern(":")]);
            product(&qualified, std::slice::from_ref(qualifier)).into_iter().next()
        }
        _ => Some(name),
    };
    let name = name.unwrap_or_default();
    if account == ACCOUNT {
        return Written::Part(name);
    }
    let text = format!("arn:{PARTITION}:lambda:{REGION}:{account}:function:{}", name.text);
    Written::Arn(Glob { text, open: name.open })
}

/// A parameter by its name, with or without the number or the label of a version; those that AWS
/// publishes are in no account.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html>
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html>
fn parameter(glob: &Glob) -> Written {
    let text = glob.text.trim_start_matches('/');
    let text = text.split(':').next().unwrap_or(text);
    let open = glob.open.clone();
    if text.starts_with("aws/") {
        let text = format!("arn:{PARTITION}:ssm:{REGION}::parameter/{text}");
        return Written::Arn(Glob { text, open });
    }
    Written::Part(Glob { text: text.to_owned(), open })
}

/// What ARNs of some kinds have beside their names; nothing where the name is of another kind.
/// `is_given` says that the call gives the whole ARN.
pub(super) fn finished(kind: &str, action: &str, mut glob: Glob, is_given: bool) -> Option<Glob> {
    let service = service(&glob.text).to_owned();
    // Six letters that nobody chooses follow the name of a secret.
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html
    if service == "secretsmanager" && !is_given && !glob.text.ends_with('*') {
        glob.text.push_str("-??????");
    }
    if kind == "log-group" && service == "logs" && !glob.text.ends_with('*') {
        let (_, name) = action.split_once(':').unwrap_or(("", action));
        if !BARE_LOG_GROUPS.contains(&name) {
            glob.text.push_str(":*");
        }
    }
    // Nodes outside EC2 have ids of their own.
    // https://docs.aws.amazon.com/systems-manager/latest/userguide/activations.html
    let name = glob.text.rsplit('/').next().unwrap_or("");
    let is_elsewhere = name.starts_with("mi-");
    let is_fitting = match kind {
        "instance" => !is_elsewhere,
        "managed-instance" => is_elsewhere || name.starts_with('*'),
        _ => true,
    };
    is_fitting.then_some(glob)
}

/// ARNs of documents with an account only where AWS does not own them.
pub(super) fn is_of_its_owner(glob: &Glob) -> bool {
    let mut segments = glob.text.splitn(6, ':').skip(2);
    let (service, account) = (segments.next(), segments.nth(1));
    let name = segments.next().and_then(|resource| resource.split_once('/')).map_or("", |it| it.1);
    let is_open = name.starts_with('*') || service != Some("ssm");
    is_open || reserved_prefix(name).is_some() == account.is_some_and(str::is_empty)
}

/// Whether an ARN has the form of a format: its service, and what stands before a name.
pub(super) fn is_of_format(format: &str, arn: &Glob) -> bool {
    let parts = |text: &str| {
        let mut segments = text.splitn(6, ':').skip(2);
        let service = segments.next().unwrap_or("").to_owned();
        (service, segments.nth(2).unwrap_or("").to_owned())
    };
    let (service, name) = parts(format);
    let (of_arn, resource) = parts(&arn.text);
    let head = name.split("${").next().unwrap_or("");
    let is_resource = resource.starts_with(head) || resource.starts_with('*');
    (service == of_arn || of_arn == "*") && is_resource
}

/// What stands before the next placeholder, its name, and what stands behind it.
pub(super) fn next_placeholder(format: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = format.split_once("${")?;
    let (name, behind) = rest.split_once('}')?;
    Some((before, name, behind))
}

#[cfg(test)]
mod tests {
    use super::{BARE_LOG_GROUPS, BESIDE_A_NAME, NEW, OPAQUE};

    #[test]
    fn the_tables_are_sorted() {
        assert!(BARE_LOG_GROUPS.is_sorted() && BESIDE_A_NAME.is_sorted() && OPAQUE.is_sorted());
        assert!(NEW.is_sorted());
    }
}
