//! How the services that Ordain calls want their requests, which the packed models do not say.
//!
//! Source: the members `protocol`, `targetPrefix` and `jsonVersion` of botocore's models and the
//! `http` of their operations; `tests/judges/services.py` compares.

/// How a request is written and an answer read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    /// JSON 1.0 or 1.1 to `/`, with the operation in a header.
    Json { target: &'static str, version: &'static str },
    /// A form to `/`, answered in XML.
    Query { version: &'static str },
    /// JSON to a path of the operation. Every operation of the table takes its members in the body.
    RestJson { paths: &'static [(&'static str, &'static str)] },
}

/// Sorted by name.
const PROTOCOLS: [(&str, Protocol); 7] = [
    ("config", Protocol::Json { target: "StarlingDoveService", version: "1.1" }),
    ("events", Protocol::Json { target: "AWSEvents", version: "1.1" }),
    ("iam", Protocol::Query { version: "2010-05-08" }),
    ("resource-groups", Protocol::RestJson { paths: &RESOURCE_GROUPS }),
    (
        "resourcegroupstaggingapi",
        Protocol::Json { target: "ResourceGroupsTaggingAPI_20170126", version: "1.1" },
    ),
    ("ssm", Protocol::Json { target: "AmazonSSM", version: "1.1" }),
    ("sts", Protocol::Query { version: "2011-06-15" }),
];

/// Each is sent with POST.
const RESOURCE_GROUPS: [(&str, &str); 7] = [
    ("CreateGroup", "/groups"),
    ("DeleteGroup", "/delete-group"),
    ("GetGroup", "/get-group"),
    ("GetGroupQuery", "/get-group-query"),
    ("ListGroupResources", "/list-group-resources"),
    ("UpdateGroup", "/update-group"),
    ("UpdateGroupQuery", "/update-group-query"),
];

/// The protocol of a service by boto3's name of its client; nothing of a service that Ordain
/// does not call.
pub(super) fn protocol(service: &str) -> Option<Protocol> {
    let place = PROTOCOLS.binary_search_by(|(name, _)| (*name).cmp(service)).ok()?;
    PROTOCOLS.get(place).map(|(_, protocol)| *protocol)
}

impl Protocol {
    /// Where requests of an operation go, below the host.
    pub(super) fn path(self, operation: &str) -> Option<&'static str> {
        match self {
            Protocol::Json { .. } | Protocol::Query { .. } => Some("/"),
            Protocol::RestJson { paths } => {
                paths.iter().find(|(name, _)| *name == operation).map(|(_, path)| *path)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PROTOCOLS, RESOURCE_GROUPS};

    #[test]
    fn tables_are_sorted() {
        assert!(PROTOCOLS.is_sorted_by_key(|(name, _)| name));
        assert!(RESOURCE_GROUPS.is_sorted_by_key(|(name, _)| name));
    }
}
