//! What a plan says of everything that reads a parameter which changes or goes away.

use std::collections::BTreeMap;

use ordain::deploy::{
    Api, Call, CallError, Misfit, Nodes, Place, PlanOptions, Prune, Reach, Reader, Run, State, plan,
};
use serde_json::{Value, json};

use super::fake::{Account, Document, Version, Window};
use super::{deployed, wanted};

/// An account with one parameter of the project beside what a fake one holds, and rules of
/// EventBridge with their targets.
struct Around {
    account: Account,
    parameter: Value,
    rules: Vec<Value>,
    targets: BTreeMap<&'static str, Value>,
}

impl Api for Around {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        let on_default = call.input["EventBusName"] == json!("default");
        Ok(match call.operation {
            "DescribeParameters" => {
                let mut described = self.parameter.clone();
                described.as_object_mut().unwrap().remove("Value");
                json!({ "Parameters": [described] })
            }
            "GetParameters" => json!({ "Parameters": [self.parameter] }),
            "ListRules" if on_default => json!({ "Rules": self.rules }),
            "ListRules" => json!({}),
            "ListTargetsByRule" => {
                let rule = call.input["Rule"].as_str().unwrap();
                json!({ "Targets": self.targets.get(rule).into_iter().collect::<Vec<_>>() })
            }
            _ => return self.account.call(call),
        })
    }
}

/// A project with a document that reads the parameter, and one that does not.
const SOURCE: &str = "parameter port \"/acme/port\" { value: \"VALUE\" description: \"WORDS\" }
    command hello \"Acme-Hello\" { param P: String = ssm(\"/acme/port\") sh(p: P) \"echo\" }
    command other \"Acme-Other\" { param P: String = ssm(\"/acme/ports\") sh(p: P) \"echo\" }";

fn source(value: &str, words: &str) -> String {
    SOURCE.replace("VALUE", value).replace("WORDS", words)
}

/// The account after a deploy of the documents, with what others have made.
fn around() -> Around {
    let account = Account::default();
    let documents = SOURCE.split_once('\n').unwrap().1;
    deployed(&account, documents, PlanOptions::default());
    account.by_hand(|held| {
        held.tag("Parameter", "/acme/port", &json!([{ "Key": "ordain:project", "Value": "web" }]));
        held.nodes.insert("i-1".into(), BTreeMap::from([("Role".into(), "web".into())]));
    });
    let parameter = json!({ "Name": "/acme/port", "Type": "String", "Tier": "Standard", "Version": 1,
        "Description": "a port", "DataType": "text", "Value": "80" });
    Around { account, parameter, rules: Vec::new(), targets: BTreeMap::new() }
}

fn document(around: &Around, name: &str, script: &str) {
    let content = json!({ "schemaVersion": "2.2", "mainSteps": [{ "action": "aws:runShellScript",
        "name": "one", "inputs": { "runCommand": [script] } }] });
    let version =
        Version { content: content.to_string(), format: "JSON".into(), ..Version::default() };
    let kind = "Command".to_owned();
    let versions = BTreeMap::from([(1, version)]);
    let document = Document { kind, versions, default: 1, ..Document::default() };
    around.account.by_hand(|held| drop(held.documents.insert(name.to_owned(), document)));
}

fn association(around: &Around, id: &str, more: Value) {
    let mut one = json!({ "AssociationId": id, "AssociationName": id, "Name": "AWS-Run",
        "Targets": [{ "Key": "tag:Role", "Values": ["web"] }] });
    one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    around.account.by_hand(|held| drop(held.associations.insert(id.to_owned(), one)));
}

#[track_caller]
fn reach_of(around: &Around, source: &str, prune: Prune) -> Reach {
    around.account.counted();
    let wanted = wanted(source);
    let options = PlanOptions { prune, ..PlanOptions::default() };
    let place = Place {
        account: "111122223333".into(),
        region: "eu-west-1".into(),
        partition: "aws".into(),
    };
    let state = State::read(around, &wanted, &place, prune).unwrap();
    around.account.counted();
    let plan = plan(around, &wanted, &state, options).unwrap();
    let is_it = |change: &&ordain::deploy::Change| change.name == "/acme/port";
    plan.changes.iter().find(is_it).expect("a change of it").reach.clone()
}

fn reads(user: &str) -> Reader {
    Reader { user: user.to_owned(), ..Reader::default() }
}

