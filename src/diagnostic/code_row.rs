//! A row of the table of codes.

use super::Code;

/// What is known of a code: its title and its page in Markdown.
#[derive(Clone, Copy, Debug)]
pub struct CodeRow {
    pub code: Code,
    pub title: &'static str,
    pub page: &'static str,
}
