//! Operations whose input is known here: members, and what each takes.
//!
//! Source: API reference of Systems Manager.

use crate::check::request::shape::{ROLE_ARN, Shape};

/// What a member takes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Takes {
    Shape(Shape),
    /// The name of a document.
    Document,
    /// `$LATEST`, `$DEFAULT` or a number.
    Version,
    /// The arguments of the document.
    Arguments,
    Targets,
    /// `10%` or a count, as text too.
    Share,
    /// A list, a record, … in the API's own names.
    Any,
}

/// One operation with its members in the order of the API.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operation {
    pub(super) name: &'static str,
    pub(super) members: &'static [Member],
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) required: bool,
    pub(super) takes: Takes,
}

const fn needs(name: &'static str, takes: Takes) -> Member {
    Member { name, required: true, takes }
}

const fn may(name: &'static str, takes: Takes) -> Member {
    Member { name, required: false, takes }
}

const fn text(low: i64, high: i64) -> Takes {
    Takes::Shape(Shape::Text { pattern: None, length: (low, high) })
}

const fn pattern(pattern: &'static str, high: i64) -> Takes {
    Takes::Shape(Shape::Text { pattern: Some(pattern), length: (1, high) })
}

const SHA: Takes = Takes::Shape(Shape::Choice(&["Sha256", "Sha1"]));

/// Of the service `ssm`. Sorted by name.
pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        name: "CreateActivation",
        members: &[
            may("Description", text(0, 256)),
            may("DefaultInstanceName", text(0, 256)),
            needs("IamRole", text(1, 64)),
            may("RegistrationLimit", Takes::Shape(Shape::Number(1, 1000))),
            may("ExpirationDate", Takes::Shape(Shape::Instant)),
            may("Tags", Takes::Shape(Shape::Tags)),
            may("RegistrationMetadata", Takes::Any),
        ],
    },
    Operation {
        name: "CreateResourceDataSync",
        members: &[
            needs("SyncName", text(1, 64)),
            may("S3Destination", Takes::Any),
            may("SyncType", Takes::Shape(Shape::Choice(&["SyncToDestination", "SyncFromSource"]))),
            may("SyncSource", Takes::Any),
        ],
    },
    Operation {
        name: "SendCommand",
        members: &[
            may(
                "InstanceIds",
                Takes::Shape(Shape::Texts {
                    pattern: Some(r"^(i-(\w{8}|\w{17})|mi-\w{17})$"),
                    length: (10, 20),
                    items: (1, 50),
                }),
            ),
            may("Targets", Takes::Targets),
            needs("DocumentName", Takes::Document),
            may("DocumentVersion", Takes::Version),
            may("DocumentHash", text(1, 256)),
            may("DocumentHashType", SHA),
            may("TimeoutSeconds", Takes::Shape(Shape::Number(30, 2_592_000))),
            may("Comment", text(0, 100)),
            may("Parameters", Takes::Arguments),
            may("OutputS3Region", text(3, 20)),
            may("OutputS3BucketName", text(3, 63)),
            may("OutputS3KeyPrefix", text(0, 500)),
            may("MaxConcurrency", Takes::Share),
            may("MaxErrors", Takes::Share),
            may("ServiceRoleArn", Takes::Shape(ROLE_ARN)),
            may("NotificationConfig", Takes::Any),
            may("CloudWatchOutputConfig", Takes::Any),
            may("AlarmConfiguration", Takes::Any),
        ],
    },
    Operation {
        name: "StartAutomationExecution",
        members: &[
            needs("DocumentName", Takes::Document),
            may("DocumentVersion", Takes::Version),
            may("Parameters", Takes::Arguments),
            may(
                "ClientToken",
                pattern(
                    "^[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}$",
                    36,
                ),
            ),
            may("Mode", Takes::Shape(Shape::Choice(&["Auto", "Interactive"]))),
            may("TargetParameterName", text(1, 50)),
            may("Targets", Takes::Targets),
            may("TargetMaps", Takes::Any),
            may("MaxConcurrency", Takes::Share),
            may("MaxErrors", Takes::Share),
            may("TargetLocations", Takes::Any),
            may("Tags", Takes::Shape(Shape::Tags)),
            may("AlarmConfiguration", Takes::Any),
            may("TargetLocationsURL", text(1, 2048)),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::OPERATIONS;

    #[test]
    fn operations_are_sorted() {
        assert!(OPERATIONS.is_sorted_by_key(|operation| operation.name));
    }
}
