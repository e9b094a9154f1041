//! `plugin.runDocument(documentPath: NAME)`: a command of the project instead of its name in the
//! account.

use crate::check::named_document::{Fed, NamedRun};
use crate::hir::{Expr, SignatureKind, Ty, Value};
use crate::resolve::Definition;
use crate::ssm::tables::{InputSpec, PluginSpec};
use crate::syntax::ast::{self, CallExpr, DeclarationKind, ItemKind};

use super::plugin::{Given, find};
use super::state::CommandCheck;

impl CommandCheck<'_, '_> {
    /// The name in the account of the command that an input names; nothing where it names none.
    pub(super) fn document_path(
        &mut self,
        spec: &PluginSpec,
        input: &InputSpec,
        written: &ast::Expr,
    ) -> Option<Expr> {
        if spec.name != "aws:runDocument" || input.name != "documentPath" {
            return None;
        }
        let ast::ExprKind::Name(name) = &written.kind else { return None };
        if self.cx.scopes.find(&name.text).is_some() {
            return None;
        }
        let found = self.cx.context.index.lookup(self.cx.file, &name.text)?;
        if !is_command(found) {
            return None;
        }
        let at = self.cx.at(written.span);
        let Some(signature) = self.cx.signature_of(written) else { return Some(Expr::error(at)) };
        if signature.own && signature.kind == SignatureKind::Command {
            self.documents.push(signature.emitted_name.clone());
        }
        let name = Value::string(signature.emitted_name.as_str());
        Some(Expr::constant(name, Ty::string(), at))
    }
}

impl CommandCheck<'_, '_> {
    /// The document of AWS that a task runs by its name.
    pub(super) fn check_document(&mut self, spec: &PluginSpec, given: &[Given], call: &CallExpr) {
        let value = |name: &str| find(given, name).map(|given| &given.value);
        let text = |name: &str| value(name)?.as_const()?.as_str();
        // The other type is a path on the node.
        if spec.name != "aws:runDocument" || text("documentType") != Some("SSMDocument") {
            return;
        }
        let Some(document) = value("documentPath") else { return };
        let parameters = |it: &&ast::Argument| {
            it.name.as_ref().is_some_and(|name| name.text == "documentParameters")
        };
        self.cx.check_named_run(&NamedRun {
            word: "plugin.runDocument",
            kind: SignatureKind::Command,
            document,
            version: None,
            parameters: value("documentParameters"),
            written: call.arguments.iter().find(parameters).map(|it| &it.value),
            fed: Fed::Nothing,
        });
    }
}

/// Nodes run commands, and plays' documents, which are commands.
fn is_command(found: &Definition<'_>) -> bool {
    let kind = match &found.item.kind {
        ItemKind::Declaration(declaration) => declaration.header.kind,
        ItemKind::Extern(declared) => declared.declaration.header.kind,
        _ => return false,
    };
    matches!(kind, DeclarationKind::Command | DeclarationKind::Play)
}
