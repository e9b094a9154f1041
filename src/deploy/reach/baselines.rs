//! Which nodes a patch baseline is for: those of its patch groups, and where it is the default one
//! those of no group that another baseline has.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::deploy::api::{Call, CallError, all_pages};
use crate::deploy::plan::{Action, Change};
use crate::deploy::resource::{Patching, is_patching_changed};
use crate::deploy::wanted::{Body, ResourceKind, texts};

use super::{Asking, Nodes, Reach, Reached, nodes, or_unknown};

/// Tags by which nodes say in which patch group they are: the second where a tag of an instance may
/// be read by the instance itself.
///
/// Source: "Patch groups", user guide of Systems Manager.
const TAGS: [&str; 2] = ["tag:Patch Group", "tag:PatchGroup"];

/// Values that one filter of DescribeInstanceInformation takes.
const VALUES: usize = 100;

/// What a node says of its system: by the word of a baseline its type of platform, how the name of the
/// platform begins, and where systems share that how the version does. Sorted.
///
/// Source: "OperatingSystem" of "CreatePatchBaseline", API reference of Systems Manager; names and
/// versions are those of `/etc/os-release`, which the agent tells.
const SYSTEMS: [(&str, &str, &[&str], &str); 15] = [
    ("ALMA_LINUX", "Linux", &["AlmaLinux"], ""),
    ("AMAZON_LINUX", "Linux", &["Amazon Linux AMI"], ""),
    ("AMAZON_LINUX_2", "Linux", &["Amazon Linux"], "2"),
    ("AMAZON_LINUX_2022", "Linux", &["Amazon Linux"], "2022"),
    ("AMAZON_LINUX_2023", "Linux", &["Amazon Linux"], "2023"),
    ("CENTOS", "Linux", &["CentOS"], ""),
    ("DEBIAN", "Linux", &["Debian"], ""),
    ("MACOS", "MacOS", &[""], ""),
    ("ORACLE_LINUX", "Linux", &["Oracle Linux"], ""),
    ("RASPBIAN", "Linux", &["Raspbian"], ""),
    ("REDHAT_ENTERPRISE_LINUX", "Linux", &["Red Hat Enterprise Linux", "RHEL"], ""),
    ("ROCKY_LINUX", "Linux", &["Rocky Linux"], ""),
    ("SUSE", "Linux", &["SLES", "SUSE Linux Enterprise"], ""),
    ("UBUNTU", "Linux", &["Ubuntu"], ""),
    ("WINDOWS", "Windows", &[""], ""),
];

