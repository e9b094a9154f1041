//! The outputs of steps, inferred from all uses of their results.

use std::collections::{BTreeMap, BTreeSet};

use crate::hir::{OutputAlias, PathSegment, Runbook, StepId};
use crate::ssm::tables::{self, ActionSpec};
use crate::ssm::{DataType, StepOutput};

use super::named_outputs::{declared_outputs, selector_at};
use super::output_names::{choose_names, identifier, with_suffix};

/// One use of a result, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct OutputUse(usize);

/// A distinct output: a path with a type.
#[derive(Clone, Debug, PartialEq)]
struct Used {
    step: StepId,
    path: Vec<PathSegment>,
    /// The type that the value has by itself.
    natural: DataType,
    /// The type under which it is read here.
    read_as: DataType,
    /// What an output of the document calls it.
    given: Option<String>,
    /// Whether the document holds a reference to it: trying a form that does not serve leaves
    /// uses behind.
    is_referred: bool,
}

/// All uses of results, in the order of the source.
#[derive(Debug, Default)]
pub(super) struct OutputUses {
    used: Vec<Used>,
}

impl OutputUses {
    /// Notes that a path is read, and gives the number of the output.
    pub(super) fn add(
        &mut self,
        step: StepId,
        path: &[PathSegment],
        natural: DataType,
        read_as: DataType,
    ) -> OutputUse {
        let path = path.to_vec();
        let used = Used { step, path, natural, read_as, given: None, is_referred: false };
        let known = self.used.iter().position(|other| {
            other.step == step && other.path == used.path && other.read_as == read_as
        });
        OutputUse(known.unwrap_or_else(|| {
            self.used.push(used);
            self.used.len() - 1
        }))
    }

    /// Gives an output a name, beside the ones that it may have already; its number under that
    /// name.
    pub(super) fn name(&mut self, of: OutputUse, name: &str) -> OutputUse {
        let name = identifier(name);
        let Some(used) = self.used.get_mut(of.0) else { return of };
        match &used.given {
            Some(given) if *given == name => of,
            None => {
                used.given = Some(name);
                of
            }
            Some(_) => {
                let again = Used { given: Some(name), ..used.clone() };
                let known = self.used.iter().position(|other| *other == again);
                OutputUse(known.unwrap_or_else(|| {
                    self.used.push(again);
                    self.used.len() - 1
                }))
            }
        }
    }

    /// Names all outputs that the document refers to: as its own outputs ask, as `let` calls the
    /// path, else after the last member; what would be called alike is told apart by more of its
    /// path.
    pub(super) fn finish(
        mut self,
        referred: &BTreeSet<OutputUse>,
        runbook: &Runbook,
        actions: &BTreeMap<StepId, &'static str>,
    ) -> NamedOutputs {
        for (index, used) in self.used.iter_mut().enumerate() {
            used.is_referred = referred.contains(&OutputUse(index));
        }
        let mut named =
            NamedOutputs { names: vec![String::new(); self.used.len()], ..NamedOutputs::default() };
        let referred = self.used.iter().filter(|used| used.is_referred);
        let declared = runbook.named_outputs.iter().map(|output| output.step);
        let steps: BTreeSet<StepId> = referred.map(|used| used.step).chain(declared).collect();
        for step in steps {
            let spec = actions.get(&step).and_then(|name| tables::action(name));
            let mut outputs = declared_outputs(runbook, step, spec);
            let taken: BTreeSet<String> = outputs.iter().map(|it| it.name.clone()).collect();
            let is_reserved = |name: &str| taken.contains(name) || is_reserved(spec, name);
            for (index, name) in self.names_of(step, &is_reserved, &runbook.aliases) {
                let Some(used) = self.used.get(index) else { continue };
                outputs.push(StepOutput {
                    name: name.clone(),
                    selector: selector_at(runbook, (step, &used.path), spec),
                    data_type: Some(used.read_as),
                });
                if let Some(slot) = named.names.get_mut(index) {
                    *slot = name;
                }
            }
            named.outputs.insert(step, outputs);
        }
        named.steps = self.used.iter().map(|used| used.step).collect();
        named
    }

    /// The uses of a step's result with their names, in order.
    fn names_of(
        &self,
        step: StepId,
        is_reserved: &dyn Fn(&str) -> bool,
        aliases: &[OutputAlias],
    ) -> Vec<(usize, String)> {
        let of_step = || {
            let wanted = move |used: &Used| used.step == step && used.is_referred;
            self.used.iter().enumerate().filter(move |(_, used)| wanted(used))
        };
        let mut groups: Vec<(&[PathSegment], Option<String>)> = Vec::new();
        for (_, used) in of_step() {
            let group = used.group(aliases);
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        let names = choose_names(&groups, is_reserved);
        let mut taken: BTreeSet<String> = names.iter().cloned().collect();
        of_step()
            .map(|(index, used)| {
                let group = used.group(aliases);
                let place = groups.iter().position(|other| *other == group);
                let base = place.and_then(|place| names.get(place)).cloned().unwrap_or_default();
                let alike = of_step().map(|(_, other)| other);
                let alike: Vec<&Used> =
                    alike.filter(|other| other.group(aliases) == group).collect();
                if bearer(&alike) == Some(used.read_as) {
                    return (index, base);
                }
                (index, with_suffix(&base, type_suffix(used.read_as), &mut taken))
            })
            .collect()
    }
}

impl Used {
    /// What decides the name: the path, and what the source calls it.
    fn group(&self, aliases: &[OutputAlias]) -> (&[PathSegment], Option<String>) {
        let alias = || {
            let alias = aliases.iter().find(|it| it.step == self.step && it.path == self.path);
            alias.map(|it| identifier(&it.name))
        };
        (&self.path, self.given.clone().or_else(alias))
    }
}

/// Of outputs that differ in their types only, the type of the one that has the plain name: what
/// an output of the document names, else the first that is what the value is by itself.
fn bearer(alike: &[&Used]) -> Option<DataType> {
    let given = alike.iter().find(|used| used.given.is_some());
    let natural = || alike.iter().find(|used| used.read_as == used.natural);
    given.or_else(natural).map(|used| used.read_as)
}

/// What tells a reading as this type from others of the same value.
pub(super) fn type_suffix(read_as: DataType) -> &'static str {
    match read_as {
        DataType::String => "Text",
        other => other.as_str(),
    }
}

/// Whether the service refuses this name for an output of the action.
fn is_reserved(spec: Option<&ActionSpec>, name: &str) -> bool {
    let Some(spec) = spec else { return false };
    name == "OutputPayload"
        || spec.output(name).is_some()
        || spec.rules.reserved_output_names.contains(&name)
}

/// The outputs of all steps with their names.
#[derive(Debug, Default)]
pub(super) struct NamedOutputs {
    names: Vec<String>,
    steps: Vec<StepId>,
    outputs: BTreeMap<StepId, Vec<StepOutput>>,
}

impl NamedOutputs {
    pub(super) fn of(&self, step: StepId) -> Vec<StepOutput> {
        self.outputs.get(&step).cloned().unwrap_or_default()
    }

    /// The step and the name of an output.
    pub(super) fn get(&self, used: OutputUse) -> Option<(StepId, &str)> {
        Some((*self.steps.get(used.0)?, self.names.get(used.0)?.as_str()))
    }
}
