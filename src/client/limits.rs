//! How often an account may call an operation in one Region, and how often it is called where AWS
//! says nothing.

/// How often something may be called.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    pub per_second: f64,
    /// What shares the limit: the operation itself, or the first of several.
    pub bucket: &'static str,
}

impl Limit {
    /// Calls that may be sent at once, behind which the rate holds: those of one second.
    pub fn at_once(self) -> f64 {
        self.per_second.max(1.0)
    }
}

/// Whether operations share a limit.
#[derive(Clone, Copy, PartialEq)]
enum Share {
    Each,
    Together,
}

/// A limit that AWS documents.
struct Row {
    service: &'static str,
    /// None means all others of the service.
    operations: &'static [&'static str],
    per_second: f64,
    share: Share,
}

const fn row(
    service: &'static str,
    operations: &'static [&'static str],
    per_second: f64,
    share: Share,
) -> Row {
    Row { service, operations, per_second, share }
}

/// Rates of an account in one Region.
///
/// Source: "AWS Systems Manager endpoints and quotas", AWS General Reference (of parameters the
/// default throughput, which may have been raised); "Amazon EventBridge quotas", its user guide
/// (all operations but those of events and endpoints); "Best practices design patterns: optimizing
/// Amazon S3 performance", its user guide; "IAM and AWS STS quotas", IAM's user guide.
const ROWS: [Row; 10] = [
    row("events", &[], 50.0, Share::Each),
    row("s3", &["HeadObject"], 5500.0, Share::Each),
    row("s3", &["PutObject"], 3500.0, Share::Each),
    row("ssm", &["CreateAssociation"], 3.0, Share::Each),
    row(
        "ssm",
        &[
            "DescribeAutomationExecutions",
            "DescribeAutomationStepExecutions",
            "GetAutomationExecution",
        ],
        3.0,
        Share::Each,
    ),
    row("ssm", &["GetParameter", "GetParameters", "GetParametersByPath"], 40.0, Share::Together),
    row("ssm", &["PutParameter"], 3.0, Share::Each),
    row("ssm", &["SendAutomationSignal"], 3.0, Share::Each),
    row("ssm", &["StartAutomationExecution", "StopAutomationExecution"], 1.0, Share::Each),
    row("sts", &[], 600.0, Share::Together),
];

/// What is asked where no rate is documented: fewer than any other rate of such operations that AWS
/// documents for its services of management, so that others of the account have some left.
const READS: f64 = 10.0;
const WRITES: f64 = 5.0;

/// The limit of an operation by boto3's name of the service.
///
/// # Example
///
/// ```
/// assert_eq!(ordain::client::limit("ssm", "PutParameter").per_second, 3.0);
/// ```
pub fn limit(service: &str, operation: &'static str) -> Limit {
    let of_service = || ROWS.iter().filter(|row| row.service == service);
    let named = of_service().find(|row| row.operations.contains(&operation));
    let row = named.or_else(|| of_service().find(|row| row.operations.is_empty()));
    match row {
        Some(Row { operations, per_second, share, service }) => {
            let first = operations.first().unwrap_or(service);
            let bucket = if *share == Share::Together { first } else { operation };
            Limit { per_second: *per_second, bucket }
        }
        None => {
            let per_second = if reads(operation) { READS } else { WRITES };
            Limit { per_second, bucket: operation }
        }
    }
}

/// Whether an operation only reads, by its name.
fn reads(operation: &str) -> bool {
    ["Describe", "Get", "Head", "List"].iter().any(|word| operation.starts_with(word))
}

#[cfg(test)]
mod tests {
    use crate::aws::Service;

    use super::{ROWS, limit};

    #[test]
    fn rows_are_sorted_and_name_operations() {
        assert!(ROWS.is_sorted_by_key(|row| (row.service, row.operations)));
        for row in &ROWS {
            let service = Service::named(row.service).expect("a service");
            for operation in row.operations {
                assert!(service.model().operation(operation).is_some(), "{operation}");
            }
            assert!(row.per_second >= 1.0);
        }
    }

    #[test]
    fn parameters_are_read_with_one_limit_and_the_rest_has_its_own() {
        assert_eq!(limit("ssm", "GetParameters"), limit("ssm", "GetParametersByPath"));
        assert_eq!(limit("sts", "AssumeRole"), limit("sts", "GetCallerIdentity"));
        assert_eq!(limit("ssm", "ListDocuments").per_second, 10.0);
        assert_eq!(limit("ssm", "CreateDocument").bucket, "CreateDocument");
        assert_eq!(limit("events", "PutRule").per_second, 50.0);
    }
}
