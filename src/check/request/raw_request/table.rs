//! Members of requests that take more in a source than the API's model says.

use crate::check::api::Api;

/// What a member takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    AsTheModelSays,
    /// A document by its declaration or its name.
    Document,
    /// The arguments of the document, by the types of its parameters.
    Arguments,
    /// `tag(…)`, a group, or the list that the API takes.
    Targets,
    /// `10%` or a count, as text too.
    Share,
}

/// Operations of the service `ssm` that run a document, and their members that say what runs and
/// where. Sorted by name.
const RUNS: &[(&str, &[(&str, Takes)])] =
    &[("SendCommand", MEMBERS), ("StartAutomationExecution", MEMBERS)];

/// Sorted by name.
const MEMBERS: &[(&str, Takes)] = &[
    ("DocumentName", Takes::Document),
    ("MaxConcurrency", Takes::Share),
    ("MaxErrors", Takes::Share),
    ("Parameters", Takes::Arguments),
    ("Targets", Takes::Targets),
];

/// What a member of an operation takes.
pub(super) fn takes(api: &Api, name: &str) -> Takes {
    let members = row(api).unwrap_or_default();
    let found = members.iter().find(|(known, _)| *known == name);
    found.map_or(Takes::AsTheModelSays, |(_, takes)| *takes)
}

/// Whether the operation runs a document.
pub(super) fn runs_document(api: &Api) -> bool {
    row(api).is_some()
}

fn row(api: &Api) -> Option<&'static [(&'static str, Takes)]> {
    let operation = api.operation().filter(|it| it.model().name() == "ssm")?;
    let found = RUNS.iter().find(|(name, _)| *name == operation.name());
    found.map(|(_, members)| *members)
}

#[cfg(test)]
mod tests {
    use super::{MEMBERS, RUNS};
    use crate::aws::Service;

    #[test]
    fn the_tables_are_sorted_and_the_model_has_all_of_it() {
        assert!(RUNS.is_sorted_by_key(|(name, _)| *name));
        assert!(MEMBERS.is_sorted_by_key(|(name, _)| *name));
        let ssm = Service::named("ssm").unwrap().model();
        for (name, members) in RUNS {
            let input = ssm.operation(name).unwrap().input().unwrap();
            assert!(members.iter().all(|(member, _)| input.members().get(member).is_some()));
        }
    }
}
