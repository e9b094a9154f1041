//! On which nodes a change of a patch baseline counts.

use std::collections::BTreeMap;
use std::sync::Mutex;

use ordain::deploy::{
    Api, Call, CallError, Nodes, Place, PlanOptions, Prune, Reached, ResourceKind, State, Wanted,
    plan,
};
use serde_json::{Value, json};

use super::resources::wanted;

/// Nodes with the names and versions of their systems and their tags, and the baselines of others.
#[derive(Default)]
struct Fleet {
    nodes: Vec<(Value, BTreeMap<&'static str, &'static str>)>,
    baselines: Vec<Value>,
    groups: Vec<Value>,
    denied: bool,
    asked: Mutex<Vec<&'static str>>,
}

impl Fleet {
    fn node(
        mut self,
        (id, platform, name, version): (&str, &str, &str, &str),
        tags: &[(&'static str, &'static str)],
    ) -> Self {
        let node = json!({ "InstanceId": id, "PlatformType": platform, "PlatformName": name,
            "PlatformVersion": version });
        self.nodes.push((node, tags.iter().copied().collect()));
        self
    }
}

impl Api for Fleet {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        self.asked.lock().unwrap().push(call.operation);
        Ok(match call.operation {
            "DescribePatchBaselines" => json!({ "BaselineIdentities": self.baselines }),
            "DescribePatchGroups" => json!({ "Mappings": self.groups }),
            "ListTagsForResource" => {
                json!({ "TagList": [{ "Key": "ordain:project", "Value": "web" }] })
            }
            "DescribeInstanceInformation" if self.denied => {
                return super::resources::refused("AccessDeniedException");
            }
            "DescribeInstanceInformation" => {
                let filter = &call.input["Filters"][0];
                let key = filter["Key"].as_str().unwrap_or_default().replacen("tag:", "", 1);
                let meets = |tags: &BTreeMap<&str, &str>| {
                    let values = filter["Values"].as_array();
                    values.is_none_or(|it| {
                        it.iter().any(|it| tags.get(&*key).copied() == it.as_str())
                    })
                };
                let nodes = self.nodes.iter().filter(|(_, tags)| meets(tags));
                json!({ "InstanceInformationList": nodes.map(|(node, _)| node).collect::<Vec<_>>() })
            }
            _ => json!({}),
        })
    }
}

fn fleet() -> Fleet {
    let linux = |id| (id, "Linux", "Amazon Linux", "2023");
    let other = |id, version| (id, "Linux", "Amazon Linux", version);
    Fleet::default()
        .node(linux("i-1"), &[("Patch Group", "prod")])
        .node(linux("i-2"), &[("PatchGroup", "prod")])
        .node(linux("i-3"), &[("PatchGroup", "theirs")])
        .node(linux("i-4"), &[])
        .node(other("i-5", "2"), &[("PatchGroup", "prod")])
        .node(("i-6", "Linux", "Amazon Linux AMI", "2018.03"), &[])
        .node(("i-7", "Windows", "Microsoft Windows Server 2022 Datacenter", "10.0.20348"), &[])
}

fn baseline(more: Value) -> Wanted {
    let mut request = json!({ "baseline": { "Name": "Mine", "OperatingSystem": "AMAZON_LINUX_2023" },
        "groups": [], "default": false });
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    wanted(ResourceKind::PatchBaseline, "Mine", request)
}

fn nodes(fleet: &Fleet, wanted: &Wanted, prune: Prune) -> Vec<Reached> {
    let options = PlanOptions { prune, ..PlanOptions::default() };
    let state = State::read(fleet, wanted, &Place::default(), prune).unwrap();
    fleet.asked.lock().unwrap().clear();
    plan(fleet, wanted, &state, options).unwrap().changes.remove(0).reach.nodes
}

fn reached(what: &str, nodes: Nodes) -> Reached {
    Reached { what: format!("nodes of AMAZON_LINUX_2023 in {what}"), nodes }
}

const GROUPS: &str = "the patch groups prod, stage";
const OTHERS: &str = "no patch group of another baseline";

#[test]
fn nodes_of_patch_groups_have_either_tag_and_the_system_of_the_baseline() {
    let wanted = baseline(json!({ "groups": ["stage", "prod"] }));
    let mut fleet = fleet();
    assert_eq!(nodes(&fleet, &wanted, Prune::Keep), [reached(GROUPS, Nodes::Count(2))]);
    fleet.denied = true;
    let why = "DescribeInstanceInformation: AccessDeniedException".to_owned();
    assert_eq!(nodes(&fleet, &wanted, Prune::Keep), [reached(GROUPS, Nodes::Unknown(why))]);
}

#[test]
fn a_default_baseline_is_for_all_nodes_of_its_system_but_those_of_other_groups() {
    let mut fleet = fleet();
    let theirs = |system: &str, group: &str| {
        json!({ "PatchGroup": group, "BaselineIdentity": {
            "BaselineId": "pb-theirs", "OperatingSystem": system } })
    };
    fleet.groups = vec![theirs("AMAZON_LINUX_2023", "theirs"), theirs("WINDOWS", "prod")];
    let wanted = baseline(json!({ "default": true }));
    assert_eq!(nodes(&fleet, &wanted, Prune::Keep), [reached(OTHERS, Nodes::Count(3))]);
    let windows = json!({ "baseline": { "Name": "Mine" }, "default": true });
    let found = nodes(&fleet, &baseline(windows), Prune::Keep);
    assert_eq!(found[0].nodes, Nodes::Count(1));
    let first = json!({ "baseline": { "Name": "Mine", "OperatingSystem": "AMAZON_LINUX" },
        "default": true });
    assert_eq!(nodes(&fleet, &baseline(first), Prune::Keep)[0].nodes, Nodes::Count(1));
}

#[test]
fn groups_that_a_baseline_loses_count_and_without_a_change_nothing_is_asked() {
    let mut fleet = fleet();
    let mine = json!({ "BaselineId": "pb-mine", "BaselineName": "Mine",
        "OperatingSystem": "AMAZON_LINUX_2023" });
    fleet.baselines = vec![mine.clone()];
    fleet.groups = vec![json!({ "PatchGroup": "prod", "BaselineIdentity": mine })];
    assert_eq!(nodes(&fleet, &baseline(json!({})), Prune::Keep), []);
    assert_eq!(*fleet.asked.lock().unwrap(), Vec::<&str>::new());
    let changed = baseline(json!({ "groups": ["stage"] }));
    assert_eq!(nodes(&fleet, &changed, Prune::Keep), [reached(GROUPS, Nodes::Count(2))]);
    let gone = Wanted { project: "web".to_owned(), ..Wanted::default() };
    let found = nodes(&fleet, &gone, Prune::Delete);
    assert_eq!(found, [reached("the patch groups prod", Nodes::Count(2))]);
}
