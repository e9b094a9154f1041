//! `cargo xtask corpus api`: every call of an AWS API in a folder of documents, and what the
//! checker of the language finds in it.

use std::collections::BTreeMap;
use std::path::Path;

use ordain::aws::{Operation, PathError, PathProblem, Service, parse_path};
use ordain::diagnostic::{CODES, Code, Diagnostic};
use ordain::session::Session;
use ordain::ssm::Kind;
use serde_json::{Value, json};

use super::call::{Call, calls};
use super::types::Types;
use super::{collect, fit, read, source};
use crate::in_memory;

/// How the report is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Text,
    Json,
}

/// All that was read.
#[derive(Default)]
struct Seen {
    documents: usize,
    rows: Vec<Row>,
    /// Calls of which the service or the operation is known to the execution only.
    open: usize,
    /// Files that are no documents in the form that their names say.
    unread: Vec<String>,
}

/// One call with what was found.
struct Row {
    document: String,
    step: String,
    action: String,
    service: String,
    operation: String,
    findings: Vec<Finding>,
    /// The runbook that was checked, and the line of the statement in it.
    runbook: source::Runbook,
}

/// One finding: its sort, and what it says.
struct Finding {
    sort: String,
    message: String,
    /// A document with nothing but hints is clean.
    is_hint: bool,
}

impl Finding {
    fn new(sort: &str, message: impl Into<String>) -> Self {
        Finding { sort: sort.to_owned(), message: message.into(), is_hint: false }
    }
}

/// Reports every call below a folder. Fails where fewer than `least` calls are seen.
pub fn report(folder: &Path, least: usize, form: Form) -> Result<(), String> {
    let mut paths = Vec::new();
    collect(folder, &mut paths)?;
    paths.sort();
    let mut seen = Seen::default();
    for path in &paths {
        let name = path.strip_prefix(folder).unwrap_or(path).display().to_string();
        match read(path) {
            Ok(Some((Kind::Automation, document, _))) => seen.add(&name, &document),
            Ok(_) => {}
            Err(error) => seen.unread.push(format!("{name}: {}", error.replace('\n', " "))),
        }
    }
    check(&mut seen.rows);
    match form {
        Form::Text => print_text(&seen.rows),
        Form::Json => print_json(&seen.rows),
    }
    for unread in &seen.unread {
        eprintln!("cannot be read: {unread}");
    }
    eprintln!("{}", seen.summary());
    if seen.rows.len() < least {
        return Err(format!("{} calls are seen, {least} were asked for", seen.rows.len()));
    }
    Ok(())
}

impl Seen {
    fn add(&mut self, name: &str, document: &Value) {
        self.documents += 1;
        let types = Types::of(document);
        let (calls, open) = calls(document);
        self.open += open;
        self.rows.extend(calls.iter().map(|call| row(name, call, &types)));
    }
}

/// A call with what the selectors of its outputs show.
fn row(document: &str, call: &Call<'_>, types: &Types) -> Row {
    let mut findings = Vec::new();
    let service = Service::find(call.service);
    let operation = service.and_then(|(it, _)| it.model().find_operation(call.operation));
    let operation = operation.map(|(operation, _)| operation);
    if let Some(operation) = operation {
        outputs(call, operation, &mut findings);
    }
    Row {
        document: document.to_owned(),
        step: call.step.to_owned(),
        action: call.action.to_owned(),
        service: call.service.to_owned(),
        operation: call.operation.to_owned(),
        findings,
        runbook: source::runbook(call, types),
    }
}

fn outputs(call: &Call<'_>, operation: Operation<'_>, findings: &mut Vec<Finding>) {
    for output in &call.outputs {
        let found = match parse_path(output.selector) {
            Err(error) => Some(("unreadable selector", error.to_string())),
            // The client adds to every result, so the result as a whole is never nothing.
            Ok(path) if path.is_empty() && operation.output().is_none() => None,
            Ok(path) => match operation.result(&path) {
                Err(error) => Some(("impossible path", path_message(output.selector, &error))),
                Ok(landing) => {
                    fit::misfit(output.declared, landing).map(|it| ("type of an output", it))
                }
            },
        };
        let message = |it: String| format!("{} `{}`: {it}", output.name, output.selector);
        findings.extend(found.map(|(sort, it)| Finding::new(sort, message(it))));
    }
}

