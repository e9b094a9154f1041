//! Sends hostile values through every channel to a node's shell and compares their hashes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::nodes::agent::{self, Place};
use crate::nodes::cases::{beside, compile, copy, namespaces};
use crate::nodes::document::{self, Document};
use crate::nodes::system::{self, Layer, SYSTEMS, System};
use crate::nodes::values;
use crate::samples::quoted;

/// A way from a program to a script.
struct Channel {
    name: &'static str,
    /// The program; nothing where each value stands in a program of its own.
    source: &'static str,
    values: Values,
    /// Systems that cannot do it, and why the compiler or the script says so.
    not_on: &'static [&'static str],
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Values {
    Hostile,
    Harmless,
}

const HASH: &str = "printf '%s' \"$value\" | sha256sum";

/// `HASH` stands for the script that prints the hash of `$value`. Sorted by name.
const CHANNELS: &[Channel] = &[
    Channel {
        name: "become",
        source: "command c {\n  param Value: String\n  sh(value: Value) \"\"\"\n    HASH\n  \"\"\" become \"nobody\"\n}\n",
        values: Values::Hostile,
        not_on: &["busybox"],
    },
    Channel {
        name: "environment",
        source: "command c {\n  param Value: String\n  sh(value: Value) \"\"\"\n    HASH\n  \"\"\"\n}\n",
        values: Values::Hostile,
        not_on: &[],
    },
    Channel {
        name: "module",
        source: "MODULE\ncommand c {\n  param Value: String\n  probe(name: \"p\", value: Value)\n}\n",
        values: Values::Hostile,
        not_on: &[],
    },
    Channel {
        name: "spliced",
        source: "command c {\n  param Value: String(pattern: r\"^[A-Za-z0-9._:/@%+=,-]+$\")\n  sh(value: Value) \"\"\"\n    HASH\n  \"\"\"\n}\n",
        values: Values::Harmless,
        not_on: &[],
    },
];

/// Shows what it got: a line of the report stays, whatever else the task prints goes to its log.
const MODULE: &str = "module probe {\n  param name: String\n  param value: String\n\n  on linux {\n    check sh\"\"\"\n      [ -e /tmp/probed ] && [ -n \"$applied\" ]\n    \"\"\"\n    apply sh\"\"\"\n      HASH >>/tmp/probed\n    \"\"\"\n  }\n}\n";

/// A document has at most 64 KB, so a literal has less.
const LONGEST_LITERAL: usize = 16_000;

/// What came back from one channel on one system.
#[derive(Debug, Serialize, Deserialize)]
struct Seen {
    channel: String,
    values: usize,
    wrong: Vec<String>,
}

/// `[--count N] [--system NAME]… [--ordain PROGRAM]`.
///
/// # Errors
/// The values that did not arrive, and channels that are not built.
pub fn run(arguments: &[&str]) -> Result<(), String> {
    let Options { count, systems, ordain } = Options::of(arguments, 1000)?;
    let scratch = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut broken = build(&ordain, scratch.path(), count);
    let seen = systems.par_iter().map(|system| {
        let mut command = namespaces(scratch.path())?;
        command.args(["nodes", "inside-hostile", system.name]).arg(scratch.path());
        let printed = system::succeed(command.arg(count.to_string()))?;
        let seen: Vec<Seen> = serde_json::from_str(&printed).map_err(|it| it.to_string())?;
        Ok((system.name, seen))
    });
    let seen: Vec<Result<_, String>> = seen.collect();
    for result in seen {
        let (system, channels) = result?;
        for seen in channels {
            let Seen { channel, values, wrong } = seen;
            println!("{system:<12} {channel:<12} {values:>5} values, {} wrong", wrong.len());
            let shown = wrong.iter().take(5);
            broken.extend(shown.map(|value| format!("{channel} on {system}: {value}")));
        }
    }
    if broken.is_empty() { Ok(()) } else { Err(broken.join("\n")) }
}

/// What a command that tries values takes.
pub struct Options {
    pub count: usize,
    pub systems: Vec<&'static System>,
    pub ordain: PathBuf,
}

impl Options {
    /// Reads them, and makes the systems ready.
    pub fn of(arguments: &[&str], count: usize) -> Result<Self, String> {
        let mut options = Self { count, systems: Vec::new(), ordain: beside()? };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let value = arguments.next().ok_or(format!("`{argument}` wants a value"))?;
            match *argument {
                "--count" => {
                    options.count = value.parse().map_err(|_| format!("`{value}` is no number"))?;
                }
                "--system" => options.systems.push(System::find(value)?),
                "--ordain" => options.ordain = PathBuf::from(value),
                other => return Err(format!("`{other}` is no option")),
            }
        }
        if options.systems.is_empty() {
            options.systems = SYSTEMS.iter().filter(|system| system.is_for_all()).collect();
        }
        for system in &options.systems {
            system.prepare()?;
        }
        Ok(options)
    }
}

