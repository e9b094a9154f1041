//! Which associations run at once: those that a deploy makes or changes, and those that follow a
//! version of a document that moves.

use serde_json::{Value, json};

use crate::deploy::api::{Call, CallError};
use crate::deploy::association;
use crate::deploy::owner::chosen;
use crate::deploy::plan::{Action, Change, Foreign};
use crate::deploy::wanted::Body;

use super::nodes::{self, Runs};
use super::{Asking, Nodes, Reach, Reached, Run, means, or_unknown, version_of};

/// What making or changing one association of the project sets in motion.
pub(super) fn reach(asking: &Asking<'_>, change: &Change) -> Result<Reach, CallError> {
    let mut reach = Reach::default();
    let item = asking.wanted.item(&change.id);
    let Some(Body::Association(request)) = item.map(|item| &item.body) else { return Ok(reach) };
    let because = match change.action {
        Action::Create => "it is new".to_owned(),
        _ => match association::changed_members(&change.differences).as_slice() {
            // Only tags differ: the service is not told to update it.
            [] => return Ok(reach),
            members => format!("it changes: {}", members.join(", ")),
        },
    };
    let nodes = nodes::count(asking.api, request, runs_of(asking, request))?;
    if runs_at_once(request) {
        reach.runs.push(Run { association: change.name.clone(), because, nodes });
    } else {
        reach.nodes.push(Reached { what: "its targets".to_owned(), nodes });
    }
    Ok(reach)
}

/// Whether a change makes the association run, and not only its schedule.
///
/// Source: "Understanding when associations are applied to resources", user guide of Systems
/// Manager, and `ApplyOnlyAtCronInterval` of "CreateAssociation": it does not hold for rates.
fn runs_at_once(association: &Value) -> bool {
    let by_rate =
        association["ScheduleExpression"].as_str().is_some_and(|it| it.starts_with("rate("));
    association["ApplyOnlyAtCronInterval"] != json!(true) || by_rate
}

/// Whether the document of an association is a runbook, as far as the account says.
fn runs_of(asking: &Asking<'_>, association: &Value) -> Runs {
    let is = |name: &str| means(&association["Name"], name);
    let wanted = asking.wanted.items.iter().any(|item| match &item.body {
        Body::Document(body) => is(&item.name) && body.document_type == "Automation",
        Body::Association(_) | Body::Window(_) | Body::Parameter(_) | Body::Resource { .. } => {
            false
        }
    });
    let mut there = asking.state.documents.iter();
    let there = there.any(|(name, found)| is(name) && found.document_type() == "Automation");
    if wanted || there { Runs::Runbook } else { Runs::Command }
}

/// An association that is there and runs a document.
pub(super) struct User {
    /// Its name; of one without a name its id.
    pub(super) label: String,
    /// The answer of DescribeAssociation.
    pub(super) described: Value,
}

impl User {
    /// Whether it runs as soon as something that it follows changes.
    pub(super) fn runs_at_once(&self) -> bool {
        runs_at_once(&self.described)
    }
}

/// Associations of the account as its list has them, but those that the plan itself changes: they
/// have a line of their own.
pub(super) fn untouched<'a>(asking: &'a Asking<'_>) -> Vec<&'a Value> {
    let listed = asking.state.listed_associations.iter();
    let is_untouched = |listed: &&Value| {
        listed["AssociationId"].as_str().is_some_and(|id| !is_changed(asking, id))
    };
    listed.filter(is_untouched).collect()
}

/// A listed association in full; nothing where nobody says. One of a wanted name has been read.
pub(super) fn described(
    asking: &Asking<'_>,
    listed: &Value,
    reach: &mut Reach,
) -> Result<Option<User>, CallError> {
    let id = listed["AssociationId"].as_str().unwrap_or_default();
    let label = listed["AssociationName"].as_str().unwrap_or(id).to_owned();
    let mut read = asking.state.associations.values().flatten();
    let read = read.find(|one| one.id() == id).map(|one| one.described().clone());
    let described = match read.filter(|described| !described.is_null()) {
        Some(described) => described,
        None => {
            let call = Call::ssm("DescribeAssociation", json!({ "AssociationId": id }));
            let mut answer = or_unknown(asking.api.call(&call), reach, "associations")?;
            answer["AssociationDescription"].take()
        }
    };
    Ok((!described.is_null()).then_some(User { label, described }))
}

/// How many nodes an association reaches now.
pub(super) fn nodes(asking: &Asking<'_>, user: &User) -> Result<Nodes, CallError> {
    nodes::count(asking.api, &user.described, runs_of(asking, &user.described))
}

/// Associations of the account that run a version of the document for which `follows` holds.
/// Those that the plan itself changes are left out: they have a line of their own.
pub(super) fn users(
    asking: &Asking<'_>,
    document: &str,
    follows: &dyn Fn(&str) -> bool,
    reach: &mut Reach,
) -> Result<Vec<User>, CallError> {
    let mut users = Vec::new();
    for listed in untouched(asking) {
        let version = version_of(&listed["DocumentVersion"]);
        if means(&listed["Name"], document) && follows(version) {
            users.extend(described(asking, listed, reach)?);
        }
    }
    Ok(users)
}

/// Whether the plan updates or deletes the association.
fn is_changed(asking: &Asking<'_>, id: &str) -> bool {
    asking.state.associations.iter().any(|(name, all)| {
        let project = &asking.wanted.project;
        let is_it = chosen(project, all, Foreign::Adopt).is_ok_and(|one| one.id() == id);
        let mut changes = asking.changes.iter();
        is_it
            && changes.any(|change| {
                let touched = matches!(change.action, Action::Update | Action::Delete);
                change.kind == crate::deploy::ItemKind::Association
                    && change.name == *name
                    && touched
            })
    })
}

/// The users that run when the version that they follow moves.
pub(super) fn runs(
    asking: &Asking<'_>,
    users: &[User],
    because: &dyn Fn(&str) -> String,
) -> Result<Vec<Run>, CallError> {
    let mut runs = Vec::new();
    for user in users.iter().filter(|user| user.runs_at_once()) {
        let nodes = nodes(asking, user)?;
        let because = because(version_of(&user.described["DocumentVersion"]));
        runs.push(Run { association: user.label.clone(), because, nodes });
    }
    Ok(runs)
}
