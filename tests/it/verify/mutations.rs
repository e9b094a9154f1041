//! Every leaf of a document is changed and every member taken out: the comparison tells each.

use ordain::verify::compare;
use serde_json::Value;

use super::yaml;

/// Documents in which everything matters: no defaults are written out, every step is reached.
const RUNBOOK: &str = "
schemaVersion: '0.3'
description: All that a runbook has
assumeRole: '{{ Role }}'
parameters:
  Role: {type: String, description: the role}
  Names: {type: StringList, default: [a, b], minItems: 1, maxItems: 9}
  Stage: {type: String, allowedValues: [dev, prod], default: dev, allowedPattern: '^[a-z]+$'}
variables:
  Seen: {type: String, default: none}
files:
  code.zip: {checksums: {sha256: 0a1b}}
mainSteps:
- name: ask
  action: aws:executeAwsApi
  description: asks
  timeoutSeconds: 20
  maxAttempts: 3
  onFailure: step:tell
  onCancel: step:tell
  isCritical: false
  inputs: {Service: ec2, Api: DescribeInstances, Filters: [{Name: x, Values: ['{{ Names }}']}], Deep: {A: [1, 2.5, true, null]}}
  outputs:
  - {Name: State, Selector: $.A.B, Type: Integer}
  - {Name: Other, Selector: $.C, Type: StringList}
- name: choose
  action: aws:branch
  inputs:
    Choices:
    - {NextStep: each, And: [{Variable: '{{ Stage }}', StringEquals: prod}, {Not: {Variable: '{{ ask.State }}', NumericGreater: 5}}]}
    - {NextStep: wait, Or: [{Variable: '{{ Stage }}', StartsWith: d}, {Variable: '{{ variable:Seen }}', Contains: x}]}
    Default: tell
- name: each
  action: aws:loop
  nextStep: tell
  inputs:
    MaxIterations: 7
    LoopCondition: {Variable: '{{ check.Done }}', BooleanEquals: false}
    Steps:
    - {name: note, action: 'aws:updateVariable', onFailure: Continue, inputs: {Name: 'variable:Seen', Value: '{{ each.CurrentIteration }}'}}
    - {name: check, action: 'aws:executeScript', onFailure: 'step:wait', inputs: {Runtime: python3.11, Handler: main, Script: 'def main(e, c): return {}', InputPayload: {id: '{{ Role }}'}}, outputs: [{Name: Done, Selector: $.Payload.done, Type: Boolean}]}
- name: wait
  action: aws:sleep
  inputs: {Duration: PT5M}
- name: tell
  action: aws:runCommand
  inputs: {DocumentName: AWS-RunShellScript, InstanceIds: [i-1], Parameters: {commands: [date, uptime]}}
outputs:
- ask.State
- check.Done
";

const COMMAND: &str = "
schemaVersion: '2.2'
description: All that a command has
parameters:
  Text: {type: String, default: x, interpolationType: ENV_VAR, description: text}
mainSteps:
- name: first
  action: aws:runShellScript
  precondition: {StringEquals: [platformType, Linux]}
  inputs: {runCommand: [date, 'echo {{ Text }}'], workingDirectory: /tmp, timeoutSeconds: 60, onFailure: exit}
- name: second
  action: aws:runPowerShellScript
  inputs: {runCommand: [Get-Date], finallyStep: true}
";

const OLD: &str = "
schemaVersion: '1.2'
description: An old one
parameters:
  Text: {type: String, default: x}
runtimeConfig:
  aws:psModule:
    description: module
    properties: [{runCommand: [Get-Date], source: 'https://a', sourceHash: ab}]
";

const SESSION: &str = "
schemaVersion: '1.0'
description: A session
sessionType: Standard_Stream
inputs: {s3BucketName: b, s3EncryptionEnabled: true, idleSessionTimeout: '20', shellProfile: {linux: bash}}
";

/// The pointers of all parts, each with whether it is a leaf.
fn parts(value: &Value, pointer: &str, all: &mut Vec<(String, bool)>) {
    let mut below = |segment: &str, item: &Value| {
        let segment = segment.replace('~', "~0").replace('/', "~1");
        let pointer = format!("{pointer}/{segment}");
        all.push((pointer.clone(), !item.is_object() && !item.is_array()));
        parts(item, &pointer, all);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, item)| below(key, item)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(number, item)| below(&number.to_string(), item));
        }
        _ => {}
    }
}

fn changed(value: &Value) -> Value {
    match value {
        Value::Null => "something".into(),
        Value::Bool(value) => (!value).into(),
        Value::Number(number) => (number.as_f64().expect("a number") + 1.0).into(),
        Value::String(text) => format!("{text}z").into(),
        other => other.clone(),
    }
}

fn without(mut document: Value, pointer: &str) -> Value {
    let (parent, segment) = pointer.rsplit_once('/').expect("a pointer");
    match document.pointer_mut(parent).expect("a parent") {
        Value::Object(map) => {
            map.shift_remove(&segment.replace("~1", "/").replace("~0", "~"));
        }
        Value::Array(items) => {
            items.remove(segment.parse().expect("a number"));
        }
        _ => unreachable!("a parent holds parts"),
    }
    document
}

#[track_caller]
fn check_every_change_is_told(text: &str, at_least: usize) {
    let document = yaml(text);
    assert_eq!(compare(&document, &document), []);
    let mut all = Vec::new();
    parts(&document, "", &mut all);
    assert!(all.len() >= at_least, "{} parts", all.len());
    let mut untold = Vec::new();
    for (pointer, is_leaf) in &all {
        if *is_leaf {
            let mut other = document.clone();
            let leaf = other.pointer_mut(pointer).expect("a leaf");
            *leaf = changed(leaf);
            if compare(&document, &other).is_empty() {
                untold.push(format!("{pointer} changed"));
            }
        }
        if compare(&document, &without(document.clone(), pointer)).is_empty() {
            untold.push(format!("{pointer} taken out"));
        }
    }
    assert!(untold.is_empty(), "{untold:#?}");
}

#[test]
fn every_change_of_a_runbook_is_told() {
    check_every_change_is_told(RUNBOOK, 130);
}

#[test]
fn every_change_of_a_command_is_told() {
    check_every_change_is_told(COMMAND, 30);
    check_every_change_is_told(OLD, 12);
}

#[test]
fn every_change_of_a_session_is_told() {
    check_every_change_is_told(SESSION, 8);
}

#[test]
fn a_difference_points_into_both_documents() {
    let left = yaml(RUNBOOK);
    let mut all = Vec::new();
    parts(&left, "", &mut all);
    for (pointer, _) in all.iter().filter(|(_, is_leaf)| *is_leaf) {
        let mut right = left.clone();
        let leaf = right.pointer_mut(pointer).expect("a leaf");
        *leaf = changed(leaf);
        for found in compare(&left, &right) {
            let pointers = [(&left, &found.original), (&right, &found.compiled)];
            assert!(pointers.iter().any(|(_, pointer)| pointer.is_some()), "{found:#?}");
        }
    }
}
