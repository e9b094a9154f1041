//! What runs first, and what never runs: the service starts a list of steps at its first element,
//! whatever stood before that in the source.

use std::collections::BTreeSet;

use crate::text::FileSpan;

use super::flow::FlatStep;
use super::input::Input;
use super::layout::{Layout, ListId, Place, Placed, jumps};

impl Layout {
    /// Takes out the steps that no run comes to, and sees to it that each list begins with the
    /// step that runs first. Where that one stands elsewhere, a step that does nothing leads to
    /// it; `name` makes its name from that of the loop that the list belongs to.
    pub(super) fn begin_lists(
        &mut self,
        name: &mut dyn FnMut(Option<&str>) -> String,
        at: FileSpan,
    ) {
        let reached = self.reached();
        for (list, steps) in self.lists.iter_mut().enumerate() {
            steps.is_reached = list == 0;
            for (position, item) in steps.items.iter_mut().enumerate() {
                if matches!(item, Placed::Step(..)) && !reached.contains(&(list, position)) {
                    *item = Placed::Label;
                }
            }
        }
        for (list, position) in reached {
            if let Some((_, Some(body))) = self.step_at(list, position)
                && let Some(body) = self.lists.get_mut(body)
            {
                body.is_reached = true;
            }
        }
        for list in self.reached_lists() {
            if self.begins_elsewhere(list) {
                let owner = self.lists.get(list).and_then(|list| list.owner.clone());
                let step = waiting_step(name(owner.as_deref()), at);
                self.insert_first(list, step);
            }
        }
    }

    /// Every step that some run comes to, by list and position.
    fn reached(&self) -> BTreeSet<(ListId, usize)> {
        let mut reached = BTreeSet::new();
        let mut open = vec![self.place(0, 0)];
        while let Some(place) = open.pop() {
            let Place::Step(list, position) = place else { continue };
            let Some((step, body)) = self.step_at(list, position) else { continue };
            if !reached.insert((list, position)) {
                continue;
            }
            open.extend(jumps(step).into_iter().map(|target| self.target(list, target)));
            open.extend(body.map(|body| self.place(body, 0)));
            // A branch says itself where it goes.
            if step.action != "aws:branch" {
                open.push(self.place(list, position + 1));
            }
        }
        reached
    }

    /// Whether the first step of a list is not the one that runs first.
    fn begins_elsewhere(&self, list: ListId) -> bool {
        let first = self.steps(list).next().map(|(position, _)| position);
        match self.place(list, 0) {
            Place::Step(other, position) => other != list || first != Some(position),
            Place::End(other) => other != list || first.is_some(),
            Place::Nowhere => false,
        }
    }
}

/// A step that does nothing but go on.
fn waiting_step(name: String, at: FileSpan) -> FlatStep {
    FlatStep::new(name, "aws:sleep", at).with_input("Duration", Input::json("PT1S", at))
}
