//! SSM documents as the tree of a source: the same declarations that an author would write, with
//! places in the YAML or JSON.

mod automation;
mod call;
mod command;
mod comments;
mod company;
mod conditions;
mod dropped;
mod errors;
pub(crate) mod make;
mod names;
mod parameter;
mod raw_document;
mod reference;
mod script;
mod session;
mod step;
mod structure;
mod sugar;
mod value;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::markup::{Comment, Entry, Node};
use crate::ssm::limits::{is_document_name, reserved_prefix};
use crate::ssm::{Kind, is_change_template};
use crate::syntax;
use crate::syntax::ast::{Declaration, DeclarationKind, File, Header, Item, ItemKind, Member};
use crate::text::{FileId, Span};

pub use company::{Company, Member as CompanyMember, Shared};

/// How the steps of a document become statements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// Step by step in their order, with jumps: what the document says, for checking.
    #[default]
    AsWritten,
    /// `if`, `match` and `block` wherever the step graph has their form: what an author writes.
    Structured,
}

/// The declaration of a document called `name`, statement for statement; nothing for what is no
/// document.
pub fn tree(root: &Node, kind: Kind, name: &str, form: Form) -> Option<File> {
    tree_among(root, (kind, name), form, Arc::default())
}

fn tree_among(
    root: &Node,
    (kind, name): (Kind, &str),
    form: Form,
    company: Arc<Company>,
) -> Option<File> {
    let (kind, members) = match kind {
        Kind::Automation => (DeclarationKind::Runbook, automation::members(root, form, company)),
        Kind::Command => (DeclarationKind::Command, command::members(root, company)),
        Kind::Session => (DeclarationKind::Session, session::members(root, form)?),
        Kind::CreateDocument
        | Kind::CreateAssociation
        | Kind::MaintenanceWindow
        | Kind::Manifest => return None,
    };
    Some(File { docs: None, items: vec![item(root, name, (kind, members))] })
}

/// The comments of a text, and the text itself: it shows what stands on their lines.
#[derive(Clone, Copy, Debug)]
pub struct Margin<'t> {
    pub text: &'t str,
    pub comments: &'t [Comment],
}

/// What a document is called, and what its source declares.
#[derive(Clone, Copy, Debug)]
pub struct Called<'t> {
    pub document: &'t str,
    pub declared: &'t str,
    pub naming: Naming,
    /// The documents that are imported with it.
    pub company: Option<&'t Arc<Company>>,
}

/// When a source says the name of its document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Naming {
    /// Where it is another one than that of the declaration.
    #[default]
    WhereItDiffers,
    /// Also where it is the same, to which a project may put a prefix.
    Always,
}

impl<'t> Called<'t> {
    /// A document that is imported by itself.
    pub fn new(document: &'t str, declared: &'t str) -> Self {
        Self { document, declared, naming: Naming::default(), company: None }
    }
}

/// The source of a document with its comments; nothing for what is no document.
pub fn source(root: &Node, kind: Kind, called: Called<'_>, margin: Margin<'_>) -> Option<String> {
    if kind == Kind::Automation && is_change_template(&root.to_json()) {
        return Some(change_template(root, called, margin.text));
    }
    let company = called.company.map(Arc::clone).unwrap_or_default();
    let mut file = tree_among(root, (kind, called.declared), Form::Structured, company)?;
    for item in &mut file.items {
        if let ItemKind::Declaration(declaration) = &mut item.kind {
            declaration.header.emitted_name = own_name(called, declaration.header.name.span);
        }
    }
    Some(syntax::print_with(&file, comments::remarks(&file, margin)))
}

/// A change template stays the text that it is, with its comments.
fn change_template(root: &Node, called: Called<'_>, text: &str) -> String {
    let members = raw_document::change_template(root, text);
    let mut item = item(root, called.declared, (DeclarationKind::Document, members));
    item.docs = None;
    if let ItemKind::Declaration(declaration) = &mut item.kind {
        declaration.header.emitted_name = own_name(called, declaration.header.name.span);
    }
    syntax::print(&File { docs: None, items: vec![item] })
}

/// Warnings of the members of a document that its source does not have, in the order of their
/// places.
pub fn dropped(root: &Node, kind: Kind, file: FileId) -> Vec<Diagnostic> {
    dropped::dropped(root, kind, file)
}

/// The members of the map that `key` holds.
fn members_of<'n>(node: &'n Node, key: &str) -> &'n [Entry] {
    node.get(key).map_or(&[], Node::entries)
}

/// The items of the list that `key` holds.
fn items_of<'n>(node: &'n Node, key: &str) -> &'n [Node] {
    node.get(key).map_or(&[], Node::items)
}

/// Whether the source of a document makes one that is called as it was. One that had to give way to
/// another is not the one that others name, and a name that is AWS's is taken away.
pub fn is_kept(called: Called<'_>) -> bool {
    called.document == called.declared || own_name(called, Span::default()).is_some()
}

/// The name of a document where its declaration has to say it. One that had to give way to another
/// in the same folder has a new one.
fn own_name(called: Called<'_>, at: Span) -> Option<(String, Span)> {
    let Called { document, declared, naming, .. } = called;
    let is_said = document == declared && naming == Naming::WhereItDiffers;
    let is_own = source_name(document) == declared && !is_said;
    let may_be = is_document_name(document) && reserved_prefix(document).is_none();
    (is_own && may_be).then(|| (document.to_owned(), at))
}

fn item(root: &Node, name: &str, (kind, members): (DeclarationKind, Vec<Member>)) -> Item {
    let start: Span = root.span.start_point();
    let header = Header {
        kind,
        kind_span: start,
        name: make::ident(&source_name(name), start),
        emitted_name: None,
        targets: None,
    };
    let declaration = Declaration { header, members, body_span: root.span };
    Item { docs: parameter::docs(root), kind: ItemKind::Declaration(declaration), span: root.span }
}

/// The most letters of a name that is made from the name of a document.
const LONGEST_NAME: usize = 100;

/// What a declaration is called after the name of a document: `Acme-PatchAll` gives
/// `acme_patch_all`.
pub fn source_name(document: &str) -> String {
    let mut name = String::new();
    let mut before_lower = false;
    for letter in document.chars() {
        if letter.is_ascii_alphanumeric() {
            if letter.is_ascii_uppercase() && before_lower {
                name.push('_');
            }
            before_lower = letter.is_ascii_lowercase() || letter.is_ascii_digit();
            name.push(letter.to_ascii_lowercase());
        } else {
            if !name.is_empty() && !name.ends_with('_') {
                name.push('_');
            }
            before_lower = false;
        }
    }
    let name: String = name.trim_end_matches('_').chars().take(LONGEST_NAME).collect();
    // The shortest name that a document may have.
    let is_word = name.len() > 2 && name.starts_with(|first: char| first.is_ascii_alphabetic());
    match is_word && reserved_prefix(&name).is_none() {
        true => name,
        false => format!("document_{name}"),
    }
}
