//! What boto3 has beside one method for each operation.

use crate::aws::permission::operations_for_method;
use crate::aws::{Operation, Service};

/// The name of the library.
pub(super) const BOTO3: &str = "boto3";

/// Methods of clients that call nothing. Sorted.
pub(super) const SILENT: &[&str] = &["can_paginate", "close", "exceptions", "meta"];

/// The operations that a method of a client calls; nothing for a method that is not known.
pub(super) fn operations(
    service: &'static Service,
    method: &str,
) -> Option<Vec<Operation<'static>>> {
    if SILENT.contains(&method) {
        return Some(Vec::new());
    }
    let found = operations_for_method(service.name(), method);
    (!found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::SILENT;

    #[test]
    fn methods_that_call_nothing_are_sorted() {
        assert!(SILENT.is_sorted());
    }
}
