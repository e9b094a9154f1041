//! `ordain status`: how the associations and windows of a project are doing.

use clap::Args;
use jiff::Timestamp;

use crate::cli::Status;
use crate::cli::arguments::ProjectArguments;
use crate::cli::output::Output;
use crate::deploy::{ItemKind, Wanted};
use crate::operate::{self, AssociationStatus, WindowStatus};

use super::failure::said;
use super::places::{Connected, PlaceArguments, in_places, places};
use super::prepare::{Asked, prepare};

/// Show how associations and windows of a project are doing; uses the network, changes nothing
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    project: ProjectArguments,

    #[command(flatten)]
    place: PlaceArguments,
}

pub(super) fn run(arguments: &Arguments, output: &Output) -> Result<Status, String> {
    let prepared = match prepare(&arguments.project, &Asked::default(), output)? {
        Ok(prepared) => prepared,
        Err(status) => return Ok(status),
    };
    let places = places(&arguments.place, prepared.environment.as_ref())?;
    in_places(&places, output, |connected| table(connected, &prepared.wanted))
}

fn table(connected: &Connected, wanted: &Wanted) -> Result<String, String> {
    let names = |kind: ItemKind| wanted.names(kind).into_iter().collect::<Vec<_>>();
    let (associations, windows) = (names(ItemKind::Association), names(ItemKind::Window));
    let client = &connected.client;
    let found = operate::associations(client, &associations).map_err(|error| said(&error))?;
    let mut text = String::new();
    for name in &associations {
        let mut rows = found.iter().filter(|one| one.name == *name).peekable();
        if rows.peek().is_none() {
            text.push_str(&row("association", name, "not deployed", ""));
        }
        rows.for_each(|one| text.push_str(&association_row(one)));
    }
    let found = operate::windows(client, &windows).map_err(|error| said(&error))?;
    for name in &windows {
        let mut rows = found.iter().filter(|one| one.name == *name).peekable();
        if rows.peek().is_none() {
            text.push_str(&row("window", name, "not deployed", ""));
        }
        rows.for_each(|one| text.push_str(&window_row(one)));
    }
    Ok(text)
}

fn association_row(one: &AssociationStatus) -> String {
    let status = if one.status.is_empty() { "not run yet" } else { &one.status };
    let mut more: Vec<String> =
        one.resources.iter().map(|(status, count)| format!("{count} {status}")).collect();
    more.extend(one.last_run.map(|time| format!("last run {}", time_text(time))));
    row("association", &one.name, status, &more.join(", "))
}

fn window_row(one: &WindowStatus) -> String {
    let mut more = Vec::new();
    let status = match &one.last_run {
        None => "not run yet",
        Some((status, end)) => {
            more.extend(end.map(|time| format!("ended {}", time_text(time))));
            status
        }
    };
    match (one.enabled, one.next_run.as_str()) {
        (false, _) => more.push("switched off".to_owned()),
        (true, "") => {}
        (true, next) => more.push(format!("next run {next}")),
    }
    row("window", &one.name, status, &more.join(", "))
}

fn row(kind: &str, name: &str, status: &str, more: &str) -> String {
    format!("{kind:<12} {name:<40} {status:<14} {more}").trim_end().to_owned() + "\n"
}

/// Seconds since 1970 as people read them, in UTC.
fn time_text(seconds: f64) -> String {
    Timestamp::from_second(seconds as i64).map_or_else(|_| String::new(), |time| time.to_string())
}
