//! ARNs of what calls name in forms of their own: paths, URLs, addresses, ids with a kind.

use crate::aws::permission::Action;

use super::glob::{Glob, product};
use super::resources::arn;
use super::tagging::head;
use super::values::{ACCOUNT, PARTITION, REGION};

pub(super) fn in_s3(objects: &[Glob]) -> Vec<Glob> {
    product(&[Glob::pattern(format!("arn:{PARTITION}:s3:::"))], objects)
}

/// `bucket/key`, perhaps with a version behind it; nothing for the ARN of an access point.
pub(super) fn path(glob: &Glob) -> Option<Glob> {
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
pub(super) fn url(glob: &Glob) -> Glob {
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
pub(super) fn secret(glob: &Glob) -> Glob {
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

pub(super) fn tables(names: &[Glob]) -> Option<Vec<Glob>> {
    Some(names.iter().flat_map(|it| of_name(("dynamodb", "table"), it)).collect())
}

/// A whole ARN, or whatever the service of the action has.
pub(super) fn whole(action: Action, glob: &Glob) -> Glob {
    arn(glob).unwrap_or_else(|| {
        let text = format!("arn:{PARTITION}:{}:{REGION}:{ACCOUNT}:*", action.prefix());
        let why = format!("the kind of resource that `{action}` is about here");
        let open = if glob.open.is_empty() { [why].into() } else { glob.open.clone() };
        Glob { text, open }
    })
}

/// What a service has of a kind by its name, or by its ARN.
pub(super) fn of_name((service, kind): (&str, &str), name: &Glob) -> Vec<Glob> {
    if let Some(arn) = arn(name) {
        return vec![arn];
    }
    let front = format!("arn:{PARTITION}:{service}:{REGION}:{ACCOUNT}:{kind}/");
    product(&[Glob::pattern(front)], std::slice::from_ref(name))
}

/// An API and all that belongs to it.
pub(super) fn api(ids: Option<Vec<Glob>>, place: &str) -> Vec<Glob> {
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

pub(super) fn below(path: &Glob) -> Glob {
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

pub(super) fn typed(action: Action, kinds: &[Glob], ids: &[Glob]) -> Option<Vec<Glob>> {
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
pub(super) fn task(name: &Glob) -> Vec<Glob> {
    revisions(("ecs", "task-definition"), name)
}

pub(super) fn job_definition(name: &Glob) -> Vec<Glob> {
    revisions(("batch", "job-definition"), name)
}

fn revisions(kind: (&str, &str), name: &Glob) -> Vec<Glob> {
    let whole = of_name(kind, name);
    if arn(name).is_some() || name.text.contains(':') || name.text.ends_with('*') {
        return whole;
    }
    let mut found = product(&whole, &[Glob::pattern(":*")]);
    found.extend(whole);
    found
}

/// Load balancers by their names; without a type it is one for applications.
pub(super) fn balancer(names: &[Glob], kinds: Option<Vec<Glob>>) -> Vec<Glob> {
    let word = |kind: &Glob| match kind.text.as_str() {
        "application" => Glob::literal("app"),
        "gateway" => Glob::literal("gwy"),
        "network" => Glob::literal("net"),
        _ => Glob { text: "*".to_owned(), open: kind.open.clone() },
    };
    let kinds = kinds.unwrap_or_else(|| vec![Glob::literal("application")]);
    let words: Vec<Glob> = kinds.iter().map(word).collect();
    let front = format!("arn:{PARTITION}:elasticloadbalancing:{REGION}:{ACCOUNT}:loadbalancer/");
    let found = product(&product(&[Glob::pattern(front)], &words), &[Glob::pattern("/")]);
    product(&product(&found, names), &[Glob::within("/*", "the id of the new load balancer")])
}

pub(super) fn under(glob: &Glob, kind: &str, made: &str) -> Glob {
    let (old, new) = (format!(":{kind}/"), format!(":{made}/"));
    let known = arn(glob).filter(|it| it.text.contains(&old));
    let why = format!("the id of the new `{made}`");
    let Some(known) = known else {
        let front = format!("arn:{PARTITION}:elasticloadbalancing:{REGION}:{ACCOUNT}:{made}/*");
        return Glob::within(front, why);
    };
    let mut found = Glob::within(format!("{}/*", known.text.replacen(&old, &new, 1)), why);
    found.open.extend(known.open);
    found
}

/// Tasks of which nobody knows the ids yet.
pub(super) fn tasks_in(clusters: Option<Vec<Glob>>) -> Vec<Glob> {
    let clusters = clusters.filter(|it| !it.is_empty());
    let clusters = clusters.unwrap_or_else(|| vec![Glob::literal("default")]);
    let name = |cluster: &Glob| match arn(cluster) {
        Some(arn) => {
            let text = arn.text.rsplit('/').next().unwrap_or("*").to_owned();
            Glob { text, open: arn.open }
        }
        None => cluster.clone(),
    };
    let names: Vec<Glob> = clusters.iter().map(name).collect();
    let front = format!("arn:{PARTITION}:ecs:{REGION}:{ACCOUNT}:task/");
    let found = product(&[Glob::pattern(front)], &names);
    product(&found, &[Glob::within("/*", "the id of the new task")])
}

#[cfg(test)]
mod tests {
    use super::{path, url};
    use crate::iam::glob::Glob;

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
