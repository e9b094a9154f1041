//! What a name that no service and no operation has most probably means.

use super::model::Model;
use super::names;
use super::operation::Operation;
use super::service::Service;
use crate::text::{nearest, nearest_within};

/// How a known name is like the one that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// It differs in a letter or two.
    Letters,
    /// It has the same words: it begins alike, or another verb stands before the same thing.
    Words,
    /// It is the nearest, but not near.
    Far,
}

/// What people call services beside boto3's names, in small letters without joints, and the
/// service that each means. Sorted.
const NICKNAMES: &[(&str, &str)] = &[
    ("alb", "elbv2"),
    ("apigw", "apigateway"),
    ("applicationloadbalancer", "elbv2"),
    ("asg", "autoscaling"),
    ("aurora", "rds"),
    ("autoscalinggroup", "autoscaling"),
    ("certificatemanager", "acm"),
    ("cfn", "cloudformation"),
    ("cloudwatchevents", "events"),
    ("cw", "cloudwatch"),
    ("cwl", "logs"),
    ("ddb", "dynamodb"),
    ("elasticcomputecloud", "ec2"),
    ("elasticcontainerregistry", "ecr"),
    ("elasticcontainerservice", "ecs"),
    ("elastickubernetesservice", "eks"),
    ("elb2", "elbv2"),
    ("fargate", "ecs"),
    ("kubernetes", "eks"),
    ("loadbalancer", "elbv2"),
    ("networkloadbalancer", "elbv2"),
    ("nlb", "elbv2"),
    ("parameterstore", "ssm"),
    ("r53", "route53"),
    ("sessionmanager", "ssm"),
    ("simpleemailservice", "ses"),
    ("simplenotificationservice", "sns"),
    ("simplequeueservice", "sqs"),
    ("simplestorageservice", "s3"),
    ("simplesystemsmanager", "ssm"),
    ("systemsmanager", "ssm"),
    ("vpc", "ec2"),
];

/// Verbs at the start of operations that services use for the same.
const VERBS: &[&[&str]] = &[
    &["add", "associate", "attach", "create", "put", "register"],
    &["delete", "deregister", "detach", "disassociate", "remove", "terminate"],
    &["describe", "fetch", "find", "get", "list", "read", "show"],
    &["call", "execute", "invoke", "run", "start"],
    &["change", "edit", "modify", "put", "set", "update"],
    &["reboot", "restart"],
];

/// Of names that begin alike, a message offers no more.
const FEW: usize = 3;

impl Service {
    /// The services that a name that is none most probably means, never more than a few: those
    /// that go by it elsewhere (`Elastic Load Balancing`, `monitoring`, `cfn`), those that begin
    /// with it, else the one of the nearest name.
    pub fn nearest(written: &str) -> Vec<&'static Service> {
        let by = |other: fn(&Service) -> &'static str| {
            Service::all().iter().filter(move |it| names::same(other(it), written)).collect()
        };
        let named = |name: Option<&str>| name.and_then(Service::named).into_iter().collect();
        let nickname = NICKNAMES.iter().find(|(nickname, _)| names::same(nickname, written));
        let all = || Service::all().iter().map(Service::name);
        let ways: [&dyn Fn() -> Vec<&'static Service>; 6] = [
            &|| named(nickname.map(|(_, name)| *name)),
            &|| by(Service::service_id),
            &|| by(Service::endpoint_prefix),
            &|| named(nearest_within(written, all(), 1)),
            &|| beginning_alike(written),
            &|| named(nearest(written, all())),
        ];
        ways.iter().map(|way| way()).find(|found| !found.is_empty()).unwrap_or_default()
    }
}

/// The services whose names begin with this one, where they are few; else the one with which it
/// begins: `ec2_instances`.
fn beginning_alike(written: &str) -> Vec<&'static Service> {
    let mut longer: Vec<_> =
        Service::all().iter().filter(|it| begins(it.name(), written)).collect();
    if longer.is_empty() || longer.len() > FEW {
        let words = words(written);
        let starts = |it: &&Service| words.starts_with(&self::words(it.name()));
        longer = Service::all()
            .iter()
            .filter(starts)
            .max_by_key(|it| it.name().len())
            .into_iter()
            .collect();
    }
    longer
}

