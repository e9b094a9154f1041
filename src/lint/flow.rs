//! The ways through a runbook: which statement follows which, where it succeeds and where it fails.

use std::collections::HashMap;

use rustc_hash::FxHashMap;

use crate::hir::names::blocks_of;
use crate::hir::{
    Block, CancelAction, CancelArm, FailureAction, Runbook, Statement, StatementKind,
};

/// The number of a statement: those at every depth, in source order.
pub(super) type Place = usize;

/// Where the statements of a runbook lead. Ways back to the head of a loop are left out.
pub(super) struct Flow<'a> {
    nodes: Vec<Node<'a>>,
    by_name: HashMap<&'a str, Place>,
    numbers: FxHashMap<*const Statement, Place>,
}

struct Node<'a> {
    statement: &'a Statement,
    /// Where it leads when it succeeds.
    next: Vec<Place>,
    /// Where it leads when it fails, or somebody cancels it.
    failed: Vec<Place>,
    /// The rescue that a failure of it leads to, through whatever `always` stands between.
    rescue: Option<Rescue>,
}

/// Where the statements of a `rescue` begin; nothing where the execution ends instead.
#[derive(Clone, Copy)]
struct Rescue(Option<Place>);

/// Which ways a walk takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ways {
    /// Those of success.
    Success,
    All,
}

/// A walk along the ways, which comes to each statement once.
pub(super) struct Walk<'w, 'a> {
    flow: &'w Flow<'a>,
    ways: Ways,
    stops: &'w dyn Fn(&Statement) -> bool,
    reached: Vec<bool>,
}

/// Where statements of a block lead that say nothing else; nothing is the end of the execution.
#[derive(Clone, Copy, Default)]
struct Around {
    next: Option<Place>,
    failed: Option<Place>,
    behind_loop: Option<Place>,
    rescue: Option<Rescue>,
}

impl<'a> Flow<'a> {
    pub(super) fn of(runbook: &'a Runbook) -> Self {
        let mut flow =
            Self { nodes: Vec::new(), by_name: HashMap::new(), numbers: FxHashMap::default() };
        flow.number(&runbook.body);
        flow.block(&runbook.body, Around::default());
        flow
    }

    /// The statements in source order.
    pub(super) fn statements(&self) -> impl Iterator<Item = (Place, &'a Statement)> {
        self.nodes.iter().map(|node| node.statement).enumerate()
    }

