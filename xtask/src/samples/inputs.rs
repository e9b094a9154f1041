//! `cargo xtask api-inputs`: requests, right and wrong, as JSON and as statements of Ordain.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use ordain::aws::{Operation, Service};
use serde_json::{Value, json};

use super::random::Random;
use super::source::{self, Written};
use super::spoil::{self, Mistake, Wrong};
use super::value;

/// How many statements a runbook gets: more than a hundred steps are no document.
const STATEMENTS: usize = 80;

/// How many bytes of statements a runbook gets: its document has a limit too.
const RUNBOOK_BYTES: usize = 24_000;

/// A statement above this is made anew.
const STATEMENT_BYTES: usize = 4_000;

const INDENT: &str = "  ";

/// Calls that are always among the samples: service, operation, a member that is given, and how
/// it is written. Sorted.
const PECULIAR: &[(&str, &str, &str, &str)] = &[
    // The client takes the name of all other operations here, too.
    ("ec2", "DescribeHosts", "Filter", "Filters"),
    ("ec2", "DescribeNatGateways", "Filter", "Filter"),
    // A step has an input of its own of this name.
    ("opensearch", "RevokeVpcEndpointAccess", "Service", "Service"),
    // It gives a stream.
    ("workmailmessageflow", "GetRawMessageContent", "messageId", "messageId"),
];

/// What is asked for.
pub struct Wanted {
    pub seed: u64,
    /// How many requests.
    pub count: usize,
    /// Of how many services at most.
    pub services: usize,
}

/// One request.
struct Sample {
    service: &'static str,
    operation: &'static str,
    request: Value,
    mistake: Option<Mistake>,
    written: Written,
}

/// Runbooks of one project, and what the index says of their statements.
struct Project {
    name: &'static str,
    files: Vec<(String, String)>,
    open: String,
    statements: usize,
    index: String,
}

/// Writes the projects `right` and `wrong`, and `index.jsonl` with a line for each statement.
pub fn write(out: &Path, wanted: &Wanted) -> Result<(), String> {
    let mut projects = [Project::new("right"), Project::new("wrong")];
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for sample in samples(wanted) {
        let kind = sample.mistake.as_ref().map_or("right", |mistake| mistake.wrong.name());
        *counts.entry(kind).or_default() += 1;
        if let Some(project) = projects.get_mut(usize::from(sample.mistake.is_some())) {
            project.add(&sample);
        }
    }
    let mut index = String::new();
    for project in projects {
        index.push_str(&project.write(out)?);
    }
    write_file(&out.join("index.jsonl"), &index)?;
    for (kind, count) in counts {
        println!("{count:6} {kind}");
    }
    Ok(())
}

fn samples(wanted: &Wanted) -> Vec<Sample> {
    let mut random = Random::new(wanted.seed);
    let mut services: Vec<&'static Service> = Service::all().iter().collect();
    for place in (1..services.len()).rev() {
        services.swap(place, random.below(place + 1));
    }
    services.truncate(wanted.services.max(1));
    let mut made: Vec<Sample> =
        PECULIAR.iter().filter_map(|row| peculiar(&mut random, *row)).collect();
    let mut used: BTreeMap<Wrong, usize> = Wrong::ALL.iter().map(|wrong| (*wrong, 0)).collect();
    // Most attempts give a request; a service that gives none must not keep this going for ever.
    for attempt in 0..wanted.count.saturating_mul(4) {
        if made.len() >= wanted.count {
            break;
        }
        let Some(service) = services.get(attempt % services.len()) else { break };
        let operations: Vec<Operation<'static>> = service.model().operations().collect();
        let Some(operation) = random.pick(&operations).copied() else { continue };
        let is_right = (attempt / services.len()).is_multiple_of(3);
        made.extend(sample(&mut random, (service, operation), (!is_right).then_some(&mut used)));
    }
    made
}

fn peculiar(
    random: &mut Random,
    (service, operation, member, written): (&str, &str, &str, &str),
) -> Option<Sample> {
    let service = Service::named(service)?;
    let operation = service.model().operation(operation)?;
    (0..1000).find_map(|_| {
        let mut request = value::input(random, operation)?;
        let value = request.as_object_mut()?.shift_remove(member)?;
        request.as_object_mut()?.insert(written.to_owned(), value);
        let names = (service.name(), operation.name());
        let written = source::call(names, &request, None);
        let (service, operation) = names;
        Some(Sample { service, operation, request, mistake: None, written })
    })
}

