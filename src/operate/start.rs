//! Starting a runbook or a command.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::deploy::{self, Api, Call, CallError};
use crate::text::nearest;

use super::given;

/// A document of the account, as far as a start needs it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    pub name: String,
    /// `Automation`, `Command`, …
    pub document_type: String,
    /// Names with whether a value must be given.
    parameters: BTreeMap<String, bool>,
    /// As the content declares them; empty where the service does not show it.
    declared: Map<String, Value>,
}

/// What to start.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// By number or name; absent: the default one.
    pub version: Option<String>,
    /// Values by parameter, in the order given.
    pub parameters: BTreeMap<String, Vec<String>>,
    /// Objects of `Target`.
    pub targets: Vec<Value>,
    /// The parameter of a runbook that receives one target each.
    pub target_parameter: Option<String>,
}

/// A run that was started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Started {
    /// The id of an execution.
    Automation(String),
    /// The id of a command.
    Command(String),
}

impl Started {
    pub fn id(&self) -> &str {
        match self {
            Self::Automation(id) | Self::Command(id) => id,
        }
    }
}

/// Why nothing was started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StartProblem {
    Call(CallError),
    /// What was asked for does not fit the document: in words.
    Misfit(String),
}

/// The parameter that a command of managed tasks has, and its value for looking only.
const CHECK_MODE: (&str, &str) = ("Mode", "check");

impl Run {
    /// Only looks: nothing is changed on a node.
    ///
    /// # Errors
    /// The document knows no such mode.
    pub fn only_check(&mut self, document: &Document) -> Result<(), StartProblem> {
        let (name, value) = CHECK_MODE;
        if document.document_type != "Command" || !document.parameters.contains_key(name) {
            return Err(StartProblem::Misfit(format!(
                "`{}` has no check mode: commands whose tasks are modules have one",
                document.name
            )));
        }
        self.parameters.insert(name.to_owned(), vec![value.to_owned()]);
        Ok(())
    }
}

/// The number of a version that is written as a number, a word of the service or a name.
///
/// # Errors
/// There is no version of this name, or a call without an answer.
pub fn version(api: &dyn Api, name: &str, written: &str) -> Result<String, StartProblem> {
    if written.starts_with('$') || written.parse::<u64>().is_ok() {
        return Ok(written.to_owned());
    }
    let versions = deploy::versions(api, name).map_err(StartProblem::Call)?;
    let named = versions.into_iter().find(|version| version.name == written);
    named.map(|version| version.number).ok_or_else(|| {
        StartProblem::Misfit(format!(
            "`{name}` has no version `{written}`: `ordain versions {name}` lists them"
        ))
    })
}

/// Asks for a document and its parameters.
///
/// # Errors
/// A call without an answer: `InvalidDocument` where there is none of this name.
pub fn describe(api: &dyn Api, name: &str, version: Option<&str>) -> Result<Document, CallError> {
    let mut ask = json!({ "Name": name });
    if let Some(version) = version {
        ask["DocumentVersion"] = json!(version);
    }
    let answer = api.call(&Call::ssm("DescribeDocument", ask.clone()))?;
    // The description has no types of nodes and roles, and not what is allowed.
    ask["DocumentFormat"] = json!("JSON");
    let content = match api.call(&Call::ssm("GetDocument", ask)) {
        Err(CallError::Refused(_)) => Value::Null,
        answer => answer?["Content"].take(),
    };
    let content = content.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
    let declared = content.and_then(|content| content.get("parameters")?.as_object().cloned());
    let document = &answer["Document"];
    let parameters = document["Parameters"].as_array().into_iter().flatten();
    let parameter = |it: &Value| {
        let needed = it.get("DefaultValue").is_none_or(Value::is_null);
        Some((it["Name"].as_str()?.to_owned(), needed))
    };
    Ok(Document {
        name: name.to_owned(),
        document_type: document["DocumentType"].as_str().unwrap_or_default().to_owned(),
        parameters: parameters.filter_map(parameter).collect(),
        declared: declared.unwrap_or_default(),
    })
}

