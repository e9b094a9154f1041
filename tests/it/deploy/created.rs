//! What a plan says of things that the account does not have yet.

use std::collections::BTreeMap;

use ordain::deploy::{Change, Nodes, Plan, PlanOptions, Reached};
use serde_json::{Value, json};

use super::fake::Account;
use super::{deployed, planned, wanted};

const SOURCE: &str = "group web = tag(\"Role\", \"web\")
    command hello \"Acme-Hello\" {
      share_with: [\"444455556666\", \"111122223333\"]
      param Who: String(pattern: r\"^[a-z]+$\")
      sh(Who: Who) \"echo\"
    }
    runbook stop \"Acme-Stop\" { aws.ec2.StopInstances(InstanceIds: [\"i-0123456789abcdef0\"]) }
    association greet {
      run: hello(Who: \"you\") on: web schedule: cron(\"0 2 ? * SUN *\") apply_only_at_cron: true
    }
    window sunday {
      schedule: rate(7d) duration: 3h cutoff: 1h
      task hello = hello(Who: \"all\") on web { concurrency: 1 max_errors: 0 }
    }
    event_rule stopped {
      pattern: { source: [\"aws.ec2\"] } run: stop() role: \"arn:aws:iam::111122223333:role/R\"
    }";

fn account() -> Account {
    let account = Account::default();
    account.by_hand(|held| {
        for id in ["i-1", "i-2"] {
            held.nodes.insert(id.into(), BTreeMap::from([("Role".into(), "web".into())]));
        }
    });
    account
}

fn find<'p>(plan: &'p Plan, id: &str) -> &'p Change {
    plan.changes.iter().find(|change| change.id == id).expect("a change")
}

#[track_caller]
fn check(change: &Change, wanted: &[(&str, Value)]) {
    let found: Vec<(&str, Value)> = change
        .differences
        .iter()
        .map(|it| {
            assert_eq!(it.before, None);
            (it.what.as_str(), it.after.clone().expect("something new"))
        })
        .filter(|(what, _)| wanted.iter().any(|(known, _)| known == what))
        .collect();
    assert_eq!(found, wanted);
}

#[test]
fn what_matters_of_new_things_stands_below_them() {
    let account = account();
    let (_, plan) = planned(&account, &wanted(SOURCE), PlanOptions::default());
    let hello = find(&plan, "documents/Acme-Hello");
    let what: Vec<&str> = hello.differences.iter().map(|it| it.what.as_str()).collect();
    assert_eq!(what, ["type", "parameter `Who`", "steps", "accounts that see it"]);
    let accounts = json!(["111122223333", "444455556666"]);
    check(hello, &[("type", json!("Command")), ("accounts that see it", accounts)]);
    let stop = find(&plan, "documents/Acme-Stop");
    let steps = json!(["stopInstances (aws:executeAwsApi)"]);
    let resources = json!(["arn:aws:ec2:*:*:instance/i-0123456789abcdef0"]);
    check(stop, &[("steps", steps), ("permission ec2:StopInstances", resources)]);
    let targets = json!([{ "Key": "tag:Role", "Values": ["web"] }]);
    let greet = [
        ("Name", json!("Acme-Hello")),
        ("Parameters", json!({ "Who": ["you"] })),
        ("Targets", targets),
        ("ScheduleExpression", json!("cron(0 2 ? * SUN *)")),
    ];
    check(find(&plan, "associations/greet"), &greet);
    let sunday = find(&plan, "windows/sunday");
    check(sunday, &[("Schedule", json!("rate(7 days)")), ("Duration", json!(3))]);
    let task = sunday.differences.iter().find(|it| it.what == "task `hello`").expect("a task");
    let task = task.after.as_ref().expect("it is new");
    assert_eq!(task["Targets"][0]["Values"], json!(["target `web`"]));
    let pattern = json!({ "source": ["aws.ec2"] });
    check(find(&plan, "event-rules/stopped"), &[("EventPattern", pattern)]);
}

#[test]
fn nodes_of_what_waits_for_its_schedule_are_counted() {
    let account = account();
    let reach = |source: &str| {
        let (_, plan) = planned(&account, &wanted(source), PlanOptions::default());
        ["associations/greet", "windows/sunday"].map(|id| find(&plan, id).reach.clone())
    };
    let reached = |what: &str| Reached { what: what.to_owned(), nodes: Nodes::Count(2) };
    let [greet, sunday] = reach(SOURCE);
    assert_eq!((greet.runs, greet.nodes), (Vec::new(), vec![reached("its targets")]));
    assert_eq!(sunday.nodes, [reached("task `hello`")]);
    let without_rule = SOURCE.split_once("event_rule").expect("a rule").0;
    deployed(&account, without_rule, PlanOptions::default());
    let [greet, sunday] = reach(&SOURCE.replace("rate(7d)", "rate(6d)"));
    assert_eq!((greet.nodes, sunday.nodes), (Vec::new(), vec![reached("task `hello`")]));
    let [_, sunday] = reach(&SOURCE.replace("cutoff: 1h", "cutoff: 1h tags: { Team: \"ops\" }"));
    assert_eq!(sunday.nodes, []);
}
