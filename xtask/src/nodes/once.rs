//! One document on a clean system, for a person to look at.

use std::collections::BTreeMap;

use crate::nodes::agent::{self, Place, Status};
use crate::nodes::cases::namespaces;
use crate::nodes::document::Document;
use crate::nodes::system::System;

/// `DOCUMENT [NAME=VALUE]… [--system NAME | --here] [--times N]`.
///
/// # Errors
/// A run that does not succeed.
pub fn run(arguments: &[&str]) -> Result<(), String> {
    if arguments.contains(&"--here") {
        return run_inside(arguments);
    }
    let system = arguments.iter().position(|it| *it == "--system").map(|it| it + 1);
    let system = system.and_then(|index| arguments.get(index)).map_or("debian", |name| name);
    System::find(system)?.prepare()?;
    let scratch = tempfile::tempdir().map_err(|error| error.to_string())?;
    let mut command = namespaces(scratch.path())?;
    let status = command.args(["nodes", "inside-run"]).args(arguments).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(status.to_string()),
        Err(error) => Err(error.to_string()),
    }
}

/// The same, within namespaces that `run` made.
pub fn run_inside(arguments: &[&str]) -> Result<(), String> {
    let (mut document, mut system, mut times) = (None, Some(System::find("debian")?), 1);
    let mut values = BTreeMap::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("`{argument}` wants a value"));
        match (*argument, argument.split_once('=')) {
            ("--system", _) => system = Some(System::find(value()?)?),
            ("--here", _) => system = None,
            ("--times", _) => times = value()?.parse().map_err(|_| "no number".to_owned())?,
            (_, Some((name, value))) => {
                values.insert(name.to_owned(), value.to_owned());
            }
            (path, None) => document = Some(path),
        }
    }
    let document = Document::at(document.ok_or("no document")?.as_ref(), &values)?;
    let scratch = tempfile::tempdir().map_err(|error| error.to_string())?.keep();
    let layer = system.map(|system| system.mount(&scratch)).transpose()?;
    let place = layer.as_ref().map_or_else(|| Place::Machine(scratch), Place::System);
    let mut failed = false;
    for number in 1..=times {
        let outcome = agent::run(&place, &document, &format!("run-{number}"))?;
        let took = outcome.took().as_secs_f64() * 1000.0;
        let reboots: u32 = outcome.steps.iter().map(|step| step.reboots).sum();
        let status = outcome.status();
        println!("run {number}: {status:?} in {took:.1} ms, {reboots} reboots");
        println!("{}", outcome.report());
        failed |= outcome.status() != Status::Success;
    }
    if failed { Err("failed".to_owned()) } else { Ok(()) }
}
