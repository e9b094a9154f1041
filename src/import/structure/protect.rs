//! Statements in a row that fail to the same place: `block` with its `rescue` or `always`.

use crate::markup::Node;
use crate::syntax::ast::{
    Block, CancelTarget, Clause, ClauseKind, FailureTarget, MatchArm, Statement, StatementKind,
};
use crate::text::Span;

use super::super::make;
use super::super::step::is_true;
use super::graph::Target;
use super::{Blocks, Level, Piece, Writer, leaves};

/// Where the steps of a stretch go when they fail.
enum Handling {
    /// To a step that only they lead to.
    Rescue(usize),
    /// To what stands behind them, and the execution may still succeed.
    GoOn,
    /// To what stands behind them, up to the end; the execution fails.
    Always,
}

/// Puts stretches of a list into blocks.
pub(super) fn protect<'n>(
    writer: &mut Writer<'_, 'n>,
    pieces: Vec<Piece>,
    (follow, level): (Target<'n>, Level),
) -> Vec<Piece> {
    if writer.blocks == Blocks::Left {
        return pieces;
    }
    let mut done: Vec<Piece> = Vec::new();
    let mut rest = pieces;
    while let Some(count) = stretch(writer, &rest) {
        if count == 0 {
            done.push(rest.remove(0));
            continue;
        }
        let behind: Vec<Piece> = rest.split_off(count);
        let steps: Vec<usize> = rest.iter().flat_map(|piece| piece.steps.clone()).collect();
        let next = behind.iter().find_map(|piece| piece.first).map_or(follow, Target::Step);
        let falls = !rest.last().is_some_and(|piece| leaves(&piece.statement));
        let after = (next, falls && behind.first().is_none_or(|piece| piece.first.is_some()));
        let stretch = Stretch { steps: &steps, pieces: &rest, behind: &behind };
        let Some(handling) = handling(writer, stretch, (after, level)) else {
            done.append(&mut rest);
            rest = behind;
            continue;
        };
        let (piece, behind) = block(writer, (rest, steps), (next, handling), behind);
        done.push(piece);
        rest = behind;
    }
    done
}

/// How many pieces at the start of a list fail to one place; nothing at its end.
fn stretch(writer: &Writer<'_, '_>, pieces: &[Piece]) -> Option<usize> {
    let first = pieces.first()?;
    let Some(target) = failure_of(writer, first) else { return Some(0) };
    let count = pieces
        .iter()
        .take_while(|piece| piece.steps.is_empty() || failure_of(writer, piece) == Some(target))
        .count();
    Some(count)
}

/// Where all steps of a piece go when they fail, if that is one step.
fn failure_of(writer: &Writer<'_, '_>, piece: &Piece) -> Option<usize> {
    if holds_loop(&piece.statement) {
        return None;
    }
    let mut targets = piece.steps.iter().map(|step| writer.graph.steps.get(*step)?.failure);
    let first = targets.next()??;
    targets.all(|target| target == Some(first)).then_some(first)
}

/// Blocks reach into loops; the steps there have their own ways.
fn holds_loop(statement: &Statement) -> bool {
    matches!(statement.kind, StatementKind::For { .. })
        || inner_blocks(&statement.kind).iter().any(|block| block.statements.iter().any(holds_loop))
}

/// Statements in a row, the steps in them, and what stands behind them.
#[derive(Clone, Copy)]
struct Stretch<'p> {
    steps: &'p [usize],
    pieces: &'p [Piece],
    behind: &'p [Piece],
}

