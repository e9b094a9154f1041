//! Names of steps: those of the source first, then names after operations in the order of the
//! source, so that a name does not change when something is added behind it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Block, CancelArm, Statement, StatementKind};

/// Bounds of a step's name, in letters.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StepExecution.html>
const SHORTEST: usize = 3;
const LONGEST: usize = 128;

/// All names that are taken, and the names of the statements.
#[derive(Debug)]
pub(crate) struct Names {
    taken: BTreeSet<String>,
    /// By the place of the statement in memory: the program does not move while it is lowered.
    of: BTreeMap<*const Statement, String>,
}

impl Names {
    /// Names every statement of a runbook's body.
    pub(crate) fn new(body: &Block) -> Self {
        let mut taken = BTreeSet::new();
        collect_given(body, &mut taken);
        let mut names = Self { taken, of: BTreeMap::new() };
        names.name_block(body);
        names
    }

    fn name_block(&mut self, block: &Block) {
        for statement in &block.statements {
            let name = match (&statement.name, base_name(&statement.kind)) {
                (Some(name), _) => given_name(&name.text),
                (None, Some(base)) => self.generated(&base),
                (None, None) => String::new(),
            };
            self.of.insert(statement, name);
            for inner in blocks_of(&statement.kind) {
                self.name_block(inner);
            }
        }
    }

    /// The name of a statement's step. Empty for what never is a step.
    pub(crate) fn of(&self, statement: &Statement) -> String {
        self.of.get(&std::ptr::from_ref(statement)).cloned().unwrap_or_default()
    }

    /// `base`, or `base` with a number where it is taken.
    pub(crate) fn generated(&mut self, base: &str) -> String {
        let name = self.free(base);
        self.taken.insert(name.clone());
        name
    }

    /// What [`Names::generated`] would give.
    pub(crate) fn free(&self, base: &str) -> String {
        let base = lengthen(base);
        (1_u32..)
            .map(|number| match number {
                1 => cut(&base, LONGEST),
                _ => {
                    let suffix = format!("_{number}");
                    cut(&base, LONGEST - suffix.len()) + &suffix
                }
            })
            .find(|name| !self.taken.contains(name))
            .unwrap_or(base)
    }
}

/// What a statement is called where the source does not name it.
fn base_name(kind: &StatementKind) -> Option<String> {
    match kind {
        StatementKind::Step(step) => Some(step.fallback_name.to_string()),
        StatementKind::Branch { .. } => Some("branch".to_owned()),
        StatementKind::ForEach { variable, .. } => Some(format!("for_{variable}")),
        StatementKind::Loop(it) => Some(format!("for_{}", it.variable)),
        StatementKind::Repeat { .. } => Some("repeat".to_owned()),
        StatementKind::Protect { .. } => Some("block".to_owned()),
        StatementKind::Assign { variable, .. } => Some(format!("set_{variable}")),
        StatementKind::Fail(_) => Some("fail".to_owned()),
        StatementKind::Inline(_)
        | StatementKind::Break
        | StatementKind::Continue
        | StatementKind::Exit
        | StatementKind::Goto(_) => None,
    }
}

/// The name of a step that the source calls `name`: the same, unless it is too short for SSM.
pub(crate) fn given_name(name: &str) -> String {
    lengthen(name)
}

fn lengthen(name: &str) -> String {
    if name.chars().count() < SHORTEST { format!("{name}_step") } else { name.to_owned() }
}

fn cut(name: &str, longest: usize) -> String {
    name.chars().take(longest).collect()
}

fn collect_given(block: &Block, taken: &mut BTreeSet<String>) {
    for statement in &block.statements {
        if let Some(name) = &statement.name {
            taken.insert(given_name(&name.text));
        }
        for inner in blocks_of(&statement.kind) {
            collect_given(inner, taken);
        }
    }
}

/// The blocks of a statement, in source order.
pub(crate) fn blocks_of(kind: &StatementKind) -> Vec<&Block> {
    match kind {
        StatementKind::Branch { arms, otherwise, .. } => {
            arms.iter().map(|arm| &arm.body).chain([otherwise]).collect()
        }
        StatementKind::ForEach { body, .. }
        | StatementKind::Repeat { body, .. }
        | StatementKind::Inline(body) => vec![body],
        StatementKind::Loop(service_loop) => vec![&service_loop.body],
        StatementKind::Protect { body, rescue, always, cancel } => {
            let own = cancel.as_ref().and_then(CancelArm::block);
            [Some(body), rescue.as_ref(), always.as_ref(), own].into_iter().flatten().collect()
        }
        StatementKind::Step(_)
        | StatementKind::Assign { .. }
        | StatementKind::Break
        | StatementKind::Continue
        | StatementKind::Exit
        | StatementKind::Fail(_)
        | StatementKind::Goto(_) => Vec::new(),
    }
}

/// The blocks of a statement, in source order, to be changed.
pub(crate) fn blocks_of_mut(kind: &mut StatementKind) -> Vec<&mut Block> {
    match kind {
        StatementKind::Branch { arms, otherwise, .. } => {
            arms.iter_mut().map(|arm| &mut arm.body).chain([otherwise]).collect()
        }
        StatementKind::ForEach { body, .. }
        | StatementKind::Repeat { body, .. }
        | StatementKind::Inline(body) => vec![body],
        StatementKind::Loop(service_loop) => vec![&mut service_loop.body],
        StatementKind::Protect { body, rescue, always, cancel } => {
            let own = cancel.as_mut().and_then(CancelArm::block_mut);
            [Some(body), rescue.as_mut(), always.as_mut(), own].into_iter().flatten().collect()
        }
        StatementKind::Step(_)
        | StatementKind::Assign { .. }
        | StatementKind::Break
        | StatementKind::Continue
        | StatementKind::Exit
        | StatementKind::Fail(_)
        | StatementKind::Goto(_) => Vec::new(),
    }
}
