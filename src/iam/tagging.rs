//! The ARNs of what is tagged: in EC2 by their ids, and what calls make with tags.

use crate::aws::Operation;
use crate::aws::permission::{AccessLevel, Action, is_making};

use super::arguments::Arguments;
use super::derive::{Call, Collector};
use super::errors;
use super::glob::{Glob, product};
use super::need::Because;
use super::resources::{Kind, arn, kinds, unnamed};
use super::values::{PARTITION, REGION};

/// What the ids of a kind begin with, and the kind as ARNs have it. Sorted.
///
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html>
const IDS: &[(&str, &str)] = &[
    ("acl-", "network-acl"),
    ("ami-", "image"),
    ("cgw-", "customer-gateway"),
    ("cr-", "capacity-reservation"),
    ("dopt-", "dhcp-options"),
    ("eigw-", "egress-only-internet-gateway"),
    ("eipalloc-", "elastic-ip"),
    ("eni-", "network-interface"),
    ("fl-", "vpc-flow-log"),
    ("i-", "instance"),
    ("igw-", "internet-gateway"),
    ("key-", "key-pair"),
    ("lt-", "launch-template"),
    ("nat-", "natgateway"),
    ("pcx-", "vpc-peering-connection"),
    ("pl-", "prefix-list"),
    ("rtb-", "route-table"),
    ("sg-", "security-group"),
    ("snap-", "snapshot"),
    ("subnet-", "subnet"),
    ("tgw-", "transit-gateway"),
    ("vgw-", "vpn-gateway"),
    ("vol-", "volume"),
    ("vpc-", "vpc"),
    ("vpce-", "vpc-endpoint"),
    ("vpn-", "vpn-connection"),
];

/// What an action that tags in EC2 is about; nothing for other actions, and where nothing is said.
///
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html>
pub(super) fn tagged(action: Action, arguments: &Arguments) -> Option<Vec<Glob>> {
    if action.prefix() != "ec2" || !["CreateTags", "DeleteTags"].contains(&action.name()) {
        return None;
    }
    let mut found: Vec<Glob> = match arguments.at("Resources").filter(|ids| !ids.is_empty()) {
        Some(ids) => ids.iter().flat_map(|id| with_id(action, id)).collect(),
        None => {
            let kinds = arguments.at("TagSpecifications.ResourceType");
            let kinds = kinds.filter(|kinds| !kinds.is_empty())?;
            kinds.iter().flat_map(|kind| new_of_kind(action, kind)).collect()
        }
    };
    found.sort();
    found.dedup();
    Some(found)
}

/// What an action is about that tags what a call makes: what the action of the operation's name
/// needs, of the kinds that can be tagged.
pub(super) fn tagged_as_made(
    action: Action,
    operation: Operation<'_>,
    arguments: &Arguments,
) -> Option<Vec<Glob>> {
    let own = Action::find(&format!("{}:{}", action.prefix(), operation.name()))?;
    if own == action || action.access_level() != AccessLevel::Tagging || !is_making(operation) {
        return None;
    }
    let tagged = action.resources();
    // AWS lists the kinds of its first API of load balancers alone.
    let is_tagged = |kind: &&Kind| {
        action.prefix() == "elasticloadbalancing"
            || tagged.iter().any(|used| used.resource.name == kind.name())
    };
    let all = kinds(own, operation, arguments);
    let is_one = all.len() == 1;
    let needs_any = all.iter().any(Kind::is_required);
    let needed = |kind: &&Kind| match needs_any {
        true => kind.is_required(),
        false => is_one || kind.is_named(),
    };
    let made: Vec<&Kind> = all.iter().filter(needed).filter(is_tagged).collect();
    let why = unnamed(action, &made);
    let mut found: Vec<Glob> = made.iter().flat_map(|kind| kind.resources(&why)).collect();
    found.sort();
    found.dedup();
    (!found.is_empty()).then_some(found)
}

