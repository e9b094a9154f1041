//! Steps that fail or are cancelled to the same place: `block` with its arms.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use crate::markup::Node;
use crate::syntax::ast::{
    Block, CancelArm, CancelTarget, Clause, ClauseKind, FailureTarget, MatchArm, Statement,
    StatementKind,
};
use crate::text::Span;

use super::super::make;
use super::super::step::is_true;
use super::cover::{Cover, cover};
use super::graph::Target;
use super::{Blocks, Ends, Piece, Writer, leaves};

/// Where the steps of a block go when they fail.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Handling {
    /// To a step that only they lead to.
    Rescue,
    /// To what stands behind them.
    GoOn,
    /// To what stands behind them, up to the end; the execution fails.
    Always,
    /// Nowhere: only cancellations lead to the step.
    Cancel,
}

/// A block to be made of the pieces of a list.
struct Plan {
    /// The step that the block's arm begins with, or that stands behind the block.
    target: usize,
    range: Range<usize>,
    handling: Handling,
    /// Cancellations lead to the same arm.
    shares: bool,
}

/// A list of pieces, and where each step in them stands.
struct List<'p, 'n> {
    pieces: &'p [Piece],
    places: HashMap<usize, usize>,
    follow: Target<'n>,
}

/// Puts what fails or is cancelled to one place into blocks, the smallest first.
pub(super) fn protect<'n>(
    writer: &mut Writer<'_, 'n>,
    mut pieces: Vec<Piece>,
    follow: Target<'n>,
) -> Vec<Piece> {
    if writer.blocks == Blocks::Left {
        return pieces;
    }
    let mut refused: HashSet<usize> = HashSet::new();
    loop {
        let list = List { places: places(&pieces), pieces: &pieces, follow };
        let Some(plan) = next_plan(writer, &list, &mut refused) else { return pieces };
        refused.insert(plan.target);
        pieces = carry_out(writer, pieces, follow, &plan);
    }
}

fn places(pieces: &[Piece]) -> HashMap<usize, usize> {
    let steps = pieces.iter().enumerate();
    steps.flat_map(|(place, piece)| piece.steps.iter().map(move |step| (*step, place))).collect()
}

/// The smallest block that can be made.
fn next_plan(
    writer: &Writer<'_, '_>,
    list: &List<'_, '_>,
    refused: &mut HashSet<usize>,
) -> Option<Plan> {
    let mut targets: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (step, place) in &list.places {
        let Some(step) = writer.graph.steps.get(*step) else { continue };
        for target in [step.failure, step.cancel].into_iter().flatten() {
            if !refused.contains(&target) {
                targets.entry(target).or_default().insert(*place);
            }
        }
    }
    let width = |places: &BTreeSet<usize>| match (places.first(), places.last()) {
        (Some(first), Some(last)) => last - first,
        _ => 0,
    };
    let mut targets: Vec<(usize, usize)> =
        targets.iter().map(|(target, places)| (width(places), *target)).collect();
    targets.sort_unstable_by_key(|(width, target)| (*width, writer.graph.rank(*target)));
    targets.into_iter().find_map(|(_, target)| {
        let plan = plan(writer, list, target);
        if plan.is_none() {
            refused.insert(target);
        }
        plan
    })
}

fn plan(writer: &Writer<'_, '_>, list: &List<'_, '_>, target: usize) -> Option<Plan> {
    let graph = writer.graph;
    let (failing, cancelled) = (graph.failing.get(target)?, graph.cancelled.get(target)?);
    if failing.iter().any(|step| writer.covered.failure.contains(step)) {
        return None;
    }
    let may_cancel = writer.ends == Ends::Runbook
        && !cancelled.iter().any(|step| writer.covered.cancel.contains(step));
    let place = |steps: &[usize]| -> Option<Vec<usize>> {
        steps.iter().map(|step| list.places.get(step).copied()).collect()
    };
    let failing_places = place(failing)?;
    if graph.is_handler(target) && !writer.is_placed(target) {
        let places = [failing_places, place(cancelled)?].concat();
        // Outputs and jumps behind a step belong to it.
        let last = *places.iter().max()? + 1;
        let behind = list.pieces.get(last..)?;
        let more = behind.iter().take_while(|piece| piece.steps.is_empty()).count();
        let range = *places.iter().min()?..last + more;
        let body = list.pieces.get(range.clone())?;
        let shares = !failing.is_empty() && !cancelled.is_empty();
        let handling = if failing.is_empty() { Handling::Cancel } else { Handling::Rescue };
        let fits = (cancelled.is_empty() || may_cancel && !body.iter().any(shares_arm))
            && (failing.is_empty() || !body.iter().any(has_always));
        return (fits && !body.iter().any(holds_loop)).then_some(Plan {
            target,
            range,
            handling,
            shares,
        });
    }
    let behind = list.pieces.iter().position(|piece| piece.first == Some(target));
    let end = behind.or((list.follow == Target::Step(target)).then_some(list.pieces.len()))?;
    let range = *failing_places.iter().min()?..end;
    let body = list.pieces.get(range.clone())?;
    if *failing_places.iter().max()? >= end
        || body.iter().any(|it| holds_loop(it) || has_always(it))
    {
        return None;
    }
    let shares = !cancelled.is_empty();
    let are_inside = place(cancelled).is_some_and(|it| it.iter().all(|it| range.contains(it)));
    let may_share = !shares || may_cancel && are_inside && !body.iter().any(shares_arm);
    if may_share && may_be_always(writer, list, (target, range.clone())) {
        return Some(Plan { target, range, handling: Handling::Always, shares });
    }
    Some(Plan { target, range, handling: Handling::GoOn, shares: false })
}