impl Model {
    /// The operation whose name is most like one that there is not.
    pub fn nearest_operation(&self, written: &str) -> Option<(&str, Likeness)> {
        let all = || self.operations().map(Operation::name);
        if let Some(name) = nearest_within(written, all(), 2) {
            return Some((name, Likeness::Letters));
        }
        if let Some(name) = same_words(written, &all().collect::<Vec<_>>()) {
            return Some((name, Likeness::Words));
        }
        nearest(written, all()).map(|name| (name, Likeness::Far))
    }
}

/// The name with the same words: one that begins with what is written, one that has all words of
/// it, one that does the same to the same thing, or one with which it begins.
fn same_words<'n>(written: &str, known: &[&'n str]) -> Option<&'n str> {
    let words = words(written);
    let split: Vec<(&'n str, Vec<String>)> =
        known.iter().map(|name| (*name, self::words(name))).collect();
    let shortest = |mut found: Vec<&'n str>| {
        found.sort_by_key(|name| name.len());
        found.first().copied().filter(|_| words.len() > 1 || found.len() <= FEW)
    };
    let having = |has: &dyn Fn(&str, &[String]) -> bool| {
        split.iter().filter(|(name, parts)| has(name, parts)).map(|(name, _)| *name).collect()
    };
    shortest(having(&|name, _| begins(name, written)))
        .or_else(|| shortest(having(&|_, parts| does_alike(parts, &words))))
        .or_else(|| shortest(having(&|_, parts| holds(parts, &words))))
        .or_else(|| {
            let starts: Vec<&str> = having(&|_, parts| words.starts_with(parts));
            starts.into_iter().max_by_key(|name| name.len())
        })
}

/// Whether a name begins with what is written, which says enough with three letters.
fn begins(name: &str, written: &str) -> bool {
    let (name, written) = (words(name).concat(), words(written).concat());
    written.len() >= 3 && name.starts_with(&written)
}

/// Whether another verb of the same meaning stands before the same words.
fn does_alike(parts: &[String], words: &[String]) -> bool {
    let (Some((verb, thing)), Some((other, wanted))) = (parts.split_first(), words.split_first())
    else {
        return false;
    };
    let is_alike =
        VERBS.iter().any(|verbs| verbs.contains(&verb.as_str()) && verbs.contains(&other.as_str()));
    let singular = |words: &[String]| words.concat().trim_end_matches('s').to_owned();
    is_alike && !thing.is_empty() && singular(thing) == singular(wanted)
}

/// Whether all words stand in the name, in their order, the first in front.
fn holds(parts: &[String], words: &[String]) -> bool {
    let mut parts_left = parts.iter();
    let singular = |word: &str| word.trim_end_matches('s').to_owned();
    parts.first() == words.first()
        && words.iter().all(|word| parts_left.any(|part| singular(part) == singular(word)))
}

/// The words of a name in small letters: `DescribeDBInstances`, `describe_db_instances`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    let mut letters = name.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_lower_next = letters.peek().is_some_and(|next| next.is_lowercase());
        let is_start = match before {
            None => true,
            Some(before) if !before.is_alphanumeric() => true,
            Some(before) => letter.is_uppercase() && (!before.is_uppercase() || is_lower_next),
        };
        before = Some(letter);
        if !letter.is_alphanumeric() {
            continue;
        }
        let small = letter.to_lowercase();
        match words.last_mut().filter(|_| !is_start) {
            Some(word) => word.extend(small),
            None => words.push(small.collect()),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{NICKNAMES, Service, VERBS, names, words};

    #[test]
    fn the_tables_are_sorted_and_each_nickname_means_a_service() {
        assert!(NICKNAMES.is_sorted());
        assert!(VERBS.iter().all(|verbs| verbs.is_sorted()));
        for (nickname, name) in NICKNAMES {
            assert!(Service::named(name).is_some(), "{name}");
            let is_taken = Service::all().iter().any(|it| names::same(it.name(), nickname));
            assert!(!is_taken, "{nickname} is a service");
        }
    }

    #[test]
    fn a_name_is_split_into_its_words() {
        assert_eq!(words("DescribeDBInstances"), ["describe", "db", "instances"]);
        assert_eq!(words("describe_db-instances"), ["describe", "db", "instances"]);
    }
}
