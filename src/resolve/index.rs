//! The names of all files of a project, and what each file brought in with `use`.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::syntax::ast;
use crate::text::{FileId, FileSpan, Name};

use super::{Manifest, cycles, errors, uses};

/// One parsed file of the project.
#[derive(Clone, Copy, Debug)]
pub struct ParsedFile<'a> {
    pub file: FileId,
    pub ast: &'a ast::File,
    pub text: &'a str,
}

/// Which package of a compilation: 0 is the project, the others are what it depends on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PackageId(pub usize);

/// One project: that which is built, or one that it depends on.
#[derive(Clone, Debug)]
pub struct Package<'a> {
    /// In path order.
    pub files: Vec<ParsedFile<'a>>,
    pub manifest: &'a Manifest,
    /// The package behind each dependency of the manifest, by its name. One that could not be
    /// loaded is missing here and reported by whoever loads.
    pub links: Vec<(Name, PackageId)>,
}

/// A name that is declared at the top of a file.
#[derive(Clone, Copy, Debug)]
pub struct Definition<'a> {
    pub file: FileId,
    /// Where the name stands.
    pub at: FileSpan,
    pub item: &'a ast::Item,
}

/// What every name means. A project is one namespace; order and files do not matter.
#[derive(Clone, Debug, Default)]
pub struct Index<'a> {
    packages: Vec<Names<'a>>,
    package_of: HashMap<FileId, PackageId>,
    brought: HashMap<FileId, Vec<Brought<'a>>>,
}

/// The names of one package.
#[derive(Clone, Debug, Default)]
pub(super) struct Names<'a> {
    own: HashMap<Name, Definition<'a>>,
    /// In the order of files and places, for suggestions and for checking in order.
    order: Vec<Name>,
    prefix: String,
    links: Vec<(Name, PackageId)>,
}

/// A name that a `use` brought into one file.
#[derive(Clone, Debug)]
pub(super) struct Brought<'a> {
    /// As the file knows it.
    pub(super) name: Name,
    pub(super) at: FileSpan,
    /// Absent: the `use` was reported.
    pub(super) meaning: Option<Definition<'a>>,
}

impl<'a> Index<'a> {
    /// Collects the declarations of all packages and resolves every `use`.
    ///
    /// `packages` starts with the project.
    pub fn build(packages: &[Package<'a>]) -> (Self, Vec<Diagnostic>) {
        let mut index = Index::default();
        let mut diagnostics = Vec::new();
        for (number, package) in packages.iter().enumerate() {
            let files = package.files.iter().map(|file| (file.file, PackageId(number)));
            index.package_of.extend(files);
            let (names, found) = Names::of(package);
            index.packages.push(names);
            diagnostics.extend(found);
        }
        for package in packages {
            for file in &package.files {
                let (brought, found) = uses::resolve_file(&index, package, file);
                diagnostics.extend(found);
                index.brought.insert(file.file, brought);
            }
        }
        diagnostics.extend(cycles::check(packages));
        (index, diagnostics)
    }

    /// What `name` means in `file`: a declaration of its project, or what the file brought in.
    pub fn lookup(&self, file: FileId, name: &str) -> Option<&Definition<'a>> {
        let own = self.package(file).and_then(|names| names.get(name));
        own.or_else(|| self.brought(file, name).and_then(|brought| brought.meaning.as_ref()))
    }

    /// What `package.name` means in `file`: a declaration of a project that it depends on.
    pub fn lookup_in(&self, file: FileId, package: &str, name: &str) -> Option<&Definition<'a>> {
        let links = &self.package(file)?.links;
        let (_, id) = links.iter().find(|(known, _)| known == package)?;
        self.names_of(*id)?.get(name)
    }

    /// All names that `lookup` would find in `file`, in a stable order, for suggestions.
    pub fn names(&self, file: FileId) -> impl Iterator<Item = &str> {
        let own = self.package(file).into_iter().flat_map(Names::all);
        let brought = self.brought.get(&file).into_iter().flatten();
        let brought = brought.filter(|brought| brought.meaning.is_some());
        own.chain(brought.map(|brought| brought.name.as_str()))
    }

    /// Whether a `use` of this name in `file` was reported: a use of it needs no second finding.
    pub fn was_reported(&self, file: FileId, name: &str) -> bool {
        self.brought(file, name).is_some_and(|brought| brought.meaning.is_none())
    }

    /// Whether a file belongs to the project that is built, not to a dependency.
    pub fn is_own(&self, file: FileId) -> bool {
        self.package_of.get(&file).is_none_or(|package| *package == PackageId::default())
    }

    /// What the project of `file` puts before document names that are not given as a string.
    pub fn prefix(&self, file: FileId) -> &str {
        self.package(file).map_or("", |names| &names.prefix)
    }

    pub(super) fn names_of(&self, package: PackageId) -> Option<&Names<'a>> {
        self.packages.get(package.0)
    }

    fn package(&self, file: FileId) -> Option<&Names<'a>> {
        self.package_of.get(&file).and_then(|package| self.names_of(*package))
    }

    fn brought(&self, file: FileId, name: &str) -> Option<&Brought<'a>> {
        self.brought.get(&file)?.iter().find(|brought| brought.name == name)
    }
}

impl<'a> Names<'a> {
    fn of(package: &Package<'a>) -> (Self, Vec<Diagnostic>) {
        let mut names = Names {
            prefix: package.manifest.prefix.clone(),
            links: package.links.clone(),
            ..Names::default()
        };
        let mut diagnostics = Vec::new();
        for file in &package.files {
            for item in &file.ast.items {
                let Some(name) = declared_name(&item.kind) else { continue };
                let at = name.span.in_file(file.file);
                if let Some(first) = names.own.get(&name.text) {
                    diagnostics.push(errors::declared_twice(at, &name.text, first.at));
                    continue;
                }
                let definition = Definition { file: file.file, at, item };
                names.own.insert(name.text.clone(), definition);
                names.order.push(name.text.clone());
            }
        }
        (names, diagnostics)
    }

    pub(super) fn get(&self, name: &str) -> Option<&Definition<'a>> {
        self.own.get(name)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.order.iter().map(Name::as_str)
    }
}

/// The name that an item declares. A `test` and a `use` declare none.
pub fn declared_name(kind: &ast::ItemKind) -> Option<&ast::Ident> {
    match kind {
        ast::ItemKind::Const(item) => Some(&item.name),
        ast::ItemKind::Input(item) => Some(&item.name),
        ast::ItemKind::TypeAlias(item) => Some(&item.name),
        ast::ItemKind::Fn(item) => Some(&item.name),
        ast::ItemKind::Group(item) => Some(&item.name),
        ast::ItemKind::Request(item) => Some(&item.name),
        ast::ItemKind::Extern(item) => Some(&item.declaration.header.name),
        ast::ItemKind::Declaration(item) => match item.header.kind {
            ast::DeclarationKind::Test => None,
            _ => Some(&item.header.name),
        },
        ast::ItemKind::Use(_) | ast::ItemKind::Error => None,
    }
}
