//! Conditions of branches and loops, compared by what they are for every outcome of their
//! comparisons.

use serde_json::Value;

use super::reference::Names;
use super::value::shown;

/// With more comparisons than these there are too many outcomes to look at.
const MOST_ATOMS: usize = 12;

/// One comparison; two that are equal have one outcome.
#[derive(Clone, Debug, PartialEq)]
struct Atom {
    variable: Value,
    operator: String,
    operand: Value,
}

/// A condition over comparisons by their numbers.
#[derive(Clone, Debug)]
enum Condition {
    Atom(usize),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

/// The comparisons of conditions that are compared with each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Atoms {
    atoms: Vec<Atom>,
    /// Variables with the only values that they can have.
    allowed: Vec<(Value, Vec<Value>)>,
}

/// Conditions with what follows from each, the first that holds counts.
pub(super) struct Choices<T> {
    choices: Vec<(Condition, T)>,
    otherwise: T,
}

/// An outcome of all comparisons: bit by bit whether each holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outcome(u32);

impl Atoms {
    /// Reads conditions, each with its goal.
    pub(super) fn choices<'v, T>(
        &mut self,
        choices: impl Iterator<Item = (&'v Value, T)>,
        otherwise: T,
        names: &Names<'_>,
    ) -> Choices<T> {
        let choices = choices.map(|(value, goal)| (self.read(value, names), goal)).collect();
        Choices { choices, otherwise }
    }

    /// A condition with nothing beside it; whatever else is written is equal to itself only.
    fn read(&mut self, value: &Value, names: &Names<'_>) -> Condition {
        let members: Vec<(&str, &Value)> = value
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, value)| (key.as_str(), value))
            .filter(|(key, _)| *key != "NextStep")
            .collect();
        match members.as_slice() {
            [("And", Value::Array(parts))] => {
                Condition::All(parts.iter().map(|part| self.read(part, names)).collect())
            }
            [("Or", Value::Array(parts))] => {
                Condition::Any(parts.iter().map(|part| self.read(part, names)).collect())
            }
            [("Not", part)] => Condition::Not(Box::new(self.read(part, names))),
            [("Variable", variable), (operator, operand)]
            | [(operator, operand), ("Variable", variable)] => {
                self.allow(variable, names);
                let normal = |value: &Value| super::value::normal(value, names);
                self.comparison(normal(variable), operator, normal(operand))
            }
            other => {
                let members =
                    other.iter().map(|(key, value)| ((*key).to_owned(), (*value).clone()));
                let operand = super::value::normal(&Value::Object(members.collect()), names);
                self.atom(Atom { variable: Value::Null, operator: String::new(), operand })
            }
        }
    }

    /// Remembers what values a variable can have.
    fn allow(&mut self, variable: &Value, names: &Names<'_>) {
        let Some(values) = names.allowed(variable) else { return };
        let row = (super::value::normal(variable, names), values.to_vec());
        if !self.allowed.contains(&row) {
            self.allowed.push(row);
        }
    }

    /// A comparison, or its opposite where the service has both.
    fn comparison(&mut self, variable: Value, operator: &str, operand: Value) -> Condition {
        let (operator, operand, is_opposite) = match (operator, &operand) {
            ("BooleanEquals", Value::Bool(false)) => ("BooleanEquals", Value::Bool(true), true),
            ("NumericLesser", _) => ("NumericGreaterOrEquals", operand, true),
            ("NumericLesserOrEquals", _) => ("NumericGreater", operand, true),
            (operator, _) => (operator, operand, false),
        };
        let atom = self.atom(Atom { variable, operator: operator.to_owned(), operand });
        if is_opposite { Condition::Not(Box::new(atom)) } else { atom }
    }

    fn atom(&mut self, atom: Atom) -> Condition {
        let known = self.atoms.iter().position(|other| *other == atom);
        Condition::Atom(known.unwrap_or_else(|| {
            self.atoms.push(atom);
            self.atoms.len() - 1
        }))
    }

    /// All outcomes that can be; nothing where there are too many.
    pub(super) fn outcomes(&self) -> Option<impl Iterator<Item = Outcome>> {
        let count = u32::try_from(self.atoms.len()).ok()?;
        (self.atoms.len() <= MOST_ATOMS)
            .then(|| (0..1_u32 << count).map(Outcome).filter(|outcome| self.can_be(*outcome)))
    }

    /// Whether no value would have to equal two others at once, or none of those that it can have.
    fn can_be(&self, outcome: Outcome) -> bool {
        let held = || self.atoms.iter().enumerate().filter(|(number, _)| outcome.holds(*number));
        let is_some_value = |(variable, values): &(Value, Vec<Value>)| {
            let mut tests =
                self.atoms.iter().enumerate().filter(|(_, atom)| {
                    atom.operator == "StringEquals" && atom.variable == *variable
                });
            let is_tested = |value: &Value| tests.clone().any(|(_, atom)| atom.operand == *value);
            !values.iter().all(is_tested)
                || tests
                    .any(|(number, atom)| outcome.holds(number) && values.contains(&atom.operand))
        };
        self.allowed.iter().all(is_some_value)
            && held().all(|(number, atom)| {
                held()
                    .take_while(|(other, _)| *other < number)
                    .all(|(_, other)| !excludes(atom, other))
            })
    }

    /// An outcome for people: what holds in it.
    pub(super) fn shown(&self, outcome: Outcome) -> String {
        let held = self.atoms.iter().enumerate().filter(|(number, _)| outcome.holds(*number));
        let parts: Vec<String> = held
            .map(|(_, atom)| {
                let variable = atom.variable.as_str().unwrap_or("…");
                format!("{variable} {} {}", atom.operator, shown(&atom.operand))
            })
            .collect();
        if parts.is_empty() {
            "where nothing holds".to_owned()
        } else {
            format!("where {} holds", parts.join(" and "))
        }
    }
}

/// Whether two comparisons cannot hold together: equality with two literals.
fn excludes(left: &Atom, right: &Atom) -> bool {
    let is_equality = ["StringEquals", "NumericEquals"].contains(&left.operator.as_str());
    let is_literal = |value: &Value| !value.as_str().is_some_and(|text| text.contains("{{"));
    is_equality
        && left.operator == right.operator
        && left.variable == right.variable
        && left.operand != right.operand
        && is_literal(&left.operand)
        && is_literal(&right.operand)
}

impl Outcome {
    fn holds(self, atom: usize) -> bool {
        self.0 >> atom & 1 == 1
    }
}

impl Condition {
    fn holds(&self, outcome: Outcome) -> bool {
        match self {
            Condition::Atom(number) => outcome.holds(*number),
            Condition::Not(inner) => !inner.holds(outcome),
            Condition::All(parts) => parts.iter().all(|part| part.holds(outcome)),
            Condition::Any(parts) => parts.iter().any(|part| part.holds(outcome)),
        }
    }
}

impl<T: Copy> Choices<T> {
    /// What follows from an outcome.
    pub(super) fn follow(&self, outcome: Outcome) -> T {
        let found = self.choices.iter().find(|(condition, _)| condition.holds(outcome));
        found.map_or(self.otherwise, |(_, goal)| *goal)
    }
}