fn path_message(selector: &str, error: &PathError<'_>) -> String {
    let nearest = match &error.problem {
        PathProblem::NoMember { nearest } | PathProblem::NoneBelow { nearest } => {
            nearest.map(|it| format!("; nearest is `{it}`")).unwrap_or_default()
        }
        PathProblem::NoOutput => "; the operation has no output".to_owned(),
        PathProblem::NeedsElement => "; an element must be chosen first".to_owned(),
        PathProblem::NothingInside => "; it has nothing inside".to_owned(),
        PathProblem::NotAList => "; it is no list".to_owned(),
        PathProblem::Several { .. } => "; it is of several types".to_owned(),
    };
    let on = error.on.map(|it| format!(" on {}", it.name())).unwrap_or_default();
    let known = error.known();
    let known =
        if known.is_empty() { String::new() } else { format!("; there are {}", known.join(", ")) };
    format!("segment {} of `{selector}`{on}{nearest}{known}", error.segment)
}

/// Checks all runbooks as one project and gives the findings to their calls.
fn check(rows: &mut [Row]) {
    let sources = rows.iter().enumerate().map(|(number, row)| {
        let text =
            row.runbook.text.replace("runbook example", &format!("runbook example_{number}"));
        (format!("{number:06}.ord"), text)
    });
    let session = in_memory::session(sources.collect());
    let outcome = session.check();
    // Of what a script gave, the document does not say the type.
    let untyped = Code(314);
    for found in outcome.diagnostics.iter().filter(|found| found.code != untyped) {
        let Some((number, line)) = place(&session, found) else { continue };
        let Some(row) = rows.get_mut(number) else { continue };
        let title = CODES.iter().find(|it| it.code == found.code).map_or("", |it| it.title);
        let sort = if line == row.runbook.statement {
            format!("{} {title}", found.code)
        } else {
            format!("the translation has {} {title}", found.code)
        };
        let details = [Some(&found.message), found.help.as_ref()].into_iter().flatten();
        let details: Vec<&str> = details.map(String::as_str).collect();
        let message = details.join("; ");
        row.findings.push(Finding { sort, message, is_hint: !found.is_error() });
    }
}

/// The number of the source and the line that a finding stands at.
fn place(session: &Session, found: &Diagnostic) -> Option<(usize, u32)> {
    let at = found.primary.at;
    let source = session.sources().get(at.file)?;
    let number = source.path.strip_suffix(".ord")?.parse().ok()?;
    Some((number, source.lines.line_column(&source.text, at.span.start).line))
}

fn print_text(rows: &[Row]) {
    let mut groups: BTreeMap<(bool, &str), Vec<(&Row, &Finding)>> = BTreeMap::new();
    for row in rows {
        for found in &row.findings {
            groups.entry((found.is_hint, &found.sort)).or_default().push((row, found));
        }
    }
    for ((is_hint, sort), found) in groups {
        println!("{:5} {}{sort}", found.len(), if is_hint { "hint: " } else { "" });
        for (row, found) in found {
            println!("      {} {} {}.{}", row.document, row.step, row.service, row.operation);
            println!("          {}", found.message);
        }
    }
}

fn print_json(rows: &[Row]) {
    for row in rows {
        let findings = row
            .findings
            .iter()
            .map(|it| json!({ "sort": it.sort, "message": it.message, "hint": it.is_hint }));
        let row = json!({
            "document": row.document,
            "step": row.step,
            "action": row.action,
            "service": row.service,
            "operation": row.operation,
            "source": row.runbook.text,
            "findings": findings.collect::<Vec<Value>>(),
        });
        println!("{row}");
    }
}

