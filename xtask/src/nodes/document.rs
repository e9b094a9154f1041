//! A Command document as the agent reads it: parameters with their values, steps, substitution.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use regex::{Captures, Regex};
use serde_json::{Map, Value};

/// A document with a value for each of its parameters.
#[derive(Debug)]
pub struct Document {
    pub steps: Vec<Step>,
    parameters: BTreeMap<String, Parameter>,
    /// Those that its steps run, by their names.
    inner: BTreeMap<String, Value>,
}

#[derive(Debug)]
pub struct Step {
    pub name: String,
    pub action: String,
    inputs: Map<String, Value>,
    precondition: Option<Value>,
}

#[derive(Debug)]
struct Parameter {
    value: Value,
    in_environment: bool,
}

/// Whether a step runs on a node.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    Run,
    Skip,
    /// The agent reports the step as failed, with these words.
    Malformed(String),
}

/// The file's JSON, whichever of the two forms it is written in.
pub fn read(path: &Path) -> Result<Value, String> {
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = fs::read_to_string(path).map_err(|error| named(&error))?;
    if path.extension().is_some_and(|it| it == "json") {
        serde_json::from_str(&text).map_err(|error| named(&error))
    } else {
        serde_saphyr::from_str(&text).map_err(|error| named(&error))
    }
}

impl Document {
    /// Gives the parameters of `document` their values, or their defaults.
    ///
    /// # Errors
    /// What the service refuses before it sends the document to a node: a value that is missing,
    /// unknown or outside of what the parameter allows; a document without steps.
    pub fn new(document: &Value, values: &BTreeMap<String, String>) -> Result<Self, String> {
        let declared = document.get("parameters").and_then(Value::as_object);
        let declared = declared.cloned().unwrap_or_default();
        if let Some(unknown) = values.keys().find(|name| !declared.contains_key(*name)) {
            return Err(format!("the document has no parameter `{unknown}`"));
        }
        let mut parameters = BTreeMap::new();
        for (name, definition) in &declared {
            parameters.insert(name.clone(), parameter(name, definition, values.get(name))?);
        }
        let steps = document.get("mainSteps").and_then(Value::as_array);
        let steps: Vec<Step> = steps.into_iter().flatten().map(step).collect::<Result<_, _>>()?;
        let inner = BTreeMap::new();
        if steps.is_empty() {
            return Err("no steps".to_owned());
        }
        Ok(Self { steps, parameters, inner })
    }

    /// The document of a file with values, and those that it runs, which lie beside it.
    ///
    /// # Errors
    /// As for `new`; a file that is not there.
    pub fn at(path: &Path, values: &BTreeMap<String, String>) -> Result<Self, String> {
        let json = read(path)?;
        let mut document = Self::new(&json, values)?;
        for name in named(&json) {
            let file = path.with_file_name(format!("{name}.json"));
            document.inner.insert(name, read(&file)?);
        }
        Ok(document)
    }

    /// The document that a step runs, with the values that it hands over. Whether the agent puts
    /// parameters of such a document into the environment is not known, so it is not done here.
    ///
    /// # Errors
    /// What makes the step fail: no such document, values that it does not take.
    pub fn inner(&self, step: &Step) -> Result<Self, String> {
        let name = self.input(step, "documentPath").unwrap_or_default();
        let json = self.inner.get(&name).ok_or(format!("there is no document `{name}`"))?;
        let handed = step.inputs.get("documentParameters").map(|it| self.replaced(it));
        let Value::Object(handed) = handed.unwrap_or_default() else {
            return Err("`documentParameters` is no map".to_owned());
        };
        let mut values = BTreeMap::new();
        for (parameter, value) in handed {
            let text = value.as_str().ok_or(format!("`{parameter}` is no text"))?;
            if text.contains("{{") {
                return Err(format!("`{parameter}` may hold a reference to the Parameter Store"));
            }
            values.insert(parameter, text.to_owned());
        }
        let mut inner = Self::new(json, &values)?;
        inner.parameters.values_mut().for_each(|parameter| parameter.in_environment = false);
        Ok(inner)
    }

    /// `SSM_NAME` for each parameter that is handed over in the environment.
    pub fn environment(&self) -> impl Iterator<Item = (String, String)> {
        let there = self.parameters.iter().filter(|(_, parameter)| parameter.in_environment);
        there.map(|(name, parameter)| (format!("SSM_{name}"), spliced(&parameter.value)))
    }

    /// Whether the step runs on Linux, by its precondition.
    pub fn verdict(&self, step: &Step) -> Verdict {
        let by_platform = match step.action.as_str() {
            "aws:runShellScript" | "aws:runDocument" => Verdict::Run,
            "aws:runPowerShellScript" => Verdict::Skip,
            other => Verdict::Malformed(format!("nothing here runs `{other}`")),
        };
        match step.precondition.as_ref().map(|precondition| self.holds(precondition)) {
            Some(Err(message)) => Verdict::Malformed(message),
            Some(Ok(false)) => Verdict::Skip,
            Some(Ok(true)) | None => by_platform,
        }
    }

