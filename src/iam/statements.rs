//! From needs to statements: as few as keep every action on its own resources.

use std::collections::{BTreeMap, BTreeSet};

use super::glob::{Glob, Open, covers};
use super::need::Need;

/// The statements of a policy, sorted by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    pub(super) statements: Vec<Statement>,
}

/// Actions that are allowed on the same resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) sid: String,
    /// Sorted.
    pub(super) actions: Vec<String>,
    /// Sorted; none holds another.
    pub(super) resources: Vec<Glob>,
    pub(super) passed_to: Option<&'static str>,
    /// Documents and steps that need it, sorted.
    pub(super) steps: Vec<(String, String)>,
}

impl Policy {
    /// Whether nothing is allowed.
    pub fn is_empty(&self) -> bool {
        self.statements.is_empty()
    }
}

/// An action with the service that a role may be handed to.
type Allowed<'n> = (&'n str, Option<&'static str>);

/// The policy that allows all needs and no more.
pub fn policy(needs: &[Need]) -> Policy {
    let mut actions: BTreeMap<Allowed<'_>, Vec<&Need>> = BTreeMap::new();
    for need in needs {
        actions.entry((need.action(), need.passed_to)).or_default().push(need);
    }
    let mut groups: BTreeMap<(&str, Option<&'static str>, Vec<String>), Statement> =
        BTreeMap::new();
    for ((action, passed_to), needs) in actions {
        let resources = merged(needs.iter().flat_map(|need| &need.resources));
        let texts = resources.iter().map(|glob| glob.text.clone()).collect();
        let prefix = action.split(':').next().unwrap_or(action);
        let statement = groups.entry((prefix, passed_to, texts)).or_insert_with(|| Statement {
            sid: String::new(),
            actions: Vec::new(),
            resources: resources.clone(),
            passed_to,
            steps: Vec::new(),
        });
        statement.actions.push(action.to_owned());
        let steps =
            needs.iter().map(|need| (need.because.document.clone(), need.because.step.clone()));
        statement.steps.extend(steps);
        // The same ARN may be open for several reasons.
        statement.resources = merged(statement.resources.iter().chain(&resources));
    }
    let mut statements: Vec<Statement> = groups.into_values().collect();
    for statement in &mut statements {
        statement.actions.sort();
        statement.steps.sort();
        statement.steps.dedup();
    }
    statements.sort_by(|left, right| {
        (&left.actions, &left.resources).cmp(&(&right.actions, &right.resources))
    });
    name(&mut statements);
    Policy { statements }
}

/// Resources without those that another one holds.
fn merged<'g>(globs: impl Iterator<Item = &'g Glob>) -> Vec<Glob> {
    let mut open: BTreeMap<&str, Open> = BTreeMap::new();
    for glob in globs {
        open.entry(glob.text.as_str()).or_default().extend(glob.open.iter().cloned());
    }
    let texts: Vec<&str> = open.keys().copied().collect();
    let is_held = |text: &str| texts.iter().any(|other| *other != text && covers(other, text));
    open.iter()
        .filter(|(text, _)| !is_held(text))
        .map(|(text, open)| Glob { text: (*text).to_owned(), open: open.clone() })
        .collect()
}

/// Gives each statement a name of its own: letters and digits, as IAM takes them.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html>
fn name(statements: &mut [Statement]) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for statement in statements {
        let (prefix, first) =
            statement.actions.first().and_then(|action| action.split_once(':')).unwrap_or(("", ""));
        let rest = if statement.actions.len() == 1 { first.to_owned() } else { kinds(statement) };
        let base = format!("{}{}", capital(prefix), capital(&rest));
        let mut sid = base.clone();
        let mut number = 2;
        while !taken.insert(sid.clone()) {
            sid = format!("{base}{number}");
            number += 1;
        }
        statement.sid = sid;
    }
}

/// What the resources of a statement are: `OnInstance`, `OnAnything`.
fn kinds(statement: &Statement) -> String {
    let kind = |glob: &Glob| {
        let resource = glob.text.splitn(6, ':').nth(5)?.to_owned();
        let (kind, _) = resource.split_once(['/', ':'])?;
        let plain =
            !kind.is_empty() && kind.chars().all(|it| it.is_ascii_alphanumeric() || it == '-');
        plain.then(|| capital(kind))
    };
    let mut kinds: Vec<String> = statement.resources.iter().filter_map(kind).collect();
    kinds.dedup();
    match kinds.as_slice() {
        [kind] => format!("On{kind}"),
        _ if statement.resources.iter().any(|glob| glob.text == "*") => "OnAnything".to_owned(),
        _ => "OnSeveral".to_owned(),
    }
}

/// `managed-instance` as `ManagedInstance`.
fn capital(name: &str) -> String {
    let words = name.split(|letter: char| !letter.is_ascii_alphanumeric());
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|it| it.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    words.map(word).collect()
}
