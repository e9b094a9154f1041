//! A plan as a text: what `ordain plan --json` writes, and what `ordain deploy --plan` carries out
//! where a plan that is made anew equals it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::counted::Calls;
use super::identity;
use super::parameter;
use super::plan::{Action, Change, Difference, Foreign, Plan, PlanOptions, Promote, Prune};
use super::reach::{Nodes, Reach};
use super::wanted::{ItemKind, ResourceKind, Wanted};
use super::written::Drift;

/// The version of the form in which plans are written. Members may come without a new one.
const VERSION: u64 = 1;

/// The JSON schema of a written plan.
pub const PLAN_SCHEMA: &str = include_str!("../../schemas/plan.schema.json");

/// A written plan: all places of one command.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedPlan {
    version: u64,
    pub project: String,
    options: Options,
    pub places: Vec<SavedPlace>,
}

/// What the plan was made with: a deploy of it takes the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Options {
    promote: bool,
    adopt: bool,
    prune: bool,
    /// Whether all of what was changed by hand was asked for.
    #[serde(default)]
    drift: bool,
    #[serde(default)]
    overwrite: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    keep_versions: Option<usize>,
    /// Whether the IAM roles that artifacts assume were asked for.
    #[serde(default)]
    roles: bool,
}

/// The plan of one account in one Region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedPlace {
    pub account: String,
    /// What people call the account.
    pub alias: Option<String>,
    pub region: String,
    /// What the plan asked, where it tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calls: Option<Calls>,
    changes: Vec<SavedChange>,
    /// What somebody should know beside them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct SavedChange {
    id: String,
    kind: String,
    name: String,
    action: Action,
    differences: Vec<Difference>,
    #[serde(default, skip_serializing_if = "Reach::is_empty")]
    reach: Reach,
    /// Of a value that the deploy takes from elsewhere: a salt, and a hash with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// Of what is wanted and of what differs from it in the account.
    fingerprint: String,
}

impl SavedPlan {
    /// A plan without a place.
    pub fn new(project: &str, options: PlanOptions) -> Self {
        let options = Options {
            promote: options.promote == Promote::Move,
            adopt: options.foreign == Foreign::Adopt,
            prune: options.prune == Prune::Delete,
            drift: options.drift == Drift::Show,
            overwrite: options.drift == Drift::Overwrite,
            keep_versions: options.keep_versions,
            roles: false,
        };
        Self { version: VERSION, project: project.to_owned(), options, places: Vec::new() }
    }

    /// The plan, made with the IAM roles that artifacts assume or without them.
    pub fn with_roles(mut self, roles: bool) -> Self {
        self.options.roles = roles;
        self
    }

    /// Whether it was made with those roles.
    pub fn has_roles(&self) -> bool {
        self.options.roles
    }

    /// Reads a written plan.
    ///
    /// # Errors
    /// Why the text is none, in words for a person.
    pub fn read(text: &str) -> Result<Self, String> {
        let value: Value =
            serde_json::from_str(text).map_err(|error| format!("no JSON: {error}"))?;
        let Some(version) = value.get("version").filter(|_| value.get("places").is_some()) else {
            return Err("no plan: `ordain plan --out` writes one".to_owned());
        };
        if *version != json!(VERSION) {
            return Err(format!(
                "a plan of form {version}, and this program reads form {VERSION}: plan anew"
            ));
        }
        serde_json::from_value(value).map_err(|error| format!("no whole plan: {error}"))
    }

    /// The text, which ends with a line break.
    pub fn to_text(&self) -> String {
        format!("{:#}\n", json!(self))
    }

    /// What it was made with.
    pub fn options(&self) -> PlanOptions {
        let Options { promote, adopt, prune, drift, overwrite, keep_versions, .. } = self.options;
        PlanOptions {
            promote: if promote { Promote::Move } else { Promote::Leave },
            foreign: if adopt { Foreign::Adopt } else { Foreign::Refuse },
            prune: if prune { Prune::Delete } else { Prune::Keep },
            keep_versions,
            drift: match (overwrite, drift) {
                (true, _) => Drift::Overwrite,
                (false, true) => Drift::Show,
                (false, false) => Drift::Leave,
            },
        }
    }

