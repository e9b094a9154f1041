//! Things that an account lists by names which may be there several times.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::api::{Api, CallError};
use super::plan::Prune;
use super::side_by_side::each;

/// The members of a list's entries that hold id and name.
pub(super) type Members = (&'static str, &'static str);

/// Whether a thing is wanted, or only asked for because it might be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    Wanted,
    Other,
}

/// Reads, by `read` and the id, what is listed of the wanted names, and of all others where the
/// project's own is to be found, side by side.
///
/// # Errors
/// The first thing that cannot be read.
pub(super) fn by_name<T: Send>(
    (api, listed): (&dyn Api, &[Value]),
    (id, name): Members,
    (wanted, prune): (&BTreeSet<&str>, Prune),
    read: impl Fn(&str, Wish) -> Result<T, CallError> + Sync,
) -> Result<BTreeMap<String, Vec<T>>, CallError> {
    let asked = listed.iter().filter_map(|one| {
        let (id, name) = (one[id].as_str()?, one[name].as_str()?);
        let wish = if wanted.contains(name) { Wish::Wanted } else { Wish::Other };
        (wish == Wish::Wanted || prune == Prune::Delete).then_some((id, name, wish))
    });
    let asked: Vec<(&str, &str, Wish)> = asked.collect();
    let read = each(api, &asked, |(id, _, wish)| read(id, *wish))?;
    let mut found: BTreeMap<String, Vec<T>> = BTreeMap::new();
    for ((_, name, _), one) in asked.into_iter().zip(read) {
        found.entry(name.to_owned()).or_default().push(one);
    }
    Ok(found)
}
