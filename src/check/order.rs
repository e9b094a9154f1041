//! Which definitions are checked before which: what one names comes first, so that long chains of
//! them need no deep evaluation.

use rustc_hash::FxHashMap;

use crate::resolve::declared_name;
use crate::syntax::ast::{Item, ItemKind};
use crate::text::{FileId, FileSpan};

use super::Context;

/// The positions of all definitions among `items`, in groups: those of one group do not need each
/// other, and need only those of earlier groups, but for circles.
///
/// Names are compared as words of the text: a word too many costs nothing.
pub(super) fn groups(context: &Context<'_>, items: &[(FileId, &Item)]) -> Vec<Vec<usize>> {
    let positions: FxHashMap<FileSpan, usize> = items
        .iter()
        .enumerate()
        .filter(|(_, (_, item))| is_definition(&item.kind))
        .filter_map(|(position, (file, item))| {
            Some((declared_name(&item.kind)?.span.in_file(*file), position))
        })
        .collect();
    let texts = context.files.iter().map(|file| (file.file, file.text)).collect();
    let mut search = Search { context, items, texts, positions: &positions, groups: Vec::new() };
    let mut marks = vec![Mark::New; items.len()];
    for (position, (_, item)) in items.iter().enumerate() {
        if is_definition(&item.kind) {
            search.visit(position, &mut marks);
        }
    }
    search.groups
}

fn is_definition(kind: &ItemKind) -> bool {
    match kind {
        ItemKind::Const(_)
        | ItemKind::Input(_)
        | ItemKind::TypeAlias(_)
        | ItemKind::Fn(_)
        | ItemKind::Group(_) => true,
        ItemKind::Use(_)
        | ItemKind::Extern(_)
        | ItemKind::Declaration(_)
        | ItemKind::Request(_)
        | ItemKind::Error => false,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    New,
    /// On the way to the definition at hand.
    Open,
    /// In the group of this number.
    Done(usize),
}

struct Search<'s, 'a> {
    context: &'s Context<'a>,
    items: &'s [(FileId, &'s Item)],
    texts: FxHashMap<FileId, &'a str>,
    positions: &'s FxHashMap<FileSpan, usize>,
    groups: Vec<Vec<usize>>,
}

/// A definition on the way, with what it names and is not looked at yet.
struct Open {
    position: usize,
    needed: Vec<usize>,
    group: usize,
}

impl Search<'_, '_> {
    /// Walks without recursion: a chain may be as long as a file.
    fn visit(&mut self, position: usize, marks: &mut [Mark]) {
        let mut way = Vec::new();
        self.enter(position, marks, &mut way);
        while let Some(open) = way.last_mut() {
            let Some(next) = open.needed.pop() else {
                self.leave(marks, &mut way);
                continue;
            };
            match marks.get(next) {
                Some(Mark::New) => {
                    open.needed.push(next);
                    self.enter(next, marks, &mut way);
                }
                Some(Mark::Done(group)) => open.group = open.group.max(group + 1),
                // A circle, which its checks report.
                Some(Mark::Open) | None => {}
            }
        }
    }

    fn enter(&self, position: usize, marks: &mut [Mark], way: &mut Vec<Open>) {
        if let Some(mark @ Mark::New) = marks.get_mut(position) {
            *mark = Mark::Open;
            way.push(Open { position, needed: self.named(position), group: 0 });
        }
    }

    fn leave(&mut self, marks: &mut [Mark], way: &mut Vec<Open>) {
        let Some(Open { position, group, .. }) = way.pop() else { return };
        if let Some(mark) = marks.get_mut(position) {
            *mark = Mark::Done(group);
        }
        if self.groups.len() <= group {
            self.groups.resize_with(group + 1, Vec::new);
        }
        if let Some(group) = self.groups.get_mut(group) {
            group.push(position);
        }
    }

    /// The definitions whose names stand in the text of one, the last first.
    fn named(&self, position: usize) -> Vec<usize> {
        let Some((file, item)) = self.items.get(position) else { return Vec::new() };
        let text = self.texts.get(file).copied().unwrap_or("");
        let words = item.span.of(text).split(|it: char| !it.is_alphanumeric() && it != '_');
        let index = self.context.index;
        let definitions = words.filter_map(|word| index.lookup(*file, word));
        let mut named: Vec<usize> = definitions
            .filter_map(|definition| self.positions.get(&definition.at).copied())
            .filter(|named| *named != position)
            .collect();
        named.reverse();
        named
    }
}
