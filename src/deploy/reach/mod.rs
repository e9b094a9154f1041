//! What a change reaches beyond the thing itself: associations that run at once and on how many
//! nodes, windows, accounts, and what no longer fits. Asked only where something changes.

mod associations;
mod baselines;
mod documents;
mod event_pattern;
mod fit;
mod mention;
mod nodes;
mod parameters;
mod starters;
mod windows;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::api::{Api, CallError};
use super::identity;
use super::plan::{Action, Change};
use super::side_by_side::each;
use super::state::State;
use super::wanted::{Body, ItemKind, ResourceKind, Wanted};

/// What one change reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// Associations of the account that run as soon as the change is made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<Run>,
    /// Tasks of windows that run something else when their window opens next.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<TaskUse>,
    /// What starts the document by itself, and starts another version from then on: "event rule
    /// `x`".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub starters: Vec<String>,
    /// What reads the parameter that changes, and does not run at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub readers: Vec<Reader>,
    /// How many nodes something new or changed counts on that does not run at once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nodes: Vec<Reached>,
    /// What waits for the change of the parameter and starts then: "event rule `x`".
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub triggered: Vec<String>,
    /// Accounts that see the document; `all` for everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared_with: Vec<String>,
    /// What uses the document or the parameter and no longer fits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misfits: Vec<Misfit>,
    /// What the credentials may not find out, with the service's code, and what was not looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
}

/// An association that runs at once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its name; of one without a name its id.
    pub association: String,
    /// What makes it run.
    pub because: String,
    pub nodes: Nodes,
}

/// How many nodes something runs on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nodes {
    Count(usize),
    /// Why nobody can say.
    Unknown(String),
}

impl Default for Nodes {
    fn default() -> Self {
        Self::Count(0)
    }
}

/// A task of a window.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskUse {
    /// The name of the window.
    pub window: String,
    /// The name of the task; of one without a name its id.
    pub task: String,
    /// How many nodes its targets are now. Only commands run on nodes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nodes: Option<Nodes>,
}

/// Nodes that something counts on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// In words: "its targets", "task `x`".
    pub what: String,
    pub nodes: Nodes,
}

/// Something that reads a parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    /// In words: "document `x`", "task `y` of window `z`".
    pub user: String,
    /// The document that it runs, where that reads the parameter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub through: Option<String>,
    /// When it runs by itself: `rate(1 day)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schedule: Option<String>,
    /// How many nodes its targets are now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nodes: Option<Nodes>,
}

/// Something that uses what changes and no longer fits it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Misfit {
    /// In words: "association `x`", "task `y` of window `z`".
    pub user: String,
    pub why: String,
}

impl Reach {
    /// Whether the change reaches nothing else.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Keeps what nobody says, each once.
    fn do_not_know(&mut self, what: impl IntoIterator<Item = String>) {
        for word in what {
            if !self.unknown.contains(&word) {
                self.unknown.push(word);
            }
        }
    }

    /// Says how many things were not looked at because that would be too many calls.
    fn not_looked_at(&mut self, what: &str, count: usize) {
        self.do_not_know((count > 0).then(|| format!("{count} more {what}: not looked at")));
    }
}

impl TaskUse {
    /// "task `y` of window `z`"
    fn label(&self) -> String {
        format!("task `{}` of window `{}`", self.task, self.window)
    }
}

/// What finding out may ask.
struct Asking<'a> {
    api: &'a dyn Api,
    wanted: &'a Wanted,
    state: &'a State,
    changes: &'a [Change],
    /// Of the documents that the project wants, by name; read when the first parameter asks.
    contents: OnceLock<BTreeMap<String, Value>>,
}

impl Asking<'_> {
    /// What a document is to hold; nothing of one that the project does not have.
    fn wanted_content(&self, name: &str) -> Option<&Value> {
        let all = self.contents.get_or_init(|| {
            let items = self.wanted.items.iter();
            let documents = items.filter_map(|item| match &item.body {
                Body::Document(body) => {
                    let content = identity::canonical_content(&body.content, &body.format);
                    Some((item.name.clone(), content))
                }
                _ => None,
            });
            documents.collect()
        });
        all.get(name)
    }

    /// Whether the plan deletes the thing.
    fn is_deleted(&self, kind: ItemKind, name: &str) -> bool {
        let mut changes = self.changes.iter();
        changes.any(|it| it.action == Action::Delete && it.kind == kind && it.name == name)
    }
}

/// Finds out what each change reaches.
///
/// # Errors
/// A call that got no answer. What a service refuses is said in the reach.
pub(super) fn add(
    api: &dyn Api,
    (wanted, state): (&Wanted, &State),
    changes: &mut [Change],
) -> Result<(), CallError> {
    let asking = Asking { api, wanted, state, changes, contents: OnceLock::new() };
    let found: Result<Vec<Reach>, CallError> =
        each(api, asking.changes, |change| reach(&asking, change));
    for (change, reach) in changes.iter_mut().zip(found?) {
        change.reach = reach;
    }
    Ok(())
}

fn reach(asking: &Asking<'_>, change: &Change) -> Result<Reach, CallError> {
    if !matches!(change.action, Action::Create | Action::Update | Action::Delete) {
        return Ok(Reach::default());
    }
    match change.kind {
        ItemKind::Document => documents::reach(asking, change),
        ItemKind::Association => associations::reach(asking, change),
        ItemKind::Parameter => parameters::reach(asking, change),
        ItemKind::Window => windows::reach(asking, change),
        ItemKind::Resource(ResourceKind::PatchBaseline) => baselines::reach(asking, change),
        ItemKind::Resource(_) => Ok(Reach::default()),
    }
}

/// What was asked, or nothing and a word in the reach where the service refuses to say.
fn or_unknown<T: Default>(
    answer: Result<T, CallError>,
    reach: &mut Reach,
    what: &str,
) -> Result<T, CallError> {
    match answer {
        Err(CallError::Refused(refusal)) => {
            reach.do_not_know([format!("{what}: {}", refusal.code)]);
            Ok(T::default())
        }
        other => other,
    }
}

/// Whether a name or an ARN in a request means the document of the account.
pub(super) fn means(written: &Value, name: &str) -> bool {
    written.as_str().is_some_and(|written| {
        let by_arn = written.split_once(":document/").map(|(_, behind)| behind);
        written == name || (written.starts_with("arn:") && by_arn == Some(name))
    })
}

/// The version of a document that something follows, where it does not name one.
fn version_of(written: &Value) -> &str {
    written.as_str().filter(|version| !version.is_empty()).unwrap_or("$DEFAULT")
}
