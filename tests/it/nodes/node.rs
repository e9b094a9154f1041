//! A node: a folder in which the steps of a command run one after the other, as the agent runs
//! them. What scripts keep below `/var/lib/ordain` goes into the folder, too.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use ordain::session::Format;
use serde_json::Value;

use super::super::command::shells;
use crate::support::Project;

pub(super) struct Node {
    document: Value,
    /// The documents beside it, by their names.
    others: BTreeMap<String, Value>,
    shell: &'static str,
    folder: tempfile::TempDir,
}

/// What a run of all steps did.
pub(super) struct Run {
    /// Of the last step that ran.
    pub(super) code: Option<i32>,
    /// The lines of tasks, without their times.
    pub(super) tasks: Vec<String>,
    /// All that was printed.
    pub(super) out: String,
}

impl Run {
    /// The last line, as JSON.
    pub(super) fn summary(&self) -> Value {
        let last = self.out.lines().last().expect("a line");
        serde_json::from_str(last).unwrap_or_else(|_| panic!("no summary in {}", self.out))
    }

    #[track_caller]
    pub(super) fn expect(&self, code: i32, tasks: &[&str]) {
        assert_eq!(
            (self.code, self.tasks.as_slice()),
            (Some(code), &*strings(tasks)),
            "{}",
            self.out
        );
    }
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Does the same with every shell that is there, each time on a fresh node.
#[track_caller]
pub(super) fn everywhere(source: &str, test: impl Fn(&Node)) {
    let built = Project::of(source).build_as(Some(Format::Json));
    let documents = built.iter().filter_map(|(path, text)| {
        let name = path.strip_prefix("documents/")?.strip_suffix(".json")?;
        let is_document = !name.ends_with(".request");
        is_document.then(|| (name.to_owned(), serde_json::from_str(text).expect("JSON")))
    });
    let mut others: BTreeMap<String, Value> = documents.collect();
    let document = others.remove("Acme-C").expect("the document");
    for shell in shells() {
        let folder = tempfile::tempdir().expect("a folder");
        test(&Node { document: document.clone(), others: others.clone(), shell, folder });
    }
}

impl Node {
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn read(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.path(name)).ok()
    }

    /// A program that scripts find before those of the system.
    pub(super) fn program(&self, name: &str, text: &str) {
        let folder = self.path("bin");
        fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join(name);
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).expect("a program");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a mode");
    }

    pub(super) fn apply(&self) -> Run {
        self.run("apply", &[])
    }

    pub(super) fn check(&self) -> Run {
        self.run("check", &[])
    }

    /// Runs the steps in order, up to one that fails and says that the command ends there.
    pub(super) fn run(&self, mode: &str, values: &[(&str, &str)]) -> Run {
        let mut run = Run { code: None, tasks: Vec::new(), out: String::new() };
        for step in self.document["mainSteps"].as_array().expect("steps") {
            if step["action"] == "aws:runPowerShellScript" || !self.meets(step, mode) {
                continue;
            }
            let (code, out) = if step["action"] == "aws:runDocument" {
                self.part(step, mode, values)
            } else {
                self.step(&self.document, step, (mode, values))
            };
            run.code = code;
            run.out.push_str(&out);
            if code == Some(168) || code != Some(0) && step["inputs"]["onFailure"] == "exit" {
                break;
            }
        }
        run.tasks = run.out.lines().filter_map(task_line).collect();
        run
    }

    /// The one precondition of a step: a platform or the mode.
    fn meets(&self, step: &Value, mode: &str) -> bool {
        let test = &step["precondition"]["StringEquals"];
        match (test[0].as_str(), test[1].as_str()) {
            (Some("platformType"), Some(platform)) => platform == "Linux",
            (Some("{{ Mode }}"), Some(wanted)) => mode == wanted,
            (None, None) => true,
            other => panic!("a precondition that this node does not know: {other:?}"),
        }
    }

    /// A document that the document runs: of what its scripts end with only success and failure
    /// are handed on, and no parameter is in its environment.
    fn part(&self, step: &Value, mode: &str, values: &[(&str, &str)]) -> (Option<i32>, String) {
        let path = step["inputs"]["documentPath"].as_str().expect("a path");
        let part = self.others.get(path).unwrap_or_else(|| panic!("no document {path}"));
        let handed = step["inputs"]["documentParameters"].as_object().expect("parameters");
        let declared = part["parameters"].as_object().expect("parameters");
        assert!(handed.keys().eq(declared.keys()), "{path} is handed other parameters");
        let values: Vec<(&str, &str)> =
            values.iter().filter(|(name, _)| handed.contains_key(*name)).copied().collect();
        let [inner] = part["mainSteps"].as_array().expect("steps").as_slice() else {
            panic!("{path} has not one step")
        };
        let (code, out) = self.step(part, inner, (mode, &values));
        (code.map(|code| i32::from(![0, 168].contains(&code))), out)
    }

    fn step(
        &self,
        document: &Value,
        step: &Value,
        values: (&str, &[(&str, &str)]),
    ) -> (Option<i32>, String) {
        let (output, error) = self.output(document, step, values);
        assert_eq!(error, "", "{} printed errors", self.shell);
        (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn output(
        &self,
        document: &Value,
        step: &Value,
        (mode, values): (&str, &[(&str, &str)]),
    ) -> (Output, String) {
        let lines = step["inputs"]["runCommand"].as_array().expect("lines");
        let lines: Vec<&str> = lines.iter().map(|line| line.as_str().expect("a line")).collect();
        let state = self.path("ordain").display().to_string();
        let mut text = lines.join("\n").replace("/var/lib/ordain", &state);
        text = text.replace("{{ Mode }}", mode);
        let script = self.path("_script.sh");
        let mut command =
            Command::new(if lines[0].starts_with("#!/bin/bash\n") { "bash" } else { self.shell });
        for (name, value) in values {
            if document["parameters"][name]["interpolationType"] == "ENV_VAR" {
                command.env(format!("SSM_{name}"), value);
            } else {
                text = text.replace(&format!("{{{{ {name} }}}}"), value);
            }
        }
        let path = std::env::var("PATH").unwrap_or_default();
        command.env("PATH", format!("{}:{path}", self.path("bin").display()));
        fs::write(&script, text).expect("a script");
        command.arg(&script).current_dir(self.folder.path()).env("SSM_COMMAND_ID", "run-1");
        let output = command.stdin(Stdio::null()).output().expect("a shell");
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        (output, error)
    }

    pub(super) fn is_split(&self) -> bool {
        !self.others.is_empty()
    }

    /// Runs a part as if it were a command by itself.
    pub(super) fn step_alone(&self, part: &str) -> (Option<i32>, String) {
        let part = &self.others[part];
        let (output, error) = self.output(part, &part["mainSteps"][0], ("apply", &[]));
        (output.status.code(), error)
    }

    pub(super) fn document(&self) -> &Value {
        &self.document
    }
}

/// `changed kept /x (0.01 s)` without the time.
fn task_line(line: &str) -> Option<String> {
    let word = line.split(' ').next()?;
    let is_task = ["ok", "changed", "skipped", "failed"].contains(&word) && line.ends_with(" s)");
    let (text, _) = line.rsplit_once(" (").filter(|_| is_task)?;
    Some(text.to_owned())
}
