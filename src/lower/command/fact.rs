//! Facts of a node that a script gathers by itself, in a few milliseconds and only when it uses
//! them.

/// A fact and the functions that print it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// As in `facts.arch`.
    pub(super) name: &'static str,
    /// The body of the function of `sh`. Runs in a subshell, so that nothing that it reads stays.
    pub(super) body: &'static [&'static str],
    /// The body of the function of PowerShell on Windows.
    pub(super) windows: &'static [&'static str],
}

/// Every fact but `platform`, sorted by name. Those with known values print nothing else.
///
/// Source: "os-release", manual of systemd; MacOS has no such file. "`PROCESSOR_ARCHITECTURE`" in
/// "WOW64 Implementation Details", Windows.
pub(super) const FACTS: &[Fact] = &[
    Fact {
        name: "arch",
        body: &[
            "case $(uname -m) in",
            "  x86_64 | amd64) echo x86_64 ;;",
            "  aarch64 | arm64) echo aarch64 ;;",
            "  i?86) echo i386 ;;",
            "  arm*) echo arm ;;",
            "  *) echo other ;;",
            "esac",
        ],
        windows: &[
            // Of a 32-bit shell on a 64-bit system the first says what the shell is.
            "$name = $env:PROCESSOR_ARCHITEW6432",
            "if (-not $name) { $name = $env:PROCESSOR_ARCHITECTURE }",
            "switch ($name) {",
            "  'AMD64' { 'x86_64' }",
            "  'ARM64' { 'aarch64' }",
            "  'ARM' { 'arm' }",
            "  'x86' { 'i386' }",
            "  default { 'other' }",
            "}",
        ],
    },
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
        windows: &[
            "(Get-ItemProperty -LiteralPath 'HKLM:\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion').ProductName",
        ],
    },
    Fact { name: "hostname", body: &["uname -n"], windows: &["[Net.Dns]::GetHostName()"] },
    Fact {
        name: "os_family",
        body: &[
            "if [ -r /etc/os-release ]; then",
            "  . /etc/os-release",
            "  case \" ${ID:-} ${ID_LIKE:-} \" in",
            "    *' debian '*) echo Debian ;;",
            "    *' rhel '* | *' fedora '* | *' amzn '*) echo RedHat ;;",
            "    *' suse '* | *' sles '*) echo Suse ;;",
            "    *' alpine '*) echo Alpine ;;",
            "    *' arch '*) echo Archlinux ;;",
            "    *' gentoo '*) echo Gentoo ;;",
            "    *) echo other ;;",
            "  esac",
            "elif [ \"$(uname -s)\" = Darwin ]; then",
            "  echo Darwin",
            "else",
            "  echo other",
            "fi",
        ],
        windows: &["'Windows'"],
    },
    Fact {
        name: "version",
        body: &[
            "if [ -r /etc/os-release ]; then",
            "  . /etc/os-release",
            "  printf '%s\\n' \"${VERSION_ID:-}\"",
            "else",
            "  sw_vers -productVersion 2>/dev/null || uname -r",
            "fi",
        ],
        windows: &["[Environment]::OSVersion.Version.ToString()"],
    },
];

/// The fact with this name.
pub(super) fn fact(name: &str) -> Option<&'static Fact> {
    FACTS.iter().find(|fact| fact.name == name)
}

#[cfg(test)]
mod tests {
    use super::{FACTS, fact};
    use crate::hir;

    #[test]
    fn the_facts_are_sorted_and_all_that_scripts_can_gather() {
        assert!(FACTS.is_sorted_by(|left, right| left.name < right.name));
        let all = hir::FACTS.iter().map(|fact| fact.name).filter(|name| *name != "platform");
        assert!(all.eq(FACTS.iter().map(|fact| fact.name)));
    }

    /// The words behind `echo`, and the texts that PowerShell gives.
    fn printed(name: &str) -> Vec<String> {
        let fact = fact(name).expect("a fact");
        let word =
            |line: &str| line.split("echo ").nth(1)?.split_whitespace().next().map(str::to_owned);
        let mut printed: Vec<String> = fact.body.iter().filter_map(|line| word(line)).collect();
        for line in fact.windows {
            let texts: Vec<&str> = line.split('\'').collect();
            match texts.as_slice() {
                ["", text, ""] | [_, _, _, text, _] | ["  default { ", text, _] => {
                    printed.push((*text).to_owned());
                }
                _ => {}
            }
        }
        printed.sort();
        printed.dedup();
        printed
    }

    #[test]
    fn a_fact_with_known_values_prints_each_of_them_and_no_other() {
        for name in ["arch", "os_family"] {
            let spec = hir::FactSpec::named(name).expect("a fact");
            let mut values: Vec<&str> = spec.values.to_vec();
            values.sort_unstable();
            assert_eq!(printed(name), values);
        }
    }
}
