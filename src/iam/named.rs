//! What members name in a form of their own: objects of S3 by bucket and key, by URL or by path,
//! secrets, and tables that are keys of a map.

use crate::aws::Operation;
use crate::aws::permission::Action;

use super::arguments::Arguments;
use super::glob::{Glob, product};
use super::resources::arn;
use super::tagging::{head, new_of_kind, with_id};
use super::values::{ACCOUNT, PARTITION, REGION};

/// How a resource is named.
#[derive(Clone, Copy)]
enum Form {
    /// Members with a bucket and with keys in it.
    Object(&'static str, &'static str),
    /// A member with `bucket/key`.
    ///
    /// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html>
    Path(&'static str),
    /// A member with the URL of an object.
    ///
    /// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html>
    Url(&'static str),
    /// A member with names or ARNs of secrets.
    Secret(&'static str),
    /// Nothing in an account: a telephone number.
    ///
    /// <https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html>
    Anything(&'static str),
    /// An API by its id and whatever belongs to it: a member and the place of such APIs; without
    /// the member all of them.
    ///
    /// <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html>
    Api(&'static str, &'static str),
    /// Ids of what flows are logged of, and the new log.
    ///
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam.html>
    Flows(&'static str),
    /// A snapshot or an image, and its new copy.
    ///
    /// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopySnapshot.html>
    Copied(&'static str, &'static str),
    /// The parameters below a path.
    ///
    /// <https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html>
    Below(&'static str),
    /// A resource of Systems Manager by its id, of the kind that a member says.
    ///
    /// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_AddTagsToResource.html>
    Typed(&'static str, &'static str),
    /// A family of task definitions with or without a revision.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html>
    Task(&'static str),
    /// A map whose keys are names or ARNs of tables.
    ///
    /// <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html>
    TableKeys(&'static str),
}

/// Service, operation or nothing for each, beginning of the action's name, and the form. Sorted.
const FORMS: &[(&str, &str, &str, Form)] = &[
    ("apigateway", "", "apigateway:", Form::Api("restApiId", "restapis")),
    ("apigatewayv2", "", "apigateway:", Form::Api("ApiId", "apis")),
    ("cloudformation", "", "s3:GetObject", Form::Url("TemplateURL")),
    ("dynamodb", "BatchGetItem", "dynamodb:", Form::TableKeys("RequestItems")),
    ("dynamodb", "BatchWriteItem", "dynamodb:", Form::TableKeys("RequestItems")),
    ("ec2", "CopyImage", "ec2:CopyImage", Form::Copied("SourceImageId", "image")),
    ("ec2", "CopySnapshot", "ec2:CopySnapshot", Form::Copied("SourceSnapshotId", "snapshot")),
    ("ec2", "CreateFlowLogs", "ec2:CreateFlowLogs", Form::Flows("ResourceIds")),
    ("ecs", "RunTask", "ecs:RunTask", Form::Task("taskDefinition")),
    ("ecs", "StartTask", "ecs:StartTask", Form::Task("taskDefinition")),
    ("lambda", "CreateFunction", "s3:", Form::Object("Code.S3Bucket", "Code.S3Key")),
    ("lambda", "PublishLayerVersion", "s3:", Form::Object("Content.S3Bucket", "Content.S3Key")),
    ("lambda", "UpdateFunctionCode", "s3:", Form::Object("S3Bucket", "S3Key")),
    ("rds-data", "", "secretsmanager:", Form::Secret("secretArn")),
    ("redshift-data", "", "secretsmanager:", Form::Secret("SecretArn")),
    ("s3", "CopyObject", "s3:Get", Form::Path("CopySource")),
    ("s3", "DeleteObjects", "s3:", Form::Object("Bucket", "Delete.Objects.Key")),
    ("s3", "UploadPartCopy", "s3:Get", Form::Path("CopySource")),
    (
        "secretsmanager",
        "BatchGetSecretValue",
        "secretsmanager:GetSecretValue",
        Form::Secret("SecretIdList"),
    ),
    ("sns", "Publish", "sns:Publish", Form::Anything("PhoneNumber")),
    ("ssm", "", "ssm:AddTagsToResource", Form::Typed("ResourceType", "ResourceId")),
    ("ssm", "", "ssm:ListTagsForResource", Form::Typed("ResourceType", "ResourceId")),
    ("ssm", "", "ssm:RemoveTagsFromResource", Form::Typed("ResourceType", "ResourceId")),
    ("ssm", "GetParametersByPath", "ssm:GetParametersByPath", Form::Below("Path")),
];

/// What an action is about in a call that names it in such a form; nothing where none is given.
pub(super) fn named(
    action: Action,
    operation: Operation<'_>,
    arguments: &Arguments,
) -> Option<Vec<Glob>> {
    let service = operation.model().name();
    let name = action.to_string();
    let form = FORMS.iter().find(|row| {
        row.0 == service
            && (row.1.is_empty() || row.1 == operation.name())
            && name.starts_with(row.2)
    });
    let mut found = form.and_then(|row| read(action, row.3, arguments))?;
    found.sort();
    found.dedup();
    (!found.is_empty()).then_some(found)
}

fn read(action: Action, form: Form, arguments: &Arguments) -> Option<Vec<Glob>> {
    match form {
        Form::Object(bucket, key) => {
            let buckets = arguments.at(bucket)?;
            if buckets.iter().any(|it| it.text.starts_with("arn:")) {
                return None;
            }
            let slash = [Glob::pattern("/")];
            Some(product(&product(&in_s3(&buckets), &slash), &arguments.at(key)?))
        }
        Form::Path(member) => {
            let paths = arguments.at(member)?;
            let found: Option<Vec<Glob>> = paths.iter().map(path).collect();
            Some(in_s3(&found?))
        }
        Form::Url(member) => {
            Some(in_s3(&arguments.at(member)?.iter().map(url).collect::<Vec<_>>()))
        }
        Form::Secret(member) => Some(arguments.at(member)?.iter().map(secret).collect()),
        Form::Anything(member) => arguments.at(member).map(|_| vec![Glob::pattern("*")]),
        // Actions that are no HTTP methods have resources of their own.
        Form::Api(..) if action.name().contains(char::is_lowercase) => None,
        Form::Api(member, place) => Some(api(arguments.at(member), place)),
        Form::Flows(member) => {
            let mut found: Vec<Glob> =
                arguments.at(member)?.iter().flat_map(|id| with_id(action, id)).collect();
            found.extend(new_of_kind(action, &Glob::literal("vpc-flow-log")));
            Some(found)
        }
        Form::Copied(member, kind) => {
            let mut found = new_of_kind(action, &Glob::literal(kind));
            found.extend(arguments.at(member)?.iter().flat_map(|id| with_id(action, id)));
            Some(found)
        }
        Form::Below(member) => Some(arguments.at(member)?.iter().map(below).collect()),
        Form::Typed(kind, id) => typed(action, &arguments.at(kind)?, &arguments.at(id)?),
        Form::Task(member) => Some(arguments.at(member)?.iter().flat_map(task).collect()),
        Form::TableKeys(member) => tables(&arguments.keys(member)?),
    }
}

fn in_s3(objects: &[Glob]) -> Vec<Glob> {
    product(&[Glob::pattern(format!("arn:{PARTITION}:s3:::"))], objects)
}

/// `bucket/key`, perhaps with a version behind it; nothing for the ARN of an access point.
fn path(glob: &Glob) -> Option<Glob> {
    let text = glob.text.trim_start_matches('/');
    let text = text.split("${?}versionId=").next().unwrap_or(text);
    if text.starts_with("arn:") {
        return None;
    }
    let text = if text.contains('/') || text == "*" { text.to_owned() } else { format!("{text}*") };
    let text = if text == "*" { "*/*".to_owned() } else { text };
    Some(Glob { text, open: glob.open.clone() })
}

/// Bucket and key of a URL, in the style of a virtual host or in that of a path.
fn url(glob: &Glob) -> Glob {
    let anywhere = || {
        let known = Glob { text: "*/*".to_owned(), open: glob.open.clone() };
        if known.open.is_empty() { Glob::within("*/*", "where the template lies") } else { known }
    };
    let Some((host, path)) = glob.text.strip_prefix("https://").and_then(|it| it.split_once('/'))
    else {
        return anywhere();
    };
    let path = path.split("${?}").next().unwrap_or(path);
    let text = if host.starts_with("s3.") || host.starts_with("s3-") {
        path.to_owned()
    } else if let Some((bucket, _)) = host.split_once(".s3.").or_else(|| host.split_once(".s3-")) {
        format!("{bucket}/{path}")
    } else {
        return anywhere();
    };
    Glob { text, open: glob.open.clone() }
}

/// Six letters that nobody chooses follow the name of a secret.
///
/// <https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html>
fn secret(glob: &Glob) -> Glob {
    if let Some(arn) = arn(glob) {
        return arn;
    }
    let mut text =
        format!("arn:{PARTITION}:secretsmanager:{REGION}:{ACCOUNT}:secret:{}", glob.text);
    if !text.ends_with('*') {
        text.push_str("-??????");
    }
    Glob { text, open: glob.open.clone() }
}

fn tables(names: &[Glob]) -> Option<Vec<Glob>> {
    let front = format!("arn:{PARTITION}:dynamodb:{REGION}:{ACCOUNT}:table/");
    let table = |glob: &Glob| {
        arn(glob).map_or_else(
            || product(&[Glob::pattern(front.as_str())], std::slice::from_ref(glob)),
            |it| vec![it],
        )
    };
    Some(names.iter().flat_map(table).collect())
}

/// An API and all that belongs to it.
fn api(ids: Option<Vec<Glob>>, place: &str) -> Vec<Glob> {
    let front = format!("arn:{PARTITION}:apigateway:{REGION}::/");
    let Some(ids) = ids.filter(|ids| !ids.is_empty()) else {
        let why = "which of its resources API Gateway is asked for";
        return vec![Glob::within(format!("{front}*"), why)];
    };
    let whole = product(&[Glob::pattern(format!("{front}{place}/"))], &ids);
    let mut found = product(&whole, &[Glob::pattern("/*")]);
    found.extend(whole);
    found
}

fn below(path: &Glob) -> Glob {
    let name = path.text.trim_matches('/');
    let account = if name.starts_with("aws/") { "" } else { ACCOUNT };
    let text = format!("arn:{PARTITION}:ssm:{REGION}:{account}:parameter/{name}*");
    Glob { text: text.replace("**", "*"), open: path.open.clone() }
}

/// Kinds by the value that says which: the value, and the kind as ARNs have it. Sorted.
const TYPES: &[(&str, &str)] = &[
    ("Association", "association"),
    ("Automation", "automation-execution"),
    ("Document", "document"),
    ("MaintenanceWindow", "maintenancewindow"),
    ("ManagedInstance", "managed-instance"),
    ("OpsItem", "opsitem"),
    ("OpsMetadata", "opsmetadata"),
    ("Parameter", "parameter"),
    ("PatchBaseline", "patchbaseline"),
];

fn typed(action: Action, kinds: &[Glob], ids: &[Glob]) -> Option<Vec<Glob>> {
    let mut found = Vec::new();
    for kind in kinds {
        let (_, kind) = TYPES.iter().find(|row| row.0 == kind.text)?;
        for id in ids {
            if let Some(arn) = arn(id) {
                found.push(arn);
                continue;
            }
            let text = id.text.trim_start_matches('/').to_owned();
            let id = Glob { text, open: id.open.clone() };
            let head = head(action, kind)
                .unwrap_or_else(|| format!("arn:{PARTITION}:ssm:{REGION}:{ACCOUNT}:{kind}/"));
            found.extend(product(&[Glob::pattern(head)], &[id]));
        }
    }
    Some(found)
}

/// The newest revision goes by the family's name alone, which a pattern for revisions does not
/// cover.
fn task(name: &Glob) -> Vec<Glob> {
    if let Some(arn) = arn(name) {
        return vec![arn];
    }
    let front = format!("arn:{PARTITION}:ecs:{REGION}:{ACCOUNT}:task-definition/");
    let whole = product(&[Glob::pattern(front)], std::slice::from_ref(name));
    if name.text.contains(':') || name.text.ends_with('*') {
        return whole;
    }
    let mut found = product(&whole, &[Glob::pattern(":*")]);
    found.extend(whole);
    found
}

#[cfg(test)]
mod tests {
    use super::{FORMS, path, url};
    use crate::iam::glob::Glob;

    #[test]
    fn the_forms_are_sorted() {
        assert!(FORMS.is_sorted_by_key(|row| (row.0, row.1)));
    }

    #[test]
    fn an_object_is_found_in_its_url_and_in_its_path() {
        for text in [
            "https://b.s3.eu-west-1.amazonaws.com/a/t.yaml",
            "https://b.s3.amazonaws.com/a/t.yaml?versionId=1",
            "https://s3.eu-west-1.amazonaws.com/b/a/t.yaml",
            "https://s3-eu-west-1.amazonaws.com/b/a/t.yaml",
        ] {
            assert_eq!(url(&Glob::literal(text)).text, "b/a/t.yaml", "{text}");
        }
        assert_eq!(url(&Glob::literal("https://example.com/t")).text, "*/*");
        assert_eq!(path(&Glob::literal("/b/k?versionId=3")).unwrap().text, "b/k");
        assert_eq!(path(&Glob::literal("arn:aws:s3:eu-west-1:1:accesspoint/a/object/k")), None);
    }
}