/// A request; with `used` one with a mistake, of the sort that was made least often.
fn sample(
    random: &mut Random,
    (service, operation): (&'static Service, Operation<'static>),
    used: Option<&mut BTreeMap<Wrong, usize>>,
) -> Option<Sample> {
    if operation.streams_output() {
        return None;
    }
    let right = value::input(random, operation)?;
    let (request, mistake) = match used {
        None => (right, None),
        // It would have two mistakes.
        Some(_) if right.get("Service").is_some() => return None,
        Some(used) => {
            let mistakes = spoil::mistakes(random, operation, &right);
            let least = mistakes.iter().map(|it| it.wrong).min_by_key(|wrong| used.get(wrong))?;
            let same: Vec<&Mistake> = mistakes.iter().filter(|it| it.wrong == least).collect();
            let mistake = (*random.pick(&same)?).clone();
            *used.entry(least).or_default() += 1;
            (spoil::spoil(&right, &mistake)?, Some(mistake))
        }
    };
    let names = (service.name(), operation.name());
    let place = mistake.as_ref().map(|it| source::Wanted { place: &it.place, part: it.part });
    let written = source::call(names, &request, place);
    let (service, operation) = names;
    (written.text.len() <= STATEMENT_BYTES).then_some(Sample {
        service,
        operation,
        request,
        mistake,
        written,
    })
}

impl Project {
    fn new(name: &'static str) -> Self {
        Project {
            name,
            files: Vec::new(),
            open: String::new(),
            statements: 0,
            index: String::new(),
        }
    }

    fn add(&mut self, sample: &Sample) {
        if self.statements >= STATEMENTS || self.open.len() > RUNBOOK_BYTES {
            self.close();
        }
        let number = self.files.len();
        if self.open.is_empty() {
            let _ = writeln!(self.open, "//! Samples.\n\nrunbook calls_{number} {{");
        }
        let line = self.open.lines().count() + 1;
        let _ = writeln!(self.open, "{INDENT}{}", sample.written.text);
        self.statements += 1;
        // Columns are counted from 1.
        let column = |place: usize| place + INDENT.len() + 1;
        let row = json!({
            "file": format!("{}/{}", self.name, file_name(number)),
            "line": line,
            "service": sample.service,
            "operation": sample.operation,
            "request": sample.request,
            "wrong": sample.mistake.as_ref().map(|it| it.wrong.name()),
            "detail": sample.mistake.as_ref().map(|it| &it.detail),
            "place": sample.mistake.as_ref().map(|it| it.place.to_string()),
            "columns": sample.written.found.map(|(start, end)| [column(start), column(end)]),
        });
        let _ = writeln!(self.index, "{row}");
    }

    fn close(&mut self) {
        if self.open.is_empty() {
            return;
        }
        let mut text = std::mem::take(&mut self.open);
        text.push_str("}\n");
        self.files.push((file_name(self.files.len()), text));
        self.statements = 0;
    }

    /// Writes the project; what the index says of it.
    fn write(mut self, out: &Path) -> Result<String, String> {
        self.close();
        let folder = out.join(self.name);
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        write_file(&folder.join("ordain.toml"), &format!("[project]\nname = \"{}\"\n", self.name))?;
        for (name, text) in &self.files {
            write_file(&folder.join(name), text)?;
        }
        Ok(self.index)
    }
}

fn file_name(number: usize) -> String {
    format!("calls_{number:04}.ord")
}

fn write_file(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{PECULIAR, Wanted, samples};
    use crate::in_memory;

    fn wanted(count: usize) -> Wanted {
        Wanted { seed: 7, count, services: usize::MAX }
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(PECULIAR.is_sorted());
    }

    #[test]
    fn the_same_seed_gives_the_same_samples() {
        let texts = || samples(&wanted(300)).into_iter().map(|it| it.written.text);
        assert!(texts().eq(texts()));
    }

    #[test]
    fn every_sample_is_a_statement() {
        let lines = samples(&wanted(1000)).into_iter().map(|it| it.written.text + "\n");
        let source =
            format!("//! Samples.\n\nrunbook example {{\n{}}}\n", lines.collect::<String>());
        let outcome = in_memory::session(vec![("main.ord".to_owned(), source)]).check();
        // Codes from 100 to 199 are about what could not be read.
        let unread: Vec<_> = outcome.diagnostics.iter().filter(|it| it.code.is_in(..200)).collect();
        assert!(unread.is_empty(), "{unread:#?}");
    }

    #[test]
    fn a_mistake_is_found_where_the_index_says() {
        for sample in samples(&wanted(1000)).into_iter().filter(|it| it.mistake.is_some()) {
            let (start, end) = sample.written.found.unwrap();
            assert!(start < end && end <= sample.written.text.chars().count());
        }
    }
}
