//! What a new version, a moved default or the end of a document reaches.

use serde_json::Value;

use crate::deploy::api::CallError;
use crate::deploy::document::{self, Moves};
use crate::deploy::identity;
use crate::deploy::plan::{Action, Change};
use crate::deploy::wanted::Body;

use super::{Asking, Misfit, Reach, TaskUse, associations, fit, or_unknown, starters, windows};

/// What the change of one document reaches. A new document has no users.
pub(super) fn reach(asking: &Asking<'_>, change: &Change) -> Result<Reach, CallError> {
    if change.action == Action::Delete {
        return deleted(asking, change);
    }
    let moves = document::moves(&change.differences);
    if change.action == Action::Create || moves == Moves::default() {
        return Ok(Reach::default());
    }
    let mut reach = Reach::default();
    let follows = |version: &str| match version {
        "$DEFAULT" => moves.default,
        "$LATEST" => moves.latest,
        _ => false,
    };
    let content = wanted_content(asking, change);
    let users = associations::users(asking, &change.name, &follows, &mut reach)?;
    let because = |version: &str| match version {
        "$LATEST" => "it follows the latest version".to_owned(),
        _ => "it follows the default version".to_owned(),
    };
    reach.runs = associations::runs(asking, &users, &because)?;
    for user in &users {
        let (given, filled_in) =
            (&user.described["Parameters"], &user.described["AutomationTargetParameterName"]);
        let whys = fit::misfits(&content, given, filled_in.as_str());
        reach.misfits.extend(whys.into_iter().map(|why| association_misfit(&user.label, why)));
    }
    for user in windows::users(asking, &change.name, &mut reach)? {
        if !follows(&user.version) {
            continue;
        }
        if !user.is_own {
            let whys = fit::misfits(&content, &user.parameters, None);
            reach.misfits.extend(whys.into_iter().map(|why| task_misfit(&user.place, why)));
        }
        reach.tasks.push(user.counted(asking)?);
    }
    reach.starters = starters::starters(asking, &change.name, &follows, &mut reach)?;
    shared(asking, change, &mut reach)?;
    Ok(reach)
}

/// Whatever runs a document that goes away.
fn deleted(asking: &Asking<'_>, change: &Change) -> Result<Reach, CallError> {
    let mut reach = Reach::default();
    let why = "it runs the document, which goes away";
    let users = associations::users(asking, &change.name, &|_| true, &mut reach)?;
    reach.misfits.extend(users.iter().map(|user| association_misfit(&user.label, why.to_owned())));
    for user in windows::users(asking, &change.name, &mut reach)? {
        reach.misfits.push(task_misfit(&user.place, why.to_owned()));
    }
    for user in starters::starters(asking, &change.name, &|_| true, &mut reach)? {
        reach.misfits.push(Misfit { user, why: why.to_owned() });
    }
    shared(asking, change, &mut reach)?;
    Ok(reach)
}

fn association_misfit(label: &str, why: String) -> Misfit {
    Misfit { user: format!("association `{label}`"), why }
}

fn task_misfit(place: &TaskUse, why: String) -> Misfit {
    Misfit { user: place.label(), why }
}

/// Keeps the accounts that see the document.
fn shared(asking: &Asking<'_>, change: &Change, reach: &mut Reach) -> Result<(), CallError> {
    let accounts = document::shares(asking.api, &change.name);
    let mut accounts = or_unknown(accounts, reach, "accounts that see it")?;
    accounts.sort();
    reach.shared_with = accounts;
    Ok(())
}

fn wanted_content(asking: &Asking<'_>, change: &Change) -> Value {
    match asking.wanted.item(&change.id).map(|item| &item.body) {
        Some(Body::Document(body)) => identity::canonical_content(&body.content, &body.format),
        _ => Value::Null,
    }
}
