//! Facts of a node, and the values that they can have.

/// A fact as `facts.NAME` reads it.
#[derive(Debug, PartialEq, Eq)]
pub struct FactSpec {
    pub name: &'static str,
    /// All that it can be; empty where that is any text.
    pub values: &'static [&'static str],
    /// What these values are called elsewhere, in small letters, and what they are here.
    pub aliases: &'static [(&'static str, &'static str)],
}

/// What a fact is on a system that none of its other values is for.
const OTHER: &str = "other";

/// Every fact, sorted by name. Families are called as Ansible calls them, machines as `uname` does
/// on Linux.
pub const FACTS: [FactSpec; 6] = [
    FactSpec {
        name: "arch",
        values: &["aarch64", "arm", "i386", "x86_64", OTHER],
        aliases: &[
            ("amd64", "x86_64"),
            ("arm64", "aarch64"),
            ("armv6l", "arm"),
            ("armv7l", "arm"),
            ("i586", "i386"),
            ("i686", "i386"),
            ("x64", "x86_64"),
            ("x86", "i386"),
        ],
    },
    FactSpec { name: "distribution", values: &[], aliases: &[] },
    FactSpec { name: "hostname", values: &[], aliases: &[] },
    FactSpec {
        name: "os_family",
        values: &[
            "Alpine",
            "Archlinux",
            "Darwin",
            "Debian",
            "Gentoo",
            "RedHat",
            "Suse",
            "Windows",
            OTHER,
        ],
        aliases: &[
            ("almalinux", "RedHat"),
            ("amazon", "RedHat"),
            ("amzn", "RedHat"),
            ("arch", "Archlinux"),
            ("centos", "RedHat"),
            ("fedora", "RedHat"),
            ("macos", "Darwin"),
            ("opensuse", "Suse"),
            ("rhel", "RedHat"),
            ("rocky", "RedHat"),
            ("sles", "Suse"),
            ("ubuntu", "Debian"),
        ],
    },
    FactSpec {
        name: "platform",
        values: &["Linux", "MacOS", "Windows"],
        aliases: &[("darwin", "MacOS")],
    },
    FactSpec { name: "version", values: &[], aliases: &[] },
];

impl FactSpec {
    /// The fact with this name.
    pub fn named(name: &str) -> Option<&'static FactSpec> {
        FACTS.iter().find(|fact| fact.name == name)
    }

    /// What a value of another vocabulary is called here.
    pub fn meant(&self, text: &str) -> Option<&'static str> {
        let small = text.to_lowercase();
        self.aliases.iter().find(|(other, _)| *other == small).map(|(_, here)| *here)
    }
}

#[cfg(test)]
mod tests {
    use super::FACTS;
    use crate::hir::Platform;

    #[test]
    fn the_tables_are_sorted() {
        assert!(FACTS.is_sorted_by(|left, right| left.name < right.name));
        for fact in FACTS {
            assert!(fact.aliases.is_sorted_by(|left, right| left.0 < right.0));
            assert!(fact.aliases.iter().all(|(_, here)| fact.values.contains(here)));
        }
    }

    #[test]
    fn platforms_are_the_documents_own() {
        let platforms = FACTS.iter().find(|fact| fact.name == "platform").map(|fact| fact.values);
        assert_eq!(platforms, Some(Platform::ALL.map(Platform::as_str).as_slice()));
    }
}