/// Starts a document once.
///
/// # Errors
/// What is asked for does not fit the document, or a call without an answer.
pub fn start(api: &dyn Api, document: &Document, run: &Run) -> Result<Started, StartProblem> {
    check_parameters(document, run)?;
    if let Some(why) = given::misfit(&document.declared, &run.parameters) {
        return Err(StartProblem::Misfit(why));
    }
    match document.document_type.as_str() {
        "Automation" => start_automation(api, document, run),
        "Command" => start_command(api, document, run),
        other => Err(StartProblem::Misfit(format!(
            "`{}` is a document of type `{other}`: runbooks and commands are run",
            document.name
        ))),
    }
}

fn check_parameters(document: &Document, run: &Run) -> Result<(), StartProblem> {
    for name in run.parameters.keys() {
        if !document.parameters.contains_key(name) {
            let near = nearest(name, document.parameters.keys().map(String::as_str));
            let hint = near.map_or_else(String::new, |near| format!(": the nearest is `{near}`"));
            let own = &document.name;
            return Err(StartProblem::Misfit(format!("`{own}` has no parameter `{name}`{hint}")));
        }
    }
    let given = |name: &String| {
        run.parameters.contains_key(name) || run.target_parameter.as_ref() == Some(name)
    };
    let missing: Vec<String> = document
        .parameters
        .iter()
        .filter(|(name, needed)| **needed && !given(name))
        .map(|(name, _)| format!("`--param {name}=…`"))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(StartProblem::Misfit(format!("`{}` needs {}", document.name, missing.join(", "))))
}

fn start_automation(
    api: &dyn Api,
    document: &Document,
    run: &Run,
) -> Result<Started, StartProblem> {
    let mut request = request(document, run);
    match (run.targets.is_empty(), &run.target_parameter) {
        (true, None) => {}
        (false, Some(parameter)) => {
            request.insert("Targets".to_owned(), json!(run.targets));
            request.insert("TargetParameterName".to_owned(), json!(parameter));
            // The service demands both with targets; these are what it takes without.
            request.insert("MaxConcurrency".to_owned(), json!("10"));
            request.insert("MaxErrors".to_owned(), json!("0"));
        }
        _ => {
            let why = "a runbook takes `--on` and `--target-param` together: the parameter \
                       receives one target each";
            return Err(StartProblem::Misfit(why.to_owned()));
        }
    }
    let call = Call::ssm("StartAutomationExecution", Value::Object(request)).harmful_twice();
    let answer = api.call(&call).map_err(StartProblem::Call)?;
    let id = answer["AutomationExecutionId"].as_str().unwrap_or_default();
    Ok(Started::Automation(id.to_owned()))
}

fn start_command(api: &dyn Api, document: &Document, run: &Run) -> Result<Started, StartProblem> {
    if run.targets.is_empty() {
        let why = format!("`{}` is a command: `--on` says which nodes it runs on", document.name);
        return Err(StartProblem::Misfit(why));
    }
    let mut request = request(document, run);
    request.insert("Targets".to_owned(), json!(run.targets));
    let call = Call::ssm("SendCommand", Value::Object(request)).harmful_twice();
    let answer = api.call(&call).map_err(StartProblem::Call)?;
    let id = answer["Command"]["CommandId"].as_str().unwrap_or_default();
    Ok(Started::Command(id.to_owned()))
}

/// What both kinds of requests have.
fn request(document: &Document, run: &Run) -> Map<String, Value> {
    let mut request = Map::new();
    request.insert("DocumentName".to_owned(), json!(document.name));
    if let Some(version) = &run.version {
        request.insert("DocumentVersion".to_owned(), json!(version));
    }
    if !run.parameters.is_empty() {
        request.insert("Parameters".to_owned(), json!(run.parameters));
    }
    request
}
