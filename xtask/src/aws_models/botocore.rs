//! The models as botocore writes them: the parts of its JSON that are packed.

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Number, Value};

use super::release::Release;

#[derive(Debug, Deserialize)]
pub struct ServiceModel {
    pub metadata: Metadata,
    pub operations: IndexMap<String, Operation>,
    pub shapes: IndexMap<String, Shape>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Metadata {
    pub api_version: String,
    pub endpoint_prefix: String,
    pub protocol: String,
    pub service_full_name: String,
    pub service_id: String,
    pub signing_name: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Operation {
    pub input: Option<Reference>,
    pub output: Option<Reference>,
    #[serde(default)]
    pub errors: Vec<Reference>,
    pub documentation: Option<String>,
    #[serde(default)]
    pub deprecated: bool,
    #[serde(default)]
    pub idempotent: bool,
    #[serde(default)]
    pub readonly: bool,
}

#[derive(Debug, Deserialize)]
pub struct Reference {
    pub shape: String,
}

#[derive(Debug, Deserialize)]
pub struct Shape {
    #[serde(rename = "type")]
    pub kind: ShapeType,
    #[serde(default)]
    pub members: IndexMap<String, Member>,
    #[serde(default)]
    pub required: Vec<String>,
    pub member: Option<Reference>,
    pub key: Option<Reference>,
    pub value: Option<Reference>,
    #[serde(default, rename = "enum")]
    pub values: Vec<String>,
    pub pattern: Option<String>,
    pub min: Option<Number>,
    pub max: Option<Number>,
    pub documentation: Option<String>,
    #[serde(default)]
    pub sensitive: bool,
    #[serde(default)]
    pub union: bool,
    #[serde(default)]
    pub document: bool,
    #[serde(default)]
    pub eventstream: bool,
    #[serde(default)]
    pub streaming: bool,
    /// The member that is the whole body.
    pub payload: Option<String>,
    #[serde(default)]
    pub exception: bool,
    pub error: Option<ErrorTrait>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ShapeType {
    Boolean,
    Blob,
    Double,
    Float,
    Integer,
    List,
    Long,
    Map,
    String,
    Structure,
    Timestamp,
}

#[derive(Debug, Deserialize)]
pub struct ErrorTrait {
    pub code: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Member {
    pub shape: String,
    pub documentation: Option<String>,
    #[serde(default)]
    pub deprecated: bool,
    #[serde(default, rename = "idempotencyToken")]
    pub idempotency_token: bool,
    #[serde(default)]
    pub jsonvalue: bool,
    /// Which part of a request of HTTP carries it: `header`, `querystring`, …
    pub location: Option<String>,
    #[serde(default)]
    pub streaming: bool,
}

impl Member {
    /// Whether the client turns a value into JSON text and back: it does so for headers only
    /// (`is_json_value_header` in `botocore/utils.py`).
    pub fn is_json_header(&self) -> bool {
        self.jsonvalue && self.location.as_deref() == Some("header")
    }
}

#[derive(Debug, Default, Deserialize)]
pub struct Paginators {
    pub pagination: IndexMap<String, Pagination>,
}

#[derive(Debug, Deserialize)]
pub struct Pagination {
    pub input_token: OneOrMore,
    pub output_token: OneOrMore,
    #[serde(default)]
    pub result_key: OneOrMore,
    pub limit_key: Option<String>,
    pub more_results: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl Default for OneOrMore {
    fn default() -> Self {
        OneOrMore::More(Vec::new())
    }
}

impl OneOrMore {
    pub fn as_slice(&self) -> &[String] {
        match self {
            OneOrMore::One(only) => std::slice::from_ref(only),
            OneOrMore::More(all) => all,
        }
    }
}

/// One service of a release.
pub struct Service {
    pub name: String,
    /// Where its model is, for a message.
    pub place: String,
    pub model: ServiceModel,
    pub paginators: Paginators,
}

impl Service {
    /// Reads the latest model of a service, with what botocore merges into it.
    ///
    /// # Errors
    /// The file and the place in it that is not as a model is.
    pub fn read(release: &Release, name: &str) -> Result<Self, String> {
        let version = release.latest(name).unwrap_or_default();
        let folder = format!("botocore/data/{name}/{version}");
        let (place, model) = read(release, &format!("{folder}/service-2"))?
            .ok_or_else(|| format!("{}: no model", release.place_of(&folder)))?;
        let paginators = read(release, &format!("{folder}/paginators-1"))?;
        let paginators = paginators.map(|(_, it)| it).unwrap_or_default();
        Ok(Service { name: name.to_owned(), place, model, paginators })
    }
}

/// A file with its extras merged in, as what it is; and where it is.
fn read<T: DeserializeOwned>(release: &Release, path: &str) -> Result<Option<(String, T)>, String> {
    let Some((mut value, place)) = json(release, &format!("{path}.json"))? else {
        return Ok(None);
    };
    let extras = json(release, &format!("{path}.sdk-extras.json"))?;
    if let Some(extra) = extras.and_then(|(mut extras, _)| extras.get_mut("merge").map(Value::take))
    {
        merge(&mut value, extra);
    }
    match serde_path_to_error::deserialize(value) {
        Ok(value) => Ok(Some((place, value))),
        Err(error) => {
            let inside = error.path().to_string();
            Err(format!("{place}: at {inside}: {}", error.into_inner()))
        }
    }
}

fn json(release: &Release, path: &str) -> Result<Option<(Value, String)>, String> {
    let Some((text, place)) = release.text(path)? else {
        return Ok(None);
    };
    match serde_json::from_str(&text) {
        Ok(value) => Ok(Some((value, place))),
        Err(error) => Err(format!("{place}: {error}")),
    }
}

/// As `deep_merge` in botocore's `utils.py`: objects are merged, all else is replaced.
fn merge(base: &mut Value, extra: Value) {
    match (base, extra) {
        (Value::Object(base), Value::Object(extra)) => {
            for (key, value) in extra {
                match base.get_mut(&key) {
                    Some(inner) => merge(inner, value),
                    None => {
                        base.insert(key, value);
                    }
                }
            }
        }
        (base, extra) => *base = extra,
    }
}
