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
    /// JSON by a method and a path of the operation.
    RestJson { routes: &'static [Route] },
    /// Bytes, in base64 in the member `Body`, by a method and a path of the operation. Answers are
    /// read for their errors only, which are XML.
    RestXml { routes: &'static [Route] },
}

/// How one operation of a REST service is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Route {
    operation: &'static str,
    pub(super) method: &'static str,
    /// `{Arn}` is filled in with the member of this name; of `{Key+}` slashes stay.
    pub(super) path: &'static str,
    /// Members that stand in the query, and their names there.
    pub(super) query: &'static [(&'static str, &'static str)],
}

const fn post(operation: &'static str, path: &'static str) -> Route {
    Route { operation, method: "POST", path, query: &[] }
}

const fn of_tags(operation: &'static str, method: &'static str) -> Route {
    Route { operation, method, path: "/resources/{Arn}/tags", query: &[] }
}

/// Sorted by name.
const PROTOCOLS: [(&str, Protocol); 8] = [
    ("config", Protocol::Json { target: "StarlingDoveService", version: "1.1" }),
    ("events", Protocol::Json { target: "AWSEvents", version: "1.1" }),
    ("iam", Protocol::Query { version: "2010-05-08" }),
    ("resource-groups", Protocol::RestJson { routes: &RESOURCE_GROUPS }),
    (
        "resourcegroupstaggingapi",
        Protocol::Json { target: "ResourceGroupsTaggingAPI_20170126", version: "1.1" },
    ),
    ("s3", Protocol::RestXml { routes: &S3 }),
    ("ssm", Protocol::Json { target: "AmazonSSM", version: "1.1" }),
    ("sts", Protocol::Query { version: "2011-06-15" }),
];

/// The bucket stands in the path, so that one certificate serves all names.
const S3: [Route; 2] = [
    Route { operation: "HeadObject", method: "HEAD", path: "/{Bucket}/{Key+}", query: &[] },
    Route { operation: "PutObject", method: "PUT", path: "/{Bucket}/{Key+}", query: &[] },
];

const RESOURCE_GROUPS: [Route; 11] = [
    post("CreateGroup", "/groups"),
    post("DeleteGroup", "/delete-group"),
    post("GetGroup", "/get-group"),
    post("GetGroupQuery", "/get-group-query"),
    of_tags("GetTags", "GET"),
    post("ListGroupResources", "/list-group-resources"),
    Route {
        operation: "ListGroups",
        method: "POST",
        path: "/groups-list",
        query: &[("MaxResults", "maxResults"), ("NextToken", "nextToken")],
    },
    of_tags("Tag", "PUT"),
    of_tags("Untag", "PATCH"),
    post("UpdateGroup", "/update-group"),
    post("UpdateGroupQuery", "/update-group-query"),
];

/// The protocol of a service by boto3's name of its client; nothing of a service that Ordain
/// does not call.
pub(super) fn protocol(service: &str) -> Option<Protocol> {
    let place = PROTOCOLS.binary_search_by(|(name, _)| (*name).cmp(service)).ok()?;
    PROTOCOLS.get(place).map(|(_, protocol)| *protocol)
}

impl Protocol {
    /// Where requests of an operation go, below the host; nothing where the table has not the
    /// operation.
    pub(super) fn route(self, operation: &str) -> Option<Route> {
        match self {
            Protocol::Json { .. } | Protocol::Query { .. } => Some(post("", "/")),
            Protocol::RestJson { routes } | Protocol::RestXml { routes } => {
                routes.iter().find(|route| route.operation == operation).copied()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PROTOCOLS, RESOURCE_GROUPS, S3};

    #[test]
    fn tables_are_sorted() {
        assert!(PROTOCOLS.is_sorted_by_key(|(name, _)| name));
        assert!(RESOURCE_GROUPS.is_sorted_by_key(|route| route.operation));
        assert!(S3.is_sorted_by_key(|route| route.operation));
    }
}
