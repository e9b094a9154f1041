//! Names of steps: those of the source first, then names after operations, told apart by their
//! scope, so that a name does not change when something elsewhere does.

use std::collections::{BTreeMap, BTreeSet};

use crate::hir::{Block, StatementKind};

/// Bounds of a step's name, in letters.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StepExecution.html>
const SHORTEST: usize = 3;
const LONGEST: usize = 128;

/// The statements between two braces, as far as names are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ScopeId(usize);

#[derive(Debug, Default)]
struct Scope {
    /// Put behind a name that another scope has: `branch_else`. Empty for the body.
    label: String,
    uses: BTreeMap<String, u32>,
}

/// All names that are taken.
#[derive(Debug)]
pub(super) struct Names {
    taken: BTreeSet<String>,
    scopes: Vec<Scope>,
}

impl Names {
    /// Reserves every name that the source gives.
    pub(super) fn new(body: &Block) -> Self {
        let mut taken = BTreeSet::new();
        collect_given(body, &mut taken);
        Self { taken, scopes: vec![Scope::default()] }
    }

    /// The scope of the body.
    pub(super) const fn body(&self) -> ScopeId {
        ScopeId(0)
    }

    /// A scope inside `parent`, called `label` there.
    pub(super) fn scope(&mut self, parent: ScopeId, label: &str) -> ScopeId {
        let local = self.count(parent, label);
        let outer = self.scopes.get(parent.0).map_or("", |scope| &scope.label);
        let label = if outer.is_empty() { local } else { format!("{outer}_{local}") };
        self.scopes.push(Scope { label, uses: BTreeMap::new() });
        ScopeId(self.scopes.len() - 1)
    }

    /// The name of something that the source does not name.
    pub(super) fn unnamed(&mut self, scope: ScopeId, base: &str) -> String {
        let local = self.count(scope, &lengthen(base));
        if self.taken.insert(local.clone()) {
            return local;
        }
        let label = self.scopes.get(scope.0).map_or("", |scope| &scope.label);
        let qualified = if label.is_empty() { local } else { format!("{local}_{label}") };
        self.generated(&qualified)
    }

    /// `base`, or `base` with a number where it is taken.
    pub(super) fn generated(&mut self, base: &str) -> String {
        let name = self.free(base);
        self.taken.insert(name.clone());
        name
    }

    /// What [`Names::generated`] would give.
    pub(super) fn free(&self, base: &str) -> String {
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

    fn count(&mut self, scope: ScopeId, base: &str) -> String {
        let Some(scope) = self.scopes.get_mut(scope.0) else { return base.to_owned() };
        let uses = scope.uses.entry(base.to_owned()).or_insert(0);
        *uses += 1;
        if *uses == 1 { base.to_owned() } else { format!("{base}_{uses}") }
    }
}

/// The name of a step that the source calls `name`: the same, unless it is too short for SSM.
pub(super) fn given_name(name: &str) -> String {
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
pub(super) fn blocks_of(kind: &StatementKind) -> Vec<&Block> {
    match kind {
        StatementKind::Branch { arms, otherwise } => {
            arms.iter().map(|arm| &arm.body).chain([otherwise]).collect()
        }
        StatementKind::ForEach { body, .. }
        | StatementKind::Repeat { body, .. }
        | StatementKind::Inline(body) => vec![body],
        StatementKind::Protect { body, rescue, always, cancel } => {
            [Some(body), rescue.as_ref(), always.as_ref(), cancel.as_ref()]
                .into_iter()
                .flatten()
                .collect()
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
