//! What a change reaches beyond the thing itself: associations that run at once and on how many
//! nodes, windows, accounts, and what no longer fits. Asked only where something changes.

mod associations;
mod documents;
mod fit;
mod nodes;
mod starters;
mod windows;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::api::{Api, CallError};
use super::plan::{Action, Change};
use super::state::State;
use super::wanted::{ItemKind, Wanted};

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
    /// Accounts that see the document; `all` for everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared_with: Vec<String>,
    /// What uses the document and no longer fits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub misfits: Vec<Misfit>,
    /// What the credentials may not find out, with the service's code.
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

/// Something that uses a document and no longer fits it.
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
}

/// What finding out may ask.
struct Asking<'a> {
    api: &'a dyn Api,
    wanted: &'a Wanted,
    state: &'a State,
    changes: &'a [Change],
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
    let asking = Asking { api, wanted, state, changes };
    let found: Result<Vec<Reach>, CallError> =
        asking.changes.iter().map(|change| reach(&asking, change)).collect();
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
        ItemKind::Window | ItemKind::Parameter | ItemKind::Resource(_) => Ok(Reach::default()),
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
            let word = format!("{what}: {}", refusal.code);
            if !reach.unknown.contains(&word) {
                reach.unknown.push(word);
            }
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
