//! Runs generated scripts as the agent does: parameters put into the text, or into variables.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::support::Project;

/// The shells that are there, of those that nodes have.
pub(crate) fn shells() -> Vec<&'static str> {
    let there = |shell: &&str| {
        Command::new(shell).arg("-c").arg("exit 0").status().is_ok_and(|status| status.success())
    };
    let found: Vec<&str> =
        ["sh", "dash", "bash", "ksh", "busybox-sh"].into_iter().filter(there).collect();
    assert!(found.contains(&"sh"), "these tests need a shell");
    found
}

/// What the agent does with parameters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agent {
    /// Knows `interpolationType`.
    Current,
    /// Ignores it.
    Old,
}

/// One step of a document, ready to run.
pub(crate) struct Step {
    pub(crate) document: Value,
    pub(crate) step: Value,
    values: BTreeMap<String, String>,
    agent: Agent,
    folder: tempfile::TempDir,
}

/// What a script did.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) error: String,
}

impl Step {
    /// A step of the command `c` of a program.
    #[track_caller]
    pub(crate) fn of(source: &str, name: &str) -> Self {
        Self::from_document(Project::of(source).build_json("documents/Acme-C"), name)
    }

    /// A step of a document.
    #[track_caller]
    pub(crate) fn from_document(document: Value, name: &str) -> Self {
        let steps = document["mainSteps"].as_array().expect("steps");
        let step = steps.iter().find(|step| step["name"] == name);
        let step = step.unwrap_or_else(|| panic!("no step `{name}` in {document:#}")).clone();
        let folder = tempfile::tempdir().expect("a folder");
        Self { document, step, values: BTreeMap::new(), agent: Agent::Current, folder }
    }

    /// Gives a parameter a value.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.values.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(crate) fn agent(mut self, agent: Agent) -> Self {
        self.agent = agent;
        self
    }

    /// A program that the script finds before those of the system.
    pub(crate) fn program(self, name: &str, text: &str) -> Self {
        let folder = self.folder.path().join("bin");
        fs::create_dir_all(&folder).expect("a folder");
        write_executable(&folder.join(name), &format!("#!/bin/sh\n{text}\n"));
        self
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The text of the script, before SSM replaces anything.
    pub(crate) fn text(&self) -> String {
        let lines = self.step["inputs"]["runCommand"].as_array().expect("lines of a script");
        lines.iter().map(|line| line.as_str().expect("a line").to_owned() + "\n").collect()
    }

    /// The text after the agent has put values into it, in one pass.
    fn substituted(&self) -> String {
        let text = self.text();
        let mut result = String::new();
        let mut rest = text.as_str();
        while let Some(open) = rest.find("{{") {
            let (before, from) = rest.split_at(open);
            result.push_str(before);
            let end = from.find("}}").map(|end| end + 2);
            let name = end.map(|end| from[2..end - 2].trim());
            match (end, name.and_then(|name| self.values.get(name))) {
                (Some(end), Some(value)) => {
                    result.push_str(value);
                    rest = &from[end..];
                }
                _ => {
                    result.push_str("{{");
                    rest = &from[2..];
                }
            }
        }
        result + rest
    }

    /// Whether the agent puts a parameter into the environment.
    fn in_environment(&self, name: &str) -> bool {
        self.document["parameters"][name]["interpolationType"] == "ENV_VAR"
    }

    /// Runs the step's script with one shell.
    pub(crate) fn run(&self, shell: &str) -> Ran {
        let script = self.folder.path().join("_script.sh");
        write_executable(&script, &self.substituted());
        let path = std::env::var("PATH").expect("a path");
        let mut command = Command::new(shell);
        command
            .arg(&script)
            .current_dir(self.folder.path())
            .env("PATH", format!("{}:{path}", self.folder.path().join("bin").display()))
            .env("SSM_COMMAND_ID", "11111111-2222-3333-4444-555555555555")
            .stdin(Stdio::null());
        for (name, value) in &self.values {
            if self.agent == Agent::Current && self.in_environment(name) {
                command.env(format!("SSM_{name}"), value);
            }
        }
        ran(&command.output().expect("a shell"))
    }

    /// Runs it with every shell that is there, and wants the same of each.
    #[track_caller]
    pub(crate) fn run_everywhere(&self) -> Ran {
        let is_bash = self.text().starts_with("#!/bin/bash");
        let mut all: Vec<Ran> = shells()
            .into_iter()
            .filter(|shell| !is_bash || *shell == "bash")
            .map(|shell| self.run(shell))
            .collect();
        let first = all.remove(0);
        all.iter().for_each(|other| assert_eq!(*other, first));
        first
    }
}

fn ran(output: &Output) -> Ran {
    Ran {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        error: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn write_executable(path: &Path, text: &str) {
    fs::write(path, text).expect("a script");
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("a script");
}

/// Texts that break scripts which splice them.
pub(crate) const HOSTILE: &[&str] = &[
    "",
    " ",
    "plain",
    "it's",
    "\"quoted\"",
    "'; touch pwned; '",
    "\"; touch pwned; \"",
    "$(touch pwned)",
    "`touch pwned`",
    "${HOME}",
    "$HOME",
    "-n",
    "--help",
    "-e \\n",
    "a\nb",
    "ends with a line break\n",
    "\n\n",
    "tab\tand \\ backslash",
    "*",
    "~",
    "~root",
    "a;b|c&d>e<f",
    "!history",
    "# no comment",
    "größe 日本 ✓",
    "\u{2018}smart\u{2019} quotes",
    "{{ Other }}",
    "}}",
    "%s%n",
    "\r\n",
    "\\",
    "'\\''",
    "$$",
    "\u{1b}[31m",
];