fn run(association: &str, because: &str) -> Run {
    let (association, because) = (association.to_owned(), because.to_owned());
    Run { association, because, nodes: Nodes::Count(1) }
}

const GIVES: &str = "{{ssm:/acme/port}}";

#[test]
fn documents_and_associations_that_read_a_changed_parameter_are_named() {
    let around = around();
    document(&around, "Theirs", "echo {{ ssm:/acme/port }}");
    document(&around, "Pinned", "echo {{ssm:/acme/port:3}}");
    let given = json!({ "commands": [format!("echo {GIVES}")] });
    association(&around, "gives", json!({ "Parameters": given }));
    association(&around, "runs", json!({ "Name": "Theirs" }));
    let cron = "cron(0 2 ? * SUN *)";
    let waits = json!({ "Parameters": given, "ApplyOnlyAtCronInterval": true,
        "ScheduleExpression": cron });
    association(&around, "waits", waits);
    association(&around, "does not", json!({ "Name": "Acme-Other" }));
    let reach = reach_of(&around, &source("8080", "a port"), Prune::Keep);
    let waits = Reader {
        user: "association `waits`".to_owned(),
        schedule: Some(cron.to_owned()),
        nodes: Some(Nodes::Count(1)),
        ..Reader::default()
    };
    let documents = ["document `Acme-Hello`", "document `Theirs`"].map(reads);
    assert_eq!(reach.readers, [documents.as_slice(), &[waits]].concat());
    let through = "it runs `Theirs`, which reads the parameter";
    assert_eq!(reach.runs, [run("runs", through), run("gives", "it reads the parameter")]);
    // What the project wants, and has as the default, is not asked for.
    assert_eq!(around.account.counted().get("GetDocument"), Some(&2));
}

#[test]
fn tasks_rules_and_remediations_that_read_a_changed_parameter_are_named() {
    let mut around = around();
    let task = |id: &str, arn: &str, given: &str| {
        json!({ "WindowTaskId": id, "Name": id, "TaskArn": arn, "TaskType": "RUN_COMMAND",
            "Targets": [{ "Key": "InstanceIds", "Values": ["i-1"] }],
            "TaskInvocationParameters": { "RunCommand": { "Parameters": { "x": [given] } } } })
    };
    let described = json!({ "Name": "sunday", "WindowId": "mw-x", "Schedule": "rate(7 days)" });
    let tasks = vec![
        task("gives", "AWS-Run", GIVES),
        task("runs", "Acme-Hello", "x"),
        task("not", "AWS-Run", "x"),
    ];
    around.account.by_hand(|held| {
        held.windows.insert("mw-x".to_owned(), Window { described, targets: Vec::new(), tasks });
        let given = json!({ "x": { "StaticValue": { "Values": [GIVES] } } });
        let one = json!({ "ConfigRuleName": "open", "TargetId": "AWS-Stop", "Parameters": given });
        held.remediations.insert("open".to_owned(), one);
    });
    let rule =
        |name: &str, pattern: Value| json!({ "Name": name, "EventPattern": pattern.to_string() });
    let waits = |detail: Value| json!({ "source": ["aws.ssm"], "detail-type": ["Parameter Store Change"], "detail": detail });
    around.rules = vec![
        json!({ "Name": "nightly", "ScheduleExpression": "rate(1 day)", "State": "ENABLED" }),
        json!({ "Name": "runs", "ScheduleExpression": "rate(2 days)", "State": "DISABLED" }),
        rule("waits", waits(json!({ "name": [{ "prefix": "/acme/" }] }))),
        rule("waits for another", waits(json!({ "name": ["/acme/ports"] }))),
        rule("waits for its end", waits(json!({ "operation": ["Delete"] }))),
        rule("waits for all", json!({ "source": ["aws.ssm"] })),
        rule(
            "waits for others",
            waits(json!({ "name": [{ "anything-but": { "prefix": "/acme/" } }] })),
        ),
        rule("waits for texts", waits(json!({ "type": ["String"] }))),
    ];
    around
        .targets
        .insert("nightly", json!({ "Arn": "arn:x", "Input": format!("{{\"x\":\"{GIVES}\"}}") }));
    let hello = "arn:aws:ssm:eu-west-1:111122223333:document/Acme-Hello";
    around.targets.insert("runs", json!({ "Arn": hello }));
    let reach = reach_of(&around, &source("8080", "a port"), Prune::Keep);
    let with = |user: &str, through: Option<&str>, schedule: Option<&str>| Reader {
        user: user.to_owned(),
        through: through.map(str::to_owned),
        schedule: schedule.map(str::to_owned),
        nodes: user.starts_with("task").then_some(Nodes::Count(1)),
    };
    let hello = Some("Acme-Hello");
    let wanted = [
        with("document `Acme-Hello`", None, None),
        with("task `gives` of window `sunday`", None, Some("rate(7 days)")),
        with("task `runs` of window `sunday`", hello, Some("rate(7 days)")),
        with("event rule `nightly`", None, Some("rate(1 day)")),
        with("event rule `runs`", hello, None),
        with("the remediation of `open`", None, None),
    ];
    assert_eq!(reach.readers, wanted);
    assert_eq!(reach.triggered, ["event rule `waits`", "event rule `waits for all`"]);
    assert_eq!(reach.unknown, ["whether event rule `waits for texts` waits for it"]);
}

