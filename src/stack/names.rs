//! What the parts of a stack are called: names of the tool's own kind, none twice.

use std::collections::{BTreeMap, BTreeSet};

use super::Tool;

/// Names of parts by their ids in the build: `windows/sunday#target/web`.
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    /// Names everything, in order: of two that would be called the same, the second gets a number.
    pub(super) fn new<'a>(tool: Tool, ids: impl Iterator<Item = &'a str>) -> Self {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut names = BTreeMap::new();
        for id in ids {
            let plain = match tool {
                Tool::CloudFormation => logical_id(id),
                Tool::Terraform => resource_name(id),
            };
            let mut name = plain.clone();
            let mut number = 2;
            while !taken.insert(name.clone()) {
                name = format!("{plain}{number}");
                number += 1;
            }
            names.insert(id.to_owned(), name);
        }
        Self(names)
    }

    /// The name of a part; that of nothing is empty.
    pub(super) fn of(&self, id: &str) -> &str {
        self.0.get(id).map_or("", String::as_str)
    }

    /// Whether a part is called so.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.values().any(|known| known == name)
    }
}

/// `windows/sunday#target/web-tier` is `WindowSundayTargetWebTier`: letters and digits only.
fn logical_id(id: &str) -> String {
    let singular = id.replacen("s/", "/", 1);
    let words = singular.split(|letter: char| !letter.is_ascii_alphanumeric());
    let capital = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    words.map(capital).collect()
}

/// `windows/sunday#target/web-tier` is `sunday_target_web_tier`: each kind has names of its own.
fn resource_name(id: &str) -> String {
    let name = id.split_once('/').map_or(id, |(_, name)| name);
    let letter = |it: char| if it.is_ascii_alphanumeric() { it.to_ascii_lowercase() } else { '_' };
    let name: String = name.chars().map(letter).collect();
    let has_head = name.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
    if has_head { name } else { format!("_{name}") }
}

#[cfg(test)]
mod tests {
    use super::{Names, Tool};

    #[test]
    fn names_are_those_of_the_tool_and_none_is_there_twice() {
        let ids = ["documents/Acme-web_tier", "documents/Acme-web-tier", "windows/s#task/1x"];
        let names = Names::new(Tool::CloudFormation, ids.into_iter());
        assert_eq!(names.of("documents/Acme-web_tier"), "DocumentAcmeWebTier");
        assert_eq!(names.of("documents/Acme-web-tier"), "DocumentAcmeWebTier2");
        assert_eq!(names.of("windows/s#task/1x"), "WindowSTask1x");
        let names = Names::new(Tool::Terraform, ids.into_iter());
        assert_eq!(names.of("documents/Acme-web_tier"), "acme_web_tier");
        assert_eq!(names.of("documents/Acme-web-tier"), "acme_web_tier2");
    }
}
