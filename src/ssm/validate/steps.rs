//! The steps of a runbook as a flat list, those inside loops included.

use std::collections::HashMap;

use serde_json::Value;

use crate::ssm::JsonMap;
use crate::ssm::tables::{self, ActionSpec};

/// One step, as it lies in the document.
pub(super) struct Step<'a> {
    /// JSON pointer of the step.
    pub(super) pointer: String,
    pub(super) name: &'a str,
    pub(super) action: &'a str,
    pub(super) members: &'a JsonMap,
    /// The step that follows it in its list.
    pub(super) next: Option<usize>,
    /// The loop whose body it belongs to.
    pub(super) owner: Option<usize>,
    /// The first step of its body, for a loop.
    pub(super) body: Option<usize>,
}

impl<'a> Step<'a> {
    pub(super) fn spec(&self) -> Option<&'static ActionSpec> {
        tables::action(self.action)
    }

    pub(super) fn text(&self, member: &str) -> Option<&'a str> {
        self.members.get(member)?.as_str()
    }

    /// Whether a flag is set; published documents also write it as a string.
    pub(super) fn is_set(&self, member: &str) -> bool {
        match self.members.get(member) {
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => text.eq_ignore_ascii_case("true"),
            _ => false,
        }
    }

    pub(super) fn inputs(&self) -> Option<&'a JsonMap> {
        self.members.get("inputs")?.as_object()
    }

    pub(super) fn input(&self, name: &str) -> Option<&'a Value> {
        self.inputs()?.get(name)
    }

    /// The pointer of one of its members.
    pub(super) fn at(&self, member: &str) -> String {
        format!("{}/{member}", self.pointer)
    }

    /// The names of the outputs that it declares, each with its index.
    pub(super) fn custom_outputs(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        let outputs = self.members.get("outputs").and_then(Value::as_array);
        let names = outputs.into_iter().flatten().map(|output| output.get("Name"));
        names.enumerate().filter_map(|(index, name)| Some((index, name?.as_str()?)))
    }

    /// Whether a step can have an output of this name. Of an unknown action all outputs exist, and
    /// published documents read `OutputPayload`, which no page lists.
    pub(super) fn has_output(&self, name: &str) -> bool {
        name == "OutputPayload"
            || self.spec().is_none_or(|spec| spec.output(name).is_some())
            || self.custom_outputs().any(|(_, own)| own == name)
    }

    /// The names of all its outputs.
    pub(super) fn output_names(&self) -> impl Iterator<Item = &'a str> {
        let implicit = self.spec().map_or(&[][..], |spec| spec.outputs);
        self.custom_outputs().map(|(_, name)| name).chain(implicit.iter().map(|one| one.name))
    }
}

/// All steps of a runbook, outer ones before those inside them.
pub(super) struct Steps<'a> {
    pub(super) all: Vec<Step<'a>>,
    by_name: HashMap<&'a str, usize>,
}

impl<'a> Steps<'a> {
    pub(super) fn of(document: &'a Value) -> Self {
        let mut all: Vec<Step<'a>> = Vec::new();
        let main = document.get("mainSteps").and_then(Value::as_array);
        if let Some(list) = main {
            add_list(&mut all, list, "/mainSteps", None);
        }
        let mut index = 0;
        while index < all.len() {
            if let Some((body, pointer)) = all.get(index).and_then(loop_body) {
                let first = all.len();
                add_list(&mut all, body, &pointer, Some(index));
                let has_steps = all.len() > first;
                if let Some(owner) = all.get_mut(index) {
                    owner.body = has_steps.then_some(first);
                }
            }
            index += 1;
        }
        let mut by_name = HashMap::new();
        for (index, step) in all.iter().enumerate() {
            by_name.entry(step.name).or_insert(index);
        }
        Self { all, by_name }
    }

    /// The first step with this name.
    pub(super) fn find(&self, name: &str) -> Option<(usize, &Step<'a>)> {
        let index = *self.by_name.get(name)?;
        self.all.get(index).map(|step| (index, step))
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.all.iter().map(|step| step.name)
    }

    /// Whether `inner` lies in the list that belongs to `owner`, or deeper.
    pub(super) fn lies_in(&self, inner: usize, owner: Option<usize>) -> bool {
        let mut here = self.all.get(inner).map(|step| step.owner);
        while let Some(at) = here {
            if at == owner {
                return true;
            }
            here = at.and_then(|index| self.all.get(index)).map(|step| step.owner);
        }
        false
    }
}

fn loop_body<'a>(step: &Step<'a>) -> Option<(&'a [Value], String)> {
    if step.action != "aws:loop" {
        return None;
    }
    let body = step.input("Steps")?.as_array()?;
    Some((body, step.at("inputs/Steps")))
}

fn add_list<'a>(all: &mut Vec<Step<'a>>, list: &'a [Value], pointer: &str, owner: Option<usize>) {
    let mut previous: Option<usize> = None;
    for (number, value) in list.iter().enumerate() {
        let Some(members) = value.as_object() else { continue };
        let text = |key: &str| members.get(key).and_then(Value::as_str).unwrap_or_default();
        let index = all.len();
        all.push(Step {
            pointer: format!("{pointer}/{number}"),
            name: text("name"),
            action: text("action"),
            members,
            next: None,
            owner,
            body: None,
        });
        if let Some(before) = previous.and_then(|before| all.get_mut(before)) {
            before.next = Some(index);
        }
        previous = Some(index);
    }
}
