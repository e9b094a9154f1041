//! What a plan says of a document's content: parts, permissions, lines, and what it cost to ask.

use ordain::deploy::{Counted, Place, PlanOptions, State, plan, texts_of};
use serde_json::{Value, json};

use super::fake::Account;
use super::{deployed, planned, wanted};

/// What a plan says where the second program is to replace the first.
fn said(old: &str, new: &str) -> Vec<(String, Option<Value>, Option<Value>)> {
    let account = Account::default();
    deployed(&account, old, PlanOptions::default());
    let (_, plan) = planned(&account, &wanted(new), PlanOptions::default());
    let differences = plan.changes.into_iter().flat_map(|change| change.differences);
    let content = differences.filter(|it| it.what != "new version");
    content.map(|it| (it.what, it.before, it.after)).collect()
}

fn runbook(statements: &str) -> String {
    format!("runbook restart \"Acme-Restart\" {{ param Id: aws.ec2.InstanceId {statements} }}")
}

const STOP: &str = "aws.ec2.StopInstances(InstanceIds: [Id])";
const REBOOT: &str = "aws.ec2.RebootInstances(InstanceIds: [Id])";

/// Names of what differs.
fn names(said: &[(String, Option<Value>, Option<Value>)]) -> Vec<&str> {
    said.iter().map(|(what, ..)| what.as_str()).collect()
}

#[test]
fn a_changed_step_says_what_in_it_differs() {
    let old = "command hello \"Acme-Hello\" { param Name: String = \"a\" sh \"echo one\" }";
    let new = "command hello \"Acme-Hello\" { param Name: String = \"b\" sh \"echo two\" }";
    let found = said(old, new);
    let of = |begin: &str| found.iter().filter(|(what, ..)| what.starts_with(begin)).count();
    let default = ("parameter `Name`: default".to_owned(), Some(json!("a")), Some(json!("b")));
    assert!(found.contains(&default), "{found:?}");
    assert_eq!(of("step `"), 1, "{found:?}");
    assert!(found.iter().any(|(what, ..)| what.ends_with(": inputs.runCommand")), "{found:?}");
}

#[test]
fn a_runbook_gains_and_loses_permissions() {
    let found = said(&runbook(STOP), &runbook(REBOOT));
    let of = |name: &str| found.iter().find(|(what, ..)| what == name).cloned();
    let gained = of("permission ec2:RebootInstances").expect("what it gains");
    let lost = of("permission ec2:StopInstances").expect("what it loses");
    assert_eq!((gained.1, lost.2), (None, None));
    assert!(gained.2.is_some() && lost.1.is_some());
}

#[test]
fn a_child_without_a_role_of_its_own_counts() {
    let child = |statement: &str| {
        format!("runbook child \"Acme-Child\" {{ param Id: aws.ec2.InstanceId {statement} }}\n")
    };
    let alone = child(STOP) + &runbook(REBOOT);
    let calls = child(STOP) + &runbook(&format!("{REBOOT}\n call child(Id: Id)"));
    let found = said(&alone, &calls);
    assert!(names(&found).contains(&"permission ec2:StopInstances"), "{found:?}");
}

#[test]
fn what_cannot_be_read_is_told_and_nothing_is_lost_then() {
    let foreign = "action.executeAutomation(DocumentName: \"Other-Runbook\")";
    let found = said(&runbook(STOP), &runbook(foreign));
    let names = names(&found);
    assert!(names.contains(&"permissions not known"), "{found:?}");
    assert!(!names.iter().any(|what| what.starts_with("permission ec2:")), "{found:?}");
}

#[test]
fn commands_have_no_permissions() {
    let command = |text: &str| format!("command hello \"Acme-Hello\" {{ sh \"echo {text}\" }}");
    let found = said(&command("one"), &command("two"));
    assert!(!names(&found).iter().any(|what| what.contains("permission")), "{found:?}");
}

#[test]
fn lines_differ_only_where_contents_do() {
    let account = Account::default();
    let program = |text: &str| {
        format!("command hello \"Acme-Hello\" {{ param Name: String sh \"echo {text}\" }}")
    };
    deployed(&account, &program("one"), PlanOptions::default());
    // The service gives a document back in an order of its own.
    account.by_hand(|held| {
        let version = held.documents.get_mut("Acme-Hello").unwrap().versions.get_mut(&1).unwrap();
        let content = wanted(&program("one"));
        let content = content.items.iter().find_map(|item| match &item.body {
            ordain::deploy::Body::Document(body) => body.value(),
            _ => None,
        });
        let mut members: Vec<(String, Value)> =
            content.unwrap().as_object().unwrap().clone().into_iter().collect();
        members.reverse();
        let members: serde_json::Map<String, Value> = members.into_iter().collect();
        version.content = Value::Object(members).to_string();
        version.format = "JSON".to_owned();
    });
    let wanted = wanted(&program("two"));
    let (_, plan) = planned(&account, &wanted, PlanOptions::default());
    let (before, after) = texts_of(&plan.changes[0], &wanted).expect("two texts");
    let pairs = before.lines().zip(after.lines()).filter(|(old, new)| old != new);
    let pairs: Vec<(&str, &str)> = pairs.collect();
    assert_eq!(before.lines().count(), after.lines().count(), "{before}\n{after}");
    assert_eq!(pairs.len(), 1, "{pairs:?}");
}

#[test]
fn calls_are_counted_by_operation_and_page() {
    let account = Counted::new(Account::default());
    let names = (0..60).map(|number| format!("Other-{number}"));
    account.inner().by_hand(|held| {
        for name in names {
            held.documents.insert(name, super::fake::Document::default());
        }
    });
    let wanted = wanted("command hello \"Acme-Hello\" { sh \"echo one\" }");
    let options = PlanOptions::default();
    let state = State::read(&account, &wanted, &Place::default(), options.prune)
        .expect("the account answers");
    plan(&account, &wanted, &state, options).expect("the account answers");
    let calls = account.calls();
    assert_eq!(calls.get("ssm:ListDocuments"), Some(&2), "{calls:?}");
    let inside: usize = account.inner().counted().values().sum();
    assert_eq!(calls.values().sum::<usize>(), inside);
}