    fn holds(&self, precondition: &Value) -> Result<bool, String> {
        let operators = precondition.as_object().ok_or("a precondition is a map")?;
        let arguments = operators.get("StringEquals").filter(|_| operators.len() == 1);
        let arguments = arguments.and_then(Value::as_array).ok_or("unrecognized operator")?;
        let [Some(left), Some(right)] =
            [arguments.first().and_then(Value::as_str), arguments.get(1).and_then(Value::as_str)]
        else {
            return Err("a precondition has two texts".to_owned());
        };
        if arguments.len() != 2 || left == right {
            return Err("a precondition has two different texts".to_owned());
        }
        for (one, other) in [(left, right), (right, left)] {
            if one == "platformType" {
                return match other {
                    _ if other.contains("{{") => Err("a platform is no parameter".to_owned()),
                    _ => Ok(other.eq_ignore_ascii_case("Linux")),
                };
            }
        }
        let replaced = [left, right].map(|text| self.embedded(text));
        if replaced == [left, right] {
            return Err("at least one argument must contain a document parameter".to_owned());
        }
        Ok(replaced[0] == replaced[1])
    }

    /// The lines of the step's script with parameters put in, joined as the agent does.
    ///
    /// # Errors
    /// A reference to the Parameter Store: there is none here.
    pub fn script(&self, step: &Step) -> Result<String, String> {
        let lines = match self.replaced(step.inputs.get("runCommand").unwrap_or(&Value::Null)) {
            Value::Array(lines) => lines,
            other => return Err(format!("`runCommand` is no list of lines: {other}")),
        };
        let text: String = lines.iter().map(|line| spliced(line) + "\n").collect();
        if text.contains("{{ssm:") || text.contains("{{ ssm:") {
            return Err("a reference to the Parameter Store".to_owned());
        }
        Ok(text)
    }

    /// An input of the step as text, with parameters put in.
    pub fn input(&self, step: &Step, name: &str) -> Option<String> {
        step.inputs.get(name).map(|value| spliced(&self.replaced(value)))
    }

    /// A text that is nothing but a placeholder becomes the value itself.
    fn replaced(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => {
                let whole = text.strip_prefix("{{").and_then(|it| it.strip_suffix("}}"));
                let parameter = whole.and_then(|name| self.parameters.get(name.trim()));
                parameter.map_or_else(|| Value::String(self.embedded(text)), |it| it.value.clone())
            }
            Value::Array(items) => items.iter().map(|item| self.replaced(item)).collect(),
            Value::Object(members) => {
                let members = members.iter();
                members.map(|(key, value)| (key.clone(), self.replaced(value))).collect()
            }
            other => other.clone(),
        }
    }

    /// One pass: what a value holds is not looked at again. Unknown names stay.
    fn embedded(&self, text: &str) -> String {
        let Ok(placeholder) = Regex::new(r"\{\{\s*([A-Za-z0-9]+)\s*\}\}") else {
            unreachable!("the pattern is constant and right")
        };
        let replaced = placeholder.replace_all(text, |found: &Captures<'_>| {
            let parameter = self.parameters.get(&found[1]);
            parameter.map_or_else(
                || found[0].to_owned(),
                |parameter| spliced(&parameter.value).replace("$$", "$"),
            )
        });
        replaced.into_owned()
    }
}

/// The documents that the steps of a document run.
pub fn named(document: &Value) -> Vec<String> {
    let steps = document.get("mainSteps").and_then(Value::as_array).into_iter().flatten();
    let run = steps.filter(|step| step["action"] == "aws:runDocument");
    run.filter_map(|step| step["inputs"]["documentPath"].as_str().map(str::to_owned)).collect()
}

fn step(value: &Value) -> Result<Step, String> {
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    Ok(Step {
        name: text("name").ok_or("a step without a name")?,
        action: text("action").ok_or("a step without an action")?,
        inputs: value.get("inputs").and_then(Value::as_object).cloned().unwrap_or_default(),
        precondition: value.get("precondition").cloned(),
    })
}

fn parameter(name: &str, definition: &Value, given: Option<&String>) -> Result<Parameter, String> {
    let text = |key: &str| definition.get(key).and_then(Value::as_str);
    let value = match (given, definition.get("default")) {
        (Some(given), _) if text("type") == Some("String") => Value::String(given.clone()),
        (Some(given), _) => serde_json::from_str(given).map_err(|it| format!("{name}: {it}"))?,
        (None, Some(default)) => default.clone(),
        (None, None) => return Err(format!("the parameter `{name}` has no value")),
    };
    let allowed = definition.get("allowedValues").and_then(Value::as_array);
    if allowed.is_some_and(|allowed| !allowed.contains(&value)) {
        return Err(format!("{name}: {value} is none of its values"));
    }
    if let Some(pattern) = text("allowedPattern") {
        let pattern = Regex::new(pattern).map_err(|error| format!("{name}: {error}"))?;
        let items = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
        if let Some(wrong) = items.iter().find(|item| !pattern.is_match(&spliced(item))) {
            return Err(format!("{name}: {wrong} does not match {pattern}"));
        }
    }
    Ok(Parameter { value, in_environment: text("interpolationType") == Some("ENV_VAR") })
}

/// What stands in a text where a value is put: a text as it is, anything else as JSON.
fn spliced(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
