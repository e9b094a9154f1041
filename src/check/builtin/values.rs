//! What a function computes with.

use crate::hir::Value;

use super::super::range::{MOST_RANGE_ITEMS, range_items};

/// Arguments that the build knows, in the order of the parameters.
pub(super) struct Values<'v>(pub(super) &'v [Value]);

impl Values<'_> {
    pub(super) fn text(&self, position: usize) -> &str {
        self.0.get(position).and_then(Value::as_str).unwrap_or_default()
    }

    pub(super) fn whole(&self, position: usize) -> i64 {
        match self.0.get(position) {
            Some(Value::Int(number)) => *number,
            _ => 0,
        }
    }

    pub(super) fn list(&self, position: usize) -> Result<Vec<Value>, String> {
        match self.0.get(position) {
            Some(Value::List(items)) => Ok(items.clone()),
            Some(Value::Range { low, high }) => range_items(*low, *high).ok_or_else(|| {
                format!("the range has no end, or more than {MOST_RANGE_ITEMS} numbers")
            }),
            _ => Ok(Vec::new()),
        }
    }

    pub(super) fn get(&self, position: usize) -> Option<&Value> {
        self.0.get(position)
    }
}
