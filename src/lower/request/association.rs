//! Associations as CreateAssociation takes them.

use crate::hir::Association;
use crate::lower::{Content, Lowered, LoweredKind};

use super::argument::arguments;
use super::document::{dependency, version};
use super::members::Members;
use super::target::{Spelling, targets};

/// Members behind `Parameters` and `Targets`, in the order of the API.
const BEFORE_NAME: [&str; 2] = ["ScheduleExpression", "OutputLocation"];
const BEHIND_NAME: [&str; 13] = [
    "MaxErrors",
    "MaxConcurrency",
    "ComplianceSeverity",
    "SyncCompliance",
    "ApplyOnlyAtCronInterval",
    "CalendarNames",
    "TargetLocations",
    "ScheduleOffset",
    "Duration",
    "TargetMaps",
    "Tags",
    "AlarmConfiguration",
    "AssociationDispatchAssumeRole",
];

pub(in crate::lower) fn lower(association: &Association) -> Lowered {
    let mut request = Members::default();
    let document = &association.document;
    request.put("Name", document.name.as_str(), document.at);
    request.put_if("DocumentVersion", version(document), document.at);
    request.put_members("Parameters", arguments(&association.parameters), document.at);
    if let Some(set) = &association.targets {
        request.put("Targets", targets(set, Spelling::Nodes), set.at);
    }
    request.fields(&BEFORE_NAME, &association.fields);
    request.put("AssociationName", association.emitted_name.as_str(), association.at);
    if let Some((name, at)) = association.targets.as_ref().and_then(|set| set.parameter.as_ref()) {
        request.put("AutomationTargetParameterName", name.as_str(), *at);
    }
    request.fields(&BEHIND_NAME, &association.fields);
    let (content, origins) = request.into_parts();
    Lowered {
        kind: LoweredKind::Association,
        name: association.emitted_name.clone(),
        path: format!("associations/{}", association.name),
        content: Content::Request(content),
        origins,
        depends_on: dependency(document).into_iter().collect(),
        source: association.at,
    }
}
