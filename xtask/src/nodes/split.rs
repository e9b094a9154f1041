//! A command as one document and in parts: the same systems come of both, whatever is handed to them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::nodes::agent::{self, Outcome, Place, Status};
use crate::nodes::cases::{compile, copy, namespaces};
use crate::nodes::document::{self, Document};
use crate::nodes::hostile::Options;
use crate::nodes::snapshot::Snapshot;
use crate::nodes::summary;
use crate::nodes::system::{self, Layer, System};
use crate::nodes::values;

/// What is declared. A long task stands for `PAD` where the command shall not fit a document.
const PROGRAM: &str = r#"use std.{directory, file, line_in_file}

module probe {
  param value: String

  on linux {
    check sh"""
      [ -e /srv/app/probed ] && printf %s "$value" | cmp -s - /srv/app/probed
    """
    apply sh"""
      printf %s "$value" >/srv/app/probed
    """
  }
}

command c {
  platforms: ["Linux"]
  param Value: String
  param Level: "info" | "debug" = "info"

  directory(path: "/srv/app")
  let config = file(path: "/srv/app/config", content: "level ${Level}\n", mode: "0640") notify reload
  block {
    sh "exit 3"
  } rescue {
    file(path: "/srv/app/rescued", content: "x\n")
  } always {
    file(path: "/srv/app/always", content: "x\n")
  }
  PAD
  step after: sh "echo after >>/srv/app/log" when config.changed
  probe(value: Value) notify reload
  step told: sh(value: Value, level: Level) "printf '%s:%s' \"$level\" \"$value\" >/srv/app/told"
  PAD
  step restart: sh "[ -e /srv/app/restarted ] || { : >/srv/app/restarted; exit 194; }"
  step stop: sh "[ ! -e /srv/app/stop ]"
  let tried = sh "exit 4" on failure continue
  step mend: sh "echo mended >>/srv/app/log" when tried.failed
  line_in_file(path: "/srv/app/config", line: "last") notify again

  handler reload {
    sh "echo reloaded >>/srv/app/log"
  }
  handler again {
    sh "echo again >>/srv/app/log"
  }
}
"#;

/// `[--count N] [--system NAME]… [--ordain PROGRAM]`.
///
/// # Errors
/// Where the two are not the same.
pub fn run(arguments: &[&str]) -> Result<(), String> {
    let Options { count, systems, ordain } = Options::of(arguments, 200)?;
    let scratch = tempfile::tempdir().map_err(|error| error.to_string())?;
    for name in ["whole", "parts"] {
        let folder = scratch.path().join("sources").join(name);
        fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        fs::write(folder.join("play.ord"), program(name)).map_err(|error| error.to_string())?;
        let built = compile(&folder, "play.ord", &ordain, &scratch.path().join("work"))?;
        copy(&built, &scratch.path().join(name).with_extension("json"))?;
        let parts = document::named(&document::read(&built)?).len();
        if (parts == 0) != (name == "whole") {
            return Err(format!("`{name}` has {parts} parts"));
        }
    }
    let inside = systems.par_iter().map(|system| {
        let mut command = namespaces(scratch.path())?;
        command.args(["nodes", "inside-split", system.name]).arg(scratch.path());
        system::succeed(command.arg(count.to_string()))
            .map_err(|it| format!("{}: {it}", system.name))
    });
    let done: Vec<Result<String, String>> = inside.collect();
    let (mut broken, mut lines) = (Vec::new(), String::new());
    for result in done {
        result.map_or_else(|it| broken.push(it), |printed| lines.push_str(&printed));
    }
    print!("{lines}");
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n\n")) }
}

fn program(name: &str) -> String {
    let line = "    # so that this task takes the room of many\n".repeat(900);
    let mut number = 0;
    let pieces = PROGRAM.split("  PAD\n").map(|piece| {
        number += 1;
        match (name, number) {
            ("whole", _) | (_, 1) => piece.to_owned(),
            _ => format!("  step pad{number}: sh \"\"\"\n    true\n{line}  \"\"\"\n{piece}"),
        }
    });
    pieces.collect()
}

/// Two systems that see the same commands.
struct Pair<'p> {
    layers: [Layer; 2],
    built: &'p Path,
    runs: u32,
}

