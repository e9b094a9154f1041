//! What the sources of documents declare, and which documents lose their names by it.

use std::collections::BTreeSet;

use crate::import::{self, Called, is_kept};
use crate::markup;
use crate::ssm::limits::{is_document_name, reserved_prefix};
use crate::template;
use crate::text::FileId;

use super::SourceText;
use super::document::{Language, name_of};

/// What a declaration is called after the path of its document.
pub fn source_name(path: &str) -> String {
    import::source_name(name_of(path))
}

/// What the source of each document declares; of documents with one name the later ones get a number.
pub fn source_names(documents: &[SourceText]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut names = Vec::new();
    for document in documents {
        let stem = source_name(&document.path);
        let numbered = (2..).map(|number: u32| with_number(&stem, number));
        let free = std::iter::once(stem.clone()).chain(numbered).find(|it| !taken.contains(it));
        let free = free.unwrap_or(stem);
        taken.insert(free.clone());
        names.push(free);
    }
    names
}

/// A name with a number behind it; one of the greatest length loses letters for it.
fn with_number(stem: &str, number: u32) -> String {
    let ending = format!("_{number}");
    let name = format!("{stem}{ending}");
    if source_name(&name) == name {
        return name;
    }
    // Names of sources are ASCII.
    let kept = stem.get(..stem.len().saturating_sub(ending.len())).unwrap_or(stem);
    format!("{}{ending}", kept.trim_end_matches('_'))
}

/// Whether a text is a template of CloudFormation or Terraform, whose documents are linted where they
/// stand.
pub fn is_template(source: &SourceText) -> bool {
    match source.document {
        Some(Language::Terraform) => true,
        Some(Language::Markup(syntax)) => {
            let read = markup::read(&source.text, FileId::default(), syntax);
            read.root.is_some_and(|root| template::is_template(&root))
        }
        None => false,
    }
}

/// Why the source that is `declared` makes a document of another name than that of the file, in
/// words for a person; nothing where it keeps the name, or the file's name can be none.
pub fn lost_name(document: &SourceText, declared: &str) -> Option<String> {
    let name = name_of(&document.path);
    if is_kept(Called::new(name, declared)) || !is_document_name(name) {
        return None;
    }
    let why = match reserved_prefix(name) {
        Some(prefix) => format!("names that begin with `{prefix}` are AWS's"),
        None => format!("another source is called `{}`", import::source_name(name)),
    };
    Some(format!("the document is `{name}` no more, its source declares `{declared}`: {why}"))
}
