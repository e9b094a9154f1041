//! Walks two graphs side by side from their starts and pairs their steps.

use std::collections::BTreeMap;

use super::graph::{Goal, Graph, Node};

#[derive(Debug, Default)]
pub struct Outcome {
    /// Steps that were paired.
    pub steps: usize,
    pub differences: Vec<String>,
}

/// Pairs the steps of two graphs: paired steps have the same action, subject and criticality, and
/// each edge of one leads to the partner of where the other's leads.
pub fn compare(left: &Graph, right: &Graph) -> Outcome {
    let mut walk =
        Walk { left, right, partners: BTreeMap::new(), open: Vec::new(), found: Vec::new() };
    walk.meet("start", &Goal::Step(left.start.clone()), &Goal::Step(right.start.clone()));
    while let Some((from, to)) = walk.open.pop() {
        if let (Some(from), Some(to)) = (left.nodes.get(&from), right.nodes.get(&to)) {
            walk.pair(from, to);
        }
    }
    Outcome { steps: walk.partners.len(), differences: walk.found }
}

struct Walk<'a> {
    left: &'a Graph,
    right: &'a Graph,
    /// From the left's names to the right's.
    partners: BTreeMap<String, String>,
    open: Vec<(String, String)>,
    found: Vec<String>,
}

impl Walk<'_> {
    fn meet(&mut self, edge: &str, left: &Goal, right: &Goal) {
        match (self.left.settle(left), self.right.settle(right)) {
            (Goal::Step(from), Goal::Step(to)) => match self.partners.get(&from) {
                Some(partner) if *partner == to => {}
                Some(partner) => self.found.push(format!(
                    "{edge}: leads to `{from}`, the partner of `{partner}`, and to `{to}`"
                )),
                None if self.partners.values().any(|taken| *taken == to) => {
                    self.found.push(format!("{edge}: `{to}` has another partner than `{from}`"));
                }
                None => {
                    self.partners.insert(from.clone(), to.clone());
                    self.open.push((from, to));
                }
            },
            (from, to) if from == to => {}
            (from, to) => self.found.push(format!("{edge}: leads to {from:?} and to {to:?}")),
        }
    }

    fn pair(&mut self, left: &Node, right: &Node) {
        let names = format!("`{}` and `{}`", left.name, right.name);
        if (&left.action, &left.subject) != (&right.action, &right.subject) {
            self.found.push(format!(
                "{names}: {} {} and {} {}",
                left.action, left.subject, right.action, right.subject
            ));
        }
        if left.critical != right.critical {
            self.found
                .push(format!("{names}: critical is {} and {}", left.critical, right.critical));
        }
        for (label, goal) in &left.edges {
            match right.edges.get(label) {
                Some(other) => self.meet(&format!("{names}, {label}"), goal, other),
                None => self.found.push(format!("{names}: only the first has the edge {label}")),
            }
        }
        for label in right.edges.keys().filter(|label| !left.edges.contains_key(*label)) {
            self.found.push(format!("{names}: only the second has the edge {label}"));
        }
    }
}
