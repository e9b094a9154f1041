//! A role as a template of CloudFormation, with what is not known in comments.

use serde_json::Value;

use super::account::{Account, CLOUDFORMATION};
use super::json::{VERSION, executions};
use super::statements::{Policy, Statement};
use super::values::ACCOUNT;

/// What a rendered role is called and says.
#[derive(Clone, Debug)]
pub struct Role<'r> {
    /// The name of the runbook in the account.
    pub document: &'r str,
    pub policy: &'r Policy,
    /// What is not known, a line each.
    pub unknown: &'r [String],
}

/// A template with the role of the runbook: its trust and its permissions.
pub fn cloudformation(role: &Role<'_>, account: &Account) -> String {
    let logical = logical_name(role.document);
    let mut out = Lines::default();
    out.line(0, "AWSTemplateFormatVersion: \"2010-09-09\"");
    out.line(0, &format!("Description: {}", text(&format!("The role of {}", role.document))));
    for unknown in role.unknown {
        out.line(0, &format!("# Not known: {}", one_line(unknown)));
    }
    out.line(0, "Resources:");
    out.line(1, &format!("{logical}:"));
    out.line(2, "Type: AWS::IAM::Role");
    out.line(2, "Properties:");
    out.line(3, "AssumeRolePolicyDocument:");
    trust(&mut out, account);
    if !role.policy.is_empty() {
        out.line(3, "Policies:");
        out.line(3, &format!("- PolicyName: {}", text(role.document)));
        out.line(4, "PolicyDocument:");
        out.line(5, &format!("Version: {}", text(VERSION)));
        out.line(5, "Statement:");
        for one in &role.policy.statements {
            statement(&mut out, one, account);
        }
    }
    out.line(0, "Outputs:");
    out.line(1, &format!("{logical}Arn:"));
    out.line(2, "Value:");
    out.line(3, &format!("Fn::GetAtt: [{logical}, Arn]"));
    out.text
}

fn trust(out: &mut Lines, account: &Account) {
    out.line(4, &format!("Version: {}", text(VERSION)));
    out.line(4, "Statement:");
    out.line(4, "- Effect: Allow");
    out.line(5, "Principal:");
    out.line(6, "Service: ssm.amazonaws.com");
    out.line(5, "Action: sts:AssumeRole");
    out.line(5, "Condition:");
    out.line(6, "StringEquals:");
    out.value(7, "aws:SourceAccount: ", &account.write(ACCOUNT, &CLOUDFORMATION));
    out.line(6, "ArnLike:");
    out.value(7, "aws:SourceArn: ", &account.write(&executions(), &CLOUDFORMATION));
}

fn statement(out: &mut Lines, statement: &Statement, account: &Account) {
    for line in reasons(statement) {
        out.line(5, &format!("# {line}"));
    }
    out.line(5, &format!("- Sid: {}", statement.sid));
    out.line(6, "Effect: Allow");
    out.line(6, "Action:");
    for action in &statement.actions {
        out.line(6, &format!("- {action}"));
    }
    out.line(6, "Resource:");
    for glob in &statement.resources {
        out.value(6, "- ", &account.write(&glob.text, &CLOUDFORMATION));
    }
    if let Some(service) = statement.passed_to {
        out.line(6, "Condition:");
        out.line(7, "StringEquals:");
        out.line(8, &format!("iam:PassedToService: {service}"));
    }
}

/// Which steps need a statement, and what keeps its resources from being exact.
pub(super) fn reasons(statement: &Statement) -> Vec<String> {
    let mut lines = Vec::new();
    let steps: Vec<&str> = statement.steps.iter().map(|(_, step)| step.as_str()).collect();
    lines.push(one_line(&format!("for {}", steps.join(", "))));
    for glob in statement.resources.iter().filter(|glob| !glob.open.is_empty()) {
        let open: Vec<&str> = glob.open.iter().map(String::as_str).collect();
        lines.push(one_line(&format!(
            "{}: known only to the run is {}",
            glob.text,
            open.join(", ")
        )));
    }
    lines
}

/// A text without what would end a comment.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

/// A name of a resource in a template: letters and digits only.
fn logical_name(document: &str) -> String {
    let letters: String = document.chars().filter(char::is_ascii_alphanumeric).collect();
    let has_head = letters.starts_with(|letter: char| letter.is_ascii_alphabetic());
    format!("{}{letters}Role", if has_head { "" } else { "Runbook" })
}

/// Text in double quotes: JSON's are YAML's.
fn text(value: &str) -> String {
    Value::from(value).to_string()
}

/// YAML, line by line.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn line(&mut self, depth: usize, line: &str) {
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A value that may hold pseudo parameters.
    fn value(&mut self, depth: usize, head: &str, value: &str) {
        if !value.contains("${") {
            self.line(depth, &format!("{head}{}", text(value)));
        } else if head == "- " {
            self.line(depth, &format!("- Fn::Sub: {}", text(value)));
        } else {
            self.line(depth, head.trim_end());
            self.line(depth + 1, &format!("Fn::Sub: {}", text(value)));
        }
    }
}
