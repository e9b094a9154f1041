//! Documents to sources and back, with a judge of its own: both documents are run side by side
//! against the same made-up world, and have to run the same steps.

use std::collections::BTreeMap;

use ordain::markup::Syntax;
use ordain::text::FileId;
use ordain::{format, session, syntax, verify};
use serde_json::Value;

/// A document is imported; its source is read, laid out and compiled; where the comparison says
/// that both documents are equal, they run the same steps in every world that is tried.
pub fn import_and_compile(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for (syntax, path) in [(Syntax::Yaml, "Acme-Doc.yaml"), (Syntax::Json, "Acme-Doc.json")] {
        let imported = session::import(&text, path, syntax);
        for found in &imported.diagnostics {
            let span = found.primary.at.span;
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{found:#?}");
        }
        let (Some(source), Some(document)) = (imported.source, imported.document) else { continue };
        let parsed = syntax::parse(&source, FileId::default());
        assert!(parsed.diagnostics.is_empty(), "{source}\n{:#?}", parsed.diagnostics);
        assert_eq!(format::format(&source, FileId::default()).as_deref(), Ok(source.as_str()));
        let Some(compiled) = session::compiled(&source) else { continue };
        if verify::compare(&document, &compiled).is_empty() {
            check_equal(&document, &compiled, &source);
        }
    }
}

/// How many worlds are tried.
const WORLDS: u64 = 24;

/// No run takes more steps.
const MOST_STEPS: usize = 2_000;

fn check_equal(document: &Value, compiled: &Value, source: &str) {
    if document.get("mainSteps").and_then(Value::as_array).is_none() {
        return;
    }
    let is_runbook = document.get("schemaVersion").is_some_and(|it| it == "0.3");
    if !is_runbook {
        let names = |document: &Value| -> Vec<String> {
            steps_of(document, "/mainSteps").iter().map(|step| text(step, "action")).collect()
        };
        assert_eq!(names(document), names(compiled), "{source}");
        return;
    }
    let known = all_names(document);
    for world in 0..WORLDS {
        let one = Run::of(document, document, world);
        let other = Run::of(compiled, document, world);
        let is_known = |name: &String| name.starts_with('=') || known.contains(name);
        let seen = |run: Run| -> Vec<String> { run.trace.into_iter().filter(is_known).collect() };
        let (mut one, mut other) = (seen(one), seen(other));
        // Ways back are refused, but have to end here, too: generated steps count as others do.
        let length = one.len().min(other.len());
        if one.len().max(other.len()) * 2 > MOST_STEPS {
            one.truncate(length);
            other.truncate(length);
        }
        assert_eq!(one, other, "world {world}\n{source}\n{document:#}\n{compiled:#}");
    }
}

fn text(node: &Value, key: &str) -> String {
    node.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn steps_of<'d>(node: &'d Value, pointer: &str) -> &'d [Value] {
    node.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn all_names(document: &Value) -> Vec<String> {
    fn collect(steps: &[Value], into: &mut Vec<String>) {
        for step in steps {
            into.push(text(step, "name"));
            collect(steps_of(step, "/inputs/Steps"), into);
        }
    }
    let mut names = Vec::new();
    collect(steps_of(document, "/mainSteps"), &mut names);
    names
}

/// Where a step stands: the lists around it, each with the position of the next step there.
type Place<'d> = Vec<(&'d [Value], usize)>;

/// One run of a runbook.
struct Run<'d> {
    places: BTreeMap<String, Place<'d>>,
    /// The document that says what values there are.
    original: &'d Value,
    world: u64,
    trace: Vec<String>,
}

impl<'d> Run<'d> {
    fn of(document: &'d Value, original: &'d Value, world: u64) -> Self {
        let mut run = Run { places: BTreeMap::new(), original, world, trace: Vec::new() };
        run.place(steps_of(document, "/mainSteps"), &Vec::new());
        let mut at: Option<Place<'d>> = Some(vec![(steps_of(document, "/mainSteps"), 0)]);
        for _ in 0..MOST_STEPS {
            let Some(place) = at else { return run };
            at = run.step(place);
        }
        run
    }

    fn place(&mut self, steps: &'d [Value], around: &Place<'d>) {
        for (number, step) in steps.iter().enumerate() {
            let mut place = around.clone();
            place.push((steps, number));
            self.places.entry(text(step, "name")).or_insert_with(|| place.clone());
            if let Some(last) = place.last_mut() {
                last.1 += 1;
            }
            self.place(steps_of(step, "/inputs/Steps"), &place);
        }
    }

