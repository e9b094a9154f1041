//! How far a deploy is, in one line of a terminal that is written again and again; nothing elsewhere.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::cli::output::Output;
use crate::deploy::{Action, Change, Happening, Plan};
use crate::report::printable;

/// Names in the line.
const NAMED: usize = 3;

/// Goes to the begin of the line, and lets nothing break it on a narrow terminal.
const BEGIN: &str = "\r\u{1b}[?7l";
/// Clears the rest of the line.
const END: &str = "\u{1b}[K\u{1b}[?7h";

/// Takes away the line that stands there, from wherever somebody says something.
pub(super) fn clear(output: &Output) {
    output.again(&format!("{BEGIN}{END}"));
}

pub(super) struct Progress<'a> {
    output: &'a Output,
    so_far: Mutex<SoFar>,
}

#[derive(Debug, Default)]
struct SoFar {
    all: usize,
    ended: usize,
    under_way: Vec<String>,
}

impl<'a> Progress<'a> {
    /// For plans that are about to be carried out.
    pub(super) fn new<'p>(output: &'a Output, plans: impl Iterator<Item = &'p Plan>) -> Self {
        let changes = plans.flat_map(|plan| &plan.changes);
        let all = changes.filter(|change| is_work(change)).count();
        Self { output, so_far: Mutex::new(SoFar { all, ..SoFar::default() }) }
    }

    /// What happens to a change.
    pub(super) fn tell(&self, happening: &Happening<'_>) {
        let mut so_far = self.so_far();
        so_far.add(happening);
        self.output.again(&format!("{BEGIN}{}{END}", so_far.line()));
    }

    /// Says something else meanwhile, for which the line goes away.
    pub(super) fn aside<T>(&self, say: impl FnOnce() -> T) -> T {
        let so_far = self.so_far();
        self.output.again(&format!("{BEGIN}{END}"));
        let said = say();
        if so_far.ended < so_far.all && so_far.ended > 0 {
            self.output.again(&format!("{BEGIN}{}{END}", so_far.line()));
        }
        said
    }

    fn so_far(&self) -> MutexGuard<'_, SoFar> {
        self.so_far.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        self.output.again(&format!("{BEGIN}{END}"));
    }
}

fn is_work(change: &Change) -> bool {
    !matches!(change.action, Action::Unchanged | Action::Drifted)
}

impl SoFar {
    fn add(&mut self, happening: &Happening<'_>) {
        match happening {
            Happening::Begins(change) if is_work(change) => self.under_way.push(name(change)),
            Happening::Ended(done) if is_work(&done.change) => {
                self.ended += 1;
                // The same name may be under way in several places.
                let name = name(&done.change);
                if let Some(place) = self.under_way.iter().position(|known| *known == name) {
                    self.under_way.remove(place);
                }
            }
            Happening::Begins(_) | Happening::Ended(_) => {}
        }
    }

    /// `3 of 12: document Acme-Patch, window Sunday`
    fn line(&self) -> String {
        let Self { all, ended, under_way } = self;
        let mut line = format!("{ended} of {all}");
        if !under_way.is_empty() {
            let named = under_way.get(..NAMED).unwrap_or(under_way);
            line.push_str(&format!(": {}", named.join(", ")));
        }
        if under_way.len() > NAMED {
            line.push_str(&format!(" and {} more", under_way.len() - NAMED));
        }
        printable(&line)
    }
}

fn name(change: &Change) -> String {
    format!("{} {}", change.kind.word(), change.name)
}

#[cfg(test)]
mod tests {
    use crate::deploy::{Action, Change, Done, Happening, ItemKind, Outcome, Reach};

    use super::SoFar;

    fn change(name: &str, action: Action) -> Change {
        Change {
            id: format!("documents/{name}"),
            kind: ItemKind::Document,
            name: name.to_owned(),
            action,
            differences: Vec::new(),
            before: None,
            source: None,
            reach: Reach::default(),
        }
    }

    #[test]
    fn a_line_says_how_much_is_done_and_what_is_under_way() {
        let names = ["A", "B", "C", "D", "E"];
        let all = names.map(|name| change(name, Action::Create));
        let mut so_far = SoFar { all: 5, ..SoFar::default() };
        assert_eq!(so_far.line(), "0 of 5");
        all.iter().for_each(|one| so_far.add(&Happening::Begins(one)));
        let most = "0 of 5: document A, document B, document C and 2 more";
        assert_eq!(so_far.line(), most);
        for one in all.iter().take(4) {
            let done = Done { change: one.clone(), outcome: Outcome::Carried };
            so_far.add(&Happening::Ended(&done));
        }
        so_far.add(&Happening::Begins(&change("F", Action::Unchanged)));
        assert_eq!(so_far.line(), "4 of 5: document E");
    }
}
