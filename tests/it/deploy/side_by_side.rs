//! How many calls of one kind are under way at the same time, by a counter of them, and how many
//! there are at all.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex};
use std::time::Duration;

use ordain::deploy::{
    Api, Body, Call, CallError, Item, Place, PlanOptions, ResourceKind, State, Wanted, plan,
};
use serde_json::{Value, json};

const BASELINES: usize = 12;

/// An account with baselines. Calls that ask for one wait for each other until enough are under way.
struct Crowd {
    at_once: usize,
    counted: Mutex<Counted>,
    changed: Condvar,
}

#[derive(Default)]
struct Counted {
    under_way: usize,
    most: usize,
    waiting: usize,
    is_open: bool,
    calls: BTreeMap<&'static str, usize>,
}

impl Crowd {
    fn new(at_once: usize) -> Self {
        Self { at_once, counted: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits until as many ask as may; nobody waits after that.
    fn meet(&self) {
        let mut counted = self.counted.lock().unwrap();
        counted.waiting += 1;
        if counted.waiting >= self.at_once {
            counted.is_open = true;
            self.changed.notify_all();
        }
        let long = Duration::from_secs(20);
        let (_counted, waited) =
            self.changed.wait_timeout_while(counted, long, |counted| !counted.is_open).unwrap();
        assert!(!waited.timed_out(), "nobody else asks meanwhile");
    }
}

impl Api for Crowd {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        {
            let counted = &mut *self.counted.lock().unwrap();
            *counted.calls.entry(call.operation).or_default() += 1;
            counted.under_way += 1;
            counted.most = counted.most.max(counted.under_way);
        }
        let answer = match call.operation {
            "DescribePatchBaselines" => {
                let all = (0..BASELINES).map(|number| {
                    json!({ "BaselineId": format!("pb-{number}"), "BaselineName": name(number),
                        "OperatingSystem": "WINDOWS" })
                });
                json!({ "BaselineIdentities": all.collect::<Vec<_>>() })
            }
            "GetPatchBaseline" => {
                self.meet();
                json!({ "Description": call.input["BaselineId"] })
            }
            "ListTagsForResource" => {
                json!({ "TagList": [{ "Key": "ordain:project", "Value": "web" }] })
            }
            _ => json!({}),
        };
        self.counted.lock().unwrap().under_way -= 1;
        Ok(answer)
    }

    fn at_once(&self) -> usize {
        self.at_once
    }
}

fn name(number: usize) -> String {
    format!("baseline-{number:02}")
}

fn wanted() -> Wanted {
    let item = |number| Item {
        id: format!("patch-baselines/{}", name(number)),
        name: name(number),
        body: Body::Resource {
            kind: ResourceKind::PatchBaseline,
            request: json!({ "baseline": { "Name": name(number), "Description": "wanted" },
                "groups": [], "default": false }),
        },
        depends_on: Vec::new(),
        source: Default::default(),
    };
    let items = (0..BASELINES).map(item).collect();
    Wanted { project: "web".to_owned(), items, ..Wanted::default() }
}

#[test]
fn things_of_one_kind_are_read_side_by_side_within_the_limit_and_stay_in_order() {
    let alone = Crowd::new(1);
    let crowd = Crowd::new(4);
    let [first, second] = [&alone, &crowd].map(|api| {
        let (wanted, options) = (wanted(), PlanOptions::default());
        let state = State::read(api, &wanted, &Place::default(), options.prune).unwrap();
        let plan = plan(api, &wanted, &state, options).unwrap();
        (state, plan)
    });
    assert_eq!(first, second);
    let names: Vec<&str> = second.1.changes.iter().map(|change| change.name.as_str()).collect();
    assert_eq!(names, (0..BASELINES).map(name).collect::<Vec<_>>());
    assert_eq!(alone.counted.lock().unwrap().most, 1);
    let counted = crowd.counted.lock().unwrap();
    assert_eq!(counted.most, 4);
    // One list, and of each what no list has; what the changes reach is asked for once.
    let calls = |operation| counted.calls.get(operation).copied();
    assert_eq!(calls("GetPatchBaseline"), Some(BASELINES));
    assert_eq!(calls("ListTagsForResource"), Some(BASELINES));
    assert_eq!(calls("DescribePatchBaselines"), Some(2));
    assert_eq!(calls("DescribePatchGroups"), Some(1));
}
