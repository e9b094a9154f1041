//! A role as a file of Terraform in its JSON form, `NAME.tf.json`, with what is not known under
//! `//`, the key that Terraform reads as a comment.
//!
//! <https://developer.hashicorp.com/terraform/language/syntax/json#comment-properties>

use serde_json::{Map, Value, json};

use crate::emit::terraform_text;

use super::account::{Account, TERRAFORM};
use super::cloudformation::{Role, reasons};
use super::json::executions;
use super::statements::Statement;
use super::values::ACCOUNT;

/// The role of the runbook: its trust and its permissions.
pub fn terraform(role: &Role<'_>, account: &Account) -> Value {
    let name = resource_name(role.document);
    let mut documents = Map::new();
    documents.insert(format!("{name}_trust"), trust(account));
    let mut resources = json!({
        "aws_iam_role": {
            &name: {
                "name": terraform_text(role.document),
                "assume_role_policy": format!("${{data.aws_iam_policy_document.{name}_trust.json}}"),
            },
        },
    });
    if !role.policy.is_empty() {
        let statements = role.policy.statements.iter();
        let statements: Vec<Value> = statements.map(|it| statement(it, account)).collect();
        documents.insert(name.clone(), json!({ "statement": statements }));
        let attached = json!({
            &name: {
                "name": terraform_text(role.document),
                "role": format!("${{aws_iam_role.{name}.id}}"),
                "policy": format!("${{data.aws_iam_policy_document.{name}.json}}"),
            },
        });
        if let Value::Object(members) = &mut resources {
            members.insert("aws_iam_role_policy".to_owned(), attached);
        }
    }
    let mut comments = vec![format!("The role of {}", role.document)];
    comments.extend(role.unknown.iter().map(|line| format!("Not known: {line}")));
    json!({
        "//": comments,
        "data": {
            "aws_caller_identity": { "current": {} },
            "aws_partition": { "current": {} },
            "aws_region": { "current": {} },
            "aws_iam_policy_document": documents,
        },
        "resource": resources,
    })
}

fn statement(statement: &Statement, account: &Account) -> Value {
    let resources = statement.resources.iter().map(|glob| account.write(&glob.text, &TERRAFORM));
    let mut members = Map::new();
    members.insert("//".to_owned(), json!(reasons(statement)));
    members.insert("sid".to_owned(), json!(statement.sid));
    members.insert("effect".to_owned(), json!("Allow"));
    members.insert("actions".to_owned(), json!(statement.actions));
    members.insert("resources".to_owned(), json!(resources.collect::<Vec<_>>()));
    if let Some(service) = statement.passed_to {
        members.insert(
            "condition".to_owned(),
            json!([condition("StringEquals", "iam:PassedToService", service)]),
        );
    }
    Value::Object(members)
}

fn trust(account: &Account) -> Value {
    json!({
        "statement": [{
            "effect": "Allow",
            "actions": ["sts:AssumeRole"],
            "principals": [{ "type": "Service", "identifiers": ["ssm.amazonaws.com"] }],
            "condition": [
                condition("StringEquals", "aws:SourceAccount", &account.write(ACCOUNT, &TERRAFORM)),
                condition("ArnLike", "aws:SourceArn", &account.write(&executions(), &TERRAFORM)),
            ],
        }],
    })
}

fn condition(test: &str, variable: &str, value: &str) -> Value {
    json!({ "test": test, "variable": variable, "values": [value] })
}

/// A name of a resource in Terraform.
fn resource_name(document: &str) -> String {
    let letter = |it: char| if it.is_ascii_alphanumeric() { it.to_ascii_lowercase() } else { '_' };
    let name: String = document.chars().map(letter).collect();
    let has_head = name.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
    if has_head { name } else { format!("runbook_{name}") }
}