    /// Where a statement leads when it succeeds.
    pub(super) fn next(&self, statement: &Statement) -> Vec<&'a Statement> {
        let next = self.node(statement).into_iter().flat_map(|node| &node.next);
        next.filter_map(|place| self.nodes.get(*place)).map(|node| node.statement).collect()
    }

    /// Whether a failure of a statement is the execution's own: no rescue makes it a success.
    pub(super) fn fails_run(&self, statement: &Statement) -> bool {
        let Some(Rescue(rescue)) = self.node(statement).and_then(|node| node.rescue) else {
            return true;
        };
        let Some(rescue) = rescue else { return false };
        let goes_on = |_: &Statement| false;
        let mut walk = self.walk(Ways::Success, &goes_on);
        let last = |one: &Statement| self.next(one).is_empty();
        let comes_to = walk.go(vec![rescue]);
        let mut ends = comes_to.into_iter().filter(|one| last(one));
        ends.all(|one| matches!(one.kind, StatementKind::Fail(_)))
    }

    /// Whether a walk has come to a statement. `reached` is what [`Flow::reached`] gives.
    pub(super) fn is_reached(&self, reached: &[bool], statement: &Statement) -> bool {
        self.place(statement).and_then(|place| reached.get(place)).is_some_and(|it| *it)
    }

    /// Which statements a walk from the first one comes to.
    pub(super) fn reached(&self, ways: Ways, stops: impl Fn(&Statement) -> bool) -> Vec<bool> {
        let mut walk = self.walk(ways, &stops);
        if !self.nodes.is_empty() {
            walk.go(vec![0]);
        }
        walk.reached
    }

    /// A walk that has not begun. It does not go on behind what stops it.
    pub(super) fn walk<'w>(
        &'w self,
        ways: Ways,
        stops: &'w dyn Fn(&Statement) -> bool,
    ) -> Walk<'w, 'a> {
        Walk { flow: self, ways, stops, reached: vec![false; self.nodes.len()] }
    }

    fn place(&self, statement: &Statement) -> Option<Place> {
        self.numbers.get(&std::ptr::from_ref(statement)).copied()
    }

    fn node(&self, statement: &Statement) -> Option<&Node<'a>> {
        self.nodes.get(self.place(statement)?)
    }

    fn number(&mut self, block: &'a Block) {
        for statement in &block.statements {
            let place = self.nodes.len();
            self.nodes.push(Node { statement, next: Vec::new(), failed: Vec::new(), rescue: None });
            self.numbers.insert(statement, place);
            if let Some(name) = &statement.name {
                self.by_name.insert(&name.text, place);
            }
            blocks_of(&statement.kind).into_iter().for_each(|inner| self.number(inner));
        }
    }

    /// Leads the statements of a block; gives where the block begins.
    fn block(&mut self, block: &'a Block, around: Around) -> Option<Place> {
        let mut next = around.next;
        for statement in block.statements.iter().rev() {
            let Some(place) = self.place(statement) else { continue };
            let (to, failed) = self.ways_of(statement, Around { next, ..around });
            if let Some(node) = self.nodes.get_mut(place) {
                (node.next, node.failed) = (to, failed);
                node.rescue = around.rescue;
            }
            next = Some(place);
        }
        next
    }

    /// Where a statement leads when it succeeds, and when it fails or is cancelled.
    fn ways_of(&mut self, statement: &'a Statement, around: Around) -> (Vec<Place>, Vec<Place>) {
        let (next, mut failed) = self.outcomes(statement, around);
        if let Some((CancelAction::Goto(name), _)) = &statement.clauses.on_cancel {
            failed.extend(self.by_name.get(name.as_str()));
        }
        (next, failed)
    }

    fn outcomes(&mut self, statement: &'a Statement, around: Around) -> (Vec<Place>, Vec<Place>) {
        let failed = match statement.clauses.on_failure.as_ref().map(|it| &it.0) {
            Some(FailureAction::Goto(name)) => self.by_name.get(name.as_str()).copied(),
            // Behind a step with `ends` stands the statement that leaves.
            Some(FailureAction::Continue) => around.next,
            Some(FailureAction::Abort) => None,
            None => around.failed,
        };
        let list = |place: Option<Place>| place.into_iter().collect::<Vec<Place>>();
        let next = match &statement.kind {
            StatementKind::Step(_) | StatementKind::Assign { .. } => list(around.next),
            StatementKind::Exit => Vec::new(),
            StatementKind::Fail(_) => return (Vec::new(), list(around.failed)),
            StatementKind::Break | StatementKind::Continue => list(around.behind_loop),
            StatementKind::Goto(name) => list(self.by_name.get(name.as_str()).copied()),
            StatementKind::Branch { .. } => {
                let arms = blocks_of(&statement.kind);
                arms.into_iter().filter_map(|arm| self.block(arm, around)).collect()
            }
            StatementKind::Inline(body) => list(self.block(body, around)),
            StatementKind::ForEach { body, .. } => {
                self.turns(body, around).into_iter().chain(around.next).collect()
            }
            StatementKind::Repeat { body, .. } => list(self.turns(body, around)),
            // Over a list the body may not run at all; with a condition it runs once at least.
            StatementKind::Loop(it) => {
                let behind = around.next.filter(|_| it.again.is_none());
                self.turns(&it.body, around).into_iter().chain(behind).collect()
            }
            StatementKind::Protect { .. } => return self.protect(&statement.kind, around),
        };
        (next, list(failed))
    }

    /// The body of a loop; gives where it begins.
    fn turns(&mut self, body: &'a Block, around: Around) -> Option<Place> {
        self.block(body, Around { behind_loop: around.next, ..around })
    }

    fn protect(&mut self, kind: &'a StatementKind, around: Around) -> (Vec<Place>, Vec<Place>) {
        let StatementKind::Protect { body, rescue, always, cancel } = kind else {
            return (Vec::new(), Vec::new());
        };
        let always = always.as_ref().and_then(|always| self.block(always, around));
        let behind = Around {
            next: always.or(around.next),
            failed: always.or(around.failed),
            behind_loop: always.or(around.behind_loop),
            rescue: around.rescue,
        };
        let rescue = rescue.as_ref().map(|rescue| self.block(rescue, behind));
        let rescue = rescue.map(|rescue| Rescue(rescue.or(behind.next)));
        let failed = rescue.map_or(behind.failed, |Rescue(rescue)| rescue);
        let rescue = rescue.or(around.rescue);
        let body = self.block(body, Around { failed, rescue, ..behind });
        let own = cancel.as_ref().and_then(CancelArm::block);
        let cancel = own.and_then(|cancel| self.block(cancel, Around::default()));
        (body.into_iter().collect(), failed.into_iter().chain(cancel).collect())
    }
}

impl<'a> Walk<'_, 'a> {
    /// Goes on from what follows the success of a statement; gives what it comes to.
    pub(super) fn go_behind(&mut self, place: Place) -> Vec<&'a Statement> {
        let start = self.flow.nodes.get(place).map_or_else(Vec::new, |node| node.next.clone());
        self.go(start)
    }

    fn go(&mut self, mut waiting: Vec<Place>) -> Vec<&'a Statement> {
        let mut found = Vec::new();
        while let Some(place) = waiting.pop() {
            let node = self.flow.nodes.get(place);
            let (Some(node), Some(known)) = (node, self.reached.get_mut(place)) else { continue };
            if std::mem::replace(known, true) {
                continue;
            }
            found.push(node.statement);
            if (self.stops)(node.statement) {
                continue;
            }
            waiting.extend(&node.next);
            if self.ways == Ways::All {
                waiting.extend(&node.failed);
            }
        }
        found
    }
}
