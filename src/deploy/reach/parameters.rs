//! What reads a parameter that changes or goes away, and when it runs next: contents of documents,
//! and what associations, tasks of windows, event rules and remediations give them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::deploy::api::CallError;
use crate::deploy::document;
use crate::deploy::owner::Owned;
use crate::deploy::parameter::is_put;
use crate::deploy::plan::{Action, Change};
use crate::deploy::resource;
use crate::deploy::side_by_side::each;
use crate::deploy::wanted::{ItemKind, ResourceKind};

use super::mention::Parameter;
use super::{Asking, Misfit, Reach, Reader, Run};
use super::{associations, means, or_unknown, starters, windows};

/// How many things of one kind are read one by one, where no list tells what they read.
const LOOKED_AT: usize = 100;

/// Differences of a parameter that whoever reads it notices.
const NOTICED: [&str; 2] = ["value", "KeyId"];

/// What the change of one parameter reaches. Nothing reads a new one yet, but rules may wait for it.
pub(super) fn reach(asking: &Asking<'_>, change: &Change) -> Result<Reach, CallError> {
    let operation = match change.action {
        Action::Create => "Create",
        Action::Delete => "Delete",
        Action::Update if is_put(&change.differences) => "Update",
        _ => return Ok(Reach::default()),
    };
    let mut reach = Reach::default();
    triggered(asking, (&change.name, operation), &mut reach)?;
    let is_gone = change.action == Action::Delete;
    let is_noticed = change.differences.iter().any(|it| NOTICED.contains(&it.what.as_str()));
    if !is_gone && (change.action == Action::Create || !is_noticed) {
        return Ok(reach);
    }
    let parameter = Parameter { name: &change.name, is_gone, place: &asking.state.place };
    let documents = documents(asking, parameter, &mut reach)?;
    for name in &documents {
        reach.readers.push(Reader { user: format!("document `{name}`"), ..Reader::default() });
    }
    let looking = Looking { asking, parameter, documents: &documents };
    looking.associations(&mut reach)?;
    looking.tasks(&mut reach)?;
    looking.rules(&mut reach)?;
    looking.remediations(&mut reach)?;
    if is_gone {
        let readers = std::mem::take(&mut reach.readers);
        reach.misfits.extend(readers.into_iter().map(misfit));
    }
    Ok(reach)
}

/// Rules that wait for what is done with a parameter, with what they test of its event.
///
/// Source: "Setting up notifications or triggering actions based on Parameter Store events", user
/// guide of Systems Manager.
fn triggered(
    asking: &Asking<'_>,
    (name, operation): (&str, &str),
    reach: &mut Reach,
) -> Result<(), CallError> {
    let place = &asking.state.place;
    let (partition, region, account) = (&place.partition, &place.region, &place.account);
    let bare = name.strip_prefix('/').unwrap_or(name);
    let event = json!({
        "account": account,
        "detail": { "name": name, "operation": operation },
        "detail-type": "Parameter Store Change",
        "region": region,
        "resources": [format!("arn:{partition}:ssm:{region}:{account}:parameter/{bare}")],
        "source": "aws.ssm",
    });
    for rule in starters::untouched_rules(asking, reach)? {
        match rule.waits_for(&event) {
            Some(true) => reach.triggered.push(rule.label()),
            Some(false) => {}
            None => reach.do_not_know([format!("whether {} waits for it", rule.label())]),
        }
    }
    Ok(())
}

/// What reads a parameter that there is no longer.
fn misfit(reader: Reader) -> Misfit {
    let why = match &reader.through {
        Some(document) => format!("it runs `{document}`, which reads the parameter that goes away"),
        None => "it reads the parameter, which goes away".to_owned(),
    };
    Misfit { user: reader.user, why }
}

/// The documents of the account that read it, by name. One that stays as the project wants it is not
/// asked for; of others the default version counts, which is what runs.
fn documents(
    asking: &Asking<'_>,
    parameter: Parameter<'_>,
    reach: &mut Reach,
) -> Result<BTreeSet<String>, CallError> {
    let mut found = BTreeSet::new();
    let mut asked: Vec<&str> = Vec::new();
    for (name, there) in &asking.state.documents {
        if asking.is_deleted(ItemKind::Document, name) {
            continue;
        }
        let wanted = asking.wanted_content(name);
        if wanted.is_some_and(|content| parameter.is_read_by(content)) {
            found.insert(name.clone());
        } else if wanted.is_none() || !there.has_wanted_default() {
            asked.push(name);
        }
    }
    // The project's own first.
    asked.sort_by_key(|name| {
        let there = asking.state.documents.get(*name);
        !there.is_some_and(|there| there.is_of(&asking.wanted.project))
    });
    let left = bounded(&mut asked);
    let contents = each(asking.api, &asked, |name| {
        let mut unknown = Reach::default();
        let content = document::content_of(asking.api, name, "$DEFAULT");
        Ok((or_unknown(content, &mut unknown, "contents of documents")?, unknown.unknown))
    })?;
    for (name, (content, unknown)) in asked.iter().zip(contents) {
        reach.do_not_know(unknown);
        if parameter.is_read_by(&content) {
            found.insert((*name).to_owned());
        }
    }
    reach.not_looked_at("documents", left);
    Ok(found)
}

