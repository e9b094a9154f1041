//! In which language a document or a template is written.

use crate::markup::Syntax;

/// The language of a document or template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Markup(Syntax),
    Terraform,
}

impl Language {
    /// What the ending of a path announces; nothing for a source.
    pub fn of_path(path: &str) -> Option<Language> {
        let is_terraform = path.ends_with(".tf") || path.ends_with(".tf.json");
        let markup = || Syntax::of_path(path).map(Language::Markup);
        if is_terraform { Some(Language::Terraform) } else { markup() }
    }

    /// The language of a text with a path.
    pub(in crate::session) fn of(path: &str, text: &str) -> Option<Language> {
        let language = Self::of_path(path)?;
        // The ending of a template says nothing of its language.
        let is_open = path.ends_with(".template");
        Some(if is_open { Language::Markup(Syntax::of_text(text)) } else { language })
    }
}
