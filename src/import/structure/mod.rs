//! From a step graph to statements inside each other: `if`, `match` and `block` wherever the
//! graph has that form, `goto` where it has not.

mod choice;
mod cover;
mod graph;
mod jumps;
mod protect;

use crate::markup::Node;
use crate::syntax::ast::{Arm, Block, Expr, ExprKind, MatchArm, Statement, StatementKind};
use crate::text::Span;

use super::make;
use super::names::Names;
use super::step;
use super::value::value;

use cover::Covered;
use graph::{Graph, Target};
pub(super) use protect::inner_blocks;
use protect::protect;

/// What `End` is called where a list ends: of a runbook `exit`, of a loop's turn `continue`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    Runbook,
    Turn,
}

impl Ends {
    /// What leaves the list.
    pub(super) fn statement(self) -> StatementKind {
        match self {
            Ends::Runbook => StatementKind::Exit,
            Ends::Turn => StatementKind::Continue,
        }
    }
}

/// A statement, the step with which it begins, and all steps in it; none for a jump.
struct Piece {
    first: Option<usize>,
    steps: Vec<usize>,
    statement: Statement,
}

impl Piece {
    /// A statement that is no step.
    fn other(statement: Statement) -> Self {
        Self { first: None, steps: Vec::new(), statement }
    }
}

/// Whether stretches of steps that fail to one place become blocks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Blocks {
    Made,
    Left,
}

/// The statements of a list of steps; nothing where it must be taken as it is written.
pub(super) fn structured(names: &Names, list: &[Node], ends: Ends) -> Option<Vec<Statement>> {
    let graph = Graph::of(list)?;
    // A step that no way leads to may jump into what became the body of an arm.
    if graph.order.len() != list.len() {
        return None;
    }
    let made = [Blocks::Made, Blocks::Left].map(|blocks| write(names, &graph, (ends, blocks)));
    made.into_iter().find(|statements| jumps::are_sound(statements))
}

fn write(names: &Names, graph: &Graph<'_>, (ends, blocks): (Ends, Blocks)) -> Vec<Statement> {
    let placed = vec![false; graph.steps.len()];
    let mut writer = Writer {
        names,
        graph,
        ends,
        blocks,
        placed,
        written: Vec::new(),
        covered: Covered::default(),
    };
    let mut pieces = Vec::new();
    writer.tree(0, Target::End, &mut pieces);
    let mut pieces = protect(&mut writer, pieces, Target::End);
    writer.rest(&mut pieces);
    pieces.into_iter().map(|piece| piece.statement).collect()
}

struct Writer<'a, 'n> {
    names: &'a Names,
    graph: &'a Graph<'n>,
    ends: Ends,
    blocks: Blocks,
    placed: Vec<bool>,
    /// The steps in the order in which they were written.
    written: Vec<usize>,
    /// What the blocks say that have been made.
    covered: Covered,
}

