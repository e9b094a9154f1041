//! What tags leave out, and something that is built runs.

use crate::check::TagChoice;
use crate::diagnostic::Diagnostic;
use crate::lower::Content;

use super::Session;
use super::build::Emitted;
use super::errors;

impl Session {
    /// One finding for each document that something pins to this build, and that has no task with the
    /// chosen tags, so that the build does not make it.
    pub(super) fn left_out_by_tags(&self, emitted: &[Emitted]) -> Vec<Diagnostic> {
        if self.input.tags == TagChoice::default() {
            return Vec::new();
        }
        let is_made = |path: &str| emitted.iter().any(|other| other.lowered().path == path);
        let mut found = Vec::new();
        for item in emitted.iter().map(Emitted::lowered) {
            let Content::Request(request) = &item.content else { continue };
            let text = request.to_string();
            let is_pinned = |path: &str| text.contains(&format!("${{{path}#"));
            let gone = item.depends_on.iter().filter(|path| !is_made(path) && is_pinned(path));
            found.extend(gone.map(|path| errors::left_out_by_tags(item, path)));
        }
        found
    }
}
