//! Walks two graphs side by side from their starts. Each way out of a step has to lead to the
//! partner of the step to which the other's leads.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::condition::{Atoms, Choices};
use super::graph::{Goal, Graph, Step};
use super::reference::Names;
use super::value::{Place, diff};
use super::{Certainty, Difference, Renames, step};

/// The two sides of a comparison.
pub(super) struct Sides<'d> {
    pub(super) left: Graph<'d>,
    pub(super) right: Graph<'d>,
    /// With the names that steps have on the right.
    pub(super) left_names: Names<'d>,
    pub(super) right_names: Names<'d>,
    pub(super) renames: &'d Renames,
    /// Steps of the right that nobody can notice.
    pub(super) neutral: BTreeSet<&'d str>,
}

/// Everything in which the two differ that can be reached from the starts.
pub(super) fn walk(sides: &Sides<'_>) -> Vec<Difference> {
    let mut walk = Walk { sides, met: BTreeMap::new(), open: Vec::new(), found: Vec::new() };
    walk.start();
    while let Some((left, right)) = walk.open.pop() {
        match (sides.left.step(left), sides.right.step(right)) {
            (Some(left), Some(right)) => walk.pair(left, right),
            (Some(left), None) => walk.missing(left),
            // The jump leads nowhere in the original.
            (None, _) => {}
        }
    }
    walk.found
}

struct Walk<'s, 'd> {
    sides: &'s Sides<'d>,
    /// From names of the left to names of the right.
    met: BTreeMap<&'d str, &'d str>,
    open: Vec<(&'d str, &'d str)>,
    found: Vec<Difference>,
}

