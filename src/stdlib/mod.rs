//! The sources under `stdlib/` as virtual files.

mod documents;
mod replaced;
mod tasks;

use crate::text::words;
use documents::{DOCUMENTS, NAMES};
use tasks::TASKS;

pub use replaced::replacement;

/// A module or role of the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaskSource {
    /// What programs call it.
    pub name: &'static str,
    /// Below `stdlib/`.
    pub path: &'static str,
    pub text: &'static str,
}

/// The Ordain source that declares one of AWS's own documents, by the document's name.
pub fn aws_document(name: &str) -> Option<&'static str> {
    let place = DOCUMENTS.binary_search_by(|row| row.0.cmp(name)).ok()?;
    DOCUMENTS.get(place).map(|row| row.1)
}

/// The names of all of AWS's documents that the library declares, sorted.
pub fn aws_document_names() -> &'static [&'static str] {
    NAMES
}

/// All modules and roles of the library, sorted by name.
pub fn tasks() -> &'static [TaskSource] {
    TASKS
}

/// The names of all modules and roles, sorted.
pub fn task_names() -> impl Iterator<Item = &'static str> {
    TASKS.iter().map(|task| task.name)
}

/// The modules and roles whose names stand as words in some texts, and those that they need in
/// turn. Sorted by name.
pub fn tasks_for<'t>(texts: impl IntoIterator<Item = &'t str>) -> Vec<TaskSource> {
    let mut wanted: Vec<bool> = TASKS.iter().map(|_| false).collect();
    let mut texts: Vec<&str> = texts.into_iter().collect();
    while let Some(text) = texts.pop() {
        for word in words(text) {
            let Ok(place) = TASKS.binary_search_by(|task| task.name.cmp(word)) else { continue };
            if let (Some(flag), Some(task)) = (wanted.get_mut(place), TASKS.get(place))
                && !std::mem::replace(flag, true)
            {
                texts.push(task.text);
            }
        }
    }
    let found = TASKS.iter().zip(wanted).filter(|(_, wanted)| *wanted);
    found.map(|(task, _)| *task).collect()
}

#[cfg(test)]
mod tests {
    use super::{aws_document, aws_document_names, task_names, tasks_for};

    #[test]
    fn names_are_sorted_and_each_has_a_source() {
        let names = aws_document_names();
        assert!(names.is_sorted());
        for name in names {
            let source = aws_document(name).expect("a listed document has a source");
            assert!(source.contains(&format!("{name:?} {{")), "{name} declares another name");
        }
    }

    #[test]
    fn a_name_that_aws_does_not_use_has_no_source() {
        assert_eq!(aws_document("AWS-RunPatchBaselin"), None);
    }

    #[test]
    fn every_task_declares_its_name() {
        assert!(task_names().is_sorted());
        for task in super::tasks() {
            let is_role = task.path.starts_with("roles/");
            let header = format!("{} {} {{", if is_role { "role" } else { "module" }, task.name);
            assert!(task.text.contains(&header), "{} declares another name", task.path);
        }
    }

    #[test]
    fn a_text_needs_what_it_names() {
        assert!(tasks_for(["nothing of it"]).is_empty());
        let names: Vec<&str> =
            tasks_for(["use std.symlink"]).iter().map(|task| task.name).collect();
        assert!(names.contains(&"symlink"));
    }
}