/// Runs both on a system, within namespaces that `run` made.
///
/// # Errors
/// The first thing that is not the same.
pub fn inside(name: &str, built: &str, count: &str) -> Result<(), String> {
    let count: usize = count.parse().map_err(|_| "no number".to_owned())?;
    let scratch = tempfile::tempdir().map_err(|error| error.to_string())?.keep();
    let system = System::find(name)?;
    let layers = [system.mount(&scratch.join("whole"))?, system.mount(&scratch.join("parts"))?];
    let mut pair = Pair { layers, built: Path::new(built), runs: 0 };

    let checked = pair.both("check", "value")?;
    pair.expect(&checked, Status::Success, 0)?;
    let first = pair.both("apply", "value")?;
    pair.expect(&first, Status::Success, 1)?;
    pair.same_state()?;
    let log = pair.read(1, "srv/app/log")?;
    if log != "after\nmended\nreloaded\nagain\n" {
        return Err(format!("the log of the first run:\n{log}"));
    }
    pair.fails_and_goes_on()?;
    for (index, value) in values::hostile(count).iter().enumerate() {
        let ran = pair.both("apply", value)?;
        pair.expect(&ran, Status::Success, 0)?;
        pair.same_tasks(&ran)?;
        for (file, wanted) in [("probed", value.clone()), ("told", format!("info:{value}"))] {
            if pair.read(1, &format!("srv/app/{file}"))? != wanted {
                return Err(format!("value {index} is not in `{file}`: {value:.200?}"));
            }
        }
    }
    pair.same_state()?;
    println!("{name:<12} {count} values, {} runs of both: the same", pair.runs);
    Ok(())
}

impl Pair<'_> {
    /// Runs both with one id of a command.
    fn both(&mut self, mode: &str, value: &str) -> Result<[Outcome; 2], String> {
        self.runs += 1;
        let command = format!("run-{}", self.runs);
        let values = BTreeMap::from([
            ("Mode".to_owned(), mode.to_owned()),
            ("Value".to_owned(), value.to_owned()),
        ]);
        let run = |index: usize, name: &str| {
            let document = Document::at(&self.built.join(name).with_extension("json"), &values)?;
            agent::run(&Place::System(&self.layers[index]), &document, &command)
        };
        Ok([run(0, "whole")?, run(1, "parts")?])
    }

    fn expect(&self, ran: &[Outcome; 2], status: Status, reboots: u32) -> Result<(), String> {
        for outcome in ran {
            let restarted: u32 = outcome.steps.iter().map(|step| step.reboots).sum();
            if outcome.status() != status || restarted != reboots {
                return Err(format!(
                    "not {status:?} with {reboots} restarts:\n{}",
                    outcome.report()
                ));
            }
        }
        Ok(())
    }

    /// A task between the cuts fails: the notification waits, and the next run hears of it.
    fn fails_and_goes_on(&mut self) -> Result<(), String> {
        for layer in &self.layers {
            fs::write(layer.root.join("srv/app/stop"), "").map_err(|it| it.to_string())?;
        }
        let failed = self.both("apply", "another")?;
        self.expect(&failed, Status::Failed, 0)?;
        self.same_tasks(&failed)?;
        let kept = [self.notifications(0)?, self.notifications(1)?];
        if kept[0] != kept[1] || kept[1] != ["Case-c.apply.reload"] {
            return Err(format!("notifications: {kept:?}"));
        }
        self.same_state()?;
        for layer in &self.layers {
            fs::remove_file(layer.root.join("srv/app/stop")).map_err(|it| it.to_string())?;
        }
        let mended = self.both("apply", "another")?;
        self.expect(&mended, Status::Success, 0)?;
        self.same_tasks(&mended)?;
        self.same_state()
    }

    fn notifications(&self, index: usize) -> Result<Vec<String>, String> {
        let folder = self.layers[index].root.join("var/lib/ordain");
        let entries = fs::read_dir(&folder).map_err(|error| error.to_string())?;
        let files = entries.flatten().filter(|entry| entry.path().is_file());
        let mut names: Vec<String> =
            files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| !name.ends_with(".log"));
        names.sort();
        Ok(names)
    }

    fn same_state(&self) -> Result<(), String> {
        let of = |layer| Snapshot::of(layer).map_err(|error| format!("a snapshot: {error}"));
        let [whole, parts] = &self.layers;
        let found = of(whole)?.timeless().differences(&of(parts)?.timeless(), parts);
        let kept = [self.notifications(0)?, self.notifications(1)?];
        if found.is_empty() && kept[0] == kept[1] {
            return Ok(());
        }
        Err(format!("the systems differ:\n{}\n{kept:?}", found.join("\n")))
    }

    /// The same tasks did the same, but for those that only take room.
    fn same_tasks(&self, ran: &[Outcome; 2]) -> Result<(), String> {
        // The counts are not looked at: a failure that is taken back is listed, and not counted.
        let tasks = |outcome: &Outcome| -> Vec<(String, String)> {
            let output = outcome.output();
            let tasks = output.lines().filter_map(summary::task);
            tasks.filter(|(_, name)| !name.starts_with("pad")).collect()
        };
        let (whole, parts) = (tasks(&ran[0]), tasks(&ran[1]));
        if whole == parts { Ok(()) } else { Err(format!("tasks:\n{whole:?}\n{parts:?}")) }
    }

    fn read(&self, index: usize, path: &str) -> Result<String, String> {
        let path = self.layers[index].root.join(path);
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    }
}
