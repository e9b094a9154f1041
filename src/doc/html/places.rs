//! Which file of the site a page is: names that collide on no file system.

use std::collections::BTreeSet;

use crate::doc::{Collection, Origin, Page};

/// A collection with the paths of its pages.
pub(super) struct Placed<'a> {
    pub(super) collection: &'a Collection,
    pub(super) pages: Vec<(String, &'a Page)>,
}

pub(super) fn place(collections: &[Collection]) -> Vec<Placed<'_>> {
    let mut taken = BTreeSet::new();
    let mut projects = 0;
    let mut placed = Vec::new();
    for collection in collections {
        let is_standard = collection.pages.iter().any(|page| page.origin == Origin::Standard);
        projects += usize::from(!is_standard);
        let folder = match (is_standard, projects) {
            (true, _) => "std".to_owned(),
            (false, 1) => "project".to_owned(),
            (false, number) => format!("project-{number}"),
        };
        let pages = collection.pages.iter();
        let pages = pages.map(|page| (path(&folder, &page.name, &mut taken), page)).collect();
        placed.push(Placed { collection, pages });
    }
    placed
}

/// Some file systems take `Web` and `web` for one name, and Windows keeps `con` and `nul` for
/// itself; a file without a name is hidden.
fn path(folder: &str, name: &str, taken: &mut BTreeSet<String>) -> String {
    const LONGEST: usize = 100;
    let is_plain = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '_';
    let plain: String =
        name.chars().map(|it| if is_plain(&it) { it } else { '-' }).take(LONGEST).collect();
    let mut number = 1;
    loop {
        let is_first = number == 1 && !is_kept(&plain);
        let end = if is_first { String::new() } else { format!("-{number}") };
        let path = format!("{folder}/{plain}{end}.html");
        if taken.insert(path.to_ascii_lowercase()) {
            return path;
        }
        number += 1;
    }
}

/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
fn is_kept(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let numbered = ["com", "lpt"].iter().find_map(|word| name.strip_prefix(word));
    ["", "con", "prn", "aux", "nul"].contains(&&*name)
        || numbered.is_some_and(|rest| rest.len() == 1 && rest.parse::<u8>().is_ok())
}
