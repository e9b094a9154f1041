//! What a plan says of everything that a change reaches.

use std::collections::BTreeMap;

use ordain::deploy::{Misfit, Nodes, PlanOptions, Promote, Prune, Reach, Run, TaskUse};
use serde_json::{Value, json};

use super::fake::{Account, Window};
use super::{deployed, planned, wanted};

const PROMOTE: PlanOptions = PlanOptions {
    promote: Promote::Move,
    foreign: ordain::deploy::Foreign::Refuse,
    prune: Prune::Keep,
    drift: ordain::deploy::Drift::Leave,
    keep_versions: None,
};

/// A command that prints its parameter.
fn hello(parameter: &str, script: &str) -> String {
    format!("command hello \"Acme-Hello\" {{ param {parameter} sh \"echo {script}\" }}")
}

fn tags(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

/// An account with the first command, three nodes, and what others have made of the command.
fn account(parameter: &str) -> Account {
    let account = Account::default();
    deployed(&account, &hello(parameter, "one"), PlanOptions::default());
    account.by_hand(|held| {
        held.nodes.insert("i-1".into(), tags(&[("Role", "web"), ("Env", "prod")]));
        held.nodes.insert("i-2".into(), tags(&[("Role", "web"), ("Env", "test")]));
        held.nodes.insert("i-3".into(), tags(&[("Role", "db"), ("Env", "prod")]));
    });
    account
}

fn association(account: &Account, id: &str, more: Value) {
    let mut one = json!({
        "AssociationId": id, "AssociationName": id, "Name": "Acme-Hello",
        "Parameters": { "Name": ["x"] },
        "Targets": [{ "Key": "tag:Role", "Values": ["web"] }],
    });
    one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    account.by_hand(|held| drop(held.associations.insert(id.to_owned(), one)));
}

#[track_caller]
fn reach_of(account: &Account, source: &str, options: PlanOptions, id: &str) -> Reach {
    let (_, plan) = planned(account, &wanted(source), options);
    plan.changes.into_iter().find(|change| change.id == id).expect("a change").reach
}

fn run(association: &str, because: &str, nodes: Nodes) -> Run {
    Run { association: association.to_owned(), because: because.to_owned(), nodes }
}

const DEFAULT: &str = "it follows the default version";

#[test]
fn associations_run_when_the_version_that_they_follow_moves() {
    let account = account("Name: String");
    association(&account, "follows", json!({}));
    association(&account, "latest", json!({ "DocumentVersion": "$LATEST" }));
    association(&account, "pinned", json!({ "DocumentVersion": "1" }));
    association(
        &account,
        "waits",
        json!({ "ApplyOnlyAtCronInterval": true, "ScheduleExpression": "cron(0 2 ? * * *)" }),
    );
    association(&account, "other", json!({ "Name": "Acme-Other" }));
    let new = hello("Name: String", "two");
    let latest = run("latest", "it follows the latest version", Nodes::Count(2));
    let reach = reach_of(&account, &new, PlanOptions::default(), "documents/Acme-Hello");
    assert_eq!(reach.runs, std::slice::from_ref(&latest));
    let reach = reach_of(&account, &new, PROMOTE, "documents/Acme-Hello");
    assert_eq!(reach.runs, [run("follows", DEFAULT, Nodes::Count(2)), latest]);
}

#[test]
fn nodes_are_counted_as_targets_choose_them() {
    let account = account("Name: String");
    let all = json!([{ "Key": "InstanceIds", "Values": ["*"] }]);
    let ids = json!([{ "Key": "InstanceIds", "Values": ["i-1", "i-9"] }]);
    let both = json!([
        { "Key": "tag:Role", "Values": ["web", "db"] }, { "Key": "tag:Env", "Values": ["prod"] }
    ]);
    let group = json!([{ "Key": "resource-groups:Name", "Values": ["g"] }]);
    for (id, targets) in [("a", all), ("b", ids), ("c", both), ("d", group)] {
        association(&account, id, json!({ "Targets": targets }));
    }
    association(&account, "e", json!({ "AutomationTargetParameterName": "Name" }));
    let source = hello("Name: String", "two");
    let reach = reach_of(&account, &source, PROMOTE, "documents/Acme-Hello");
    let nodes: Vec<Nodes> = reach.runs.into_iter().map(|run| run.nodes).collect();
    let unknown = |why: &str| Nodes::Unknown(why.to_owned());
    let wanted = [
        Nodes::Count(3),
        Nodes::Count(2),
        Nodes::Count(2),
        unknown("targets by `resource-groups:Name`"),
        unknown("what a runbook works on"),
    ];
    assert_eq!(nodes, wanted);
}

#[test]
fn what_uses_a_parameter_that_is_gone_or_newly_needed_is_said() {
    let account = account("Name: String");
    association(&account, "old", json!({ "ApplyOnlyAtCronInterval": true }));
    let task = json!({
        "WindowTaskId": "t", "Name": "greet", "TaskArn": "Acme-Hello", "TaskType": "RUN_COMMAND",
        "TaskInvocationParameters": { "RunCommand": { "Parameters": { "Name": ["x"] } } },
    });
    account.by_hand(|held| {
        let described = json!({ "Name": "sunday", "WindowId": "mw-x" });
        let window = Window { described, targets: Vec::new(), tasks: vec![task] };
        held.windows.insert("mw-x".to_owned(), window);
    });
    let reach = reach_of(&account, &hello("Who: String", "x"), PROMOTE, "documents/Acme-Hello");
    let gone = "it gives `Name`, which the document no longer has";
    let needed = "it does not give `Who`, which the document needs";
    let users = ["association `old`", "task `greet` of window `sunday`"];
    let misfits = users.into_iter().flat_map(|user| {
        [gone, needed].map(|why| Misfit { user: user.to_owned(), why: why.to_owned() })
    });
    assert_eq!(reach.misfits, misfits.collect::<Vec<_>>());
    let nodes = Some(Nodes::Count(0));
    let task = TaskUse { window: "sunday".to_owned(), task: "greet".to_owned(), nodes };
    assert_eq!((reach.tasks, reach.runs), (vec![task], Vec::new()));
}

#[test]
fn nodes_of_tasks_are_counted_once_however_many_targets_have_them() {
    let account = account("Name: String");
    let task = |id: &str, kind: &str, targets: Value| {
        json!({
            "WindowTaskId": id, "Name": id, "TaskArn": "Acme-Hello", "TaskType": kind, "Targets": targets,
            "TaskInvocationParameters": { "RunCommand": { "Parameters": { "Name": ["x"] } } },
        })
    };
    let of = |ids: &[&str]| json!([{ "Key": "WindowTargetIds", "Values": ids }]);
    let target = |id: &str, key: &str, value: &str| json!({ "WindowTargetId": id, "Targets": [{ "Key": key, "Values": [value] }] });
    account.by_hand(|held| {
        let window = Window {
            described: json!({ "Name": "sunday", "WindowId": "mw-x" }),
            targets: vec![
                target("web", "tag:Role", "web"),
                target("prod", "tag:Env", "prod"),
                target("group", "resource-groups:Name", "all"),
            ],
            tasks: vec![
                task("a", "RUN_COMMAND", of(&["web", "prod"])),
                task("b", "RUN_COMMAND", of(&["prod"])),
                task("c", "RUN_COMMAND", json!([{ "Key": "InstanceIds", "Values": ["i-9"] }])),
                task("d", "RUN_COMMAND", of(&["group"])),
                task("e", "AUTOMATION", of(&["web"])),
            ],
        };
        held.windows.insert("mw-x".to_owned(), window);
    });
    account.counted();
    let source = hello("Name: String", "two");
    let reach = reach_of(&account, &source, PROMOTE, "documents/Acme-Hello");
    let nodes: Vec<Option<Nodes>> = reach.tasks.into_iter().map(|task| task.nodes).collect();
    let why = Nodes::Unknown("targets by `resource-groups:Name`".to_owned());
    let counts = [3, 2, 1].map(|count| Some(Nodes::Count(count)));
    assert_eq!(nodes, [counts.as_slice(), &[Some(why), None]].concat());
    let asked = account.counted();
    assert_eq!(asked.get("DescribeMaintenanceWindowTargets"), Some(&1), "{asked:?}");
}

#[test]
fn accounts_that_see_a_changed_document_are_named() {
    let account = account("Name: String");
    let share = |held: &mut super::fake::Held| {
        let document = held.documents.get_mut("Acme-Hello").unwrap();
        document.shared_with = vec!["222222222222".to_owned(), "111111111111".to_owned()];
    };
    account.by_hand(share);
    let source = hello("Name: String", "two");
    let options = PlanOptions::default();
    let reach = reach_of(&account, &source, options, "documents/Acme-Hello");
    assert_eq!(reach.shared_with, ["111111111111", "222222222222"]);
    account.by_hand(|held| held.denied.push("DescribeDocumentPermission"));
    let reach = reach_of(&account, &source, options, "documents/Acme-Hello");
    assert_eq!(reach.unknown, ["accounts that see it: AccessDeniedException"]);
}

const GREET: &str = "association greet { run: \"AWS-RunShellScript\"(commands: [\"date\"])
    on: tag(\"Role\", \"web\") schedule: rate(1d) TAGS }";

#[test]
fn an_association_of_the_project_runs_when_it_is_new_or_changes_but_not_for_its_tags() {
    let account = account("Name: String");
    let source = |tags: &str| GREET.replace("TAGS", tags);
    let id = "associations/greet";
    let new = reach_of(&account, &source(""), PlanOptions::default(), id);
    assert_eq!(new.runs, [run("greet", "it is new", Nodes::Count(2))]);
    deployed(&account, &source(""), PlanOptions::default());
    let other = source("").replace("1d", "2d");
    let changed = reach_of(&account, &other, PlanOptions::default(), id);
    assert_eq!(changed.runs, [run("greet", "it changes: ScheduleExpression", Nodes::Count(2))]);
    account.counted();
    let tagged = source("tags: { Team: \"ops\" }");
    assert_eq!(reach_of(&account, &tagged, PlanOptions::default(), id), Reach::default());
    deployed(&account, &tagged, PlanOptions::default());
    assert_eq!(account.counted().get("UpdateAssociation"), None);
}

#[test]
fn what_runs_a_document_that_goes_away_is_said() {
    let account = account("Name: String");
    association(&account, "old", json!({ "DocumentVersion": "1" }));
    let options = PlanOptions { prune: Prune::Delete, ..PlanOptions::default() };
    let (_, plan) = planned(&account, &wanted(""), options);
    let misfits: Vec<&Misfit> = plan.changes.iter().flat_map(|it| &it.reach.misfits).collect();
    let why = "it runs the document, which goes away".to_owned();
    assert_eq!(misfits, [&Misfit { user: "association `old`".to_owned(), why }]);
}

#[test]
fn a_plan_of_500_documents_without_a_change_asks_for_lists_only() {
    let account = Account::default();
    let source: String = (0..500)
        .map(|number| format!("command c{number:03} {{ sh \"echo {number}\" }}\n"))
        .collect();
    deployed(&account, &source, PROMOTE);
    association(&account, "of-others", json!({}));
    account.counted();
    let (_, plan) = planned(&account, &wanted(&source), PROMOTE);
    assert!(plan.is_empty());
    let lists = [("DescribeMaintenanceWindows", 1), ("ListAssociations", 1), ("ListDocuments", 10)];
    let lists = lists.map(|(operation, count)| (operation.to_owned(), count));
    assert_eq!(account.counted(), BTreeMap::from(lists));
}

#[test]
fn what_starts_a_runbook_by_itself_is_named_where_its_default_moves() {
    let stop = |seconds: u32| {
        format!("runbook stop \"Acme-Stop\" {{ action.sleep(Duration: \"PT{seconds}S\") }}")
    };
    let account = Account::default();
    deployed(&account, &stop(1), PlanOptions::default());
    account.by_hand(|held| {
        let mut rule = |end: &str, name: &str| {
            held.rules.insert(end.to_owned(), vec![name.to_owned()]);
        };
        rule(":automation-definition/Acme-Stop:$DEFAULT", "nightly");
        rule(":automation-definition/Acme-Stop:$LATEST", "newest");
        rule(":document/Acme-Stop", "a command of that name");
        let one = |target: &str| json!({ "ConfigRuleName": target, "TargetId": target });
        held.remediations.insert("open".to_owned(), {
            let mut one = one("Acme-Stop");
            one["ConfigRuleName"] = json!("open");
            one
        });
        held.remediations.insert("Acme-Other".to_owned(), one("Acme-Other"));
    });
    let starters = |options| reach_of(&account, &stop(2), options, "documents/Acme-Stop").starters;
    assert_eq!(starters(PlanOptions::default()), ["event rule `newest`"]);
    assert_eq!(
        starters(PROMOTE),
        ["event rule `nightly`", "event rule `newest`", "the remediation of `open`"]
    );
    account.by_hand(|held| held.denied = vec!["ListEventBuses", "DescribeConfigRules"]);
    let reach = reach_of(&account, &stop(2), PROMOTE, "documents/Acme-Stop");
    let unknown =
        ["event rules", "remediations"].map(|what| format!("{what}: AccessDeniedException"));
    assert_eq!(reach.unknown, unknown);
}