impl<'d> Walk<'_, 'd> {
    fn start(&mut self) {
        let goal = |start: Option<&'d str>| start.map_or(Goal::End, Goal::Step);
        let (left, right) = (goal(self.sides.left.start), goal(self.sides.right.start));
        if !self.meet(left, right, None) {
            let message = format!(
                "the runbook starts with {}, and started with {}",
                shown(self.settle(right, None)),
                shown(left)
            );
            self.found.push(Difference {
                certainty: Certainty::Differs,
                step: None,
                message,
                original: Some("/mainSteps".to_owned()),
                compiled: Some("/mainSteps".to_owned()),
            });
        }
    }

    /// Whether two goals are partners; two steps that meet for the first time become partners.
    /// `loops` are the loops in which the goals are, of both sides.
    fn meet(&mut self, left: Goal<'d>, right: Goal<'d>, in_loop: Option<&'d str>) -> bool {
        match (left, self.settle(right, in_loop)) {
            (Goal::Step(left), Goal::Step(right)) => self.meet_steps(left, right),
            (left, right) => left == right,
        }
    }

    fn meet_steps(&mut self, left: &'d str, right: &'d str) -> bool {
        if let Some(partner) = self.met.get(left) {
            return *partner == right;
        }
        let wanted = self.sides.renames.get(left).map_or(left, String::as_str);
        if wanted != right {
            return false;
        }
        self.met.insert(left, right);
        self.open.push((left, right));
        true
    }

    /// Where a goal of the right leads when steps that nobody notices are passed over.
    fn settle(&self, goal: Goal<'d>, in_loop: Option<&'d str>) -> Goal<'d> {
        let mut goal = goal;
        // A circle is no runbook, but has to end here too.
        for _ in 0..=self.sides.neutral.len() {
            match goal {
                Goal::Step(name) if self.sides.neutral.contains(name) => {
                    let Some(step) = self.sides.right.step(name) else { return goal };
                    // The end of a turn is not the end of the runbook.
                    if step.next == Goal::End && step.in_loop != in_loop {
                        return goal;
                    }
                    goal = step.next;
                }
                Goal::Step(_) | Goal::End | Goal::Abort => return goal,
            }
        }
        goal
    }

    fn pair(&mut self, left: &Step<'d>, right: &Step<'d>) {
        let place = Place {
            step: Some(left.name.to_owned()),
            original: left.pointer.clone(),
            compiled: right.pointer.clone(),
            path: String::new(),
        };
        let content = step::content(left, &self.sides.left_names);
        let other = step::content(right, &self.sides.right_names);
        diff(&place, &content, &other, &mut self.found);
        self.pair_loops(left, right);
        self.pair_ends(left, right);
        self.edge(left, right, ("onFailure", left.failure, right.failure));
        self.edge(left, right, ("onCancel", left.cancel, right.cancel));
        match left.action {
            "aws:branch" => self.pair_choices(left, right),
            "aws:loop" => {
                self.edge(left, right, ("next", left.next, right.next));
                self.pair_bodies(left, right);
            }
            _ => self.edge(left, right, ("next", left.next, right.next)),
        }
    }

    /// A jump leads to a step that is not there.
    fn missing(&mut self, left: &Step<'d>) {
        self.found.push(Difference {
            certainty: Certainty::Differs,
            step: Some(left.name.to_owned()),
            message: format!("step `{}` is missing", left.name),
            original: Some(left.pointer.clone()),
            compiled: None,
        });
    }

    /// Both are in the bodies of partners, or both in none.
    fn pair_loops(&mut self, left: &Step<'d>, right: &Step<'d>) {
        let partner =
            left.in_loop.map(|name| self.sides.renames.get(name).map_or(name, String::as_str));
        if partner != right.in_loop {
            let of = |name: Option<&str>| {
                name.map_or("no loop".to_owned(), |name| format!("the loop `{name}`"))
            };
            let what = format!("is in {}, was in {}", of(right.in_loop), of(left.in_loop));
            self.tell(left, right, &what, Certainty::Differs);
        }
    }

    /// What `isEnd` does beside a jump on failure is written down in two ways.
    fn pair_ends(&mut self, left: &Step<'d>, right: &Step<'d>) {
        let is_doubtful = left.jumps_on_failure && right.jumps_on_failure;
        if is_doubtful && left.is_end != right.is_end {
            let what = format!(
                "isEnd is {}, was {}, beside onFailure with a step; which of the two the service follows is not known",
                right.is_end, left.is_end
            );
            self.tell(left, right, &what, Certainty::Unproved);
        }
    }

    fn edge(&mut self, left: &Step<'d>, right: &Step<'d>, edge: (&str, Goal<'d>, Goal<'d>)) {
        let (label, from, to) = edge;
        if self.meet(from, to, right.in_loop) {
            return;
        }
        let to = shown(self.settle(to, right.in_loop));
        let what = format!("{label} goes to {to}, was {}", shown(from));
        self.tell(left, right, &what, Certainty::Differs);
    }

    fn tell(&mut self, left: &Step<'d>, right: &Step<'d>, what: &str, certainty: Certainty) {
        self.found.push(Difference {
            certainty,
            step: Some(left.name.to_owned()),
            message: format!("step `{}`: {what}", left.name),
            original: Some(left.pointer.clone()),
            compiled: Some(right.pointer.clone()),
        });
    }

    /// For every outcome of the comparisons both branches lead to partners.
    fn pair_choices(&mut self, left: &Step<'d>, right: &Step<'d>) {
        let mut atoms = Atoms::default();
        let first = choices_of(left, &self.sides.left_names, &mut atoms);
        let second = choices_of(right, &self.sides.right_names, &mut atoms);
        let Some(outcomes) = atoms.outcomes() else {
            return self.pair_choices_in_order(left, right);
        };
        let mut known: BTreeSet<(Goal<'d>, Goal<'d>)> = BTreeSet::new();
        for outcome in outcomes {
            let (from, to) = (first.follow(outcome), second.follow(outcome));
            if !known.insert((from, to)) || self.meet(from, to, right.in_loop) {
                continue;
            }
            let to = shown(self.settle(to, right.in_loop));
            let what = format!("{} it goes to {to}, was {}", atoms.shown(outcome), shown(from));
            self.tell(left, right, &what, Certainty::Differs);
        }
    }

    /// Branches with too many comparisons have to have the same choices in the same order.
    fn pair_choices_in_order(&mut self, left: &Step<'d>, right: &Step<'d>) {
        let (first, second) = (choices(left), choices(right));
        let normal = |items: &[Value], names: &Names<'_>| {
            super::value::normal(&Value::Array(items.iter().map(without_goal).collect()), names)
        };
        if normal(first, &self.sides.left_names) != normal(second, &self.sides.right_names) {
            let what = "the choices differ, and are too many to be compared in every case";
            self.tell(left, right, what, Certainty::Unproved);
            return;
        }
        for (one, other) in first.iter().zip(second) {
            self.edge(left, right, ("a choice", goal_of(one), goal_of(other)));
        }
        self.edge(left, right, ("the default", left.next, right.next));
    }

    fn pair_bodies(&mut self, left: &Step<'d>, right: &Step<'d>) {
        let start = |step: &Step<'d>| {
            let first = step.value.pointer("/inputs/Steps/0/name");
            first.and_then(Value::as_str).map_or(Goal::End, Goal::Step)
        };
        // The end of the body is the end of a turn.
        let (from, to) = (start(left), start(right));
        if !self.meet(from, to, Some(right.name)) {
            let to = shown(self.settle(to, Some(right.name)));
            let what = format!("its body starts with {to}, was {}", shown(from));
            self.tell(left, right, &what, Certainty::Differs);
        }
        self.pair_loop_conditions(left, right);
    }

    fn pair_loop_conditions(&mut self, left: &Step<'d>, right: &Step<'d>) {
        let condition = |step: &Step<'d>| step.value.pointer("/inputs/LoopCondition");
        let (first, second) = match (condition(left), condition(right)) {
            (None, None) => return,
            (Some(first), Some(second)) => (first, second),
            (first, _) => {
                let (is, was) = if first.is_some() { ("gone", "there") } else { ("there", "not") };
                let what = format!("LoopCondition is {is}, was {was}");
                return self.tell(left, right, &what, Certainty::Differs);
            }
        };
        let mut atoms = Atoms::default();
        let one = atoms.choices(std::iter::once((first, true)), false, &self.sides.left_names);
        let other = atoms.choices(std::iter::once((second, true)), false, &self.sides.right_names);
        match atoms.outcomes() {
            Some(mut outcomes) => {
                if let Some(outcome) = outcomes.find(|it| one.follow(*it) != other.follow(*it)) {
                    let now = if other.follow(outcome) { "goes on" } else { "ends" };
                    let what = format!("{} the loop {now}, and did not", atoms.shown(outcome));
                    self.tell(left, right, &what, Certainty::Differs);
                }
            }
            None => {
                let what = "LoopCondition has too many comparisons to be looked at in every case";
                self.tell(left, right, what, Certainty::Unproved);
            }
        }
    }
}

fn choices<'d>(step: &Step<'d>) -> &'d [Value] {
    let list = step.value.pointer("/inputs/Choices").and_then(Value::as_array);
    list.map_or(&[], Vec::as_slice)
}

fn goal_of(choice: &Value) -> Goal<'_> {
    choice.get("NextStep").and_then(Value::as_str).map_or(Goal::Abort, Goal::Step)
}

fn without_goal(choice: &Value) -> Value {
    let mut choice = choice.clone();
    if let Some(map) = choice.as_object_mut() {
        map.remove("NextStep");
    }
    choice
}

fn choices_of<'d>(step: &Step<'d>, names: &Names<'_>, atoms: &mut Atoms) -> Choices<Goal<'d>> {
    let goals = choices(step).iter().map(|choice| (choice, goal_of(choice)));
    atoms.choices(goals, step.next, names)
}

/// A goal for people.
fn shown(goal: Goal<'_>) -> String {
    match goal {
        Goal::Step(name) => format!("`{name}`"),
        Goal::End => "the end".to_owned(),
        Goal::Abort => "Abort".to_owned(),
    }
}
