//! Running documents: what is refused before a call, and what the service says afterwards.

use std::collections::BTreeMap;
use std::sync::Mutex;

use ordain::deploy::{Api, Call, CallError};
use ordain::operate::{self, Document, End, Run, StartProblem, Started};
use serde_json::{Value, json};

/// An account that gives one answer for each operation, and remembers what it was asked.
struct Account {
    answers: BTreeMap<&'static str, Value>,
    asked: Mutex<Vec<Call>>,
}

impl Account {
    fn new(answers: &[(&'static str, Value)]) -> Self {
        Self { answers: answers.iter().cloned().collect(), asked: Mutex::default() }
    }

    fn asked(&self, operation: &str) -> Option<Value> {
        let asked = self.asked.lock().unwrap();
        asked.iter().find(|call| call.operation == operation).map(|call| call.input.clone())
    }
}

impl Api for Account {
    fn call(&self, call: &Call) -> Result<Value, CallError> {
        self.asked.lock().unwrap().push(call.clone());
        let answer = self.answers.get(call.operation).cloned();
        answer.ok_or_else(|| CallError::NotSent(format!("no {}", call.operation)))
    }
}

const NODE: &str = "i-0123456789abcdef0";

/// A document of the account with a parameter that is needed and one that is not.
fn document(kind: &str) -> (Account, Document) {
    let account = Account::new(&[
        (
            "DescribeDocument",
            json!({ "Document": { "DocumentType": kind, "Parameters": [
                { "Name": "Mode", "DefaultValue": "apply" }, { "Name": "Port" },
            ] } }),
        ),
        (
            "GetDocument",
            json!({ "Content": json!({ "parameters": {
                "Mode": { "type": "String" }, "Port": { "type": "Integer" },
            } }).to_string() }),
        ),
        (
            "ListDocumentVersions",
            json!({ "DocumentVersions": [
                { "DocumentVersion": "4", "VersionName": "2" },
                { "DocumentVersion": "3", "VersionName": "spring" },
            ] }),
        ),
        ("SendCommand", json!({ "Command": { "CommandId": "c-1" } })),
        ("StartAutomationExecution", json!({ "AutomationExecutionId": "e-1" })),
    ]);
    let document = operate::describe(&account, "Acme-Web", None).unwrap();
    (account, document)
}

fn run(parameters: &[(&str, &str)], on: &[&str]) -> Run {
    let on: Vec<String> = on.iter().map(|text| (*text).to_owned()).collect();
    Run {
        parameters: parameters
            .iter()
            .map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()]))
            .collect(),
        targets: operate::targets(&on).unwrap(),
        ..Run::default()
    }
}

fn check_misfit(kind: &str, run: &Run, words: &str) {
    let (account, document) = document(kind);
    match operate::start(&account, &document, run) {
        Err(StartProblem::Misfit(why)) => assert!(why.contains(words), "{why}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(account.asked("SendCommand"), None);
    assert_eq!(account.asked("StartAutomationExecution"), None);
}

#[test]
fn what_does_not_fit_is_not_sent() {
    check_misfit("Command", &run(&[], &[NODE]), "needs `--param Port=…`");
    check_misfit("Command", &run(&[("Prt", "1")], &[NODE]), "the nearest is `Port`");
    check_misfit("Command", &run(&[("Port", "1")], &[]), "`--on` says which nodes");
    check_misfit("Automation", &run(&[("Port", "1")], &[NODE]), "`--target-param` together");
    check_misfit("Session", &run(&[("Port", "1")], &[]), "document of type `Session`");
}

#[test]
fn values_that_do_not_fit_are_not_sent() {
    check_misfit("Command", &run(&[("Port", "x")], &[NODE]), "`Port` is of type Integer");
    let mut twice = run(&[("Port", "1")], &[NODE]);
    twice.parameters.insert("Port".to_owned(), vec!["1".to_owned(), "2".to_owned()]);
    check_misfit("Command", &twice, "has one value, and is given 2");
}

#[test]
fn a_version_is_a_number_a_word_or_a_name() {
    let (account, _) = document("Command");
    let version = |written: &str| operate::version(&account, "Acme-Web", written);
    assert_eq!(version("spring"), Ok("3".to_owned()));
    assert_eq!(version("2"), Ok("2".to_owned()));
    assert_eq!(version("$LATEST"), Ok("$LATEST".to_owned()));
    let Err(StartProblem::Misfit(why)) = version("autumn") else { panic!("it is there") };
    assert!(why.contains("`ordain versions Acme-Web` lists them"), "{why}");
}

#[test]
fn a_command_is_sent_once_to_its_targets() {
    let (account, document) = document("Command");
    let mut wanted = run(&[("Port", "80")], &["tag:Env=prod"]);
    wanted.only_check(&document).unwrap();
    let started = operate::start(&account, &document, &wanted).unwrap();
    assert_eq!(started, Started::Command("c-1".to_owned()));
    assert_eq!(
        account.asked("SendCommand"),
        Some(json!({
            "DocumentName": "Acme-Web",
            "Parameters": { "Mode": ["check"], "Port": ["80"] },
            "Targets": [{ "Key": "tag:Env", "Values": ["prod"] }],
        }))
    );
}

#[test]
fn steps_come_in_the_order_in_which_they_began() {
    let account = Account::new(&[
        (
            "GetAutomationExecution",
            json!({ "AutomationExecution": {
                "AutomationExecutionStatus": "Failed", "FailureMessage": "step `b` failed" } }),
        ),
        (
            "DescribeAutomationStepExecutions",
            json!({ "StepExecutions": [
                { "StepName": "c", "StepStatus": "Pending" },
                { "StepName": "b", "StepStatus": "Failed", "ExecutionStartTime": 20.0,
                  "FailureMessage": "no such image" },
                { "StepName": "a", "StepStatus": "Success", "ExecutionStartTime": 10.0 },
            ] }),
        ),
    ]);
    let progress = operate::progress(&account, &Started::Automation("e".to_owned())).unwrap();
    assert_eq!(progress.end, End::Bad);
    let steps: Vec<(&str, bool)> =
        progress.steps.iter().map(|it| (it.name.as_str(), operate::has_ended(it))).collect();
    assert_eq!(steps, [("a", true), ("b", true), ("c", false)]);
    assert_eq!(progress.steps.get(1).map(|it| it.message.as_str()), Some("no such image"));
}

#[test]
fn a_command_that_reached_no_node_has_not_succeeded() {
    let account = Account::new(&[
        ("ListCommands", json!({ "Commands": [{ "Status": "Success" }] })),
        ("ListCommandInvocations", json!({ "CommandInvocations": [] })),
    ]);
    let progress = operate::progress(&account, &Started::Command("c".to_owned())).unwrap();
    assert_eq!((progress.end, progress.message.as_str()), (End::Bad, "no node was reached"));
}
