//! Names of steps: those of the source first, then names after operations. Outer steps choose
//! before inner ones, and inner ones are told apart by what they stand in, so that a name does not
//! change when something elsewhere does.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::hir::{Block, Statement, StatementKind};

/// Bounds of a step's name, in letters.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StepExecution.html>
const SHORTEST: usize = 3;
const LONGEST: usize = 128;

/// All names that are taken, and the names of the statements.
#[derive(Debug)]
pub(super) struct Names {
    taken: BTreeSet<String>,
    /// By the place of the statement in memory: the program does not move while it is lowered.
    of: BTreeMap<*const Statement, String>,
}

/// The statements of a block and of those that belong to it.
struct Scope<'a> {
    /// Put behind a name that is taken: `branch_else`. Empty for the body.
    label: String,
    block: &'a Block,
}

impl Names {
    /// Names every statement of a runbook's body.
    pub(super) fn new(body: &Block) -> Self {
        let mut taken = BTreeSet::new();
        collect_given(body, &mut taken);
        let mut names = Self { taken, of: BTreeMap::new() };
        let mut scopes = VecDeque::from([Scope { label: String::new(), block: body }]);
        while let Some(scope) = scopes.pop_front() {
            let mut uses = BTreeMap::new();
            names.name_scope(scope.block, &scope.label, &mut uses, &mut scopes);
        }
        names
    }

    fn name_scope<'a>(
        &mut self,
        block: &'a Block,
        label: &str,
        uses: &mut BTreeMap<String, u32>,
        inner: &mut VecDeque<Scope<'a>>,
    ) {
        for statement in &block.statements {
            let name = match (&statement.name, base_name(&statement.kind)) {
                (Some(name), _) => given_name(&name.text),
                (None, Some(base)) => self.unnamed(&numbered(&base, uses), label),
                (None, None) => String::new(),
            };
            match &statement.kind {
                StatementKind::Inline(block) => self.name_scope(block, label, uses, inner),
                StatementKind::Protect { body, .. } => self.name_scope(body, label, uses, inner),
                _ => {}
            }
            inner.extend(scopes_of(&statement.kind, &name, label, uses));
            self.of.insert(statement, name);
        }
    }

    fn unnamed(&mut self, local: &str, label: &str) -> String {
        let local = lengthen(local);
        if !label.is_empty() && self.taken.contains(&local) {
            return self.generated(&format!("{local}_{label}"));
        }
        self.generated(&local)
    }

    /// The name of a statement's step. Empty for what never is a step.
    pub(super) fn of(&self, statement: &Statement) -> String {
        self.of.get(&std::ptr::from_ref(statement)).cloned().unwrap_or_default()
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
}

/// `base`, with a number from the second on.
fn numbered(base: &str, uses: &mut BTreeMap<String, u32>) -> String {
    let count = uses.entry(base.to_owned()).or_insert(0);
    *count += 1;
    if *count == 1 { base.to_owned() } else { format!("{base}_{count}") }
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

/// The scopes inside a statement that is called `name` and stands in the scope `outer`.
fn scopes_of<'a>(
    kind: &'a StatementKind,
    name: &str,
    outer: &str,
    uses: &mut BTreeMap<String, u32>,
) -> Vec<Scope<'a>> {
    match kind {
        StatementKind::Branch { arms, otherwise, .. } => {
            let arm_label = |index: usize| match arms.len() {
                1 => format!("{name}_then"),
                _ => format!("{name}_case_{}", index + 1),
            };
            let inner = arms.iter().enumerate();
            let inner =
                inner.map(|(index, arm)| Scope { label: arm_label(index), block: &arm.body });
            inner.chain([Scope { label: format!("{name}_else"), block: otherwise }]).collect()
        }
        StatementKind::ForEach { body, .. } | StatementKind::Repeat { body, .. } => {
            vec![Scope { label: name.to_owned(), block: body }]
        }
        StatementKind::Loop(it) => vec![Scope { label: name.to_owned(), block: &it.body }],
        StatementKind::Protect { rescue, always, cancel, .. } => {
            let arms = [("rescue", rescue), ("always", always), ("cancel", cancel)];
            let arms = arms.into_iter().filter_map(|(word, block)| Some((word, block.as_ref()?)));
            arms.map(|(word, block)| {
                // `;` keeps the count apart from those of steps.
                let local = numbered(&format!("{word};"), uses).replace(';', "");
                let label = if outer.is_empty() { local } else { format!("{outer}_{local}") };
                Scope { label, block }
            })
            .collect()
        }
        _ => Vec::new(),
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
        StatementKind::Branch { arms, otherwise, .. } => {
            arms.iter().map(|arm| &arm.body).chain([otherwise]).collect()
        }
        StatementKind::ForEach { body, .. }
        | StatementKind::Repeat { body, .. }
        | StatementKind::Inline(body) => vec![body],
        StatementKind::Loop(service_loop) => vec![&service_loop.body],
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
