//! `cargo xtask api-selectors`: paths through results, as statements of Ordain, with a result of
//! each call and the value that the path means in it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use ordain::aws::{Kind, Member, Operation, Service, Shape};
use serde_json::{Value, json};

use super::random::Random;
use super::{source, value};

/// How many calls a runbook has; it may get a step more for its outputs.
const CALLS: usize = 20;

/// How many paths are read of one result.
const PATHS: usize = 3;

/// A result above this is made anew.
const RESULT_BYTES: usize = 20_000;

/// How operations that read are named.
const READING: &[&str] = &["BatchGet", "Describe", "Get", "List", "Search"];

const MANIFEST: &str = "[project]\nname = \"selectors\"\n";

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Member(String),
    /// The value at a key of a map.
    Key(String),
    Index(usize),
    Every,
    /// The items whose member has the value.
    Where(String, Value),
}

struct Sample {
    service: &'static str,
    operation: &'static str,
    request: Value,
    response: Value,
    paths: Vec<Vec<Step>>,
}

/// Writes a project of runbooks that read `count` paths, and `index.jsonl` with a line for each.
pub fn write(out: &Path, seed: u64, count: usize) -> Result<(), String> {
    fs::create_dir_all(out).map_err(|error| format!("{}: {error}", out.display()))?;
    let samples = samples(&mut Random::new(seed), count);
    let mut index = String::new();
    for (number, samples) in samples.chunks(CALLS).enumerate() {
        let (text, rows) = runbook(number, samples);
        write_file(&out.join(format!("paths_{number:04}.ord")), &text)?;
        index.push_str(&rows);
    }
    write_file(&out.join("ordain.toml"), MANIFEST)?;
    write_file(&out.join("index.jsonl"), &index)?;
    println!("{} paths of {} results", index.lines().count(), samples.len());
    Ok(())
}

fn samples(random: &mut Random, count: usize) -> Vec<Sample> {
    let services = Service::all();
    let mut made: Vec<Sample> = Vec::new();
    let mut paths = 0;
    for _ in 0..count.saturating_mul(4) {
        if paths >= count {
            break;
        }
        let Some(service) = random.pick(services) else { break };
        // What reads has more in its results than what changes.
        let reads = random.chance(80);
        let operations: Vec<Operation<'static>> = service
            .model()
            .operations()
            .filter(|it| !reads || READING.iter().any(|start| it.name().starts_with(start)))
            .collect();
        let Some(operation) = random.pick(&operations).copied() else { continue };
        let Some(sample) = sample(random, (service, operation)) else { continue };
        paths += sample.paths.len();
        made.push(sample);
    }
    made
}

fn sample(
    random: &mut Random,
    (service, operation): (&'static Service, Operation<'static>),
) -> Option<Sample> {
    let request = value::least_input(random, operation)?;
    // A step has an input of its own of this name.
    if operation.streams_output() || request.get("Service").is_some() {
        return None;
    }
    let response = value::result(random, operation)?;
    if response.to_string().len() > RESULT_BYTES {
        return None;
    }
    let mut paths: Vec<Vec<Step>> = Vec::new();
    for _ in 0..PATHS {
        let path = path(random, (operation.output()?, &response));
        paths.extend(path.filter(|path| !path.is_empty() && !paths.contains(path)));
    }
    let (service, operation) = (service.name(), operation.name());
    (!paths.is_empty()).then_some(Sample { service, operation, request, response, paths })
}