/// Whether what stands behind a stretch can be its `always`, up to the end of the runbook.
fn may_be_always(
    writer: &Writer<'_, '_>,
    list: &List<'_, '_>,
    (target, range): (usize, Range<usize>),
) -> bool {
    if list.follow != Target::End || writer.ends != Ends::Runbook {
        return false;
    }
    let (Some(body), Some(arm)) = (list.pieces.get(range.clone()), list.pieces.get(range.end..))
    else {
        return false;
    };
    let goes_there = |step: &usize| {
        writer.covered.failure.contains(step)
            || writer.graph.steps.get(*step).is_some_and(|step| {
                step.failure == Some(target) && criticality(step.node) != Some(false)
            })
    };
    // Nothing may leave a block that has `always`; cancellations that all come from here get an
    // arm of their own.
    let is_own = |step: &str| {
        writer.graph.step(step).is_some_and(|step| {
            step == target && range.start < range.end || becomes_cancel_arm(writer, list, step)
        })
    };
    let stays = |piece: &Piece| !leaves_within(&piece.statement, &is_own);
    let steps = body.iter().chain(arm).flat_map(|piece| &piece.steps);
    let open = steps.filter(|step| !writer.covered.cancel.contains(step));
    let cancels: HashSet<usize> =
        open.filter_map(|step| writer.graph.steps.get(*step)?.cancel).collect();
    // A block has one arm for cancellations.
    cancels.len() <= 1
        && !arm.is_empty()
        && body.iter().flat_map(|piece| &piece.steps).all(goes_there)
        && !body.iter().any(|piece| aborts(&piece.statement))
        && body.iter().chain(arm).all(stays)
}

/// Whether only cancellations of this list lead to a step.
fn becomes_cancel_arm(writer: &Writer<'_, '_>, list: &List<'_, '_>, step: usize) -> bool {
    let graph = writer.graph;
    graph.is_handler(step)
        && !writer.is_placed(step)
        && graph.failing.get(step).is_some_and(Vec::is_empty)
        && graph.cancelled.get(step).is_some_and(|sources| {
            sources.iter().all(|it| list.places.contains_key(it))
                && !sources.iter().any(|it| writer.covered.cancel.contains(it))
        })
}

/// `isCritical` as written.
fn criticality(node: &Node) -> Option<bool> {
    node.get("isCritical").and_then(is_true)
}

/// Whether a statement that leaves stands anywhere in another, or a jump behind it as a clause;
/// jumps to where `is_own` are none.
fn leaves_within(statement: &Statement, is_own: &impl Fn(&str) -> bool) -> bool {
    let goes = |clause: &Clause| match &clause.kind {
        ClauseKind::Ends => true,
        ClauseKind::OnFailure(FailureTarget::Goto(step))
        | ClauseKind::OnCancel(CancelTarget::Goto(step)) => !is_own(&step.text),
        _ => false,
    };
    leaves(statement)
        || statement.clauses.iter().any(goes)
        || any_inside(statement, &|inner| leaves_within(inner, is_own))
}

/// Whether a failing step in a statement ends the execution: `always` would not run.
fn aborts(statement: &Statement) -> bool {
    let ends = |clause: &Clause| matches!(clause.kind, ClauseKind::OnFailure(FailureTarget::Abort));
    statement.clauses.iter().any(ends) || any_inside(statement, &aborts)
}

fn any_inside(statement: &Statement, test: &impl Fn(&Statement) -> bool) -> bool {
    inner_blocks(&statement.kind).iter().any(|block| block.statements.iter().any(test))
}

/// Blocks reach into loops; the steps there have their own ways.
fn holds_loop(piece: &Piece) -> bool {
    fn is_loop(statement: &Statement) -> bool {
        matches!(statement.kind, StatementKind::For { .. }) || any_inside(statement, &is_loop)
    }
    is_loop(&piece.statement)
}

/// Whether a block with `always` is inside: around it a failure would have to be remembered.
fn has_always(piece: &Piece) -> bool {
    fn test(statement: &Statement) -> bool {
        matches!(statement.kind, StatementKind::Block { always: Some(_), .. })
            || any_inside(statement, &test)
    }
    test(&piece.statement)
}