impl<'n> Writer<'_, 'n> {
    /// Writes a step and all that only it leads to; behind it stands `follow`.
    fn tree(&mut self, first: usize, follow: Target<'n>, out: &mut Vec<Piece>) {
        let mut at = first;
        loop {
            let joins = self.graph.joins(at);
            let behind = joins.first().map_or(follow, |join| Target::Step(*join));
            let next = self.one(at, behind, out);
            if joins.is_empty() {
                match next {
                    Some(next) => at = next,
                    None => return,
                }
                continue;
            }
            if let Some(next) = next {
                self.tree(next, behind, out);
            }
            for (place, join) in joins.iter().enumerate() {
                let behind = joins.get(place + 1).map_or(follow, |next| Target::Step(*next));
                if !self.is_placed(*join) {
                    self.tree(*join, behind, out);
                }
            }
            return;
        }
    }

    /// Writes one step, a branch with its arms; gives the step that stands right behind it.
    fn one(&mut self, at: usize, follow: Target<'n>, out: &mut Vec<Piece>) -> Option<usize> {
        if let Some(placed) = self.placed.get_mut(at) {
            *placed = true;
        }
        let from = self.written.len();
        self.written.push(at);
        let step = self.graph.steps.get(at)?;
        if !step.choices.is_empty()
            && let Some(statement) = self.branch(at, follow)
        {
            let steps = self.written.get(from..).unwrap_or_default().to_vec();
            out.push(Piece { first: Some(at), steps, statement });
            return None;
        }
        let mut statements = step::own_statements(self.names, step.node).into_iter();
        let main = statements.next()?;
        out.push(Piece { first: Some(at), steps: vec![at], statement: main });
        out.extend(statements.map(Piece::other));
        if self.ends == Ends::Runbook && step::ends_itself(step.node) {
            return None;
        }
        self.go_on(step.next, follow, (step.node.span, out))
    }

    /// Goes to a target: by standing there, by falling out of the block, or by a jump.
    fn go_on(
        &mut self,
        target: Target<'n>,
        follow: Target<'n>,
        (span, out): (Span, &mut Vec<Piece>),
    ) -> Option<usize> {
        if target == follow {
            return None;
        }
        if let Target::Step(step) = target
            && self.graph.is_inline(step)
            && !self.is_placed(step)
        {
            return Some(step);
        }
        let kind = match target {
            Target::Step(step) => self.goto(step)?,
            Target::Outside(name) => StatementKind::Goto(make::ident(name, span)),
            Target::End => self.ends.statement(),
        };
        out.push(Piece::other(make::statement(kind, span)));
        None
    }

    fn goto(&self, step: usize) -> Option<StatementKind> {
        let node = self.graph.steps.get(step)?.node.get("name")?;
        Some(StatementKind::Goto(make::ident(node.as_str()?, node.span)))
    }

    fn is_placed(&self, step: usize) -> bool {
        self.placed.get(step).copied().unwrap_or(true)
    }

    /// The statements between the braces of an arm.
    fn arm(&mut self, target: Target<'n>, follow: Target<'n>, span: Span) -> Block {
        let mut pieces = Vec::new();
        if let Some(step) = self.go_on(target, follow, (span, &mut pieces)) {
            self.tree(step, follow, &mut pieces);
        }
        let pieces = protect(self, pieces, follow);
        Block { statements: pieces.into_iter().map(|piece| piece.statement).collect(), span }
    }

    /// What stands in `rescue`: a step that only failures lead to, with all behind it.
    fn handler(&mut self, step: usize, follow: Target<'n>) -> Block {
        let span = self.graph.steps.get(step).map_or(Span::default(), |step| step.node.span);
        let mut pieces = Vec::new();
        self.tree(step, follow, &mut pieces);
        let pieces = protect(self, pieces, follow);
        Block { statements: pieces.into_iter().map(|piece| piece.statement).collect(), span }
    }

    /// `match` or `if`; nothing where a condition is in a form that neither says.
    fn branch(&mut self, at: usize, follow: Target<'n>) -> Option<Statement> {
        let step = self.graph.steps.get(at)?;
        let span = step.node.span;
        let choices: Vec<(Vec<&'n Node>, Target<'n>)> = step.choices.clone();
        let conditions: Vec<Expr> = choices
            .iter()
            .map(|(nodes, _)| choice::any_of(self.names, nodes))
            .collect::<Option<_>>()?;
        let kind = if choice::is_match(choices.iter().flat_map(|(nodes, _)| nodes.iter().copied()))
        {
            self.cases(&choices, (step.next, span), follow)?
        } else {
            let mut arms = Vec::new();
            for ((nodes, target), condition) in choices.iter().zip(conditions) {
                let span = nodes.first().map_or(span, |node| node.span);
                arms.push(Arm { condition, body: self.arm(*target, follow, span) });
            }
            let otherwise = self.arm(step.next, follow, span);
            let otherwise = Some(otherwise).filter(|block| !block.statements.is_empty());
            StatementKind::If { arms, otherwise }
        };
        Some(step::dressed(self.names, step.node, kind))
    }

    /// `match`: the choices compare one variable.
    fn cases(
        &mut self,
        choices: &[(Vec<&'n Node>, Target<'n>)],
        (next, span): (Target<'n>, Span),
        follow: Target<'n>,
    ) -> Option<StatementKind> {
        let first = choices.first()?.0.first()?;
        let subject = value(self.names, first.get("Variable")?);
        if !matches!(subject.kind, ExprKind::Name(_) | ExprKind::Member { .. }) {
            return None;
        }
        let mut arms: Vec<MatchArm> = Vec::new();
        for (nodes, target) in choices {
            let wanted = nodes.iter().filter_map(|node| choice::case(node));
            let patterns = wanted.map(|(_, wanted)| value(self.names, wanted)).collect();
            let span = nodes.first().map_or(span, |node| node.span);
            arms.push(MatchArm { patterns, body: self.arm(*target, follow, span), span });
        }
        let body = self.arm(next, follow, span);
        if !body.statements.is_empty() {
            arms.push(MatchArm { patterns: Vec::new(), body, span });
        }
        Some(StatementKind::Match { subject, arms })
    }

    /// Steps that found no place: handlers that several blocks share, and what no way leads to.
    fn rest(&mut self, pieces: &mut Vec<Piece>) {
        let mut left: Vec<usize> =
            (0..self.graph.steps.len()).filter(|step| !self.is_placed(*step)).collect();
        left.sort_by_key(|step| (self.graph.rank(*step), *step));
        for step in left {
            if self.is_placed(step) {
                continue;
            }
            let Some(node) = self.graph.steps.get(step).map(|step| step.node) else { continue };
            if !pieces.last().is_some_and(|piece| leaves(&piece.statement)) {
                let statement = make::statement(self.ends.statement(), node.span.start_point());
                pieces.push(Piece::other(statement));
            }
            let mut more = Vec::new();
            self.tree(step, Target::End, &mut more);
            pieces.extend(protect(self, more, Target::End));
        }
    }
}

/// Whether control never comes out behind a statement.
fn leaves(statement: &Statement) -> bool {
    matches!(
        statement.kind,
        StatementKind::Exit
            | StatementKind::Continue
            | StatementKind::Break
            | StatementKind::Goto(_)
            | StatementKind::Fail(_)
    )
}
