//! What of a patch baseline says on which nodes it counts, and whether a change is about patches.

use serde_json::Value;

use crate::deploy::owner::Owned;
use crate::deploy::plan::Difference;

use super::baseline_groups::{DEFAULT, GROUPS};
use super::kind::Found;
use super::patch_baseline::{MEMBERS, system};

/// A baseline that is made, changed or deleted.
pub(in crate::deploy) struct Patching<'a> {
    /// `AMAZON_LINUX_2023`
    pub(in crate::deploy) system: &'a str,
    /// Of one that is there.
    pub(in crate::deploy) id: Option<&'a str>,
}

impl<'a> Patching<'a> {
    /// A baseline by its request, or by what the account has under its name of the project or else of
    /// anybody.
    pub(in crate::deploy) fn of(
        request: Option<&'a Value>,
        found: Option<&'a Vec<Found>>,
        project: &str,
    ) -> Self {
        let found = found.map(Vec::as_slice).unwrap_or_default();
        let one = found.iter().find(|one| one.is_of(project)).or(found.first());
        let system = match (request, one) {
            (Some(request), _) => system(&request["baseline"]),
            (None, Some(one)) => system(&one.more),
            (None, None) => "WINDOWS",
        };
        Self { system, id: one.map(|one| one.id.as_str()) }
    }
}

/// Whether differences of a baseline are about patches or nodes, and not about tags only.
pub(in crate::deploy) fn is_patching_changed(differences: &[Difference]) -> bool {
    let is_about = |what: &str| MEMBERS.contains(&what) || what == GROUPS || what == DEFAULT;
    differences.iter().any(|difference| is_about(&difference.what))
}