impl Seen {
    fn summary(&self) -> String {
        let is_clean = |row: &&Row| row.findings.iter().all(|it| it.is_hint);
        let clean = self.rows.iter().filter(is_clean).count();
        let findings = self.rows.iter().flat_map(|it| &it.findings).filter(|it| !it.is_hint);
        format!(
            "{} Automation documents, {} calls, {clean} clean, {} findings, {} calls of what only \
             the execution knows",
            self.documents,
            self.rows.len(),
            findings.count(),
            self.open
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Seen, check};
    use serde_json::json;

    /// The sorts of findings in a document of one step.
    #[track_caller]
    fn check_sorts(step: &serde_json::Value, sorts: &[&str]) {
        let document = json!({
            "schemaVersion": "0.3",
            "parameters": {
                "Ids": { "type": "StringList" },
                "State": { "type": "String", "allowedValues": ["running", "stopped"] },
            },
            "mainSteps": [step],
        });
        let mut seen = Seen::default();
        seen.add("document.yaml", &document);
        check(&mut seen.rows);
        let found = seen.rows.iter().flat_map(|it| &it.findings);
        let found: Vec<(&str, &str)> =
            found.map(|it| (it.sort.as_str(), it.message.as_str())).collect();
        let found_sorts: Vec<&str> = found.iter().map(|(sort, _)| *sort).collect();
        assert_eq!(found_sorts, sorts, "{found:#?}\n{}", seen.rows[0].runbook.text);
    }

    fn describe(more: &serde_json::Value) -> serde_json::Value {
        let mut step = json!({
            "name": "describe",
            "action": "aws:executeAwsApi",
            "inputs": { "Service": "ec2", "Api": "DescribeInstances" },
        });
        for (name, value) in more.as_object().unwrap() {
            match name.as_str() {
                "outputs" => step["outputs"] = value.clone(),
                "action" => step["action"] = value.clone(),
                name => step["inputs"][name] = value.clone(),
            }
        }
        step
    }

    #[test]
    fn references_stand_for_their_types() {
        check_sorts(&describe(&json!({ "InstanceIds": "{{ Ids }}" })), &[]);
        check_sorts(&describe(&json!({ "InstanceIds": ["{{ Ids }}", "i-{{ State }}"] })), &[]);
        check_sorts(&describe(&json!({ "InstanceIds": ["{{ create.Ids }}"] })), &[]);
    }

    #[test]
    fn a_selector_that_leads_nowhere_is_found() {
        let output = json!([{ "Name": "Id", "Selector": "$.Instances[0].Id", "Type": "String" }]);
        check_sorts(&describe(&json!({ "outputs": output })), &["impossible path"]);
    }

    #[test]
    fn a_type_that_a_selector_does_not_give_is_found() {
        let output = json!([{ "Name": "All", "Selector": "$.Reservations", "Type": "StringMap" }]);
        check_sorts(&describe(&json!({ "outputs": output })), &["type of an output"]);
    }

    #[test]
    fn another_spelling_is_a_hint() {
        let found = ["E0472 a name in another spelling than AWS's"];
        check_sorts(&describe(&json!({ "Api": "describe-instances" })), &found);
    }

    #[test]
    fn a_selector_and_its_values_are_checked() {
        let wait = |selector: &str, wanted: &str| {
            describe(&json!({
                "action": "aws:waitForAwsResourceProperty",
                "PropertySelector": format!("$.Reservations[0].Instances[0].{selector}"),
                "DesiredValues": [wanted],
            }))
        };
        check_sorts(&wait("State.Name", "running"), &[]);
        check_sorts(&wait("State.Name", "{{ State }}"), &[]);
        let never = "E0478 a desired value that the property never has";
        check_sorts(&wait("State.Name", "runing"), &[never]);
        let impossible = "E0476 a selector of what the response cannot have";
        check_sorts(&wait("Stat.Name", "running"), &[impossible]);
    }
}