/// A path that leads somewhere in this result.
fn path(random: &mut Random, (shape, value): (Shape<'_>, &Value)) -> Option<Vec<Step>> {
    let (mut shape, mut value, mut path) = (shape, value, Vec::new());
    loop {
        let is_many = path.iter().any(Step::is_many);
        let is_list = matches!(shape.kind(), Kind::List { .. });
        // Below `[*]` a list would be a list of lists.
        let may_end = !path.is_empty() && (!is_many || !is_list);
        if may_end && random.chance(12) {
            return Some(path);
        }
        let (step, next) = match shape.kind() {
            Kind::Structure(members) | Kind::Union(members) => {
                let there: Vec<Member<'_>> =
                    members.iter().filter(|it| value.get(it.name()).is_some()).collect();
                let deep: Vec<Member<'_>> =
                    there.iter().copied().filter(|it| !it.shape().children().is_empty()).collect();
                let there = if random.chance(70) && !deep.is_empty() { deep } else { there };
                let Some(member) = random.pick(&there) else { return may_end.then_some(path) };
                if member.is_json() {
                    return may_end.then_some(path);
                }
                (Step::Member(member.name().to_owned()), member.shape())
            }
            Kind::List { element, .. } => match value.as_array() {
                Some(items) if !items.is_empty() => {
                    let index = random.below(items.len());
                    value = items.get(index)?;
                    (item_step(random, (element, value), (index, &path)), element)
                }
                _ => return may_end.then_some(path),
            },
            Kind::Map { value: of, .. } => {
                let keys: Vec<&String> = value.as_object()?.keys().collect();
                let Some(key) = random.pick(&keys) else { return may_end.then_some(path) };
                (Step::Key((*key).clone()), of)
            }
            _ => return may_end.then_some(path),
        };
        if is_unknown(next) {
            return may_end.then_some(path);
        }
        if let Step::Member(name) | Step::Key(name) = &step {
            value = value.get(name)?;
        }
        path.push(step);
        shape = next;
    }
}

/// One item, all items, or those that have something in common with this one.
fn item_step(
    random: &mut Random,
    (element, item): (Shape<'_>, &Value),
    (index, path): (usize, &[Step]),
) -> Step {
    // The language has no filter of what a filter left.
    if random.chance(25) && !path.iter().any(|step| matches!(step, Step::Where(..))) {
        let members: Vec<Member<'_>> = element.members().iter().filter(is_compared).collect();
        let member = random.pick(&members).map(|member| member.name());
        if let Some((name, value)) = member.and_then(|name| Some((name, item.get(name)?))) {
            return Step::Where(name.to_owned(), value.clone());
        }
    }
    if path.iter().any(Step::is_many) || random.chance(50) {
        Step::Every
    } else {
        Step::Index(index)
    }
}

/// Whether the language compares a member with a value in a filter.
fn is_compared(member: &Member<'_>) -> bool {
    let shape = member.shape();
    !member.is_json()
        && matches!(
            shape.kind(),
            Kind::String(_) | Kind::Integer(_) | Kind::Long(_) | Kind::Boolean
        )
}

/// Whether no output can be of the value: the model says nothing of it, or it has a fraction, or is
/// a list of lists.
fn is_unknown(shape: Shape<'_>) -> bool {
    match shape.kind() {
        Kind::Document | Kind::Float(_) | Kind::Double(_) => true,
        Kind::List { element, .. } => {
            matches!(element.kind(), Kind::List { .. }) || is_unknown(element)
        }
        _ => false,
    }
}

fn runbook(number: usize, samples: &[Sample]) -> (String, String) {
    let mut text = format!("//! Paths.\n\nrunbook paths_{number} \"Test-Paths{number}\" {{\n");
    let (mut outputs, mut index) = (String::new(), String::new());
    for (call, sample) in samples.iter().enumerate() {
        let written = source::call((sample.service, sample.operation), &sample.request, None);
        let _ = writeln!(text, "  let call{call} = {}", written.text);
        for (place, path) in sample.paths.iter().enumerate() {
            let name = format!("Value{call}x{place}");
            let path_text: String = path.iter().map(Step::written).collect();
            let _ = writeln!(outputs, "  output {name} = call{call}{path_text}");
            let row = json!({
                "document": format!("Test-Paths{number}"),
                "step": format!("call{call}"),
                "output": name,
                "service": sample.service,
                "operation": sample.operation,
                "path": path_text,
                "response": sample.response,
                "value": meaning(&sample.response, path),
                "many": path.iter().any(Step::is_many),
            });
            let _ = writeln!(index, "{row}");
        }
    }
    text.push_str(&outputs);
    text.push_str("}\n");
    (text, index)
}

impl Step {
    fn is_many(&self) -> bool {
        matches!(self, Step::Every | Step::Where(..))
    }

    fn written(&self) -> String {
        match self {
            Step::Member(name) => format!(".{}", source::name(name)),
            Step::Key(name) => format!(".`{name}`"),
            Step::Index(index) => format!("[{index}]"),
            Step::Every => "[*]".to_owned(),
            Step::Where(member, value) => {
                let value = value.as_str().map_or_else(|| value.to_string(), source::quoted);
                format!("[where {} == {value}]", source::name(member))
            }
        }
    }
}

/// What a path means in a value, by a walk that knows nothing of selectors: one value, or all that
/// `[*]` and filters lead to in one flat list, without those that are not there.
fn meaning(value: &Value, path: &[Step]) -> Value {
    let mut found = vec![value];
    for step in path {
        let next = found.into_iter().flat_map(|value| match step {
            Step::Member(name) | Step::Key(name) => value.get(name).into_iter().collect(),
            Step::Index(index) => value.get(index).into_iter().collect(),
            Step::Every => value.as_array().into_iter().flatten().collect::<Vec<&Value>>(),
            Step::Where(member, wanted) => {
                let items = value.as_array().into_iter().flatten();
                items.filter(|item| item.get(member) == Some(wanted)).collect()
            }
        });
        found = next.collect();
    }
    if path.iter().any(Step::is_many) { json!(found) } else { json!(found.first()) }
}

fn write_file(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
