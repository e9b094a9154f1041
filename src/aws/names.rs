//! Names as people write them and as the models have them: the tolerant comparison, and the
//! tables of what AWS's Python client takes beside the models' names.
//!
//! Each table is from botocore's own sources, which are named with it.

/// Whether two names are the same but for case, `-`, `_`, `.` and spaces: `DescribeInstances`,
/// `describeInstances`, `describe_instances` and `describe-instances`.
///
/// No two services, no two operations of a service and no two members of a structure are the
/// same in this sense; a test says so.
pub(super) fn same(left: &str, right: &str) -> bool {
    letters(left).eq(letters(right))
}

fn letters(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|it| !matches!(it, '-' | '_' | '.' | ' ')).map(|it| it.to_ascii_lowercase())
}

/// Former names of services and their names. `SERVICE_NAME_ALIASES` in `utils.py`.
pub(super) const SERVICES: &[(&str, &str)] = &[("runtime.sagemaker", "sagemaker-runtime")];

/// An operation's name that the model does not have.
pub(super) struct OperationAlias {
    pub(super) service: &'static str,
    pub(super) alias: &'static str,
    pub(super) name: &'static str,
}

/// `ClientMethodAlias` in `handlers.py`; those that differ in underscores only need no row.
pub(super) const OPERATIONS: &[OperationAlias] = &[OperationAlias {
    service: "socialmessaging",
    alias: "delete_whatsapp_media_message",
    name: "DeleteWhatsAppMessageMedia",
}];

/// What the client decodes in results beyond the model: members and shapes of JSON text.
/// `json_decode_policies` and `json_decode_template_body` in `handlers.py`. Sorted.
pub(super) const DECODED: &[(&str, &str)] =
    &[("cloudformation", "TemplateBody"), ("iam", "policyDocumentType")];

/// A member's name, at the top of an input, that the model does not have.
pub(super) struct ParameterAlias {
    pub(super) service: &'static str,
    /// `None` for all operations of the service that have the member.
    pub(super) operation: Option<&'static str>,
    pub(super) alias: &'static str,
    pub(super) name: &'static str,
}

/// `_add_parameter_aliases` in `handlers.py`. Sorted by service and alias.
pub(super) const PARAMETERS: &[ParameterAlias] = &[
    ParameterAlias {
        service: "cloudsearchdomain",
        operation: Some("Search"),
        alias: "returnFields",
        name: "return",
    },
    ParameterAlias { service: "ec2", operation: None, alias: "Filters", name: "Filter" },
    ParameterAlias {
        service: "logs",
        operation: Some("CreateExportTask"),
        alias: "fromTime",
        name: "from",
    },
];

/// Required members, at the top of every input of a service, that the client fills in itself.
/// `inject_account_id` in `handlers.py`.
pub(super) const FILLED_IN: &[(&str, &str)] = &[("glacier", "accountId")];

/// What the client adds to every result: `response['ResponseMetadata']`.
pub(super) const RESPONSE_METADATA: &str = "ResponseMetadata";

#[cfg(test)]
mod tests {
    use super::{FILLED_IN, OPERATIONS, PARAMETERS, SERVICES, same};

    #[test]
    fn the_tables_are_sorted() {
        assert!(SERVICES.is_sorted());
        assert!(FILLED_IN.is_sorted());
        assert!(OPERATIONS.is_sorted_by_key(|row| (row.service, row.alias)));
        assert!(PARAMETERS.is_sorted_by_key(|row| (row.service, row.alias)));
    }

    #[test]
    fn case_and_joints_do_not_count() {
        for written in ["describeInstances", "describe_instances", "describe-instances"] {
            assert!(same(written, "DescribeInstances"), "{written}");
        }
        assert!(!same("DescribeInstance", "DescribeInstances"));
    }
}
