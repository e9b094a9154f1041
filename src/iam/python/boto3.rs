//! What boto3 has beside one method for each operation.

use crate::aws::permission::operations_for_method;
use crate::aws::{Operation, Service};

/// The name of the library.
pub(super) const BOTO3: &str = "boto3";

/// Methods of clients that call nothing. Sorted.
pub(super) const SILENT: &[&str] = &["can_paginate", "close", "exceptions", "meta"];

/// Methods of lists, maps and queues: a list of clients counts as each of them. Sorted.
pub(super) const OF_CONTAINERS: &[&str] = &[
    "add",
    "append",
    "appendleft",
    "clear",
    "copy",
    "count",
    "discard",
    "extend",
    "get",
    "get_nowait",
    "index",
    "insert",
    "items",
    "keys",
    "pop",
    "popitem",
    "popleft",
    "put",
    "put_nowait",
    "remove",
    "reverse",
    "setdefault",
    "sort",
    "update",
    "values",
];

/// Arguments by which a client has credentials of its own. Sorted.
///
/// <https://docs.aws.amazon.com/boto3/latest/guide/credentials.html>
pub(super) const CREDENTIALS: &[&str] =
    &["aws_access_key_id", "aws_secret_access_key", "aws_session_token", "profile_name"];

/// Other libraries that call AWS. Sorted.
pub(super) const OTHERS: &[&str] = &[
    "aioboto3",
    "aiobotocore",
    "awswrangler",
    "boto",
    "botocore",
    "pynamodb",
    "s3fs",
    "sagemaker",
];

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
    use super::{CREDENTIALS, OF_CONTAINERS, OTHERS, SILENT};

    #[test]
    fn the_tables_are_sorted() {
        assert!(SILENT.is_sorted() && OF_CONTAINERS.is_sorted());
        assert!(CREDENTIALS.is_sorted() && OTHERS.is_sorted());
    }
}
