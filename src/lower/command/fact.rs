//! Facts of a node that a script gathers by itself, in a few milliseconds and only when it uses
//! them.

/// A fact and the function of `sh` that prints it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// As in `facts.arch`.
    pub(super) name: &'static str,
    /// The body of the function. Runs in a subshell, so that nothing that it reads stays.
    pub(super) body: &'static [&'static str],
}

/// Every fact but `platform`, sorted by name.
///
/// Source: "os-release", manual of systemd; MacOS has no such file. Families are called as
/// Ansible calls them.
pub(super) const FACTS: &[Fact] = &[
    Fact { name: "arch", body: &["uname -m"] },
    Fact {
        name: "distribution",
        body: &[
            "if [ -r /etc/os-release ]; then",
            "  . /etc/os-release",
            "  printf '%s\\n' \"$ID\"",
            "else",
            "  uname -s",
            "fi",
        ],
    },
    Fact { name: "hostname", body: &["uname -n"] },
    Fact {
        name: "os_family",
        body: &[
            "if [ -r /etc/os-release ]; then",
            "  . /etc/os-release",
            "  case \" $ID ${ID_LIKE:-} \" in",
            "    *' debian '*) echo Debian ;;",
            "    *' rhel '* | *' fedora '* | *' amzn '*) echo RedHat ;;",
            "    *' suse '* | *' sles '*) echo Suse ;;",
            "    *) printf '%s\\n' \"$ID\" ;;",
            "  esac",
            "else",
            "  uname -s",
            "fi",
        ],
    },
    Fact {
        name: "version",
        body: &[
            "if [ -r /etc/os-release ]; then",
            "  . /etc/os-release",
            "  printf '%s\\n' \"${VERSION_ID:-}\"",
            "else",
            "  uname -r",
            "fi",
        ],
    },
];

/// The fact with this name.
pub(super) fn fact(name: &str) -> Option<&'static Fact> {
    FACTS.iter().find(|fact| fact.name == name)
}

#[cfg(test)]
mod tests {
    use super::FACTS;

    #[test]
    fn the_facts_are_sorted() {
        assert!(FACTS.is_sorted_by(|left, right| left.name < right.name));
    }
}