/// Whether a block is inside that runs an arm on cancel, too: around it the cancellation would have
/// to be remembered.
fn shares_arm(piece: &Piece) -> bool {
    fn test(statement: &Statement) -> bool {
        let cancel = match &statement.kind {
            StatementKind::Block { cancel, .. } => cancel.as_ref(),
            _ => None,
        };
        matches!(cancel, Some(CancelArm::Rescue(_) | CancelArm::Always(_)))
            || any_inside(statement, &test)
    }
    test(&piece.statement)
}

/// Makes the block, and puts it where its pieces stood.
fn carry_out<'n>(
    writer: &mut Writer<'_, 'n>,
    mut pieces: Vec<Piece>,
    follow: Target<'n>,
    plan: &Plan,
) -> Vec<Piece> {
    let mut behind = pieces.split_off(plan.range.end.min(pieces.len()));
    let body = pieces.split_off(plan.range.start.min(pieces.len()));
    let next = behind.iter().find_map(|piece| piece.first).map_or(follow, Target::Step);
    let from = writer.written.len();
    let arm = match plan.handling {
        Handling::Rescue => {
            // What cancellations run, too, has to end by itself where something follows.
            let unlike_any = Target::Outside("");
            let follow = if plan.shares && next != Target::End { unlike_any } else { next };
            Some(writer.handler(plan.target, follow))
        }
        Handling::Cancel => Some(writer.handler(plan.target, Target::End)),
        Handling::GoOn => Some(Block { statements: Vec::new(), span: span_of(&body) }),
        Handling::Always => None,
    };
    let mut steps: Vec<usize> = body.iter().flat_map(|piece| piece.steps.clone()).collect();
    steps.extend(writer.written.get(from..).unwrap_or_default());
    let first = body.first().and_then(|piece| piece.first);
    let span = span_of(&body);
    let mut piece = Piece { first, steps, statement: make::statement(StatementKind::Pause, span) };
    let always = match plan.handling {
        Handling::Always => {
            let arm = std::mem::take(&mut behind);
            piece.steps.extend(arm.iter().flat_map(|piece| piece.steps.clone()));
            let span = span_of(&arm);
            Some(block_of(arm, span))
        }
        Handling::Rescue | Handling::GoOn | Handling::Cancel => None,
    };
    let mut body = block_of(body, span);
    let step = writer.graph.name(plan.target).unwrap_or_default();
    let kind = match (plan.handling, arm) {
        (Handling::Cancel, Some(arm)) => {
            cover(writer, &mut body, Cover { failure: None, cancel: Some(step), rescued: false });
            with_cancel(body, arm)
        }
        (handling, rescue) => {
            let cancel = plan.shares.then_some(step);
            let rescued = handling != Handling::Always;
            cover(writer, &mut body, Cover { failure: Some(step), cancel, rescued });
            let shared = if rescued { CancelArm::Rescue } else { CancelArm::Always };
            let cancel = plan.shares.then(|| shared(span));
            StatementKind::Block { body, rescue, always, cancel }
        }
    };
    piece.statement.kind = kind;
    pieces.push(piece);
    pieces.append(&mut behind);
    pieces
}

/// A block with `cancel`: the only block in it gets the arm itself.
fn with_cancel(mut body: Block, arm: Block) -> StatementKind {
    let cancel = Some(CancelArm::Own(arm));
    if let [only] = body.statements.as_mut_slice()
        && let StatementKind::Block { cancel: slot @ None, .. } = &mut only.kind
    {
        *slot = cancel;
        return std::mem::replace(&mut only.kind, StatementKind::Pause);
    }
    StatementKind::Block { body, rescue: None, always: None, cancel }
}

fn span_of(pieces: &[Piece]) -> Span {
    let spans = pieces.iter().map(|piece| piece.statement.span);
    spans.reduce(Span::to).unwrap_or_default()
}

fn block_of(pieces: Vec<Piece>, span: Span) -> Block {
    Block { statements: pieces.into_iter().map(|piece| piece.statement).collect(), span }
}

pub(in crate::import) fn inner_blocks(kind: &StatementKind) -> Vec<&Block> {
    match kind {
        StatementKind::If { arms, otherwise } => {
            arms.iter().map(|arm| &arm.body).chain(otherwise).collect()
        }
        StatementKind::Match { arms, .. } => arms.iter().map(|arm: &MatchArm| &arm.body).collect(),
        StatementKind::For { body, .. } => vec![body],
        StatementKind::Block { body, rescue, always, cancel } => {
            let own = cancel.as_ref().and_then(CancelArm::block);
            [Some(body), rescue.as_ref(), always.as_ref(), own].into_iter().flatten().collect()
        }
        _ => Vec::new(),
    }
}
