//! The outputs of steps, inferred from all uses of their results.

use std::collections::{BTreeMap, BTreeSet};

use crate::hir::{OutputAlias, PathSegment, StepId};
use crate::ssm::tables::{self, ActionSpec};
use crate::ssm::{DataType, StepOutput};

use super::output_names::{choose_names, identifier, with_suffix};
use super::selector::selector;

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
    /// Whether the document holds a reference to it: trying a form that does not serve leaves
    /// uses behind.
    is_referred: bool,
}

/// All uses of results, in the order of the source.
#[derive(Debug, Default)]
pub(super) struct OutputUses {
    used: Vec<Used>,
    /// Names that the document's outputs ask for.
    wanted: Vec<(StepId, Vec<PathSegment>, String)>,
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
        let used = Used { step, path: path.to_vec(), natural, read_as, is_referred: false };
        let known = self.used.iter().position(|other| {
            other.step == step && other.path == used.path && other.read_as == read_as
        });
        OutputUse(known.unwrap_or_else(|| {
            self.used.push(used);
            self.used.len() - 1
        }))
    }

    /// Asks for a name of the output at a path.
    pub(super) fn name(&mut self, step: StepId, path: &[PathSegment], name: &str) {
        self.wanted.push((step, path.to_vec(), identifier(name)));
    }

    /// Names all outputs that the document refers to: as its own outputs ask, as `let` calls the
    /// path, else after the last member; what would be called alike is told apart by more of its
    /// path.
    pub(super) fn finish(
        mut self,
        referred: &BTreeSet<OutputUse>,
        aliases: &[OutputAlias],
        actions: &BTreeMap<StepId, &'static str>,
    ) -> NamedOutputs {
        for (index, used) in self.used.iter_mut().enumerate() {
            used.is_referred = referred.contains(&OutputUse(index));
        }
        let mut named =
            NamedOutputs { names: vec![String::new(); self.used.len()], ..NamedOutputs::default() };
        let referred = self.used.iter().filter(|used| used.is_referred);
        let steps: BTreeSet<StepId> = referred.map(|used| used.step).collect();
        for step in steps {
            let spec = actions.get(&step).and_then(|name| tables::action(name));
            let mut outputs = Vec::new();
            for (index, name) in self.names_of(step, spec, aliases) {
                let Some(used) = self.used.get(index) else { continue };
                outputs.push(StepOutput {
                    name: name.clone(),
                    selector: selector(spec, &used.path),
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
        spec: Option<&ActionSpec>,
        aliases: &[OutputAlias],
    ) -> Vec<(usize, String)> {
        let of_step = || {
            let wanted = move |used: &Used| used.step == step && used.is_referred;
            self.used.iter().enumerate().filter(move |(_, used)| wanted(used))
        };
        let mut paths: Vec<&[PathSegment]> = Vec::new();
        for (_, used) in of_step() {
            if !paths.contains(&used.path.as_slice()) {
                paths.push(&used.path);
            }
        }
        let given = |path: &[PathSegment]| self.given_name(step, path, aliases);
        let reserved = |name: &str| is_reserved(spec, name);
        let names = choose_names(&paths, &given, &reserved);
        let mut taken: BTreeSet<String> = names.iter().cloned().collect();
        // A path that is read with several types by itself has one output of its plain name.
        let mut plain: BTreeSet<usize> = BTreeSet::new();
        of_step()
            .map(|(index, used)| {
                let place = paths.iter().position(|path| *path == used.path.as_slice());
                let base = place.and_then(|place| names.get(place)).cloned().unwrap_or_default();
                if used.read_as == used.natural && place.is_some_and(|place| plain.insert(place)) {
                    return (index, base);
                }
                let suffix = match used.read_as {
                    DataType::String => "Text",
                    other => other.as_str(),
                };
                (index, with_suffix(&base, suffix, &mut taken))
            })
            .collect()
    }

    fn given_name(
        &self,
        step: StepId,
        path: &[PathSegment],
        aliases: &[OutputAlias],
    ) -> Option<String> {
        let wanted = self.wanted.iter().find(|it| it.0 == step && it.1 == path);
        wanted.map(|it| it.2.clone()).or_else(|| {
            let alias = aliases.iter().find(|it| it.step == step && it.path == path);
            alias.map(|it| identifier(&it.name))
        })
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
