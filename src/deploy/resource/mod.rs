//! Things that are one request, with what belongs to it: one engine compares, makes, changes and
//! deletes them; a file for each kind says how the account is asked and told.

mod baseline_groups;
mod carry_out;
mod data_sync;
mod event_rule;
mod form;
mod kind;
mod marked;
mod patch_baseline;
mod patching;
mod remediation;
mod resource_group;
mod role;
mod role_policy;

use std::collections::BTreeMap;
use std::thread;

use serde_json::{Value, json};

use super::api::{Api, CallError};
use super::identity;
use super::owner::{changed_tags, chosen};
use super::place::Place;
use super::plan::{Action, Compared, Comparing, Difference, Foreign, Prune};
use super::wanted::{Body, Item, ResourceKind, Wanted};
use super::written::{self, Sides};

pub(super) use carry_out::{carry_out, delete};
pub(super) use kind::Read;
pub(super) use patching::{Patching, is_patching_changed};
pub(super) use remediation::remediations;

use form::{Form, differences};
use kind::{Asked, Kind, Reading};

/// How the account is asked and told of a kind.
fn kind_of(kind: ResourceKind) -> &'static dyn Kind {
    match kind {
        ResourceKind::DataSync => &data_sync::DataSync,
        ResourceKind::EventRule => &event_rule::EventRule,
        ResourceKind::PatchBaseline => &patch_baseline::PatchBaseline,
        ResourceKind::Remediation => &remediation::Remediation,
        ResourceKind::ResourceGroup => &resource_group::ResourceGroup,
        ResourceKind::Role => &role::Role,
    }
}

/// The name that a thing has in the account, where the file of a build says more of it than the
/// name of its declaration does: a rule of an event bus.
pub(super) fn name(kind: ResourceKind, request: &Value, declared: &str) -> String {
    match kind {
        ResourceKind::EventRule => event_rule::name(&request["rule"], declared),
        _ => declared.to_owned(),
    }
}

/// What an account has of each kind, kinds side by side. One that nobody wants is asked for only
/// where the project's own may be deleted.
///
/// # Errors
/// The first call without an answer.
pub(super) fn read(
    api: &dyn Api,
    wanted: &Wanted,
    (prune, place): (Prune, &Place),
) -> Result<BTreeMap<ResourceKind, Read>, CallError> {
    let asked = ResourceKind::ALL.into_iter().filter_map(|kind| {
        let requests = requests(wanted, kind);
        let prune = if is_kept(wanted, kind) { Prune::Keep } else { prune };
        let is_asked = !requests.is_empty() || prune == Prune::Delete;
        let project = &wanted.project;
        is_asked.then_some((kind, Reading { api, project, requests, prune, place }))
    });
    let asked: Vec<(ResourceKind, Reading<'_>)> = asked.collect();
    thread::scope(|scope| {
        let begun: Vec<_> = asked
            .iter()
            .map(|(kind, reading)| (*kind, scope.spawn(|| kind_of(*kind).read(reading))))
            .collect();
        let ended = begun.into_iter().map(|(kind, thread)| {
            let read = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            Ok((kind, read?))
        });
        ended.collect()
    })
}

/// Whether nothing of a kind is deleted: roles of a project that was not asked for them now.
fn is_kept(wanted: &Wanted, kind: ResourceKind) -> bool {
    kind == ResourceKind::Role && !wanted.roles
}

fn requests(wanted: &Wanted, of: ResourceKind) -> BTreeMap<&str, &Value> {
    let mut found = BTreeMap::new();
    for item in &wanted.items {
        if let Body::Resource { kind, request } = &item.body
            && *kind == of
        {
            found.insert(item.name.as_str(), request);
        }
    }
    found
}

/// Whether a request is about a role of another account: nothing is asked of it here, and nothing
/// done.
pub(super) fn is_elsewhere(request: &Value, place: &Place) -> bool {
    request[ACCOUNT].as_str().is_some_and(|account| account != place.account)
}

/// What a patch baseline takes from others, one sentence each.
pub(super) fn takes(wanted: &Wanted, request: &Value, (name, read): (&str, &Read)) -> Vec<String> {
    let found = read.by_name.get(name);
    let found = found.and_then(|all| chosen(&wanted.project, all, Foreign::Adopt).ok());
    let (project, around) = (wanted.project.as_str(), &read.around);
    let asked = Asked { project, foreign: Foreign::Adopt, request, found, around };
    let held = baseline_groups::held(&asked, patch_baseline::system(&request["baseline"]));
    let told = held.into_iter().map(|(place, whose)| {
        format!("patch-baseline {name}: it becomes {place}, which now is {whose}")
    });
    told.collect()
}

/// The member of a file that names the account which it is for.
const ACCOUNT: &str = "account";

/// What a thing that the account does not have brings along.
pub(super) fn created(kind: ResourceKind, request: &Value) -> Vec<Difference> {
    let kind = kind_of(kind);
    differences(&Form::new(), &kind.form(request), kind.rules())
}

/// Compares a request, its references filled in, with what the account has.
pub(super) fn compare(
    cx: &Comparing<'_>,
    item: &Item,
    (kind, request): (ResourceKind, &Value),
    (read, place): (Option<&Read>, &Place),
) -> Compared {
    if is_elsewhere(request, place) {
        return Compared::unchanged();
    }
    let kind = kind_of(kind);
    let empty = Read::default();
    let read = read.unwrap_or(&empty);
    let there = read.by_name.get(&item.name).filter(|all| !all.is_empty());
    let there = match there.map(|all| chosen(&cx.wanted.project, all, cx.options.foreign)) {
        Some(Err(why)) => return Compared::refuse(why),
        Some(Ok(one)) => Some(one),
        None => None,
    };
    let asked = Asked {
        project: &cx.wanted.project,
        foreign: cx.options.foreign,
        request,
        found: there,
        around: &read.around,
    };
    if let Some(why) = kind.never(&asked) {
        return Compared::refuse(why);
    }
    let Some(found) = there.filter(|found| found.is_there) else { return Compared::create() };
    let wanted = kind.form(request);
    let mut differences = differences(&found.form, &wanted, kind.rules());
    let anew = kind.anew(request).filter(|_| !differences.is_empty());
    differences.extend(changed_tags(cx.wanted, kind.tags(request), found));
    let mut there = found.form.clone();
    there
        .retain(|name, _| wanted.contains_key(name) || !kind.rules().left.contains(&name.as_str()));
    let sides = Sides { there: there.into_iter().collect(), wanted: wanted.into_iter().collect() };
    let sides = sides.with_tags(&identity::tags(kind.tags(request)), &found.tags);
    let mut compared =
        written::judged(cx, found, &sides, (differences, kind.outputs(&item.id, found)));
    if let Some(words) = anew.filter(|_| compared.action == Action::Update) {
        compared.differences.push(Difference::new("the whole", None, Some(json!(words))));
    }
    compared
}