    /// The plan of one account in one Region, if it holds one.
    pub fn place(&self, account: &str, region: &str) -> Option<&SavedPlace> {
        self.places.iter().find(|place| place.account == account && place.region == region)
    }
}

impl SavedPlace {
    /// A plan as it is written.
    pub fn new(place: (&str, Option<&str>, &str), wanted: &Wanted, plan: &Plan) -> Self {
        let (account, alias, region) = place;
        Self {
            account: account.to_owned(),
            alias: alias.map(str::to_owned),
            region: region.to_owned(),
            calls: None,
            changes: plan.changes.iter().map(|change| saved(change, wanted)).collect(),
            warnings: plan.warnings.clone(),
        }
    }

    /// Values that the deploy takes from elsewhere and that are no longer those of this plan, one
    /// sentence each.
    pub fn other_values(&self, wanted: &Wanted) -> Vec<String> {
        let is_other = |change: &&SavedChange| {
            let given = wanted.given.get(&change.id).and_then(|it| it.as_ref().ok());
            match (&change.value, given) {
                (Some(sealed), Some(value)) => !parameter::is_sealed(sealed, value),
                (saved, given) => saved.is_some() != given.is_some(),
            }
        };
        let others = self.changes.iter().filter(is_other);
        others.map(|change| format!("the value of `{}` is another one", change.id)).collect()
    }

    /// In what another plan for the place differs from this one, one sentence each. How many nodes
    /// something reaches may change from one minute to the next, and is no difference.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let find = |place: &Self, id: &str| place.changes.iter().find(|it| it.id == id).cloned();
        let mut found = Vec::new();
        for change in &self.changes {
            match find(other, &change.id) {
                None => found.push(format!("`{}` is no longer in the plan", change.id)),
                // Another Region of the account has made it meanwhile.
                Some(new) if new.is_role() && new.action == Action::Unchanged => {}
                Some(new) if new.fingerprint != change.fingerprint => {
                    found.push(format!(
                        "`{}` would be {}, and the saved plan has something else in mind",
                        change.id,
                        done(&new.action)
                    ));
                }
                Some(new) if uncounted(&new.reach) != uncounted(&change.reach) => {
                    found.push(format!("`{}` reaches something else", change.id));
                }
                Some(_) => {}
            }
        }
        for change in &other.changes {
            if find(self, &change.id).is_none() {
                found.push(format!("`{}` would be {}, too", change.id, done(&change.action)));
            }
        }
        found
    }
}

impl SavedChange {
    fn is_role(&self) -> bool {
        self.kind == ItemKind::Resource(ResourceKind::Role).word()
    }
}

fn done(action: &Action) -> &'static str {
    match action {
        Action::Create => "created",
        Action::Update => "updated",
        Action::Unchanged => "left as it is",
        Action::Drifted => "left as somebody changed it",
        Action::Delete => "deleted",
        Action::Refuse(_) => "refused",
    }
}

/// The reach without numbers of nodes.
fn uncounted(reach: &Reach) -> Reach {
    let mut reach = reach.clone();
    for run in &mut reach.runs {
        run.nodes = Nodes::default();
    }
    for task in &mut reach.tasks {
        task.nodes = None;
    }
    for reached in &mut reach.nodes {
        reached.nodes = Nodes::default();
    }
    for reader in &mut reach.readers {
        reader.nodes = None;
    }
    reach
}

fn saved(change: &Change, wanted: &Wanted) -> SavedChange {
    let body = wanted.item(&change.id).map(|item| &item.body);
    let fingerprint = identity::fingerprint(&json!({
        "id": change.id,
        "action": change.action,
        "differences": change.differences,
        "body": body,
        "version": wanted.version,
    }));
    SavedChange {
        id: change.id.clone(),
        kind: change.kind.word().to_owned(),
        name: change.name.clone(),
        action: change.action.clone(),
        differences: change.differences.clone(),
        reach: change.reach.clone(),
        value: wanted.given.get(&change.id).and_then(|it| it.as_ref().ok()).map(parameter::sealed),
        fingerprint,
    }
}