/// Cuts what is too much to be read one by one. How many are left out.
fn bounded<T>(all: &mut Vec<T>) -> usize {
    let left = all.len().saturating_sub(LOOKED_AT);
    all.truncate(LOOKED_AT);
    left
}

/// A search for what reads a parameter, by itself or through documents.
struct Looking<'a> {
    asking: &'a Asking<'a>,
    parameter: Parameter<'a>,
    documents: &'a BTreeSet<String>,
}

impl Looking<'_> {
    /// The document through which something reads the parameter; nothing inside where it does so by
    /// what it gives.
    fn through(&self, given: &Value, run: &Value) -> Option<Option<String>> {
        if self.parameter.is_read_by(given) {
            return Some(None);
        }
        let document = self.documents.iter().find(|name| means(run, name))?;
        Some(Some(document.clone()))
    }

    /// Associations run at once where a parameter changes that they read, unless they keep to their
    /// schedule.
    ///
    /// Source: "Understanding when associations are applied to resources", user guide of Systems
    /// Manager.
    fn associations(&self, reach: &mut Reach) -> Result<(), CallError> {
        let mut all = associations::untouched(self.asking);
        // Those that run what reads it first: of them it is known without a look.
        all.sort_by_key(|listed| !self.documents.iter().any(|name| means(&listed["Name"], name)));
        let left = bounded(&mut all);
        let found = each(self.asking.api, &all, |listed| {
            let mut unknown = Reach::default();
            let user = associations::described(self.asking, listed, &mut unknown)?;
            Ok((user, unknown.unknown))
        })?;
        for (user, unknown) in found {
            reach.do_not_know(unknown);
            let Some(user) = user else { continue };
            let given = &user.described["Parameters"];
            let Some(through) = self.through(given, &user.described["Name"]) else { continue };
            let nodes = associations::nodes(self.asking, &user)?;
            if user.runs_at_once() && !self.parameter.is_gone {
                let because = match &through {
                    Some(document) => format!("it runs `{document}`, which reads the parameter"),
                    None => "it reads the parameter".to_owned(),
                };
                reach.runs.push(Run { association: user.label, because, nodes });
                continue;
            }
            let schedule = text(&user.described["ScheduleExpression"]);
            let label = format!("association `{}`", user.label);
            reach.readers.push(Reader { user: label, through, schedule, nodes: Some(nodes) });
        }
        reach.not_looked_at("associations", left);
        Ok(())
    }

    fn tasks(&self, reach: &mut Reach) -> Result<(), CallError> {
        let mut listed = windows::listed_tasks(self.asking, reach)?;
        let left = bounded(&mut listed);
        let found = each(self.asking.api, &listed, |task| {
            let mut unknown = Reach::default();
            let user = windows::user(self.asking, task, &mut unknown)?;
            Ok((user, unknown.unknown))
        })?;
        for (user, unknown) in found {
            reach.do_not_know(unknown);
            let Some(user) = user else { continue };
            let Some(through) = self.through(user.given(), user.run()) else { continue };
            let (label, schedule) = (user.place.label(), user.schedule(self.asking));
            let nodes = user.counted(self.asking)?.nodes;
            reach.readers.push(Reader { user: label, through, schedule, nodes });
        }
        reach.not_looked_at("tasks of windows", left);
        Ok(())
    }

    fn rules(&self, reach: &mut Reach) -> Result<(), CallError> {
        let mut rules = starters::untouched_rules(self.asking, reach)?;
        let left = bounded(&mut rules);
        let found = each(self.asking.api, &rules, |rule| {
            let mut unknown = Reach::default();
            let targets = rule.targets(self.asking, &mut unknown)?;
            Ok((targets, unknown.unknown))
        })?;
        for (rule, (targets, unknown)) in rules.iter().zip(found) {
            reach.do_not_know(unknown);
            let mut through = targets
                .iter()
                .filter_map(|target| self.through(target, &starters::document_of(&target["Arn"])));
            if let Some(through) = through.next() {
                let (user, schedule) = (rule.label(), rule.schedule());
                reach.readers.push(Reader { user, through, schedule, nodes: None });
            }
        }
        reach.not_looked_at("event rules", left);
        Ok(())
    }

    fn remediations(&self, reach: &mut Reach) -> Result<(), CallError> {
        let all = resource::remediations(self.asking.api);
        for (rule, one) in or_unknown(all, reach, "remediations")? {
            let kind = ItemKind::Resource(ResourceKind::Remediation);
            if self.asking.is_deleted(kind, &rule) {
                continue;
            }
            if let Some(through) = self.through(&one["Parameters"], &one["TargetId"]) {
                let user = format!("the remediation of `{rule}`");
                reach.readers.push(Reader { user, through, ..Reader::default() });
            }
        }
        Ok(())
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}
