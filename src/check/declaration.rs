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
        DeclarationKind::PatchBaseline
        | DeclarationKind::ResourceGroup
        | DeclarationKind::Inventory
        | DeclarationKind::EventRule
        | DeclarationKind::Remediation
        | DeclarationKind::Calendar
        | DeclarationKind::Test => (Vec::new(), vec![refused(declared)]),
    }
}

/// Declarations that this version reads and does not compile, and what can be written instead.
fn refused(declared: Declared<'_>) -> Diagnostic {
    let header = &declared.declaration.header;
    let kind = header.kind;
    let instead = match kind {
        DeclarationKind::PatchBaseline => "write `request NAME = aws.ssm.CreatePatchBaseline(…)`",
        DeclarationKind::ResourceGroup => {
            "write `request NAME = aws.resource_groups.CreateGroup(…)`"
        }
        DeclarationKind::Inventory => {
            "write an `association` that runs \"AWS-GatherSoftwareInventory\""
        }
        DeclarationKind::EventRule => "write `request NAME = aws.events.PutRule(…)`",
        DeclarationKind::Remediation => {
            "write `request NAME = aws.config.PutRemediationConfigurations(…)`"
        }
        DeclarationKind::Calendar => {
            "write `document NAME { type: \"ChangeCalendar\" content: read(\"…\") }`"
        }
        DeclarationKind::Test => "remove it, and test the built documents",
        DeclarationKind::Role
        | DeclarationKind::Module
        | DeclarationKind::Handler
        | DeclarationKind::Runbook
        | DeclarationKind::Command
        | DeclarationKind::Play
        | DeclarationKind::Association
        | DeclarationKind::Window
        | DeclarationKind::Session
        | DeclarationKind::Parameter
        | DeclarationKind::Document => unreachable!("these kinds have a check of their own"),
    };
    let at = header.kind_span.in_file(declared.file);
    let article = if kind == DeclarationKind::Inventory || kind == DeclarationKind::EventRule {
        "an"
    } else {
        "a"
    };
    not_compiled_yet(at, &format!("{article} `{}`", kind.word()), instead)
}
