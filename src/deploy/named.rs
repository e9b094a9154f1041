//! Things that an account lists by names which may be there several times.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::api::CallError;
use super::plan::Prune;

/// The members of a list's entries that hold id and name.
pub(super) type Members = (&'static str, &'static str);

/// Whether a thing is wanted, or only asked for because it might be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    Wanted,
    Other,
}

/// Reads, by `read` and the id, what is listed of the wanted names, and of all others where the
/// project's own is to be found.
///
/// # Errors
/// The first thing that cannot be read.
pub(super) fn by_name<T>(
    listed: &[Value],
    (id, name): Members,
    (wanted, prune): (&BTreeSet<&str>, Prune),
    read: impl Fn(&str, Wish) -> Result<T, CallError>,
) -> Result<BTreeMap<String, Vec<T>>, CallError> {
    let mut found: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for one in listed {
        let (Some(id), Some(name)) = (one[id].as_str(), one[name].as_str()) else { continue };
        let wish = if wanted.contains(name) { Wish::Wanted } else { Wish::Other };
        if wish == Wish::Wanted || prune == Prune::Delete {
            found.entry(name.to_owned()).or_default().push(read(id, wish)?);
        }
    }
    Ok(found)
}
