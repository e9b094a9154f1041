//! Names of outputs: short where they can be, and the same however many others there are before.

use std::collections::BTreeSet;

use crate::hir::{FilterValue, PathSegment};
use crate::ssm::limits::OUTPUT_NAME;

const LONGEST: usize = OUTPUT_NAME.most as usize;

/// One name for each path, all different. A path with a name of its own is called so; another is
/// called after its last member. Paths that would be called alike, or as `reserved` forbids, take
/// in as much more of the path as tells them apart.
pub(super) fn choose_names(
    paths: &[(&[PathSegment], Option<String>)],
    reserved: &dyn Fn(&str) -> bool,
) -> Vec<String> {
    let mut wanted: Vec<Wanted> =
        paths.iter().map(|(path, given)| Wanted::new(path, given.clone())).collect();
    // Each pass lengthens at least one name, and no path has more than its segments.
    loop {
        let names: Vec<String> = wanted.iter().map(Wanted::name).collect();
        let mut grown = false;
        for (one, name) in wanted.iter_mut().zip(&names) {
            let shared = names.iter().filter(|other| *other == name).count() > 1;
            if shared || name.is_empty() || reserved(name) {
                grown |= one.grow();
            }
        }
        if !grown {
            break;
        }
    }
    let mut taken = BTreeSet::new();
    wanted
        .iter()
        .map(|one| {
            let name = one.name();
            let is_bare = name.is_empty() || reserved(&name);
            let name = if is_bare { format!("{name}Value") } else { name };
            free(name, &mut taken)
        })
        .collect()
}

/// `name` with `suffix` behind it, told apart from those that are taken.
pub(super) fn with_suffix(name: &str, suffix: &str, taken: &mut BTreeSet<String>) -> String {
    let kept: String = name.chars().take(LONGEST - suffix.len()).collect();
    free(kept + suffix, taken)
}

/// As much of the end of a name as an output may have: it says more than the start.
pub(super) fn longest(name: &str) -> String {
    let surplus = name.chars().count().saturating_sub(LONGEST);
    name.chars().skip(surplus).collect::<String>().trim_start_matches('_').to_owned()
}

/// Letters, digits and `_` only.
pub(super) fn identifier(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

fn free(name: String, taken: &mut BTreeSet<String>) -> String {
    if taken.insert(name.clone()) {
        return name;
    }
    (2_u32..)
        .map(|number| {
            let suffix = format!("_{number}");
            name.chars().take(LONGEST - suffix.len()).collect::<String>() + &suffix
        })
        .find(|name| taken.insert(name.clone()))
        .unwrap_or(name)
}

/// A name that can take in more of its path.
struct Wanted {
    /// The forms of the name, short to long. Never empty.
    forms: Vec<String>,
    length: usize,
}

impl Wanted {
    fn new(path: &[PathSegment], given: Option<String>) -> Self {
        let forms = given.map_or_else(|| forms(path), |name| vec![name]);
        Self { forms, length: 0 }
    }

    fn name(&self) -> String {
        let form = self.forms.get(self.length).map_or("", String::as_str);
        longest(form)
    }

    fn grow(&mut self) -> bool {
        let can_grow = self.length + 1 < self.forms.len();
        self.length += usize::from(can_grow);
        can_grow
    }
}

/// The names that a path can have: its last member, that with what follows it, and so on to the
/// whole path.
fn forms(path: &[PathSegment]) -> Vec<String> {
    let parts: Vec<String> = path.iter().map(part).collect();
    let joined = |parts: &[String]| {
        let named: Vec<&str> =
            parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        named.join("_")
    };
    let last = path.iter().rposition(|segment| matches!(segment, PathSegment::Member(_)));
    let Some(last) = last else {
        return vec![format!("Result_{}", joined(&parts)).trim_end_matches('_').to_owned()];
    };
    let mut forms: Vec<String> = parts.get(last).cloned().into_iter().collect();
    for start in (0..=last).rev() {
        forms.push(joined(parts.get(start..).unwrap_or_default()));
    }
    forms.dedup();
    forms
}

fn part(segment: &PathSegment) -> String {
    match segment {
        PathSegment::Named(name) | PathSegment::Member(name) => identifier(name),
        PathSegment::Index(index) => index.to_string(),
        PathSegment::Each => String::new(),
        PathSegment::Where { value, .. } => match value {
            FilterValue::String(text) => identifier(text),
            FilterValue::Int(number) => identifier(&number.to_string()),
            FilterValue::Bool(flag) => flag.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::choose_names;
    use crate::hir::PathSegment::{self, Index, Member};

    /// Paths without names of their own.
    fn plain<'p>(paths: &[&'p [PathSegment]]) -> Vec<(&'p [PathSegment], Option<String>)> {
        paths.iter().map(|path| (*path, None)).collect()
    }

    #[test]
    fn outputs_that_end_alike_are_told_apart_by_their_paths() {
        let state =
            [Member("Instances".into()), Index(0), Member("State".into()), Member("Name".into())];
        let zone =
            [Member("Instances".into()), Index(0), Member("Zone".into()), Member("Name".into())];
        let id = [Member("Instances".into()), Index(0), Member("Id".into())];
        let names = choose_names(&plain(&[&state, &zone, &id]), &|_| false);
        assert_eq!(names, ["State_Name", "Zone_Name", "Id"]);
        let swapped = choose_names(&plain(&[&zone, &state]), &|_| false);
        assert_eq!(swapped, ["Zone_Name", "State_Name"]);
    }

    #[test]
    fn an_item_and_its_list_have_two_names() {
        let list = [Member("Subnets".into())];
        let item = [Member("Subnets".into()), Index(0)];
        let names = choose_names(&plain(&[&list, &item]), &|_| false);
        assert_eq!(names, ["Subnets", "Subnets_0"]);
    }

    #[test]
    fn a_reserved_name_is_never_given() {
        let path = [Member("Payload".into())];
        assert_eq!(choose_names(&plain(&[&path]), &|name| name == "Payload"), ["PayloadValue"]);
    }

    #[test]
    fn a_key_without_letters_has_a_name() {
        let tag = [Member("Tags".into()), Member("'".into())];
        assert_eq!(choose_names(&plain(&[&tag]), &|_| false), ["Tags__"]);
        let bare = [Member("_".into())];
        assert_eq!(choose_names(&plain(&[&bare]), &|_| false), ["Value"]);
    }

    #[test]
    fn no_name_has_more_than_fifty_letters() {
        let long = "x".repeat(80);
        let path = [Member(long.as_str().into())];
        let names = choose_names(&plain(&[&path, &path]), &|_| false);
        assert!(names.iter().all(|name| name.len() <= 50), "{names:?}");
    }
}
