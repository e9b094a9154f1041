//! The names of AWS's Python client: its methods and waiters, and the operations behind them.

use super::built_in::operations;
use super::by_hand;
use crate::aws::{Operation, Service};

/// The operations that a method of a boto3 client calls: `describe_instances` of `ec2` calls
/// `DescribeInstances`, `upload_file` of `s3` calls several. Paginators go by the method's name.
///
/// The service by boto3's name, the method in lower case with underscores. Where these stand is
/// not looked at: botocore breaks words by rules and exceptions (`list_web_acls`,
/// `describe_cached_iscsi_volumes`), and no two operations of a service differ in that only.
/// Empty for a service or a method that there is not, and for methods that call nothing
/// (`get_paginator`, `generate_presigned_url`, `close`).
pub fn operations_for_method(service: &str, method: &str) -> Vec<Operation<'static>> {
    let Some(service) = Service::named(service) else { return Vec::new() };
    let model = service.model();
    let is_method = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_';
    if method.chars().all(is_method)
        && let Some((operation, _)) = model.find_operation(method)
    {
        return vec![operation];
    }
    let calls = by_hand::transfer(service.name(), method);
    calls.iter().filter_map(|name| model.operation(name)).collect()
}

/// The operation that a waiter calls: `instance_running` of `ec2` calls `DescribeInstances`.
pub fn operation_for_waiter(service: &str, waiter: &str) -> Option<Operation<'static>> {
    let model = Service::named(service)?.model();
    model.operation(operations().waiter(service, waiter)?)
}
