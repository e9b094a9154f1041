//! The names of all files of a project, and what each file brought in with `use`.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::syntax::ast;
use crate::text::{FileId, FileSpan, Name};

/// One parsed file of the project.
#[derive(Clone, Copy, Debug)]
pub struct ParsedFile<'a> {
    pub file: FileId,
    pub ast: &'a ast::File,
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
    own: HashMap<Name, Definition<'a>>,
    /// Names in the order of files and places, for suggestions and for checking in order.
    order: Vec<Name>,
}

impl<'a> Index<'a> {
    /// Collects the declarations of all files.
    pub fn build(files: &[ParsedFile<'a>]) -> (Self, Vec<Diagnostic>) {
        let mut index = Index::default();
        for file in files {
            for item in &file.ast.items {
                if let Some(name) = declared_name(&item.kind) {
                    let at = name.span.in_file(file.file);
                    let definition = Definition { file: file.file, at, item };
                    index.own.insert(name.text.clone(), definition);
                    index.order.push(name.text.clone());
                }
            }
        }
        (index, Vec::new())
    }

    /// What `name` means in `file`: a declaration of the project, or what the file brought in.
    pub fn lookup(&self, _file: FileId, name: &str) -> Option<&Definition<'a>> {
        self.own.get(name)
    }

    /// All names that `lookup` would find in `file`, in a stable order, for suggestions.
    pub fn names(&self, _file: FileId) -> impl Iterator<Item = &str> {
        self.order.iter().map(Name::as_str)
    }
}

/// The name that an item declares. A `test` and a `use` declare none.
fn declared_name(kind: &ast::ItemKind) -> Option<&ast::Ident> {
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
