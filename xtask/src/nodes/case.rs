//! One case on one system: what a module declares comes true, once, and nothing else happens.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::nodes::agent::{self, Outcome, Place, Status};
use crate::nodes::document::{self, Document};
use crate::nodes::snapshot::Snapshot;
use crate::nodes::summary::Summary;
use crate::nodes::system::{Layer, System};

/// One thing that was to be shown.
#[derive(Debug, Serialize, Deserialize)]
pub struct Proof {
    pub fact: String,
    /// Why it does not hold; nothing where it does.
    pub refuted: Option<String>,
}

/// All proofs of a case, and how long its document took to find everything as declared.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Findings {
    pub proofs: Vec<Proof>,
    pub converged: Duration,
}

/// The parts of a case; each starts in namespaces and on a system that nothing has happened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// From a clean system to what is declared, and to what is declared absent.
    Declared,
    /// From a half-done state.
    Broken,
}

impl Part {
    pub fn name(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Broken => "broken",
        }
    }

    pub fn find(name: &str) -> Result<Self, String> {
        let found = [Self::Declared, Self::Broken].into_iter().find(|part| part.name() == name);
        found.ok_or_else(|| format!("no part `{name}`"))
    }
}

/// Proves a case on a system, in namespaces of our own.
pub struct Bench<'a> {
    system: &'a System,
    /// The folder of the case, with its scripts.
    case: &'a Path,
    /// The folder with `play.json` and `absent.json`.
    built: &'a Path,
    scratch: PathBuf,
    commands: u32,
    findings: Findings,
}

type Shown = Result<(), String>;

impl<'a> Bench<'a> {
    pub fn new(system: &'a System, case: &'a Path, built: &'a Path, scratch: PathBuf) -> Self {
        let findings = Findings::default();
        Self { system, case, built, scratch, commands: 0, findings }
    }

    /// # Errors
    /// What hinders the rig itself; what is wrong with the case is among the findings.
    pub fn prove(mut self, part: Part) -> Result<Findings, String> {
        let layer = self.clean()?;
        match part {
            Part::Declared => {
                let done = self.declares(&layer, "play", "expect.sh")?;
                if done && self.built.join("absent.json").exists() {
                    self.declares(&layer, "absent", "expect_absent.sh")?;
                }
            }
            Part::Broken => self.converges(&layer)?,
        }
        Ok(self.findings)
    }

    /// A clean system with what the case wants to find there.
    fn clean(&self) -> Result<Layer, String> {
        let layer = self.system.mount(&self.scratch)?;
        let prepare = self.case.join("prepare.sh");
        if prepare.exists() {
            look(&layer, &prepare).map_err(|said| format!("prepare.sh: {said}"))?;
        }
        Ok(layer)
    }

    /// Check mode, a first and a second run of one document; false where the first run failed.
    fn declares(&mut self, layer: &Layer, name: &str, expect: &str) -> Result<bool, String> {
        let before = snapshot(layer)?;
        let predicted = self.run(layer, name, "check")?;
        let checked = snapshot(layer)?;
        self.show(name, "check mode is no failure", succeeded(&predicted));
        self.show(name, "check mode changes nothing", same(&before, &checked, layer));

        let applied = self.run(layer, name, "apply")?;
        let is_applied = succeeded(&applied);
        let goes_on = is_applied.is_ok();
        self.show(name, "apply succeeds", is_applied);
        self.show(name, "something was to do", changes(&applied));
        self.show(name, "what changed is what was predicted", as_predicted(&predicted, &applied));
        self.show(name, "the system is as declared", look(layer, &self.case.join(expect)));
        if !goes_on {
            return Ok(false);
        }

        let before = snapshot(layer)?;
        let again = self.run(layer, name, "apply")?;
        let after = snapshot(layer)?;
        self.show(name, "a second run finds all as declared", all_ok(&again));
        self.show(name, "a second run changes nothing", same(&before, &after, layer));
        let checked = self.run(layer, name, "check")?;
        self.show(name, "check mode says so too", all_ok(&checked));
        if name == "play" {
            self.findings.converged = again.took();
        }
        Ok(true)
    }

