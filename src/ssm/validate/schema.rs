//! The JSON Schemas of documents and requests, and what their findings mean in words.

use std::sync::OnceLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, PatternOptions, ValidationError, Validator};
use serde_json::Value;

use super::findings::Findings;
use crate::diagnostic::Diagnostic;
use crate::ssm::errors::{self, Bound};
use crate::ssm::{Locate, pointer_segment};
use crate::text::{FileSpan, nearest};

/// What a value is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Automation,
    /// Also documents of the type `Policy`.
    Command,
    Session,
    /// The request without its content.
    CreateDocument,
    CreateAssociation,
    /// A window with its targets and tasks.
    MaintenanceWindow,
    /// What a build wrote.
    Manifest,
}

impl Kind {
    /// All of them, in the order of their declaration.
    pub const ALL: [Kind; 7] = [
        Self::Automation,
        Self::Command,
        Self::Session,
        Self::CreateDocument,
        Self::CreateAssociation,
        Self::MaintenanceWindow,
        Self::Manifest,
    ];

    /// The name of its schema, such as `create-document`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Automation => "automation",
            Self::Command => "command",
            Self::Session => "session",
            Self::CreateDocument => "create-document",
            Self::CreateAssociation => "create-association",
            Self::MaintenanceWindow => "maintenance-window",
            Self::Manifest => "manifest",
        }
    }

    /// The kind with this name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// The kind of a document by its `schemaVersion` and its members.
    pub fn of_document(document: &Value) -> Option<Self> {
        let version = document.get("schemaVersion")?;
        match version.as_str().map_or_else(|| version.to_string(), str::to_owned).as_str() {
            "0.3" => Some(Self::Automation),
            "1.0" => Some(Self::Session),
            // A manifest of a Distributor package has the same version.
            "1.2" | "2.0" | "2.2" if document.get("packages").is_none() => Some(Self::Command),
            _ => None,
        }
    }
}

/// The versions of schemas that there are. Sorted.
const VERSIONS: [&str; 5] = ["0.3", "1.0", "1.2", "2.0", "2.2"];

/// What is wrong with the version of what has the steps of a document or the type of a session;
/// nothing where it is one.
pub fn check_version(
    document: &Value,
    origins: &dyn Locate,
    fallback: FileSpan,
) -> Option<Diagnostic> {
    let members = ["mainSteps", "runtimeConfig", "sessionType"];
    let is_document = members.iter().any(|key| document.get(key).is_some());
    let version = document.get("schemaVersion").filter(|_| is_document)?;
    if version.as_str().is_some_and(|version| VERSIONS.contains(&version)) {
        return None;
    }
    let findings = Findings::new(document, origins, fallback);
    let allowed: Vec<Value> = VERSIONS.into_iter().map(Value::from).collect();
    Some(errors::value_not_allowed(&findings.spot("/schemaVersion"), version, &allowed))
}

/// The schema of a kind as JSON text (draft 2020-12).
pub const fn schema_text(kind: Kind) -> &'static str {
    match kind {
        Kind::Automation => include_str!("../../../schemas/automation.schema.json"),
        Kind::Command => include_str!("../../../schemas/command.schema.json"),
        Kind::Session => include_str!("../../../schemas/session.schema.json"),
        Kind::CreateDocument => include_str!("../../../schemas/create-document.schema.json"),
        Kind::CreateAssociation => include_str!("../../../schemas/create-association.schema.json"),
        Kind::MaintenanceWindow => include_str!("../../../schemas/maintenance-window.schema.json"),
        Kind::Manifest => include_str!("../../../schemas/manifest.schema.json"),
    }
}

/// A schema, read and compiled.
struct Compiled {
    schema: Value,
    validator: Validator,
}

/// Each schema is compiled when it is first asked for: a run meets few kinds.
fn compiled(kind: Kind) -> &'static Compiled {
    static COMPILED: [OnceLock<Compiled>; Kind::ALL.len()] =
        [const { OnceLock::new() }; Kind::ALL.len()];
    let Some(slot) = COMPILED.get(kind as usize) else {
        unreachable!("there is a slot for every kind");
    };
    slot.get_or_init(|| {
        let Ok(mut schema) = serde_json::from_str::<Value>(schema_text(kind)) else {
            unreachable!("a test reads every schema");
        };
        // The inputs of steps are checked by the tables, with better words.
        if let Some(step) = schema.pointer_mut("/$defs/step").and_then(Value::as_object_mut) {
            step.remove("allOf");
        }
        if let Some(definitions) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
            definitions.retain(|name, _| !name.starts_with("inputs."));
        }
        // What is left means the same in draft 7, whose own schema takes a third of the time to
        // compile; the linear engine is quicker too, and no pattern of ours needs more.
        let options = jsonschema::options()
            .with_draft(Draft::Draft7)
            .offline()
            .with_pattern_options(PatternOptions::regex());
        match options.build(&schema) {
            Ok(validator) => Compiled { schema, validator },
            Err(error) => unreachable!("a test compiles every schema: {error}"),
        }
    })
}

/// Compiles the schemas of the documents that a folder most often holds.
pub fn warm() {
    for kind in [Kind::Automation, Kind::Command] {
        compiled(kind);
    }
}

