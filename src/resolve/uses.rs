//! `use`: which names a file brings in from other projects.

use crate::diagnostic::Diagnostic;
use crate::stdlib;
use crate::syntax::ast::{Ident, Item, ItemKind, Use, UseName};
use crate::text::{FileSpan, Name, Span};

use super::errors;
use super::index::{Brought, Index, Package, PackageId, ParsedFile};

/// Where a `use` path starts without any dependency.
const PREDECLARED: &[&str] = &["action", "aws", "plugin"];

/// What a file brings in, and what is wrong with it.
pub(super) fn resolve_file<'a>(
    index: &Index<'a>,
    package: &Package<'a>,
    file: &ParsedFile<'a>,
) -> (Vec<Brought<'a>>, Vec<Diagnostic>) {
    let mut resolver =
        Resolver { index, package, file, brought: Vec::new(), diagnostics: Vec::new() };
    for item in &file.ast.items {
        if let ItemKind::Use(used) = &item.kind {
            resolver.resolve(item, used);
        }
    }
    resolver.report_unused();
    (resolver.brought, resolver.diagnostics)
}

struct Resolver<'a, 'b> {
    index: &'b Index<'a>,
    package: &'b Package<'a>,
    file: &'b ParsedFile<'a>,
    brought: Vec<Brought<'a>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Resolver<'a, '_> {
    fn resolve(&mut self, item: &Item, used: &Use) {
        let Some(package) = self.named_package(item, used) else {
            for name in &used.names {
                self.bring(name, None);
            }
            return;
        };
        for name in &used.names {
            self.bring(name, Some(package));
        }
    }

    /// The package that a path names; reports where there is none.
    fn named_package(&mut self, item: &Item, used: &Use) -> Option<PackageId> {
        let [package] = used.path.as_slice() else {
            let at = item.span.in_file(self.file.file);
            self.diagnostics.push(errors::bad_use_path(at, used.path.is_empty()));
            return None;
        };
        let at = package.span.in_file(self.file.file);
        if PREDECLARED.contains(&package.text.as_str()) {
            self.diagnostics.push(errors::predeclared(at, &package.text));
            return None;
        }
        let link = self.package.links.iter().find(|(name, _)| *name == package.text);
        if let Some((_, id)) = link {
            return Some(*id);
        }
        let known = &self.package.manifest.dependencies;
        // One that the manifest names and that could not be loaded is reported there.
        if !known.iter().any(|dependency| dependency.name == package.text) {
            let names = known.iter().map(|dependency| dependency.name.as_str()).chain(["std"]);
            self.diagnostics.push(errors::unknown_package(at, &package.text, names));
        }
        None
    }

    fn bring(&mut self, used: &UseName, package: Option<PackageId>) {
        let local: &Ident = used.alias.as_ref().unwrap_or(&used.name);
        let at = local.span.in_file(self.file.file);
        let names = package.and_then(|package| self.index.names_of(package));
        let meaning = names.and_then(|names| names.get(&used.name.text).copied());
        if let (Some(names), None) = (names, meaning) {
            let at = used.name.span.in_file(self.file.file);
            let found = if self.is_standard(package) {
                errors::unknown_in_package(at, &used.name.text, stdlib::task_names())
            } else {
                errors::unknown_in_package(at, &used.name.text, names.all())
            };
            self.diagnostics.push(found);
        }
        if let Some(first) = self.first_place(&local.text) {
            self.diagnostics.push(errors::declared_twice(at, &local.text, first));
            return;
        }
        self.brought.push(Brought { name: local.text.clone(), at, meaning });
    }

    /// Whether a package is the standard library, of which only what is used is loaded.
    fn is_standard(&self, package: Option<PackageId>) -> bool {
        self.package.links.iter().any(|(name, id)| name == "std" && Some(*id) == package)
    }

    /// Where a name of this file was declared or brought in before.
    fn first_place(&self, name: &Name) -> Option<crate::text::FileSpan> {
        let own = self.index.lookup(self.file.file, name).map(|definition| definition.at);
        own.or_else(|| self.brought.iter().find(|it| it.name == *name).map(|it| it.at))
    }

    /// What to take out to take out the name at a place, and what to write instead.
    fn place_of_use(&self, at: FileSpan) -> Option<(FileSpan, String)> {
        let items = self.file.ast.items.iter();
        let around =
            items.filter(|item| item.span.start <= at.span.start && at.span.end <= item.span.end);
        let mut uses = around.filter_map(|item| match &item.kind {
            ItemKind::Use(one) => Some((item.span, one)),
            _ => None,
        });
        let (span, one) = uses.next()?;
        let (place, text) = removal(span, one, (at.span, self.file.text))?;
        Some((place.in_file(at.file), text))
    }

    /// A name that stands nowhere else in the file, not even in a comment, is not used.
    fn report_unused(&mut self) {
        let items = self.file.ast.items.iter();
        let uses: Vec<Span> = items
            .filter(|item| matches!(item.kind, ItemKind::Use(_)))
            .map(|item| item.span)
            .collect();
        for brought in self.brought.iter().filter(|brought| brought.meaning.is_some()) {
            if !stands_outside(self.file.text, &brought.name, &uses) {
                let place = self.place_of_use(brought.at);
                self.diagnostics.push(errors::unused_use(brought.at, &brought.name, place));
            }
        }
    }
}

/// What to take out of a `use` to take out one of its names, and what stays of it.
fn removal(item: Span, one: &Use, (at, text): (Span, &str)) -> Option<(Span, String)> {
    let spans: Vec<Span> = one.names.iter().map(UseName::span).collect();
    let number = spans.iter().position(|span| span.start <= at.start && at.end <= span.end)?;
    match spans.as_slice() {
        [_] => {
            let behind = text.get(item.end as usize..)?;
            let line_end = ["\r\n", "\n"].into_iter().find(|end| behind.starts_with(end));
            let length = u32::try_from(line_end.map_or(0, str::len)).ok()?;
            Some((Span::new(item.start, item.end + length), String::new()))
        }
        // Of two names the other needs no braces.
        [first, second] => {
            let other = if number == 0 { second } else { first };
            let open = text.get(item.start as usize..first.start as usize)?.rfind('{')?;
            let close = text.get(second.end as usize..item.end as usize)?.find('}')?;
            let start = item.start + u32::try_from(open).ok()?;
            let end = second.end + u32::try_from(close + 1).ok()?;
            Some((Span::new(start, end), other.of(text).to_owned()))
        }
        _ => {
            let name = spans.get(number)?;
            let before = number.checked_sub(1).and_then(|before| spans.get(before));
            let place = match (before, spans.get(number + 1)) {
                (Some(before), _) => Span::new(before.end, name.end),
                (None, Some(next)) => Span::new(name.start, next.start),
                (None, None) => *name,
            };
            Some((place, String::new()))
        }
    }
}

/// Whether `word` stands in `text` as a whole word, outside of all `spans`.
fn stands_outside(text: &str, word: &str, spans: &[Span]) -> bool {
    let is_part = |it: char| it.is_ascii_alphanumeric() || it == '_';
    text.match_indices(word).any(|(start, _)| {
        let end = start + word.len();
        let before = text.get(..start).and_then(|text| text.chars().next_back());
        let after = text.get(end..).and_then(|text| text.chars().next());
        let inside = |span: &Span| span.start as usize <= start && end <= span.end as usize;
        !before.is_some_and(is_part) && !after.is_some_and(is_part) && !spans.iter().any(inside)
    })
}
