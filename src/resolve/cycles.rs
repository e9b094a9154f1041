//! Projects that depend on themselves, by way of others.

use crate::diagnostic::Diagnostic;
use crate::text::Name;

use super::errors;
use super::index::{Package, PackageId};

/// One finding for each dependency that leads back to a project on the way to it.
pub(super) fn check(packages: &[Package<'_>]) -> Vec<Diagnostic> {
    let mut search = Search {
        packages,
        is_done: vec![false; packages.len()],
        path: Vec::new(),
        diagnostics: Vec::new(),
    };
    search.visit(PackageId::default(), &Name::from("this project"));
    search.diagnostics
}

struct Search<'a> {
    packages: &'a [Package<'a>],
    is_done: Vec<bool>,
    /// The way to the package at hand, each with the name that led to it.
    path: Vec<(PackageId, Name)>,
    diagnostics: Vec<Diagnostic>,
}

impl Search<'_> {
    /// The depth is that of the folders of dependencies, each loaded once.
    fn visit(&mut self, id: PackageId, name: &Name) {
        let packages = self.packages;
        let Some(package) = packages.get(id.0) else { return };
        if self.is_done.get(id.0).copied().unwrap_or(true) {
            return;
        }
        self.path.push((id, name.clone()));
        for (name, next) in &package.links {
            let first = self.path.iter().position(|(known, _)| known == next);
            match first {
                Some(first) => self.report(package, name, first),
                None => self.visit(*next, name),
            }
        }
        self.path.pop();
        if let Some(done) = self.is_done.get_mut(id.0) {
            *done = true;
        }
    }

    fn report(&mut self, package: &Package<'_>, name: &Name, first: usize) {
        let dependencies = &package.manifest.dependencies;
        let Some(dependency) = dependencies.iter().find(|it| it.name == *name) else { return };
        let mut way: Vec<&str> =
            self.path.iter().skip(first).map(|(_, name)| name.as_str()).collect();
        way.push(name);
        self.diagnostics.push(errors::cyclic(dependency.path.at, &way));
    }
}