    /// Runs the step at a place; gives the next place, or nothing at the end.
    fn step(&mut self, mut place: Place<'d>) -> Option<Place<'d>> {
        let Some((steps, number)) = place.pop() else {
            self.trace.push("=success".to_owned());
            return None;
        };
        // Behind the last step of a body the loop is done: each is run once.
        let Some(step) = steps.get(number) else { return Some(place) };
        let name = text(step, "name");
        let is_end = step.get("isEnd").is_some_and(|it| it == true || it == "true");
        let mut behind = place.clone();
        if !is_end {
            behind.push((steps, number + 1));
        }
        // What both have fails alike; what is generated succeeds.
        let is_own = all_names(self.original).contains(&name);
        let outcome = if is_own { self.oracle(&name, 5) } else { 2 };
        self.trace.push(name);
        let jump = |key: &str| text(step, key).strip_prefix("step:").map(|it| it.trim().to_owned());
        match outcome {
            0 => match (jump("onFailure"), text(step, "onFailure").as_str()) {
                (Some(target), _) => self.go(&target),
                (None, "Continue") => Some(behind),
                (None, _) => self.end("=failed"),
            },
            1 => match jump("onCancel") {
                Some(target) => self.go(&target),
                None => self.end("=cancelled"),
            },
            _ => self.succeed(step, behind, is_end),
        }
    }

    fn succeed(&mut self, step: &'d Value, behind: Place<'d>, is_end: bool) -> Option<Place<'d>> {
        if text(step, "action") == "aws:branch" {
            for choice in steps_of(step, "/inputs/Choices") {
                if self.holds(choice) {
                    return self.go(&text(choice, "NextStep"));
                }
            }
            if let Some(default) = step.pointer("/inputs/Default").and_then(Value::as_str) {
                return self.go(default);
            }
        }
        if text(step, "action") == "aws:loop" {
            let mut inside = self.next_of(step, behind, is_end)?;
            inside.push((steps_of(step, "/inputs/Steps"), 0));
            return Some(inside);
        }
        self.next_of(step, behind, is_end)
    }

    fn next_of(&mut self, step: &Value, behind: Place<'d>, is_end: bool) -> Option<Place<'d>> {
        match step.get("nextStep").and_then(Value::as_str) {
            Some(next) if !is_end => self.go(next),
            _ => Some(behind),
        }
    }

    fn go(&mut self, name: &str) -> Option<Place<'d>> {
        match self.places.get(name) {
            Some(place) => Some(place.clone()),
            None => self.end("=nowhere"),
        }
    }

    fn end(&mut self, how: &str) -> Option<Place<'d>> {
        self.trace.push(how.to_owned());
        None
    }

    /// Whether a condition holds in this world.
    fn holds(&self, condition: &Value) -> bool {
        let parts = |key: &str| condition.get(key).and_then(Value::as_array);
        if let Some(parts) = parts("And") {
            return parts.iter().all(|part| self.holds(part));
        }
        if let Some(parts) = parts("Or") {
            return parts.iter().any(|part| self.holds(part));
        }
        if let Some(part) = condition.get("Not") {
            return !self.holds(part);
        }
        let variable: String =
            text(condition, "Variable").chars().filter(|it| !it.is_whitespace()).collect();
        let value = self.value(&variable);
        let Some(map) = condition.as_object() else { return false };
        let test = map.iter().find(|(key, _)| !["Variable", "NextStep"].contains(&key.as_str()));
        let Some((operator, operand)) = test else { return false };
        let operand = plain(operand);
        let number = |text: &str| text.parse::<f64>().unwrap_or(0.0);
        match operator.as_str() {
            "StringEquals" | "BooleanEquals" => value == operand,
            "EqualsIgnoreCase" => value.eq_ignore_ascii_case(&operand),
            "StartsWith" => value.starts_with(&operand),
            "EndsWith" => value.ends_with(&operand),
            "Contains" => value.contains(&operand),
            "NumericEquals" => number(&value) == number(&operand),
            "NumericGreater" => number(&value) > number(&operand),
            "NumericGreaterOrEquals" => number(&value) >= number(&operand),
            "NumericLesser" => number(&value) < number(&operand),
            "NumericLesserOrEquals" => number(&value) <= number(&operand),
            _ => false,
        }
    }

    /// What a variable is in this world: one of its allowed values, else one of those that the
    /// original compares it with, or another.
    fn value(&self, variable: &str) -> String {
        let name = variable.trim_matches(['{', '}']);
        let allowed = steps_of(self.original, &format!("/parameters/{name}/allowedValues"));
        let mut values: Vec<String> = allowed.iter().map(plain).collect();
        if values.is_empty() {
            operands(self.original, variable, &mut values);
            let is_flag = values.iter().any(|value| value == "true" || value == "false");
            match is_flag {
                true => values = vec!["true".to_owned(), "false".to_owned()],
                false => values.push("something else".to_owned()),
            }
        }
        let chosen = self.oracle(variable, values.len() as u64) as usize;
        values.get(chosen).cloned().unwrap_or_default()
    }

    /// A number below `count` that depends on the world and a text alone.
    fn oracle(&self, about: &str, count: u64) -> u64 {
        let start = 0xcbf2_9ce4_8422_2325_u64 ^ self.world.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let hash = about.bytes().fold(start, step);
        (hash >> 17) % count.max(1)
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) if text.contains("{{") => {
            text.chars().filter(|it| !it.is_whitespace()).collect()
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What a document compares a variable with.
fn operands(node: &Value, variable: &str, into: &mut Vec<String>) {
    match node {
        Value::Array(items) => items.iter().for_each(|item| operands(item, variable, into)),
        Value::Object(map) => {
            let own: String =
                text(node, "Variable").chars().filter(|it| !it.is_whitespace()).collect();
            if own == variable {
                let tests = map.iter().filter(|(key, _)| *key != "Variable" && *key != "NextStep");
                into.extend(tests.map(|(_, operand)| plain(operand)));
            }
            map.values().for_each(|item| operands(item, variable, into));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
