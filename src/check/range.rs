//! Ranges of numbers as lists.

use crate::hir::Value;

/// A range stands for at most so many numbers.
pub(super) const MOST_RANGE_ITEMS: usize = 10_000;

/// The numbers of a range, both ends included; nothing where an end is open or there are more
/// than `MOST_RANGE_ITEMS`.
pub(super) fn range_items(low: Option<i64>, high: Option<i64>) -> Option<Vec<Value>> {
    let (low, high) = (low?, high?);
    let count = i128::from(high) - i128::from(low) + 1;
    let is_long = usize::try_from(count).is_ok_and(|count| count > MOST_RANGE_ITEMS);
    (!is_long).then(|| (low..=high).map(Value::Int).collect())
}