impl Collector<'_> {
    /// What a call of the tagging API needs of the services that have the resources: the caller
    /// must be allowed to tag them there as well.
    ///
    /// <https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_TagResources.html>
    pub(super) fn tag_elsewhere(&mut self, call: &Call<'_>, because: &Because) {
        let is_tagging = call.operation.name() == "TagResources";
        let is_called = is_tagging || call.operation.name() == "UntagResources";
        if !is_called || call.service.name() != "resourcegroupstaggingapi" {
            return;
        }
        let given = call.arguments.at("ResourceARNList").unwrap_or_default();
        let mut is_known = !given.is_empty();
        for glob in &given {
            let service = arn(glob).and_then(|it| it.text.split(':').nth(2).map(str::to_owned));
            let names = if is_tagging { TAG_ACTIONS } else { UNTAG_ACTIONS };
            let found = service.and_then(|it| tags_in(&it, names));
            match found.zip(arn(glob)) {
                Some((action, arn)) => self.need(&action.to_string(), vec![arn], because),
                None => is_known = false,
            }
        }
        if !is_known {
            self.say(errors::tagging_elsewhere(because.at));
        }
    }
}

/// Names of actions that tag, most usual first.
const TAG_ACTIONS: &[&str] =
    &["TagResource", "AddTagsToResource", "CreateTags", "AddTags", "TagQueue", "PutBucketTagging"];

/// Names of actions that take tags away, most usual first.
const UNTAG_ACTIONS: &[&str] = &[
    "UntagResource",
    "RemoveTagsFromResource",
    "DeleteTags",
    "RemoveTags",
    "UntagQueue",
    "PutBucketTagging",
];

/// The action that tags in a service; of S3 the one of buckets, which is what the API tags there.
fn tags_in(service: &str, names: &[&str]) -> Option<Action> {
    let names = if service == "s3" { &["PutBucketTagging"][..] } else { names };
    names.iter().find_map(|name| Action::find(&format!("{service}:{name}")))
}

/// The resource with an id.
pub(super) fn with_id(action: Action, id: &Glob) -> Vec<Glob> {
    let row = IDS.iter().find(|(front, _)| id.text.starts_with(front));
    if let Some(head) = row.and_then(|(_, kind)| head(action, kind)) {
        return product(&[Glob::pattern(head)], std::slice::from_ref(id));
    }
    let why = if id.text.starts_with('*') {
        Glob::pattern("*/")
    } else {
        Glob::within("*/", format!("the kind of `{}`", id.text))
    };
    product(&product(&[anywhere()], &[why]), std::slice::from_ref(id))
}

/// Whatever a call makes of a kind.
pub(super) fn new_of_kind(action: Action, kind: &Glob) -> Vec<Glob> {
    match head(action, &kind.text) {
        Some(head) => {
            let why = format!("the id of the new `{}`", kind.text);
            vec![Glob::within(format!("{head}*"), why)]
        }
        None => {
            product(&product(&[anywhere()], std::slice::from_ref(kind)), &[Glob::pattern("/*")])
        }
    }
}

/// The format of a kind up to the name.
pub(super) fn head(action: Action, kind: &str) -> Option<String> {
    let resources = action.resources();
    let used = resources.iter().find(|used| used.resource.name == kind)?;
    let (head, _) = used.resource.arn_format.rsplit_once("${")?;
    Some(head.to_owned())
}

/// Images and snapshots have no account in their ARNs.
fn anywhere() -> Glob {
    Glob::pattern(format!("arn:{PARTITION}:ec2:{REGION}:*:"))
}

#[cfg(test)]
mod tests {
    use crate::aws::permission::Action;

    use super::{IDS, head};

    #[test]
    fn the_ids_are_sorted_and_of_kinds_that_ec2_tags() {
        assert!(IDS.is_sorted());
        let action = Action::find("ec2:CreateTags").expect("an action");
        for (front, kind) in IDS {
            assert!(head(action, kind).is_some(), "{front} {kind}");
        }
    }
}
