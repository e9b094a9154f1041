//! What a project wants an account to have: one item for each thing that the account knows by a
//! name, made of the files of a build.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use crate::lower::LoweredKind;
use crate::session::BuiltArtifact;
use crate::text::FileSpan;

use super::attached::Files;
use super::given::{Secret, ValueSource, source_of};
use super::identity;
use super::resource;

/// Everything that one project wants, each item behind those that it depends on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// The name of the project, which marks in the account what it made.
    pub project: String,
    /// Of `[project]`.
    pub version: Option<String>,
    pub items: Vec<Item>,
    /// Whether these are a part of the project only: what is not among them may be in it all the same.
    pub is_part: bool,
    /// Files of the build that no deploy carries out: requests that do something once.
    pub left_out: Vec<String>,
    /// Values that only the deploy has, by the ids of their items; why there is none.
    pub given: BTreeMap<String, Result<Secret, String>>,
    /// Files that go with documents.
    pub files: Files,
    /// Whether IAM roles are asked for. Where they are not, none is looked for nor deleted.
    pub roles: bool,
    /// The bucket for them; `{account}` and `{region}` in it are those of the place.
    pub bucket: Option<String>,
}

/// One thing in the account.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The path of its file without the ending: `documents/Acme-Patch`. References to its results
    /// begin with it.
    pub id: String,
    /// The name in the account.
    pub name: String,
    pub body: Body,
    /// Ids of items whose results it needs, sorted.
    pub depends_on: Vec<String>,
    /// The declaration.
    pub source: FileSpan,
}

/// What an item is, in the members of the API. Values may hold references to the results of other
/// items: `${documents/Acme-Patch#DocumentVersion}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Body {
    Document(DocumentBody),
    /// The CreateAssociation request.
    Association(Value),
    Window(WindowBody),
    /// The PutParameter request.
    Parameter(Value),
    /// What is one request, with what belongs to it: the file of the build as it stands.
    Resource {
        kind: ResourceKind,
        request: Value,
    },
}

/// A document: its text and what stands around it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DocumentBody {
    /// `Command`, `Automation`, …
    pub document_type: String,
    /// `JSON`, `YAML` or `TEXT`.
    pub format: String,
    pub content: String,
    /// The CreateDocument request without its content.
    pub request: Value,
    /// Accounts that may use it; `all` for everybody.
    pub share_with: Vec<String>,
}

impl DocumentBody {
    /// The content as a value, its members as they stand; nothing of a text of another kind.
    pub fn value(&self) -> Option<Value> {
        identity::read_content(&self.content, &self.format)
    }
}

/// A maintenance window: requests of Create, RegisterTarget and RegisterTask.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WindowBody {
    pub window: Value,
    pub targets: Vec<Value>,
    pub tasks: Vec<Value>,
}

/// What an item is, for tables and for `--json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    Document,
    Association,
    Window,
    Parameter,
    Resource(ResourceKind),
}

/// Things that are one request each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum ResourceKind {
    DataSync,
    EventRule,
    PatchBaseline,
    Remediation,
    ResourceGroup,
    /// An IAM role.
    Role,
}

impl ResourceKind {
    /// All, in the order of words.
    pub const ALL: [Self; 6] = [
        Self::DataSync,
        Self::EventRule,
        Self::PatchBaseline,
        Self::Remediation,
        Self::ResourceGroup,
        Self::Role,
    ];
}

impl ItemKind {
    /// All, in the order of words.
    pub const ALL: [Self; 10] = [
        Self::Association,
        Self::Resource(ResourceKind::DataSync),
        Self::Document,
        Self::Resource(ResourceKind::EventRule),
        Self::Parameter,
        Self::Resource(ResourceKind::PatchBaseline),
        Self::Resource(ResourceKind::Remediation),
        Self::Resource(ResourceKind::ResourceGroup),
        Self::Resource(ResourceKind::Role),
        Self::Window,
    ];

    /// `document`
    pub fn word(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Association => "association",
            Self::Window => "window",
            Self::Parameter => "parameter",
            Self::Resource(ResourceKind::DataSync) => "data-sync",
            Self::Resource(ResourceKind::EventRule) => "event-rule",
            Self::Resource(ResourceKind::PatchBaseline) => "patch-baseline",
            Self::Resource(ResourceKind::Remediation) => "remediation",
            Self::Resource(ResourceKind::ResourceGroup) => "resource-group",
            Self::Resource(ResourceKind::Role) => "role",
        }
    }
}

impl Item {
    pub fn kind(&self) -> ItemKind {
        match self.body {
            Body::Document(_) => ItemKind::Document,
            Body::Association(_) => ItemKind::Association,
            Body::Window(_) => ItemKind::Window,
            Body::Parameter(_) => ItemKind::Parameter,
            Body::Resource { kind, .. } => ItemKind::Resource(kind),
        }
    }
}

