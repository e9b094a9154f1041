//! What lowering one runbook keeps in mind. Each file of this folder adds to `Lowering` what one
//! family of nodes needs.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::diagnostic::Diagnostic;
use crate::hir::names::Names;
use crate::hir::{LoopId, PathSegment, Runbook, StepId, Ty};
use crate::ssm::DataType;
use crate::text::{FileSpan, Name};

use super::flow::{FlatStep, Label, Sequence};
use super::input::Input;
use super::outputs::OutputUses;

/// Lowers one runbook.
pub(super) struct Lowering<'a> {
    pub(super) runbook: &'a Runbook,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) names: Names,
    pub(super) outputs: OutputUses,
    pub(super) steps: BTreeMap<StepId, StepInfo<'a>>,
    pub(super) loops: BTreeMap<LoopId, LoopInfo>,
    /// Variables that the source does not have.
    pub(super) variables: IndexMap<String, crate::ssm::Variable>,
    /// Generated steps that must run right after the step with this name.
    pub(super) after: BTreeMap<String, Vec<FlatStep>>,
    pub(super) defaults: Vec<DefaultedOutput>,
    /// What the steps at the head of each loop's body need, by the label behind the loop.
    pub(super) heads: BTreeMap<Label, LoopHead>,
    /// Generated steps that must run before the body of the loop with this name.
    pub(super) before: BTreeMap<String, Vec<FlatStep>>,
    /// Scripts that read outputs of called runbooks by name, by the call.
    pub(super) reads: BTreeMap<StepId, CallRead>,
    /// The rescues around the place at hand, outermost first.
    pub(super) rescues: Vec<RescueInfo>,
    /// Labels of named statements.
    pub(super) named: BTreeMap<String, Label>,
    /// Steps that loops must not hold: what runs when a person cancels.
    pub(super) hoisted: Sequence,
    /// Where `exit` leads: before the script that computes outputs. None in a cancellation, which
    /// computes nothing.
    pub(super) exit: Option<Label>,
    /// The branch at hand is written in the service's own words.
    pub(super) in_own_words: bool,
    labels: u32,
}

/// What is known of a step of the source.
#[derive(Clone, Debug)]
pub(super) struct StepInfo<'a> {
    pub(super) name: String,
    pub(super) action: &'static str,
    pub(super) result: &'a Ty,
    pub(super) flow: Flow,
}

/// What is known of a loop around the place at hand.
#[derive(Clone, Debug)]
pub(super) struct LoopInfo {
    pub(super) name: String,
    pub(super) variable: Name,
    /// The step at the head of the body that takes an item that is not a scalar apart.
    pub(super) extraction: Option<Extraction>,
}

/// The head of a loop's body: the loop's name, and what holds for the steps there.
#[derive(Clone, Debug)]
pub(super) struct LoopHead {
    pub(super) name: String,
    pub(super) flow: Flow,
}

/// What is read of a loop's item, with the name of each output.
#[derive(Clone, Debug, Default)]
pub(super) struct Extraction {
    pub(super) step: String,
    pub(super) read: Vec<ItemRead>,
}

/// One output of the step that takes an item apart.
#[derive(Clone, Debug)]
pub(super) struct ItemRead {
    pub(super) name: String,
    pub(super) path: Vec<PathSegment>,
    pub(super) data_type: DataType,
}

/// The script that reads a call's outputs, and the names and types that it reads.
#[derive(Clone, Debug)]
pub(super) struct CallRead {
    pub(super) step: String,
    pub(super) members: Vec<CallMember>,
}

/// An output of a call, read as one type.
#[derive(Clone, Debug)]
pub(super) struct CallMember {
    /// As the runbook that was called has it.
    pub(super) name: String,
    pub(super) data_type: DataType,
    /// What the script calls it.
    pub(super) output: String,
}

/// `x.path else D`: the variable that holds the value.
#[derive(Clone, Debug)]
pub(super) struct DefaultedOutput {
    pub(super) step: StepId,
    pub(super) path: Vec<PathSegment>,
    pub(super) data_type: DataType,
    pub(super) default: Input,
    pub(super) variable: String,
}

/// A rescue, with the step that finds out what failed, once that is asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct RescueInfo {
    pub(super) step: Option<(String, FileSpan)>,
}

/// What holds for all steps of a block.
#[derive(Clone, Debug, Default)]
pub(super) struct Flow {
    /// Where a failing step goes.
    pub(super) on_failure: Option<Label>,
    /// Where a step goes when the execution is cancelled.
    pub(super) on_cancel: Option<Label>,
    pub(super) rescued: Rescued,
    pub(super) follows: Follows,
    /// Where control comes out behind the statement at hand, where that is known.
    pub(super) next: Option<Label>,
    pub(super) looping: Option<Looping>,
}

/// Whether a rescue around the step lets the execution succeed when the step fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Rescued {
    Yes,
    #[default]
    No,
}

/// Whether anything comes after the statement at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Follows {
    Something,
    #[default]
    Nothing,
}

/// Where `break` and `continue` go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Looping {
    pub(super) break_to: Label,
    pub(super) continue_to: Label,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(runbook: &'a Runbook) -> Self {
        Self {
            runbook,
            diagnostics: Vec::new(),
            names: Names::new(&runbook.body),
            outputs: OutputUses::default(),
            steps: BTreeMap::new(),
            loops: BTreeMap::new(),
            variables: IndexMap::new(),
            after: BTreeMap::new(),
            defaults: Vec::new(),
            heads: BTreeMap::new(),
            before: BTreeMap::new(),
            reads: BTreeMap::new(),
            rescues: Vec::new(),
            named: BTreeMap::new(),
            hoisted: Sequence::new(),
            exit: None,
            in_own_words: false,
            labels: 0,
        }
    }

    pub(super) fn label(&mut self) -> Label {
        self.labels += 1;
        Label(self.labels)
    }

    /// The label of the statement that is called `name`, whether it came already or not.
    pub(super) fn label_of(&mut self, name: &str) -> Label {
        if let Some(label) = self.named.get(name) {
            return *label;
        }
        let label = self.label();
        self.named.insert(name.to_owned(), label);
        label
    }

    /// Trying a form that does not serve may find the same again: each finding counts once.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if !self.diagnostics.contains(&diagnostic) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// A variable's name that neither the source nor another generated one has. Letters and
    /// digits only.
    pub(super) fn new_variable(&mut self, base: &str, variable: crate::ssm::Variable) -> String {
        let base: String = base.chars().filter(char::is_ascii_alphanumeric).collect();
        let is_taken = |name: &str| {
            self.variables.contains_key(name)
                || self.runbook.variables.iter().any(|variable| variable.name == name)
        };
        let name = (1_u32..)
            .map(|number| if number == 1 { base.clone() } else { format!("{base}{number}") })
            .find(|name| !is_taken(name))
            .unwrap_or(base.clone());
        self.variables.insert(name.clone(), variable);
        name
    }
}
