//! What Patch Manager knows of the patches of each operating system.
//!
//! Source: "DescribePatchProperties" for keys, and "PatchFilter" for values, API reference of
//! Systems Manager. The pages say nothing of `SECTION` and the systems that were added later:
//! `SECTION` is taken where packages are those of Debian, later systems are like those whose
//! packages they have.

/// A key with the values that a patch can have; empty where they are too many to list.
type Key = (&'static str, &'static [&'static str]);

/// One operating system.
#[derive(Debug)]
pub(super) struct System {
    pub(super) name: &'static str,
    pub(super) family: Family,
    pub(super) dates: Dates,
    /// Keys of filters.
    pub(super) keys: &'static [Key],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    Linux,
    Mac,
    Windows,
}

/// Whether patches have a date of release, by which they may be approved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dates {
    Known,
    Unknown,
}

impl Family {
    /// Which systems are meant.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Linux => "Linux",
            Self::Mac => "macOS",
            Self::Windows => "Windows Server",
        }
    }
}

impl System {
    /// The system of a word of the API.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        SYSTEMS.iter().find(|system| system.name == name)
    }

    /// The values of a key; nothing where the system does not have it.
    pub(super) fn values(&self, key: &str) -> Option<&'static [&'static str]> {
        self.keys.iter().find(|(known, _)| *known == key).map(|(_, values)| *values)
    }
}

const RPM: &[Key] = &[
    ("CLASSIFICATION", &["Bugfix", "Enhancement", "Newpackage", "Recommended", "Security"]),
    ("PRODUCT", &[]),
    ("SEVERITY", &["Critical", "Important", "Low", "Medium", "Moderate", "None"]),
];

const SUSE: &[Key] = &[
    ("CLASSIFICATION", &["Document", "Feature", "Optional", "Recommended", "Security", "Yast"]),
    ("PRODUCT", &[]),
    ("SEVERITY", &["Critical", "Important", "Low", "Moderate"]),
];

const DEBIAN: &[Key] = &[
    ("PRIORITY", &["Extra", "Important", "Optional", "Required", "Standard"]),
    ("PRODUCT", &[]),
    ("SECTION", &[]),
];

const MAC: &[Key] = &[("CLASSIFICATION", &[]), ("PRODUCT", &[])];

const WINDOWS: &[Key] = &[
    (
        "CLASSIFICATION",
        &[
            "CriticalUpdates",
            "DefinitionUpdates",
            "Drivers",
            "FeaturePacks",
            "SecurityUpdates",
            "ServicePacks",
            "Tools",
            "UpdateRollups",
            "Updates",
            "Upgrades",
        ],
    ),
    ("MSRC_SEVERITY", &["Critical", "Important", "Low", "Moderate", "Unspecified"]),
    ("PATCH_SET", &["APPLICATION", "OS"]),
    ("PRODUCT", &[]),
    ("PRODUCT_FAMILY", &[]),
];

const fn linux(name: &'static str, keys: &'static [Key], dates: Dates) -> System {
    System { name, family: Family::Linux, dates, keys }
}

/// Sorted by name.
const SYSTEMS: &[System] = &[
    linux("ALMA_LINUX", RPM, Dates::Known),
    linux("AMAZON_LINUX", RPM, Dates::Known),
    linux("AMAZON_LINUX_2", RPM, Dates::Known),
    linux("AMAZON_LINUX_2022", RPM, Dates::Known),
    linux("AMAZON_LINUX_2023", RPM, Dates::Known),
    linux("CENTOS", RPM, Dates::Known),
    linux("DEBIAN", DEBIAN, Dates::Unknown),
    System { name: "MACOS", family: Family::Mac, dates: Dates::Known, keys: MAC },
    linux("ORACLE_LINUX", RPM, Dates::Known),
    linux("RASPBIAN", DEBIAN, Dates::Unknown),
    linux("REDHAT_ENTERPRISE_LINUX", RPM, Dates::Known),
    linux("ROCKY_LINUX", RPM, Dates::Known),
    linux("SUSE", SUSE, Dates::Known),
    linux("UBUNTU", DEBIAN, Dates::Unknown),
    System { name: "WINDOWS", family: Family::Windows, dates: Dates::Known, keys: WINDOWS },
];

#[cfg(test)]
mod tests {
    use super::SYSTEMS;
    use crate::check::request::model::ssm;
    use crate::hir::{Ty, Value};

    #[test]
    fn the_table_is_sorted_and_has_the_systems_of_the_model() {
        assert!(SYSTEMS.is_sorted_by_key(|system| system.name));
        for system in SYSTEMS {
            assert!(system.keys.is_sorted(), "{}", system.name);
            assert!(system.keys.iter().all(|(_, values)| values.is_sorted()), "{}", system.name);
        }
        let Ty::Enum(known) = ssm("CreatePatchBaseline", "OperatingSystem").ty() else { panic!() };
        let mut known: Vec<&str> = known.iter().filter_map(Value::as_str).collect();
        known.sort_unstable();
        assert!(SYSTEMS.iter().map(|system| system.name).eq(known));
    }
}
