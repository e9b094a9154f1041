//! The members of a request while it is written, each with the source that it came from.

use serde_json::{Map, Value as Json};

use crate::hir::RequestField;
use crate::lower::create_document::plain_json;
use crate::ssm::pointer_segment;
use crate::text::FileSpan;

/// A JSON object, in the order in which it is written.
#[derive(Debug, Default)]
pub(super) struct Members {
    members: Map<String, Json>,
    origins: Vec<(String, FileSpan)>,
}

impl Members {
    pub(super) fn put(&mut self, name: &str, value: impl Into<Json>, at: FileSpan) {
        self.members.insert(name.to_owned(), value.into());
        self.origins.push((format!("/{}", pointer_segment(name)), at));
    }

    pub(super) fn put_if(&mut self, name: &str, value: Option<impl Into<Json>>, at: FileSpan) {
        if let Some(value) = value {
            self.put(name, value, at);
        }
    }

    /// A member of the API's own name.
    pub(super) fn field(&mut self, field: &RequestField) {
        self.put(field.name, plain_json(&field.value), field.at);
    }

    /// Those of `fields` with these names, in the order of the names.
    pub(super) fn fields(&mut self, names: &[&str], fields: &[RequestField]) {
        for name in names {
            for field in fields.iter().filter(|field| field.name == *name) {
                self.field(field);
            }
        }
    }

    /// An object inside of this one; nothing where it is empty.
    pub(super) fn put_members(&mut self, name: &str, inner: Members, at: FileSpan) {
        if inner.members.is_empty() {
            return;
        }
        let prefix = format!("/{}", pointer_segment(name));
        self.origins.push((prefix.clone(), at));
        let below = inner.origins.into_iter();
        self.origins.extend(below.map(|(pointer, at)| (format!("{prefix}{pointer}"), at)));
        self.members.insert(name.to_owned(), Json::Object(inner.members));
    }

    pub(super) fn into_parts(self) -> (Json, Vec<(String, FileSpan)>) {
        (Json::Object(self.members), self.origins)
    }
}
