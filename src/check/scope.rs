//! What local names mean: parameters, variables, results of steps, loop items.

use crate::hir::Expr;
use crate::text::{FileSpan, Name};

/// A local name. A use of it becomes a copy of `expr` with the place of the use.
#[derive(Clone, Debug)]
pub(crate) struct Binding {
    pub(crate) name: Name,
    pub(crate) at: FileSpan,
    pub(crate) kind: BindingKind,
    pub(crate) expr: Expr,
    pub(crate) used: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BindingKind {
    Parameter,
    Variable,
    /// `let` of a step's result.
    Result,
    /// `let` of a value.
    Local,
    LoopItem,
}

/// Nested scopes, innermost last.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scopes {
    levels: Vec<Vec<Binding>>,
}

impl Scopes {
    pub(crate) fn enter(&mut self) {
        self.levels.push(Vec::new());
    }

    /// Leaves the innermost scope and gives what was bound in it.
    pub(crate) fn leave(&mut self) -> Vec<Binding> {
        self.levels.pop().unwrap_or_default()
    }

    pub(crate) fn bind(&mut self, binding: Binding) {
        if self.levels.is_empty() {
            self.enter();
        }
        if let Some(level) = self.levels.last_mut() {
            level.push(binding);
        }
    }

    /// The innermost binding of a name, the latest first.
    pub(crate) fn find(&mut self, name: &str) -> Option<&mut Binding> {
        self.levels
            .iter_mut()
            .rev()
            .flat_map(|level| level.iter_mut().rev())
            .find(|binding| binding.name == name)
    }

    /// Every binding, outermost first.
    pub(crate) fn bindings(&self) -> impl Iterator<Item = &Binding> {
        self.levels.iter().flatten()
    }

    /// Every visible name, innermost first, for suggestions.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.levels.iter().rev().flatten().map(|binding| binding.name.as_str())
    }
}