/// Reports what the schema of the kind says against the document.
pub(super) fn check(kind: Kind, findings: &mut Findings<'_>) {
    let compiled = compiled(kind);
    let errors: Vec<ValidationError<'_>> = compiled.validator.iter_errors(findings.root).collect();
    let misspelt: Vec<(String, &str)> =
        errors.iter().flat_map(|error| misspelt(&compiled.schema, error)).collect();
    let is_there_misspelt = |error: &&ValidationError<'_>| match error.kind() {
        ValidationErrorKind::Required { property } => misspelt.iter().any(|(owner, name)| {
            owner == error.instance_path().as_str() && property.as_str() == Some(*name)
        }),
        _ => false,
    };
    for error in errors.iter().filter(|error| !is_there_misspelt(error)) {
        report(findings, &compiled.schema, error);
    }
}

/// The members that unknown ones are nearly called like, each with the pointer of its owner: a
/// misspelt name is one mistake.
fn misspelt<'s>(schema: &'s Value, error: &'s ValidationError<'_>) -> Vec<(String, &'s str)> {
    let ValidationErrorKind::AdditionalProperties { unexpected } = error.kind() else {
        return Vec::new();
    };
    let rule = Rule { schema, path: error.schema_path().as_str() };
    let near = unexpected.iter().filter_map(|name| nearest(name, rule.members()));
    near.map(|near| (error.instance_path().as_str().to_owned(), near)).collect()
}

fn report(findings: &mut Findings<'_>, schema: &Value, error: &ValidationError<'_>) {
    use ValidationErrorKind as Found;
    let pointer = error.instance_path().as_str().to_owned();
    let spot = findings.spot(&pointer);
    let rule = Rule { schema, path: error.schema_path().as_str() };
    let value = error.instance();
    let number = |limit: &Value| limit.as_i64().unwrap_or_default();
    let bound = |low, high, found| Bound { low, high, found };
    let diagnostic = match error.kind() {
        Found::AdditionalProperties { unexpected } => {
            for name in unexpected {
                let member = format!("{pointer}/{}", pointer_segment(name));
                if pointer.is_empty() && name == "$schema" {
                    findings.report(errors::schema_reference(&findings.spot(&member)));
                    continue;
                }
                let (inner, near) = (findings.spot_of_name(&member), nearest(name, rule.members()));
                findings.report(errors::unknown_member(&inner, &spot, name, near));
            }
            return;
        }
        Found::FalseSchema => errors::member_out_of_place(&spot),
        Found::Required { property } => {
            errors::missing_member(&spot, property.as_str().unwrap_or_default())
        }
        Found::Type { .. } => errors::wrong_type(&spot, value, &rule.types()),
        Found::Enum { options } => {
            errors::value_not_allowed(&spot, value, options.as_array().map_or(&[], Vec::as_slice))
        }
        Found::Constant { expected_value } => {
            errors::value_not_allowed(&spot, value, std::slice::from_ref(&**expected_value))
        }
        Found::Pattern { pattern } => {
            errors::text_not_allowed(&spot, value, rule.description(), pattern)
        }
        Found::PropertyNames { error } => {
            let name = error.instance().as_str().unwrap_or_default().to_owned();
            let inner = findings.spot_of_name(&format!("{pointer}/{}", pointer_segment(&name)));
            errors::name_not_allowed(&inner, &name, rule.description())
        }
        Found::Minimum { limit } => {
            let found = value.as_i64().unwrap_or_default();
            errors::out_of_range(&spot, &bound(Some(number(limit)), None, found), "")
        }
        Found::Maximum { limit } => {
            let found = value.as_i64().unwrap_or_default();
            errors::out_of_range(&spot, &bound(None, Some(number(limit)), found), "")
        }
        Found::MinLength { limit } | Found::MinItems { limit } | Found::MinProperties { limit } => {
            let low = i64::try_from(*limit).ok();
            errors::out_of_range(&spot, &bound(low, None, size_of(value)), unit(value))
        }
        Found::MaxLength { limit } | Found::MaxItems { limit } | Found::MaxProperties { limit } => {
            let high = i64::try_from(*limit).ok();
            errors::out_of_range(&spot, &bound(None, high, size_of(value)), unit(value))
        }
        _ => errors::text_not_allowed(&spot, value, rule.description(), ""),
    };
    findings.report(diagnostic);
}

/// How many characters, items or members a value has.
fn size_of(value: &Value) -> i64 {
    let size = match value {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    };
    i64::try_from(size).unwrap_or(i64::MAX)
}

fn unit(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "characters",
        Value::Array(_) => "items",
        Value::Object(_) => "members",
        Value::Null | Value::Bool(_) | Value::Number(_) => "",
    }
}

/// The place in a schema that a value broke; `path` ends with the keyword.
struct Rule<'a> {
    schema: &'a Value,
    path: &'a str,
}

impl<'a> Rule<'a> {
    fn parent(&self) -> Option<&'a Value> {
        self.schema.pointer(self.path.rsplit_once('/')?.0)
    }

    /// The sentence that the schema says about the value.
    fn description(&self) -> &'a str {
        self.parent().and_then(|node| node.get("description")).and_then(Value::as_str).unwrap_or("")
    }

    /// The members that an object may have.
    fn members(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let properties = self.parent().and_then(|node| node.get("properties"));
        properties.and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name.as_str())
    }

    /// The types that a value may have.
    fn types(&self) -> Vec<&'a str> {
        match self.schema.pointer(self.path) {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}