fn handling<'n>(
    writer: &Writer<'_, 'n>,
    Stretch { steps, pieces, behind }: Stretch<'_>,
    ((next, falls), level): ((Target<'n>, bool), Level),
) -> Option<Handling> {
    let graph = writer.graph;
    let target = graph.steps.get(*steps.first()?)?.failure?;
    let mut rescued = graph.rescued.get(target)?.clone();
    let mut own = steps.to_vec();
    rescued.sort_unstable();
    own.sort_unstable();
    if rescued != own {
        return None;
    }
    if graph.is_handler(target) && !writer.is_placed(target) {
        return Some(Handling::Rescue(target));
    }
    if next != Target::Step(target) || !falls {
        return None;
    }
    let nodes = || steps.iter().filter_map(|step| graph.steps.get(*step)).map(|step| step.node);
    if nodes().all(|node| criticality(node) == Some(false)) {
        return Some(Handling::GoOn);
    }
    // Nothing may leave a block that has `always`; the jumps of the stretch itself become the block.
    let is_plain = !behind.iter().any(|piece| leaves_within(&piece.statement))
        && !pieces.iter().any(|piece| exits_within(&piece.statement));
    let may_stand = level == Level::Top && is_plain && nodes().all(|it| criticality(it).is_none());
    may_stand.then_some(Handling::Always)
}

/// `isCritical` as written.
fn criticality(node: &Node) -> Option<bool> {
    node.get("isCritical").and_then(is_true)
}

/// Whether a jump stands anywhere in a statement, or behind it as a clause.
fn leaves_within(statement: &Statement) -> bool {
    exits_within(statement) || jumps_within(statement)
}

/// Whether a statement that leaves stands anywhere in another, or a clause that ends the run.
fn exits_within(statement: &Statement) -> bool {
    let ends = statement.clauses.iter().any(|clause| matches!(clause.kind, ClauseKind::Ends));
    ends || leaves(statement)
        || inner_blocks(&statement.kind)
            .iter()
            .any(|block| block.statements.iter().any(exits_within))
}

fn jumps_within(statement: &Statement) -> bool {
    let jumps = |clause: &Clause| {
        is_jump(clause) || matches!(clause.kind, ClauseKind::OnCancel(CancelTarget::Goto(_)))
    };
    statement.clauses.iter().any(jumps)
        || inner_blocks(&statement.kind)
            .iter()
            .any(|block| block.statements.iter().any(jumps_within))
}

/// The block, and what is left behind it.
fn block<'n>(
    writer: &mut Writer<'_, 'n>,
    (pieces, steps): (Vec<Piece>, Vec<usize>),
    (next, handling): (Target<'n>, Handling),
    behind: Vec<Piece>,
) -> (Piece, Vec<Piece>) {
    let first = pieces.first().and_then(|piece| piece.first);
    let span = span_of(&pieces);
    let mut body = block_of(pieces, span);
    let is_critical = !matches!(handling, Handling::Always);
    strip(&mut body, is_critical);
    let (mut rescue, mut always, mut left) = (None, None, behind);
    match handling {
        Handling::Rescue(step) => rescue = Some(writer.handler(step, next)),
        Handling::GoOn => rescue = Some(Block { statements: Vec::new(), span }),
        Handling::Always => {
            let span = span_of(&left);
            always = Some(block_of(std::mem::take(&mut left), span));
        }
    }
    let kind = StatementKind::Block { body, rescue, always, cancel: None };
    (Piece { first, steps, statement: make::statement(kind, span) }, left)
}

fn span_of(pieces: &[Piece]) -> Span {
    let spans = pieces.iter().map(|piece| piece.statement.span);
    spans.reduce(Span::to).unwrap_or_default()
}

fn block_of(pieces: Vec<Piece>, span: Span) -> Block {
    Block { statements: pieces.into_iter().map(|piece| piece.statement).collect(), span }
}

/// Takes away what the block says for its steps. A step of a block with `rescue` is not critical
/// unless it says so.
fn strip(block: &mut Block, marks_critical: bool) {
    for statement in &mut block.statements {
        let had = statement.clauses.len();
        statement.clauses.retain(|clause| !is_jump(clause));
        let jumped = statement.clauses.len() < had;
        let at = statement.span;
        if jumped && marks_critical {
            let marks = statement.clauses.iter().any(is_criticality);
            if !marks {
                statement.clauses.push(make::clause(ClauseKind::Critical, at));
            }
            statement.clauses.retain(|clause| !matches!(clause.kind, ClauseKind::Noncritical));
        }
        for inner in inner_blocks_mut(&mut statement.kind) {
            strip(inner, marks_critical);
        }
    }
}

fn is_jump(clause: &Clause) -> bool {
    matches!(clause.kind, ClauseKind::OnFailure(FailureTarget::Goto(_)))
}

fn is_criticality(clause: &Clause) -> bool {
    matches!(clause.kind, ClauseKind::Critical | ClauseKind::Noncritical)
}

pub(in crate::import) fn inner_blocks(kind: &StatementKind) -> Vec<&Block> {
    match kind {
        StatementKind::If { arms, otherwise } => {
            arms.iter().map(|arm| &arm.body).chain(otherwise).collect()
        }
        StatementKind::Match { arms, .. } => arms.iter().map(|arm: &MatchArm| &arm.body).collect(),
        StatementKind::For { body, .. } => vec![body],
        StatementKind::Block { body, rescue, always, cancel } => {
            [Some(body), rescue.as_ref(), always.as_ref(), cancel.as_ref()]
                .into_iter()
                .flatten()
                .collect()
        }
        _ => Vec::new(),
    }
}

fn inner_blocks_mut(kind: &mut StatementKind) -> Vec<&mut Block> {
    match kind {
        StatementKind::If { arms, otherwise } => {
            arms.iter_mut().map(|arm| &mut arm.body).chain(otherwise).collect()
        }
        StatementKind::Match { arms, .. } => arms.iter_mut().map(|arm| &mut arm.body).collect(),
        StatementKind::Block { body, rescue, always, cancel } => {
            [Some(body), rescue.as_mut(), always.as_mut(), cancel.as_mut()]
                .into_iter()
                .flatten()
                .collect()
        }
        _ => Vec::new(),
    }
}
