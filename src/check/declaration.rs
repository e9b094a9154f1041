//! Which check a declaration gets, by its kind.

use crate::diagnostic::Diagnostic;
use crate::resolve::declared_name;
use crate::syntax::ast::{Declaration, DeclarationKind, Item, ItemKind};
use crate::text::FileId;

use super::errors::not_compiled_yet;
use super::{Body, Checked, Checker, Context, command, request, runbook};

/// A declaration with the item around it.
#[derive(Clone, Copy)]
pub(crate) struct Declared<'a> {
    pub(crate) file: FileId,
    pub(crate) item: &'a Item,
    pub(crate) declaration: &'a Declaration,
}

/// Checks one item of a file.
pub(crate) fn check_item<'a>(context: &'a Context<'a>, file: FileId, item: &'a Item) -> Checked {
    match &item.kind {
        ItemKind::Declaration(declaration) => {
            check_declaration(context, Declared { file, item, declaration })
        }
        ItemKind::Const(_)
        | ItemKind::Input(_)
        | ItemKind::TypeAlias(_)
        | ItemKind::Fn(_)
        | ItemKind::Group(_)
        | ItemKind::Extern(_) => (Vec::new(), check_definition(context, file, item)),
        ItemKind::Request(request) => request::check_request(context, file, request),
        ItemKind::Use(_) | ItemKind::Error => (Vec::new(), Vec::new()),
    }
}

/// Checks what makes no artifact of its own.
fn check_definition<'a>(context: &'a Context<'a>, file: FileId, item: &'a Item) -> Vec<Diagnostic> {
    let mut cx = Checker::new(context, file, Body::Build);
    match &item.kind {
        ItemKind::Const(item) => cx.check_value(&item.name, |cx| cx.const_value(item)),
        ItemKind::Input(item) => cx.check_value(&item.name, |cx| cx.input_value(item)),
        ItemKind::Group(item) => cx.check_value(&item.name, |cx| cx.group_value(item)),
        ItemKind::TypeAlias(item) => cx.check_alias(item),
        ItemKind::Fn(item) => cx.check_fn(item),
        ItemKind::Extern(item) => cx.check_extern(&item.declaration),
        ItemKind::Declaration(_) | ItemKind::Use(_) | ItemKind::Request(_) | ItemKind::Error => {}
    }
    if let Some(name) = declared_name(&item.kind)
        && (cx.evaluation.failures > 0 || cx.has_errors())
    {
        context.memo.keep_failed(cx.at(name.span));
    }
    cx.diagnostics
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
        DeclarationKind::Role => command::check_role(context, declared),
        DeclarationKind::Module => command::check_module(context, declared),
        DeclarationKind::Handler => command::check_handler(context, declared),
        DeclarationKind::Parameter => request::check_parameter(context, declared),
        DeclarationKind::PatchBaseline => request::check_patch_baseline(context, declared),
        DeclarationKind::ResourceGroup => request::check_resource_group(context, declared),
        DeclarationKind::EventRule => request::check_event_rule(context, declared),
        DeclarationKind::Remediation => request::check_remediation(context, declared),
        DeclarationKind::Inventory => request::check_inventory(context, declared),
        DeclarationKind::Calendar => request::check_calendar(context, declared),
        DeclarationKind::Test => (Vec::new(), vec![refused_test(declared)]),
    }
}

/// A test is read, and not run by this version.
fn refused_test(declared: Declared<'_>) -> Diagnostic {
    let at = declared.declaration.header.kind_span.in_file(declared.file);
    not_compiled_yet(at, "a `test`", "remove it, and test the built documents")
}