#[test]
fn rules_wait_for_new_parameters_and_for_other_descriptions_too() {
    let mut around = around();
    let rule = |operation: &str| {
        let detail = json!({ "name": [{ "wildcard": "/ac*/port" }], "operation": [operation] });
        let pattern = json!({ "detail": detail }).to_string();
        json!({ "Name": operation, "EventPattern": pattern })
    };
    around.rules = vec![rule("Create"), rule("Update"), rule("Delete")];
    let another = reach_of(&around, &source("80", "another description"), Prune::Keep);
    assert_eq!(another.triggered, ["event rule `Update`"]);
    assert!(another.readers.is_empty() && another.runs.is_empty());
    around.parameter["Name"] = json!("/acme/other");
    let new = reach_of(&around, &source("80", "a port"), Prune::Keep);
    assert_eq!(new.triggered, ["event rule `Create`"]);
}

#[test]
fn nothing_is_asked_where_the_value_stays() {
    let around = around();
    association(&around, "gives", json!({ "Parameters": { "x": [GIVES] } }));
    assert_eq!(reach_of(&around, &source("80", "a port"), Prune::Keep), Reach::default());
    assert_eq!(around.account.counted(), BTreeMap::new());
    assert_eq!(reach_of(&around, &source("80", "another"), Prune::Keep), Reach::default());
    assert!(
        around
            .account
            .counted()
            .keys()
            .all(|call| ["ListEventBuses", "ListRules"].contains(&call.as_str()))
    );
}

#[test]
fn what_reads_a_parameter_that_goes_away_no_longer_fits() {
    let around = around();
    document(&around, "Pinned", "echo {{ssm:/acme/port:3}}");
    association(&around, "runs", json!({ "Name": "Pinned" }));
    let documents = SOURCE.split_once('\n').unwrap().1;
    let reach = reach_of(&around, documents, Prune::Delete);
    let misfit = |user: &str, why: &str| Misfit { user: user.to_owned(), why: why.to_owned() };
    let reads = "it reads the parameter, which goes away";
    let through = "it runs `Pinned`, which reads the parameter that goes away";
    assert_eq!(
        reach.misfits,
        [
            misfit("document `Acme-Hello`", reads),
            misfit("document `Pinned`", reads),
            misfit("association `runs`", through),
        ]
    );
    assert_eq!((reach.runs, reach.readers), (Vec::new(), Vec::new()));
}

#[test]
fn of_many_documents_of_others_only_some_are_looked_at_and_the_plan_says_so() {
    let around = around();
    for number in 0..130 {
        document(&around, &format!("Theirs-{number:03}"), "echo");
    }
    let reach = reach_of(&around, &source("8080", "a port"), Prune::Keep);
    assert_eq!(reach.unknown, ["30 more documents: not looked at"]);
    assert_eq!(around.account.counted().get("GetDocument"), Some(&100));
    around.account.by_hand(|held| held.denied = vec!["GetDocument", "DescribeConfigRules"]);
    let reach = reach_of(&around, &source("8080", "a port"), Prune::Keep);
    let denied = ["contents of documents", "30 more documents", "remediations"];
    let said = ["AccessDeniedException", "not looked at", "AccessDeniedException"];
    let unknown = denied.into_iter().zip(said).map(|(what, why)| format!("{what}: {why}"));
    assert_eq!(reach.unknown, unknown.collect::<Vec<_>>());
}
