//! Python as the generated scripts hold it: expressions with their binding strength, literals, and
//! whole scripts from templates. Everything here is a pure function of what it is given.

mod functions;
mod scripts;

use std::fmt::Write as _;

use crate::hir::Value;

pub(super) use functions::function;
pub(super) use scripts::{
    CallOutput, FAIL, FAILURE, Helper, LOOP_LIMIT, OutputForm, item_script, outputs_of_call,
    return_script,
};

/// The runtime of generated scripts.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html>
pub(super) const RUNTIME: &str = "python3.12";

/// How tightly an expression holds together, loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    If,
    Or,
    And,
    Not,
    Compare,
    Sum,
    Product,
    Negate,
    Atom,
}

/// An expression of Python.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Code {
    text: String,
    strength: Strength,
}

impl Code {
    pub(super) fn new(text: impl Into<String>, strength: Strength) -> Code {
        Code { text: text.into(), strength }
    }

    pub(super) fn atom(text: impl Into<String>) -> Code {
        Code::new(text, Strength::Atom)
    }

    /// A value that the script is given.
    pub(super) fn argument(key: &str) -> Code {
        Code::atom(format!("events[{}]", string(key)))
    }

    /// The text, in parentheses where it holds together less than `least`.
    pub(super) fn at_least(&self, least: Strength) -> String {
        if self.strength >= least { self.text.clone() } else { format!("({})", self.text) }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// `left OPERATOR right`, left-associative.
    pub(super) fn binary(left: &Code, operator: &str, right: &Code, strength: Strength) -> Code {
        let next = match strength {
            Strength::Or => Strength::And,
            Strength::And => Strength::Not,
            // Comparisons would chain.
            Strength::If | Strength::Not | Strength::Compare | Strength::Sum => {
                if strength == Strength::Sum { Strength::Product } else { Strength::Sum }
            }
            Strength::Product | Strength::Negate | Strength::Atom => Strength::Negate,
        };
        let least = if strength == Strength::Compare { Strength::Sum } else { strength };
        let text = format!("{} {operator} {}", left.at_least(least), right.at_least(next));
        Code::new(text, strength)
    }
}

/// A string literal. Escapes are those that JSON and Python share.
pub(super) fn string(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for c in text.chars() {
        match c {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                let _ = write!(literal, "\\u{:04x}", u32::from(c));
            }
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

/// A value as a literal.
pub(super) fn literal(value: &Value) -> Code {
    match value {
        Value::Null | Value::Range { .. } | Value::Schedule { .. } | Value::Targets(_) => {
            Code::atom("None")
        }
        Value::Bool(true) => Code::atom("True"),
        Value::Bool(false) => Code::atom("False"),
        Value::Int(number) | Value::Duration(number) if *number < 0 => {
            Code::new(number.to_string(), Strength::Negate)
        }
        Value::Int(number) | Value::Duration(number) => Code::atom(number.to_string()),
        Value::Float(number) if *number < 0.0 => Code::new(format!("{number:?}"), Strength::Negate),
        Value::Float(number) => Code::atom(format!("{number:?}")),
        Value::String(text) | Value::Raw(text) => Code::atom(string(text)),
        Value::Percent(percent) => Code::atom(string(&format!("{percent}%"))),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| literal(item).text).collect();
            Code::atom(format!("[{}]", items.join(", ")))
        }
        Value::Record(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{}: {}", string(name), literal(value).text))
                .collect();
            Code::atom(format!("{{{}}}", members.join(", ")))
        }
        Value::Script(script) => Code::atom(string(&script.text)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, Strength, string};

    #[test]
    fn parentheses_stand_only_where_they_change_the_meaning() {
        let [a, b, c] = ["a", "b", "c"].map(Code::atom);
        let sum = Code::binary(&a, "+", &b, Strength::Sum);
        assert_eq!(Code::binary(&sum, "*", &c, Strength::Product).text(), "(a + b) * c");
        assert_eq!(Code::binary(&sum, "-", &c, Strength::Sum).text(), "a + b - c");
        assert_eq!(Code::binary(&c, "-", &sum, Strength::Sum).text(), "c - (a + b)");
        let less = Code::binary(&sum, "<", &c, Strength::Compare);
        assert_eq!(less.text(), "a + b < c");
        assert_eq!(Code::binary(&less, "==", &c, Strength::Compare).text(), "(a + b < c) == c");
        let both = Code::binary(&less, "and", &less, Strength::And);
        assert_eq!(both.text(), "a + b < c and a + b < c");
        assert_eq!(
            Code::binary(&a, "and", &Code::binary(&b, "or", &c, Strength::Or), Strength::And)
                .text(),
            "a and (b or c)"
        );
    }

    #[test]
    fn no_text_leaves_its_quotes() {
        assert_eq!(string("a\"b\\c\n\u{7}"), "\"a\\\"b\\\\c\\n\\u0007\"");
    }
}
