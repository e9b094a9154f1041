//! What can still be built beside an error: every artifact that neither holds one nor names
//! something that does.

use std::collections::HashSet;

use crate::diagnostic::Diagnostic;
use crate::hir::{Artifact, Program};
use crate::text::{FileId, FileSpan, Span};

/// One declaration of the project as text.
pub(super) struct Part<'a> {
    pub(super) file: FileId,
    pub(super) span: Span,
    /// Absent where nothing is declared, as in what could not be read.
    pub(super) name: Option<&'a str>,
    pub(super) text: &'a str,
}

/// The program without the artifacts that an error touches, directly or by way of a name.
///
/// Names are compared as words of the text: rather too little is built than something broken.
pub(super) fn salvage(program: &Program, parts: &[Part<'_>], found: &[Diagnostic]) -> Program {
    let errors: Vec<FileSpan> =
        found.iter().filter(|one| one.is_error()).map(|one| one.primary.at).collect();
    let mut is_broken: Vec<bool> =
        parts.iter().map(|part| errors.iter().any(|at| holds(part, *at))).collect();
    // What no declaration holds, such as the manifest, touches everything.
    if errors.iter().any(|at| !parts.iter().any(|part| holds(part, *at))) {
        return Program::default();
    }
    spread(parts, &mut is_broken);
    let is_whole = |artifact: &&Artifact| {
        let at = place(artifact);
        let mut around = parts.iter().zip(&is_broken).filter(|(part, _)| holds(part, at));
        around.next().is_some_and(|(_, broken)| !broken)
    };
    Program { artifacts: program.artifacts.iter().filter(is_whole).cloned().collect() }
}

/// Codes that say that something is not there. Sorted.
const ABSENCES: [u16; 5] = [354, 517, 582, 609, 627];

/// Drops findings of absence in declarations of which a part could not be read: it may be there.
///
/// `parts` are in the order of files and places.
pub(super) fn drop_absences(
    parts: &[Part<'_>],
    mut unread: Vec<FileSpan>,
    found: &mut Vec<Diagnostic>,
) {
    unread.sort();
    let place = |part: &Part<'_>| (part.file, part.span.start);
    let is_unread = |at: FileSpan| {
        let behind = parts.partition_point(|part| place(part) <= (at.file, at.span.start));
        let Some(part) = behind.checked_sub(1).and_then(|last| parts.get(last)) else {
            return false;
        };
        let first = unread.partition_point(|one| (one.file, one.span.start) < place(part));
        // Also just behind it, where what is missing at its end is reported.
        unread
            .get(first)
            .is_some_and(|one| one.file == part.file && one.span.start <= part.span.end)
    };
    found.retain(|one| !is_absence(one) || !is_unread(one.primary.at));
}

/// The files whose declarations name something of the selected files, directly or not.
pub(super) fn dependents(
    parts: &[Part<'_>],
    is_selected: impl Fn(FileId) -> bool,
) -> HashSet<FileId> {
    let mut is_touched: Vec<bool> = parts.iter().map(|part| is_selected(part.file)).collect();
    spread(parts, &mut is_touched);
    let touched = parts.iter().zip(is_touched).filter(|(_, touched)| *touched);
    touched.map(|(part, _)| part.file).collect()
}

/// Breaks every part that names a broken one, until nothing changes.
fn spread(parts: &[Part<'_>], is_broken: &mut [bool]) {
    let words: Vec<HashSet<&str>> = parts.iter().map(|part| words(part.text)).collect();
    loop {
        let names: HashSet<&str> = parts
            .iter()
            .zip(is_broken.iter())
            .filter_map(|(part, broken)| part.name.filter(|_| *broken))
            .collect();
        let mut changed = false;
        for (words, broken) in words.iter().zip(is_broken.iter_mut()) {
            if !*broken && !words.is_disjoint(&names) {
                *broken = true;
                changed = true;
            }
        }
        if !changed {
            return;
        }
    }
}

fn words(text: &str) -> HashSet<&str> {
    text.split(|it: char| !it.is_alphanumeric() && it != '_').filter(|it| !it.is_empty()).collect()
}

fn is_absence(found: &Diagnostic) -> bool {
    found.code.number().is_some_and(|number| ABSENCES.binary_search(&number).is_ok())
}

fn holds(part: &Part<'_>, at: FileSpan) -> bool {
    part.file == at.file && part.span.start <= at.span.start && at.span.end <= part.span.end
}

/// Where the declaration of an artifact stands.
fn place(artifact: &Artifact) -> FileSpan {
    match artifact {
        Artifact::Runbook(item) => item.header.at,
        Artifact::Command(item) => item.header.at,
        Artifact::Session(item) => item.header.at,
        Artifact::Document(item) => item.header.at,
        Artifact::Association(item) => item.at,
        Artifact::Window(item) => item.at,
        Artifact::Request(item) => item.at,
        Artifact::Resource(item) => item.at,
    }
}
