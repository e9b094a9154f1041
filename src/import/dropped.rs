//! What a source does not take over from a document: members that it has no place for.

use crate::diagnostic::Diagnostic;
use crate::markup::{Entry, Node};
use crate::ssm::{Kind, SESSION_INPUTS, SESSION_PLATFORMS, is_change_template};
use crate::text::{FileId, Span};

use super::{automation, command, errors, items_of, members_of, parameter, step};

/// Members of a document of schema 0.3. Sorted.
const RUNBOOK: [&str; 8] = [
    "assumeRole",
    "description",
    "files",
    "mainSteps",
    "outputs",
    "parameters",
    "schemaVersion",
    "variables",
];

/// Members of a document of schema 1.2 or 2. Sorted.
const COMMAND: [&str; 5] =
    ["description", "mainSteps", "parameters", "runtimeConfig", "schemaVersion"];

/// Members of a document of schema 1.0 for a shell. Sorted.
const SHELL: [&str; 5] = ["description", "inputs", "parameters", "schemaVersion", "sessionType"];

/// Members of any other document of schema 1.0. Sorted.
const SESSION: [&str; 6] =
    ["description", "inputs", "parameters", "properties", "schemaVersion", "sessionType"];

/// What a session that forwards a port says. Sorted.
const PORT: [&str; 4] = ["host", "localPortNumber", "portNumber", "type"];

/// What a session says of a platform. Sorted.
const COMMANDS: [&str; 5] = [
    "commands",
    "runAsElevated",
    "separateOutputStream",
    "stdErrSeparatorPrefix",
    "stdOutSeparatorPrefix",
];

/// Members of a step of a runbook. Sorted.
const STEP: [&str; 12] = [
    "action",
    "description",
    "inputs",
    "isCritical",
    "isEnd",
    "maxAttempts",
    "name",
    "nextStep",
    "onCancel",
    "onFailure",
    "outputs",
    "timeoutSeconds",
];

/// Members of a step of a command that the agent reads, and its description. Sorted.
const TASK: [&str; 5] = ["action", "description", "inputs", "name", "precondition"];

/// Members of an output of a step. Sorted.
const OUTPUT: [&str; 3] = ["Name", "Selector", "Type"];

/// Warnings of all members that the source of a document does not have.
pub(super) fn dropped(root: &Node, kind: Kind, file: FileId) -> Vec<Diagnostic> {
    // It stays the text that it is.
    if kind == Kind::Automation && is_change_template(&root.to_json()) {
        return Vec::new();
    }
    let mut search = Search { file, found: Vec::new() };
    match kind {
        Kind::Automation => search.runbook(root),
        Kind::Command => search.command(root),
        Kind::Session => search.session(root),
        Kind::CreateDocument
        | Kind::CreateAssociation
        | Kind::MaintenanceWindow
        | Kind::Manifest => {}
    }
    search.found.sort_by_key(|one| one.primary.at.span);
    search.found
}

struct Search {
    file: FileId,
    found: Vec<Diagnostic>,
}

impl Search {
    fn runbook(&mut self, root: &Node) {
        self.beside(root, &RUNBOOK, "the document");
        self.parameters(root);
        for entry in members_of(root, "variables") {
            let owner = format!("variable `{}`", entry.key.text);
            for field in entry.value.entries() {
                let name = field.key.text.as_str();
                let is_plain = ["default", "description", "type"].contains(&name);
                if !is_plain && !parameter::is_said_by_type(&entry.value, name) {
                    self.tell(field.key_span, name, &owner);
                }
            }
        }
        automation::each_step(root.get("mainSteps"), &mut |one| self.step(one));
    }

    fn command(&mut self, root: &Node) {
        self.beside(root, &COMMAND, "the document");
        self.parameters(root);
        for one in items_of(root, "mainSteps") {
            let owner = named("step", one);
            self.beside(one, &TASK, &owner);
            if let Some(entry) = one.entry("precondition")
                && !command::is_condition(&entry.value)
            {
                self.tell(entry.key_span, "precondition", &owner);
            }
        }
        for plugin in members_of(root, "runtimeConfig") {
            let owner = format!("plugin `{}`", plugin.key.text);
            self.beside(&plugin.value, &["properties"], &owner);
        }
    }

    fn session(&mut self, root: &Node) {
        self.parameters(root);
        if root.get("sessionType").and_then(Node::as_str) == Some("Standard_Stream") {
            self.beside(root, &SHELL, "the document");
            if let Some(inputs) = root.get("inputs") {
                self.beside(inputs, &SESSION_INPUTS, "`inputs`");
                let profile = inputs.get("shellProfile");
                profile
                    .iter()
                    .for_each(|it| self.beside(it, &["linux", "windows"], "`shellProfile`"));
            }
            return;
        }
        self.beside(root, &SESSION, "the document");
        let Some(properties) = root.get("properties") else { return };
        if root.get("sessionType").and_then(Node::as_str) == Some("Port") {
            return self.beside(properties, &PORT, "`properties`");
        }
        self.beside(properties, &SESSION_PLATFORMS, "`properties`");
        let is_platform = |entry: &&Entry| SESSION_PLATFORMS.contains(&entry.key.text.as_str());
        for platform in properties.entries().iter().filter(is_platform) {
            self.beside(&platform.value, &COMMANDS, &format!("`{}`", platform.key.text));
        }
    }

    fn parameters(&mut self, root: &Node) {
        for entry in members_of(root, "parameters") {
            let owner = format!("parameter `{}`", entry.key.text);
            for field in entry.value.entries() {
                let name = field.key.text.as_str();
                if !parameter::is_field(name) {
                    self.tell(field.key_span, name, &owner);
                }
            }
        }
    }

    fn step(&mut self, step: &Node) {
        let owner = named("step", step);
        self.beside(step, &STEP, &owner);
        for entry in step.entries().iter().filter(|entry| !step::is_said(entry)) {
            self.tell(entry.key_span, &entry.key.text, &owner);
        }
        for output in items_of(step, "outputs") {
            self.beside(output, &OUTPUT, &format!("an output of {owner}"));
        }
    }

    fn beside(&mut self, node: &Node, known: &[&str], owner: &str) {
        let is_known = |entry: &&Entry| known.contains(&entry.key.text.as_str());
        for entry in node.entries().iter().filter(|entry| !is_known(entry)) {
            self.tell(entry.key_span, &entry.key.text, owner);
        }
    }

    fn tell(&mut self, span: Span, member: &str, owner: &str) {
        self.found.push(errors::not_taken_over(span.in_file(self.file), member, owner));
    }
}

fn named(what: &str, node: &Node) -> String {
    match node.get("name").and_then(Node::as_str) {
        Some(name) => format!("{what} `{name}`"),
        None => format!("a {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{COMMAND, COMMANDS, OUTPUT, PORT, RUNBOOK, SESSION, SHELL, STEP, TASK};

    #[test]
    fn the_tables_are_sorted() {
        let of_sessions = [&SHELL[..], &SESSION, &PORT, &COMMANDS];
        for table in [&RUNBOOK[..], &COMMAND, &STEP, &TASK, &OUTPUT].into_iter().chain(of_sessions)
        {
            assert!(table.is_sorted(), "{table:?}");
        }
    }
}