    /// What was interrupted is finished by the next run.
    fn converges(&mut self, layer: &Layer) -> Result<(), String> {
        let broken = look(layer, &self.case.join("broken.sh"));
        self.show("broken", "the half-done state is there", broken);
        let applied = self.run(layer, "play", "apply")?;
        self.show("broken", "apply succeeds from there", succeeded(&applied));
        let expected = look(layer, &self.case.join("expect.sh"));
        self.show("broken", "the system is as declared", expected);
        let again = self.run(layer, "play", "apply")?;
        self.show("broken", "a second run finds all as declared", all_ok(&again));
        Ok(())
    }

    fn run(&mut self, layer: &Layer, name: &str, mode: &str) -> Result<Outcome, String> {
        self.commands += 1;
        let command = format!("11111111-2222-3333-4444-{:012}", self.commands);
        let path = self.built.join(name).with_extension("json");
        let json = document::read(&path)?;
        let mut values: BTreeMap<String, String> = BTreeMap::new();
        let given = self.case.join("values.json");
        if given.exists() {
            let text = fs::read_to_string(&given).map_err(|error| error.to_string())?;
            values = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        }
        if json.pointer("/parameters/Mode").is_some() {
            values.insert("Mode".to_owned(), mode.to_owned());
        }
        let document = Document::at(&path, &values)?;
        agent::run(&Place::System(layer), &document, &command)
    }

    fn show(&mut self, name: &str, fact: &str, shown: Shown) {
        let fact = format!("{name}: {fact}");
        self.findings.proofs.push(Proof { fact, refuted: shown.err() });
    }
}

fn snapshot(layer: &Layer) -> Result<Snapshot, String> {
    Snapshot::of(layer).map_err(|error| format!("a snapshot: {error}"))
}

fn same(before: &Snapshot, after: &Snapshot, layer: &Layer) -> Shown {
    let found = before.differences(after, layer);
    if found.is_empty() { Ok(()) } else { Err(found.join("\n")) }
}

fn succeeded(outcome: &Outcome) -> Shown {
    let summary = Summary::of(&outcome.output());
    match summary {
        _ if outcome.status() != Status::Success => Err(outcome.report()),
        Err(message) => Err(format!("{message}\n{}", outcome.report())),
        Ok(summary) if summary.count("failed") > 0 => Err(outcome.report()),
        Ok(_) => Ok(()),
    }
}

fn changes(outcome: &Outcome) -> Shown {
    let summary = Summary::of(&outcome.output())?;
    if summary.count("changed") > 0 { Ok(()) } else { Err(outcome.report()) }
}

fn as_predicted(predicted: &Outcome, applied: &Outcome) -> Shown {
    let (predicted, applied) = (Summary::of(&predicted.output())?, Summary::of(&applied.output())?);
    let (predicted, applied) = (predicted.named("changed"), applied.named("changed"));
    if predicted == applied {
        Ok(())
    } else {
        Err(format!("predicted: {}\nchanged: {}", predicted.join(", "), applied.join(", ")))
    }
}

/// Nothing changed, nothing failed, and something was looked at.
fn all_ok(outcome: &Outcome) -> Shown {
    succeeded(outcome)?;
    let summary = Summary::of(&outcome.output())?;
    if summary.count("changed") == 0 && summary.count("ok") > 0 {
        Ok(())
    } else {
        Err(outcome.report())
    }
}

/// Runs a script of the case on the system, with `sh -eu`.
///
/// # Errors
/// What it said, where it does not end with 0.
fn look(layer: &Layer, script: &Path) -> Shown {
    let named = |error: std::io::Error| format!("{}: {error}", script.display());
    let text = fs::read_to_string(script).map_err(named)?;
    let output = layer
        .enter("/")
        .args(["sh", "-euxc", &text])
        .env_clear()
        .envs(agent::environment())
        .stdin(Stdio::null())
        .output()
        .map_err(named)?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("{}\n{}{said}", output.status, String::from_utf8_lossy(&output.stdout)))
}
