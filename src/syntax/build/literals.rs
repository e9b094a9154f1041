//! Numbers.

use super::Builder;
use crate::syntax::ast::ExprKind;
use crate::syntax::errors;
use crate::syntax::grammar::{Pair, Rule};

impl Builder<'_> {
    pub(super) fn number(&mut self, pair: &Pair<'_>) -> ExprKind {
        let span = self.span(pair);
        let text = self.source(span);
        let at = self.at(span);
        let value = match pair.as_rule() {
            Rule::int if text.len() > 1 && text.starts_with('0') => {
                self.diagnostics.push(errors::leading_zero(at, text));
                return ExprKind::Error;
            }
            Rule::int => text.parse().ok().map(ExprKind::Int),
            Rule::float if text.starts_with('0') && !text.starts_with("0.") => {
                self.diagnostics.push(errors::leading_zero(at, text));
                return ExprKind::Error;
            }
            Rule::float => {
                text.parse().ok().filter(|number: &f64| number.is_finite()).map(ExprKind::Float)
            }
            Rule::percent => text.trim_end_matches('%').parse().ok().map(ExprKind::Percent),
            Rule::duration => seconds(text).map(ExprKind::Duration),
            _ => {
                self.diagnostics.push(errors::number_with_letters(at, text));
                return ExprKind::Error;
            }
        };
        value.unwrap_or_else(|| {
            self.diagnostics.push(errors::number_out_of_range(at, text));
            ExprKind::Error
        })
    }
}

/// `1h30m` in seconds; none if it does not fit.
fn seconds(text: &str) -> Option<i64> {
    let mut total: i64 = 0;
    let mut number: i64 = 0;
    for byte in text.bytes() {
        let unit = match byte {
            b'0'..=b'9' => {
                number = number.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                continue;
            }
            b'd' => 86_400,
            b'h' => 3_600,
            b'm' => 60,
            _ => 1,
        };
        total = total.checked_add(number.checked_mul(unit)?)?;
        number = 0;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn the_units_of_a_duration_add_up() {
        assert_eq!(seconds("1h30m"), Some(5_400));
        assert_eq!(seconds("7d"), Some(604_800));
    }

    #[test]
    fn a_duration_that_does_not_fit_is_none() {
        assert_eq!(seconds("99999999999999999999d"), None);
    }
}
