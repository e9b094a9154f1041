//! `block`, `rescue`, `always`, `cancel` in the graph of control flow.

use crate::hir::{Block, CancelArm};

use super::build::Builder;
use super::graph::{Loose, NodeId, NodeKind, Reason, Why};

/// `rescue`, `always` and `cancel`.
type Arms<'b> = (Option<&'b Block>, Option<&'b Block>, Option<&'b CancelArm>);

impl Builder {
    pub(super) fn protect(
        &mut self,
        start: NodeId,
        body: &Block,
        (rescue, always, cancel): Arms<'_>,
    ) -> Vec<Loose> {
        let outer = (self.on_failure, self.on_cancel);
        let failed = always.map(|_| self.plain());
        self.always_arms.extend(failed.zip(always.map(|arm| arm.at)));
        let rescued = rescue.map(|_| self.plain());
        let cancelled = match cancel {
            Some(CancelArm::Own(_)) => Some(self.plain()),
            Some(CancelArm::Rescue(_)) => rescued,
            Some(CancelArm::Always(_)) => failed,
            None => None,
        };
        self.on_cancel = cancelled.or(outer.1);
        self.on_failure = rescued.or(failed).or(outer.0);
        let mut ends = self.block(body, vec![Loose::new(start)]);
        self.on_failure = failed.or(outer.0);
        if let Some(CancelArm::Rescue(_)) = cancel {
            self.on_cancel = outer.1;
        }
        if let (Some(block), Some(entry)) = (rescue, rescued) {
            ends.extend(self.block(block, vec![Loose::new(entry)]));
        }
        self.on_failure = outer.0;
        if let Some(CancelArm::Always(_)) = cancel {
            self.on_cancel = outer.1;
        }
        if let (Some(block), Some(failed)) = (always, failed) {
            ends = self.always(block, failed, &ends);
        }
        // A cancelled execution ends behind the arm.
        self.on_cancel = outer.1;
        if let (Some(CancelArm::Own(block)), Some(entry)) = (cancel, cancelled) {
            // It computes no outputs either.
            let exits = std::mem::take(&mut self.exits);
            self.block(block, vec![Loose::new(entry)]);
            self.exits = exits;
        }
        ends
    }

    /// The arm runs on both ways; behind it a failure stays a failure.
    fn always(&mut self, block: &Block, failed: NodeId, ends: &[Loose]) -> Vec<Loose> {
        let normal = self.plain();
        self.graph.connect(ends, normal);
        let entry = self.plain();
        self.graph.connect(&[Loose::new(normal), Loose::new(failed)], entry);
        let first = self.written.len();
        let ends = self.block(block, vec![Loose::new(entry)]);
        let written = self.written.get(first..).unwrap_or_default().to_vec();
        let after = self.plain();
        self.graph.connect(&ends, after);
        if let Some(handler) = self.on_failure {
            let reason = Reason { at: block.at, why: Why::BlockFailure };
            self.failure_edge(after, handler, reason);
        }
        if let Some(handler) = self.on_cancel {
            let reason = Reason { at: block.at, why: Why::BlockCancellation };
            self.failure_edge(after, handler, reason);
        }
        let behind = self.plain();
        self.graph.node_mut(behind).kind = NodeKind::AfterAlways { normal, written };
        self.graph.connect(&[Loose::new(after)], behind);
        vec![Loose::new(behind)]
    }
}
