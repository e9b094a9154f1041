//! Values that only a deploy has: of its environment, or of files that no build reads.

use std::fmt;

use crate::text::FileId;

use super::wanted::{Body, Item};

/// A text that nothing shows: neither a message nor a plan.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Where a deploy takes a value from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueSource {
    /// A variable of the environment.
    Environment(String),
    /// A path, from the folder of the file that names it.
    File { path: String, asked_by: FileId },
}

impl Item {
    /// Whether it is a parameter whose value stands in the source, in clear.
    pub fn is_plain_parameter(&self) -> bool {
        let Body::Parameter(request) = &self.body else { return false };
        request["Type"] != "SecureString" && source_of(self).is_none()
    }
}

/// What a build writes where the deploy has to take a value: `${env:NAME}`, `${file:PATH}`.
pub(super) fn source_of(item: &Item) -> Option<ValueSource> {
    let Body::Parameter(request) = &item.body else { return None };
    let inside = request["Value"].as_str()?.strip_prefix("${")?.strip_suffix('}')?;
    match inside.split_once(':')? {
        ("env", name) => Some(ValueSource::Environment(name.to_owned())),
        ("file", path) => {
            Some(ValueSource::File { path: path.to_owned(), asked_by: item.source.file })
        }
        _ => None,
    }
}
