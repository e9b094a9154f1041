//! Reference pages of declarations: plain data from the tree, as Markdown and as a static site.

mod html;
mod pages;
mod runs;
mod sections;
mod text;
mod uses;

pub use html::{SiteFile, site};
pub use pages::{pages, standard};
pub use text::{list, page_text};

use crate::syntax::ast::DeclarationKind;

/// The kinds of declarations that have a page, in the order of lists, with the heading of a list.
pub const KINDS: [(DeclarationKind, &str); 8] = [
    (DeclarationKind::Module, "Modules"),
    (DeclarationKind::Role, "Roles"),
    (DeclarationKind::Command, "Commands"),
    (DeclarationKind::Play, "Plays"),
    (DeclarationKind::Runbook, "Runbooks"),
    (DeclarationKind::Association, "Associations"),
    (DeclarationKind::Window, "Windows"),
    (DeclarationKind::Parameter, "Parameters"),
];

/// Where a declaration comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Project,
    Standard,
}

/// Pages that a list shows under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collection {
    /// The name of a project, or "Standard library". May hold anything.
    pub title: String,
    pub pages: Vec<Page>,
}

/// What is known of one declaration. Every text may hold anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub origin: Origin,
    pub kind: DeclarationKind,
    /// As in the source, without backquotes.
    pub name: String,
    /// Its name in the account, where the source gives one.
    pub emitted_name: Option<String>,
    /// What behind `on` says where it runs, as written.
    pub targets: Option<String>,
    /// The first sentence of the documentation; empty without any.
    pub summary: String,
    /// The documentation before its first section, Markdown; holds the summary.
    pub description: String,
    pub parameters: Vec<Parameter>,
    /// For which a module has scripts, in source order.
    pub platforms: Vec<String>,
    /// `Systems`, `Check` and `Example` of the documentation.
    pub sections: Vec<Section>,
    /// Of a role or play.
    pub handlers: Vec<Handler>,
    /// Attributes of a play, association or window, in source order.
    pub settings: Vec<Setting>,
    /// What an association runs, or the tasks of a window.
    pub runs: Vec<Run>,
    /// Declarations and tasks of the library that it calls, as the source names them, each once.
    pub uses: Vec<String>,
}

/// An attribute as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    pub name: String,
    /// On one line.
    pub value: String,
    /// Markdown.
    pub description: String,
}

/// A document with what it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Of a window's task.
    pub name: Option<String>,
    /// Markdown.
    pub description: String,
    /// As the source names it, without quotes.
    pub document: String,
    /// What behind `on` of a task says where it runs, as written.
    pub targets: Option<String>,
    /// Parameters with their values as written, on one line.
    pub arguments: Vec<(String, String)>,
    /// Attributes of a task.
    pub settings: Vec<Setting>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    pub name: String,
    /// As written, on one line.
    pub ty: String,
    /// As written, on one line.
    pub default: Option<String>,
    /// Markdown.
    pub description: String,
}

/// A part of the documentation with a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub title: &'static str,
    /// Markdown.
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handler {
    pub name: String,
    /// Markdown.
    pub description: String,
}

impl Parameter {
    /// What a call gets that does not give it, where the source names no value.
    fn without_default(&self) -> &'static str {
        if self.ty.ends_with('?') { "none" } else { "required" }
    }
}

impl Page {
    /// What the page goes by: `file` of a project, `std.file` of the library.
    pub fn title(&self) -> String {
        match self.origin {
            Origin::Project => self.name.clone(),
            Origin::Standard => format!("std.{}", self.name),
        }
    }

    /// Whether someone who says `name` may mean this.
    pub fn answers_to(&self, name: &str) -> bool {
        self.name == name || self.title() == name || self.emitted_name.as_deref() == Some(name)
    }
}

impl Collection {
    /// The pages of a kind.
    pub fn of_kind(&self, kind: DeclarationKind) -> impl Iterator<Item = &Page> {
        self.pages.iter().filter(move |page| page.kind == kind)
    }
}