impl Wanted {
    /// Puts together what the files of a build say of one thing.
    ///
    /// `artifacts` are those of a build without an error, in any order.
    pub fn of_build(project: &str, version: Option<&str>, artifacts: &[BuiltArtifact]) -> Self {
        let mut left_out = Vec::new();
        let mut items = Vec::new();
        let beside: BTreeMap<&str, &BuiltArtifact> =
            artifacts.iter().map(|artifact| (artifact.path.as_str(), artifact)).collect();
        for artifact in artifacts {
            let id = stem(artifact);
            let Some(body) = body(artifact, &id, &beside) else {
                if artifact.kind == LoweredKind::Request && !is_permission(artifact) {
                    left_out.push(artifact.path.clone());
                }
                continue;
            };
            let depends_on = artifact.depends_on.iter().map(|path| without_ending(path));
            let name = match &body {
                Body::Resource { kind, request } => resource::name(*kind, request, &artifact.name),
                _ => artifact.name.clone(),
            };
            items.push(Item {
                name,
                body,
                depends_on: depends_on.filter(|other| *other != id).collect(),
                source: artifact.source,
                id,
            });
        }
        let (project, version) = (project.to_owned(), version.map(str::to_owned));
        Self {
            project,
            version,
            items: in_order(items),
            is_part: false,
            left_out,
            given: BTreeMap::new(),
            files: Files::new(),
            roles: false,
            bucket: None,
        }
    }

    /// What the deploy has to take values from, by the ids of items: see [`Wanted::given`].
    pub fn asked(&self) -> Vec<(String, ValueSource)> {
        let asked = |item: &Item| Some((item.id.clone(), source_of(item)?));
        self.items.iter().filter_map(asked).collect()
    }

    /// The names in the account of all items of a kind, sorted.
    pub fn names(&self, kind: ItemKind) -> BTreeSet<&str> {
        let items = self.items.iter().filter(|item| item.kind() == kind);
        items.map(|item| item.name.as_str()).collect()
    }

    /// The item with this id.
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }
}

fn body(
    artifact: &BuiltArtifact,
    id: &str,
    beside: &BTreeMap<&str, &BuiltArtifact>,
) -> Option<Body> {
    let json = |artifact: &BuiltArtifact| -> Value {
        serde_json::from_str(&artifact.text)
            .unwrap_or_else(|_| unreachable!("a build writes its requests as JSON"))
    };
    let resource = |kind| Some(Body::Resource { kind, request: json(artifact) });
    match artifact.kind {
        LoweredKind::AutomationDocument
        | LoweredKind::CommandDocument
        | LoweredKind::SessionDocument
        | LoweredKind::OtherDocument => {
            let request = json(beside.get(format!("{id}.request.json").as_str())?);
            let shared = beside.get(format!("{id}.permission.json").as_str()).map(|it| json(it));
            let text = |member: &str| request[member].as_str().unwrap_or_default().to_owned();
            Some(Body::Document(DocumentBody {
                document_type: text("DocumentType"),
                format: text("DocumentFormat"),
                content: artifact.text.clone(),
                share_with: shared.map(|it| texts(&it["AccountIdsToAdd"])).unwrap_or_default(),
                request,
            }))
        }
        LoweredKind::Association => Some(Body::Association(json(artifact))),
        LoweredKind::Parameter => Some(Body::Parameter(json(artifact))),
        LoweredKind::Window => {
            let mut parts = json(artifact);
            let list = |parts: &mut Value, member: &str| match parts[member].take() {
                Value::Array(items) => items,
                _ => Vec::new(),
            };
            Some(Body::Window(WindowBody {
                targets: list(&mut parts, "targets"),
                tasks: list(&mut parts, "tasks"),
                window: parts["window"].take(),
            }))
        }
        LoweredKind::PatchBaseline => resource(ResourceKind::PatchBaseline),
        LoweredKind::ResourceGroup => resource(ResourceKind::ResourceGroup),
        LoweredKind::EventRule => resource(ResourceKind::EventRule),
        LoweredKind::Remediation => resource(ResourceKind::Remediation),
        LoweredKind::DataSync => resource(ResourceKind::DataSync),
        LoweredKind::Role => resource(ResourceKind::Role),
        LoweredKind::DocumentRequest | LoweredKind::Request | LoweredKind::Stack => None,
    }
}

/// The texts of a list; nothing of what is no text.
pub(super) fn texts(list: &Value) -> Vec<String> {
    let items = list.as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(|item| Some(item.as_str()?.to_owned())).collect()
}

fn is_permission(artifact: &BuiltArtifact) -> bool {
    artifact.path.starts_with("documents/")
}

fn stem(artifact: &BuiltArtifact) -> String {
    without_ending(&artifact.path)
}

/// `documents/Acme.Patch.yaml` without what the build put behind the name.
fn without_ending(path: &str) -> String {
    let path = path.strip_suffix(".request.json").unwrap_or(path);
    path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned()
}

/// Each item behind those that it depends on, else in the order of ids. A circle cannot be: a
/// build refuses it.
fn in_order(mut items: Vec<Item>) -> Vec<Item> {
    items.sort_by(|left, right| left.id.cmp(&right.id));
    let known: BTreeSet<String> = items.iter().map(|item| item.id.clone()).collect();
    let mut done: BTreeSet<String> = BTreeSet::new();
    let mut ordered = Vec::new();
    while !items.is_empty() {
        let ready = |item: &Item| {
            item.depends_on.iter().all(|other| done.contains(other) || !known.contains(other))
        };
        let (now, later): (Vec<Item>, Vec<Item>) = items.into_iter().partition(ready);
        // What is left of a circle goes as it stands, so that nothing is lost.
        let (now, later) = if now.is_empty() { (later, Vec::new()) } else { (now, later) };
        done.extend(now.iter().map(|item| item.id.clone()));
        ordered.extend(now);
        items = later;
    }
    ordered
}
