//! Conditions in the forms that SSM takes: `aws:branch` a disjunction of conjunctions, the loop a
//! conjunction of disjunctions, neither nested deeper than a `Not` of one comparison.

use serde_json::json;

use crate::text::FileSpan;

use super::flow::Target;
use super::input::{Input, InputKind};

/// More choices than these are computed by a script.
const MOST_CHOICES: usize = 20;

/// A test of one value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Comparison {
    /// One reference.
    pub(super) variable: Input,
    /// As in the table of operators.
    pub(super) operator: &'static str,
    pub(super) operand: Input,
    pub(super) negated: bool,
}

/// A condition of comparisons that SSM knows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    Constant(bool),
    Compare(Comparison),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

/// Alternatives, each of tests that must all hold.
pub(super) type Alternatives = Vec<Vec<Comparison>>;

impl Condition {
    pub(super) fn negate(self) -> Condition {
        match self {
            Condition::Constant(value) => Condition::Constant(!value),
            Condition::Compare(comparison) => Condition::Compare(comparison.negate()),
            Condition::All(parts) => {
                Condition::Any(parts.into_iter().map(Condition::negate).collect())
            }
            Condition::Any(parts) => {
                Condition::All(parts.into_iter().map(Condition::negate).collect())
            }
        }
    }

    /// The condition as alternatives: none is never, an empty one is always. `None` where they
    /// would be too many.
    pub(super) fn alternatives(&self) -> Option<Alternatives> {
        match self {
            Condition::Constant(true) => Some(vec![Vec::new()]),
            Condition::Constant(false) => Some(Vec::new()),
            Condition::Compare(comparison) => Some(vec![vec![comparison.clone()]]),
            Condition::Any(parts) => {
                let mut all = Vec::new();
                for part in parts {
                    all.extend(part.alternatives()?);
                }
                if all.iter().any(Vec::is_empty) {
                    return Some(vec![Vec::new()]);
                }
                (all.len() <= MOST_CHOICES).then_some(all)
            }
            Condition::All(parts) => {
                let mut all: Alternatives = vec![Vec::new()];
                for part in parts {
                    let more = part.alternatives()?;
                    if all.len() * more.len() > MOST_CHOICES {
                        return None;
                    }
                    all = all.iter().flat_map(|left| join(left, &more)).collect();
                }
                Some(all)
            }
        }
    }
}

fn join(left: &[Comparison], more: &Alternatives) -> Alternatives {
    more.iter()
        .map(|right| {
            let mut both = left.to_vec();
            both.extend(right.iter().filter(|one| !left.contains(one)).cloned());
            both
        })
        .collect()
}

impl Comparison {
    /// The opposite test, where SSM has an operator for it without a `Not`.
    fn negate(mut self) -> Comparison {
        let opposite = match self.operator {
            "NumericGreater" => Some("NumericLesserOrEquals"),
            "NumericGreaterOrEquals" => Some("NumericLesser"),
            "NumericLesser" => Some("NumericGreaterOrEquals"),
            "NumericLesserOrEquals" => Some("NumericGreater"),
            _ => None,
        };
        match (opposite, &mut self.operand.kind) {
            (Some(operator), _) => self.operator = operator,
            (None, InputKind::Json(serde_json::Value::Bool(value))) => *value = !*value,
            (None, _) => self.negated = !self.negated,
        }
        self
    }

    /// The members of a condition map.
    fn members(&self) -> Vec<(String, Input)> {
        let at = self.variable.at;
        let compare = vec![
            ("Variable".to_owned(), self.variable.clone()),
            (self.operator.to_owned(), self.operand.clone()),
        ];
        if self.negated { vec![("Not".to_owned(), Input::map(compare, at))] } else { compare }
    }
}

/// The choices of a branch that lead to `target`, one for each alternative.
pub(super) fn choices(alternatives: &Alternatives, target: Target, at: FileSpan) -> Vec<Input> {
    alternatives
        .iter()
        .map(|tests| {
            let mut members = vec![("NextStep".to_owned(), Input::step(target, at))];
            members.extend(all_of(tests, at));
            Input::map(members, at)
        })
        .collect()
}

fn all_of(tests: &[Comparison], at: FileSpan) -> Vec<(String, Input)> {
    match tests {
        [single] => single.members(),
        several => {
            let parts = several.iter().map(|test| Input::map(test.members(), at)).collect();
            vec![("And".to_owned(), Input::list(parts, at))]
        }
    }
}

/// The opposite of `alternatives` as the condition of a loop. `None` where that would nest a
/// `Not` inside an `Or`, of which nobody knows that SSM takes it.
pub(super) fn loop_condition(alternatives: &Alternatives, at: FileSpan) -> Option<Input> {
    let mut parts = Vec::new();
    for tests in alternatives {
        let opposite: Vec<Comparison> = tests.iter().cloned().map(Comparison::negate).collect();
        match opposite.as_slice() {
            [] => return None,
            [single] => parts.push(Input::map(single.members(), at)),
            several if several.iter().any(|test| test.negated) => return None,
            several => {
                let any = several.iter().map(|test| Input::map(test.members(), at)).collect();
                parts.push(Input::map(vec![("Or".to_owned(), Input::list(any, at))], at));
            }
        }
    }
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(Input::map(vec![("And".to_owned(), Input::list(parts, at))], at)),
    }
}

/// The test that a Boolean is true.
pub(super) fn is_true(variable: Input) -> Comparison {
    let operand = Input::json(json!(true), variable.at);
    Comparison { variable, operator: "BooleanEquals", operand, negated: false }
}