/// The nodes of a baseline that is made, changed or deleted.
pub(super) fn reach(asking: &Asking<'_>, change: &Change) -> Result<Reach, CallError> {
    let mut reach = Reach::default();
    if change.action == Action::Update && !is_patching_changed(&change.differences) {
        return Ok(reach);
    }
    let request = asking.wanted.item(&change.id).and_then(|item| match &item.body {
        Body::Resource { kind: ResourceKind::PatchBaseline, request } => Some(request),
        _ => None,
    });
    let read = asking.state.resources.get(&ResourceKind::PatchBaseline);
    let found = read.and_then(|read| read.by_name.get(&change.name));
    let project = &asking.wanted.project;
    let Patching { system, id } = Patching::of(request, found, project);
    let own = json!({ "Filters": [{ "Key": "OWNER", "Values": ["Self"] }], "MaxResults": 100 });
    let listed =
        all_pages(asking.api, &Call::ssm("DescribePatchBaselines", own), "BaselineIdentities");
    let listed = or_unknown(listed, &mut reach, "patch baselines")?;
    let groups = Call::ssm("DescribePatchGroups", json!({ "MaxResults": 100 }));
    let groups = all_pages(asking.api, &groups, "Mappings");
    let groups = or_unknown(groups, &mut reach, "patch groups")?;
    let is_own = |baseline: &Value| id.is_some() && baseline["BaselineId"].as_str() == id;
    let is_default = request.is_some_and(|request| request["default"] == json!(true))
        || listed.iter().any(|one| is_own(one) && one["DefaultBaseline"] == json!(true));
    let mut own: BTreeSet<String> =
        request.map(|request| texts(&request["groups"]).into_iter().collect()).unwrap_or_default();
    let mut others = BTreeSet::new();
    for one in &groups {
        let (baseline, group) = (&one["BaselineIdentity"], one["PatchGroup"].as_str());
        let of_system = baseline["OperatingSystem"].as_str().unwrap_or("WINDOWS") == system;
        match group.map(str::to_owned) {
            Some(group) if is_own(baseline) => drop(own.insert(group)),
            Some(group) if of_system && !own.contains(&group) => drop(others.insert(group)),
            _ => {}
        }
    }
    if !own.is_empty() {
        let names = own.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        let nodes = in_groups(asking, &own, system)?.map_or_else(Nodes::Unknown, counted);
        reach.nodes.push(Reached {
            what: format!("nodes of {system} in the patch groups {names}"),
            nodes,
        });
    }
    if is_default {
        let all = of_system(asking, json!([]), system)?;
        let elsewhere = in_groups(asking, &others, system)?;
        let nodes = match (all, elsewhere) {
            (Ok(all), Ok(elsewhere)) => Nodes::Count(all.difference(&elsewhere).count()),
            (Err(why), _) | (_, Err(why)) => Nodes::Unknown(why),
        };
        let what = format!("nodes of {system} in no patch group of another baseline");
        reach.nodes.push(Reached { what, nodes });
    }
    Ok(reach)
}

fn counted(nodes: BTreeSet<String>) -> Nodes {
    Nodes::Count(nodes.len())
}

/// The ids of nodes, or why nobody can say.
type Ids = Result<BTreeSet<String>, String>;

/// The nodes of a system with one of the patch groups.
fn in_groups(
    asking: &Asking<'_>,
    groups: &BTreeSet<String>,
    system: &str,
) -> Result<Ids, CallError> {
    let mut found = BTreeSet::new();
    let groups: Vec<&String> = groups.iter().collect();
    for tag in TAGS {
        for values in groups.chunks(VALUES) {
            match of_system(asking, json!([{ "Key": tag, "Values": values }]), system)? {
                Ok(nodes) => found.extend(nodes),
                Err(why) => return Ok(Err(why)),
            }
        }
    }
    Ok(Ok(found))
}

/// The nodes of a system that meet filters. Those whose system nobody knows are none of it.
fn of_system(asking: &Asking<'_>, filters: Value, system: &str) -> Result<Ids, CallError> {
    let Some((_, platform, names, version)) = SYSTEMS.iter().find(|row| row.0 == system) else {
        return Ok(Err(format!("nodes of {system}")));
    };
    let nodes = match nodes::described(asking.api, filters)? {
        Ok(nodes) => nodes,
        Err(why) => return Ok(Err(why)),
    };
    let is_of_it = |node: &&Value| {
        let text = |member: &str| node[member].as_str().unwrap_or_default();
        let begins = |name: &&str| text("PlatformName").starts_with(*name);
        // A version has its parts behind dots: 2 is not 2023.
        let is_version =
            version.is_empty() || text("PlatformVersion").split('.').next() == Some(version);
        let is_other =
            system != "AMAZON_LINUX" && text("PlatformName").starts_with("Amazon Linux AMI");
        text("PlatformType") == *platform && names.iter().any(begins) && is_version && !is_other
    };
    let ids = nodes.iter().filter(is_of_it).filter_map(|node| node["InstanceId"].as_str());
    Ok(Ok(ids.map(str::to_owned).collect()))
}

#[cfg(test)]
mod tests {
    use super::SYSTEMS;

    #[test]
    fn systems_are_sorted() {
        assert!(SYSTEMS.is_sorted_by_key(|row| row.0));
    }
}
