//! A release of botocore to read from: a wheel, or a folder that a wheel was unpacked into.

use std::collections::BTreeSet;
use std::path::Path;

use crate::package::Package;

pub struct Release {
    package: Package,
}

impl Release {
    /// # Errors
    /// A path that is neither, or that has no models in it.
    pub fn open(path: &Path) -> Result<Self, String> {
        let release = Release { package: Package::open(path, &["botocore"])? };
        if release.services().is_empty() {
            let hint = "the folder must be the one that holds `botocore`";
            return Err(format!("{}: no models below botocore/data: {hint}", path.display()));
        }
        Ok(release)
    }

    /// The names of all services that have a model. Sorted.
    pub fn services(&self) -> BTreeSet<&str> {
        let models = self.package.files().filter(|path| is_model(path));
        models.filter_map(|path| path.split('/').nth(2)).collect()
    }

    /// The latest version of a service's API that has a model.
    pub fn latest(&self, service: &str) -> Option<&str> {
        let prefix = format!("botocore/data/{service}/");
        let below = self.package.files().filter(|path| path.starts_with(&prefix) && is_model(path));
        below.filter_map(|path| path.split('/').nth(3)).max()
    }

    /// The text of a file, unpacked where only a packed one is there, and its path; nothing where
    /// there is neither.
    ///
    /// # Errors
    /// A file that cannot be read, in words that name it.
    pub fn text(&self, path: &str) -> Result<Option<(String, String)>, String> {
        self.package.text(path)
    }

    /// The files of the folder that describes the package, which the release's version names.
    pub fn about(&self) -> impl Iterator<Item = &str> {
        let version = self.version().unwrap_or_default();
        let prefix = format!("botocore-{version}.dist-info/");
        self.package.files().filter(move |path| path.starts_with(&prefix))
    }

    /// # Errors
    /// A release that does not say.
    pub fn version(&self) -> Result<String, String> {
        let path = "botocore/__init__.py";
        let Some((text, place)) = self.text(path)? else {
            return Err(format!("{}: missing", self.place_of(path)));
        };
        let line = text.lines().find_map(|line| line.strip_prefix("__version__ = "));
        let version = line.map(|it| it.trim().trim_matches(['\'', '"']).to_owned());
        version.ok_or(format!("{place}: no line `__version__ = …`"))
    }

    /// Where a file of the release is, for a message.
    pub fn place_of(&self, path: &str) -> String {
        self.package.place_of(path)
    }
}

fn is_model(path: &str) -> bool {
    let mut parts = path.split('/');
    let start = (parts.next(), parts.next());
    let name = parts.nth(2).unwrap_or_default();
    start == (Some("botocore"), Some("data"))
        && parts.next().is_none()
        && matches!(name, "service-2.json" | "service-2.json.gz")
}