/// Builds all channels into `out`; gives what is not built.
fn build(ordain: &Path, out: &Path, count: usize) -> Vec<String> {
    let mut broken = Vec::new();
    let mut write = |name: &str, source: &str| {
        let folder = out.join("sources").join(name);
        let written = fs::create_dir_all(&folder)
            .and_then(|()| fs::write(folder.join("play.ord"), source))
            .map_err(|error| error.to_string());
        let built = written
            .and_then(|()| compile(&folder, "play.ord", ordain, &out.join("work")))
            .and_then(|built| copy(&built, &out.join(name).with_extension("json")));
        if let Err(message) = built {
            broken.push(format!("{name} is not built: {message}"));
        }
    };
    for channel in CHANNELS {
        let source = channel.source.replace("MODULE", MODULE).replace("HASH", HASH);
        write(channel.name, &source);
    }
    for (number, batch) in literals(count).iter().enumerate() {
        write(&format!("literal-{number}"), &literal_program(batch));
    }
    broken
}

/// As many values in one document as it may hold.
fn literals(count: usize) -> Vec<Vec<String>> {
    let mut batches: Vec<Vec<String>> = vec![vec![]];
    let mut size = 0;
    for mut value in values::hostile(count) {
        while value.len() > LONGEST_LITERAL {
            value.pop();
        }
        // A step around it, and quotes that become four characters each.
        size += 3 * value.len() + 400;
        if size > 40_000 {
            batches.push(vec![]);
            size = 3 * value.len() + 400;
        }
        if let Some(last) = batches.last_mut() {
            last.push(value);
        }
    }
    batches
}

fn literal_program(values: &[String]) -> String {
    let mut source = "command c {\n".to_owned();
    for value in values {
        // Braces that SSM would read are refused in a literal; a replacement makes them here.
        let value = if value.contains("{{") {
            let apart = quoted(&value.replace('{', "{\u{e000}"));
            format!("replace({apart}, \"\\u{{e000}}\", \"\")")
        } else {
            quoted(value)
        };
        source.push_str(&format!("  sh(value: {value}) \"\"\"\n    {HASH}\n  \"\"\"\n"));
    }
    source + "}\n"
}

fn hash(value: &str) -> String {
    Sha256::digest(value).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Runs all channels on a system, within namespaces that `run` made, and prints what came back.
pub fn inside(system: &str, built: &str, count: &str) -> Result<(), String> {
    let count: usize = count.parse().map_err(|_| "no number".to_owned())?;
    let scratch = tempfile::tempdir().map_err(|error| error.to_string())?.keep();
    let system = System::find(system)?;
    let layer = system.mount(&scratch)?;
    let built = Path::new(built);
    let mut seen = vec![through_literals(&layer, built, count)?];
    for channel in CHANNELS.iter().filter(|channel| !channel.not_on.contains(&system.name)) {
        let path = built.join(channel.name).with_extension("json");
        if path.exists() {
            seen.push(through(&layer, channel, &document::read(&path)?, count)?);
        }
    }
    if layer.root.join("pwned").exists() {
        return Err("a value was run as code: /pwned is there".to_owned());
    }
    println!("{}", serde_json::to_string(&seen).map_err(|error| error.to_string())?);
    Ok(())
}

fn through(layer: &Layer, channel: &Channel, json: &Value, count: usize) -> Result<Seen, String> {
    let values = match channel.values {
        Values::Hostile => values::hostile(count),
        Values::Harmless => values::harmless(count),
    };
    let place = Place::System(layer);
    let probed = layer.root.join("tmp/probed");
    let mut wrong = Vec::new();
    for value in &values {
        let given = BTreeMap::from([("Value".to_owned(), value.clone())]);
        let outcome = agent::run(&place, &Document::new(json, &given)?, channel.name)?;
        let mut printed = outcome.output();
        if let Ok(text) = fs::read_to_string(&probed) {
            printed = text;
            fs::remove_file(&probed).map_err(|error| error.to_string())?;
        }
        if printed.split_whitespace().next() != Some(&hash(value)) {
            wrong.push(format!("{value:.200?}\n{}", outcome.report()));
        }
    }
    Ok(Seen { channel: channel.name.to_owned(), values: values.len(), wrong })
}

fn through_literals(layer: &Layer, built: &Path, count: usize) -> Result<Seen, String> {
    let place = Place::System(layer);
    let (mut number, mut wrong) = (0, Vec::new());
    for (index, batch) in literals(count).iter().enumerate() {
        let path = built.join(format!("literal-{index}.json"));
        if !path.exists() {
            continue;
        }
        let document = Document::new(&document::read(&path)?, &BTreeMap::new())?;
        let outcome = agent::run(&place, &document, &format!("literal-{index}"))?;
        let output = outcome.output();
        let mut hashes = output.lines().filter_map(|line| line.split_whitespace().next());
        for value in batch {
            number += 1;
            if hashes.next() != Some(&hash(value)) {
                wrong.push(format!("{value:.200?}"));
            }
        }
    }
    Ok(Seen { channel: "literal".to_owned(), values: number, wrong })
}
