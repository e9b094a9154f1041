//! Names on a page that have a page of their own.

use crate::doc::{Origin, Page};

use super::Placed;
use super::escape::{attribute, code};

/// What names on one page lead to.
pub(super) struct Links<'l> {
    placed: &'l [Placed<'l>],
    /// The collection of the page.
    own: usize,
    /// The page itself, which needs no link.
    path: &'l str,
}

impl<'l> Links<'l> {
    pub(super) fn new(placed: &'l [Placed<'l>], own: usize, path: &'l str) -> Self {
        Self { placed, own, path }
    }

    /// Where a name leads, from the folder of a page: to a declaration of the same project, else
    /// of the library; a document also by its name in the account.
    pub(super) fn target(&self, name: &str) -> Option<String> {
        let own = self.placed.get(self.own).into_iter();
        let of_library = self
            .placed
            .iter()
            .filter(|it| it.pages.iter().all(|(_, page)| page.origin == Origin::Standard));
        let pages = own.chain(of_library).flat_map(|placed| &placed.pages);
        let (path, _) = pages.into_iter().find(|(_, page)| is_called(page, name))?;
        (path != self.path).then(|| format!("../{path}"))
    }

    /// Source, as a link where it names a page.
    pub(super) fn code(&self, name: &str) -> String {
        match self.target(name) {
            Some(target) => format!("<a href=\"{}\">{}</a>", attribute(&target), code(name)),
            None => code(name),
        }
    }
}

fn is_called(page: &Page, name: &str) -> bool {
    !name.is_empty() && page.answers_to(name)
}
