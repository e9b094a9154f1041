//! Which check a declaration gets, by its kind.

use crate::syntax::ast::{Declaration, DeclarationKind, Item, ItemKind};
use crate::text::FileId;

use super::{Checked, Context, command, request, runbook};

/// A declaration with the item around it.
#[derive(Clone, Copy)]
pub(crate) struct Declared<'a> {
    pub(crate) file: FileId,
    pub(crate) item: &'a Item,
    pub(crate) declaration: &'a Declaration,
}

/// Checks one item of a file.
pub(crate) fn check_item(context: &Context<'_>, file: FileId, item: &Item) -> Checked {
    match &item.kind {
        ItemKind::Declaration(declaration) => {
            check_declaration(context, Declared { file, item, declaration })
        }
        ItemKind::Use(_)
        | ItemKind::Const(_)
        | ItemKind::Input(_)
        | ItemKind::TypeAlias(_)
        | ItemKind::Fn(_)
        | ItemKind::Group(_)
        | ItemKind::Extern(_)
        | ItemKind::Request(_)
        | ItemKind::Error => (Vec::new(), Vec::new()),
    }
}

fn check_declaration(context: &Context<'_>, declared: Declared<'_>) -> Checked {
    match declared.declaration.header.kind {
        DeclarationKind::Runbook => runbook::check_runbook(context, declared),
        DeclarationKind::Command => command::check_command(context, declared),
        DeclarationKind::Play => command::check_play(context, declared),
        DeclarationKind::Association => request::check_association(context, declared),
        DeclarationKind::Window => request::check_window(context, declared),
        DeclarationKind::Session => request::check_session(context, declared),
        DeclarationKind::Document => request::check_raw_document(context, declared),
        DeclarationKind::Role
        | DeclarationKind::Module
        | DeclarationKind::Handler
        | DeclarationKind::PatchBaseline
        | DeclarationKind::Parameter
        | DeclarationKind::ResourceGroup
        | DeclarationKind::Inventory
        | DeclarationKind::EventRule
        | DeclarationKind::Remediation
        | DeclarationKind::Calendar
        | DeclarationKind::Test => (Vec::new(), Vec::new()),
    }
}
