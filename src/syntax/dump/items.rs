//! Declarations and their members as text.

use super::expressions::{expr, script};
use super::statements::document_call;
use super::types::type_expr;
use super::{Dump, name, path};
use crate::syntax::ast::{
    Attribute, Declaration, Expr, FnParameter, Item, ItemKind, Member, MemberKind, TypeExpr, Use,
    UseName,
};

impl Dump {
    pub(super) fn item(&mut self, item: &Item) {
        self.docs(item.docs.as_ref());
        match &item.kind {
            ItemKind::Use(value) => self.line(&use_path(value)),
            ItemKind::Const(value) => {
                let text = typed(&name(&value.name), value.ty.as_ref(), Some(&value.value));
                self.line(&format!("const {text}"));
            }
            ItemKind::Input(value) => {
                let text = typed(&name(&value.name), Some(&value.ty), value.default.as_ref());
                self.line(&format!("input {text}"));
            }
            ItemKind::TypeAlias(alias) => {
                self.line(&format!("type {} = {}", name(&alias.name), type_expr(&alias.ty)));
            }
            ItemKind::Fn(function) => {
                let parameters: Vec<String> = function.parameters.iter().map(parameter).collect();
                let result = function.result.as_ref().map(|ty| format!(" -> {}", type_expr(ty)));
                self.line(&format!(
                    "fn {}({}){} = {}",
                    name(&function.name),
                    parameters.join(", "),
                    result.unwrap_or_default(),
                    expr(&function.body)
                ));
            }
            ItemKind::Group(group) => {
                self.line(&format!("group {} = {}", name(&group.name), expr(&group.value)));
            }
            ItemKind::Request(request) => {
                self.line(&format!("request {} = {}", name(&request.name), expr(&request.value)));
            }
            ItemKind::Declaration(declaration) => self.declaration("", declaration),
            ItemKind::Extern(value) => self.declaration("extern ", &value.declaration),
            ItemKind::Error => self.line("ERROR"),
        }
    }

    fn declaration(&mut self, prefix: &str, declaration: &Declaration) {
        let header = &declaration.header;
        let mut line = format!("{prefix}{} {}", header.kind.word(), name(&header.name));
        if let Some((emitted, _)) = &header.emitted_name {
            line.push_str(&format!(" {emitted:?}"));
        }
        if let Some(targets) = &header.targets {
            line.push_str(&format!(" on {}", expr(targets)));
        }
        self.line(&line);
        self.nested(|dump| declaration.members.iter().for_each(|member| dump.member(member)));
    }

    fn member(&mut self, member: &Member) {
        self.docs(member.docs.as_ref());
        match &member.kind {
            MemberKind::Parameter { name: ident, ty, default, clauses } => {
                self.line(&format!("param {}", typed(&name(ident), Some(ty), default.as_ref())));
                self.nested(|dump| dump.clauses(clauses));
            }
            MemberKind::Attribute(attribute) => self.attribute(attribute),
            MemberKind::Statement(statement) => self.statement(statement),
            MemberKind::Task { name: ident, call, clauses, attributes } => {
                self.line(&format!("task {} = {}", name(ident), document_call("document", call)));
                self.nested(|dump| {
                    dump.clauses(clauses);
                    attributes.iter().for_each(|attribute| dump.attribute(attribute));
                });
            }
            MemberKind::Handler { name: ident, body } => {
                self.block(&format!("handler {}", name(ident)), body);
            }
            MemberKind::Platform(platform) => {
                let platforms: Vec<String> = platform.platforms.iter().map(name).collect();
                self.line(&format!("on {}", platforms.join(", ")));
                self.nested(|dump| {
                    if let Some(setup) = &platform.setup {
                        dump.line(&format!("setup {}", script(setup)));
                    }
                    if let Some(check) = &platform.check {
                        dump.line(&format!("check {}", script(check)));
                    }
                    if let Some(apply) = &platform.apply {
                        dump.line(&format!("apply {}", script(apply)));
                    }
                });
            }
            MemberKind::Steps(block) => self.block("steps", block),
            MemberKind::Error => self.line("ERROR"),
        }
    }

    fn attribute(&mut self, attribute: &Attribute) {
        self.docs(attribute.docs.as_ref());
        self.line(&format!("{}: {}", name(&attribute.key), expr(&attribute.value)));
    }
}

fn use_path(value: &Use) -> String {
    let names: Vec<String> = value.names.iter().map(use_name).collect();
    format!("use {} ({})", path(&value.path), names.join(" "))
}

fn use_name(value: &UseName) -> String {
    let alias = value.alias.as_ref().map(|alias| format!(" as {}", name(alias)));
    format!("{}{}", name(&value.name), alias.unwrap_or_default())
}

fn typed(name: &str, ty: Option<&TypeExpr>, value: Option<&Expr>) -> String {
    let ty = ty.map(|ty| format!(": {}", type_expr(ty))).unwrap_or_default();
    let value = value.map(|value| format!(" = {}", expr(value))).unwrap_or_default();
    format!("{name}{ty}{value}")
}

fn parameter(parameter: &FnParameter) -> String {
    typed(&name(&parameter.name), Some(&parameter.ty), parameter.default.as_ref())
}
