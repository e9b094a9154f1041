//! Declarations and their members as source.

use super::levels::WHOLE;
use super::strings::quoted;
use super::{Printer, is_word};
use crate::syntax::ast::{
    Attribute, Declaration, DeclarationKind, Expr, FnDef, FnParameter, Header, Ident, Item,
    ItemKind, Member, MemberKind, PlatformImpl, Script, StatementKind, TypeExpr, Use, UseName,
};

impl Printer {
    pub(super) fn item(&mut self, item: &Item) {
        self.remarks_on(item.span);
        self.docs(item.docs.as_ref(), "///");
        match &item.kind {
            ItemKind::Use(value) => self.use_path(value),
            ItemKind::Const(value) => {
                self.put("const ");
                self.typed(&value.name, value.ty.as_ref(), Some(&value.value));
            }
            ItemKind::Input(value) => {
                self.put("input ");
                self.typed(&value.name, Some(&value.ty), value.default.as_ref());
            }
            ItemKind::TypeAlias(alias) => {
                self.put("type ");
                self.name(&alias.name);
                self.put(" = ");
                self.type_expr(&alias.ty);
            }
            ItemKind::Fn(function) => self.function(function),
            ItemKind::Group(group) => {
                self.put("group ");
                self.named_value(&group.name, &group.value);
            }
            ItemKind::Request(request) => {
                self.put("request ");
                self.named_value(&request.name, &request.value);
            }
            ItemKind::Declaration(declaration) => self.declaration(declaration),
            ItemKind::Extern(value) => {
                self.put("extern ");
                self.declaration(&value.declaration);
            }
            ItemKind::Error => return,
        }
        self.put("\n");
    }

    fn use_path(&mut self, value: &Use) {
        self.put("use ");
        self.path(&value.path);
        match value.names.as_slice() {
            [one] => {
                if !value.path.is_empty() {
                    self.put(".");
                }
                self.use_name(one);
            }
            names => {
                self.put(".{");
                self.separated(names, Self::use_name);
                self.put("}");
            }
        }
    }

    fn use_name(&mut self, value: &UseName) {
        self.name(&value.name);
        if let Some(alias) = &value.alias {
            self.put(" as ");
            self.name(alias);
        }
    }

    fn function(&mut self, function: &FnDef) {
        self.put("fn ");
        self.name(&function.name);
        self.put("(");
        self.separated(&function.parameters, |printer, FnParameter { name, ty, default }| {
            printer.typed(name, Some(ty), default.as_ref());
        });
        self.put(")");
        if let Some(result) = &function.result {
            self.put(" -> ");
            self.type_expr(result);
        }
        self.put(" = ");
        self.expr(&function.body, WHOLE);
    }

    /// `NAME: TYPE = VALUE`.
    fn typed(&mut self, name: &Ident, ty: Option<&TypeExpr>, value: Option<&Expr>) {
        self.name(name);
        if let Some(ty) = ty {
            self.put(": ");
            self.type_expr(ty);
        }
        if let Some(value) = value {
            self.put(" = ");
            self.expr(value, WHOLE);
        }
    }

    fn declaration(&mut self, declaration: &Declaration) {
        self.header(&declaration.header);
        self.put(" ");
        self.braces(|printer| {
            let mut before: Option<&Member> = None;
            for member in &declaration.members {
                if before.is_some_and(|before| printer.parts(before, member)) {
                    printer.put("\n");
                }
                printer.member(member);
                before = Some(member);
            }
        });
    }

    /// Whether a blank line stands between two members: between those of different kinds, and
    /// around what takes several lines.
    fn parts(&self, before: &Member, member: &Member) -> bool {
        let is_long = |member: &Member| match &member.kind {
            MemberKind::Statement(statement) => {
                statement.docs.is_some() || super::statements::has_blocks(&statement.kind)
            }
            _ => false,
        };
        self.is_spaced && (kind_of(before) != kind_of(member) || is_long(before) || is_long(member))
    }

    fn header(&mut self, header: &Header) {
        self.put(header.kind.word());
        self.put(" ");
        if header.kind == DeclarationKind::Test && !is_word(&header.name.text) {
            self.put(&quoted(&header.name.text));
        } else if header.kind == DeclarationKind::Test {
            self.put(&format!("\"{}\"", header.name.text));
        } else {
            self.name(&header.name);
        }
        if let Some((emitted, _)) = &header.emitted_name {
            self.put(" ");
            self.put(&quoted(emitted));
        }
        if let Some(targets) = &header.targets {
            self.put(" ");
            self.worded("on", targets);
        }
    }

    fn member(&mut self, member: &Member) {
        self.remarks_on(member.span);
        self.docs(member.docs.as_ref(), "///");
        match &member.kind {
            // These write their own lines.
            MemberKind::Statement(statement) => return self.statement(statement),
            MemberKind::Attribute(attribute) => return self.attribute(attribute),
            MemberKind::Error => return,
            _ => {}
        }
        self.indent();
        match &member.kind {
            MemberKind::Parameter { name, ty, default, clauses } => {
                self.put("param ");
                self.typed(name, Some(ty), default.as_ref());
                self.clauses(clauses);
            }
            MemberKind::Task { name, call, clauses, attributes } => {
                self.put("task ");
                self.name(name);
                self.put(" = ");
                self.document_call(call);
                self.clauses(clauses);
                if !attributes.is_empty() {
                    self.put(" ");
                    self.braces(|printer| attributes.iter().for_each(|one| printer.attribute(one)));
                }
            }
            MemberKind::Handler { name, body } => {
                self.put("handler ");
                self.name(name);
                self.put(" ");
                self.block(body);
            }
            MemberKind::Platform(platform) => self.platform(platform),
            MemberKind::Steps(body) => {
                self.put("steps ");
                self.block(body);
            }
            MemberKind::Statement(_) | MemberKind::Attribute(_) | MemberKind::Error => {}
        }
        self.put("\n");
    }

    fn attribute(&mut self, attribute: &Attribute) {
        self.docs(attribute.docs.as_ref(), "///");
        self.indent();
        self.any_name(&attribute.key);
        self.put(": ");
        self.expr(&attribute.value, WHOLE);
        self.put("\n");
    }

    fn platform(&mut self, platform: &PlatformImpl) {
        self.put("on ");
        self.separated(&platform.platforms, Self::name);
        self.put(" ");
        self.braces(|printer| {
            printer.platform_script("setup ", platform.setup.as_ref());
            printer.platform_script("check ", platform.check.as_ref());
            printer.platform_script("apply ", platform.apply.as_ref());
        });
    }

    fn platform_script(&mut self, word: &str, script: Option<&Script>) {
        if let Some(script) = script {
            self.indent();
            self.put(word);
            self.script(script);
            self.put("\n");
        }
    }
}

/// The groups in which members stand, in the order of the source's custom.
fn kind_of(member: &Member) -> u8 {
    match &member.kind {
        MemberKind::Parameter { .. } => 0,
        MemberKind::Attribute(_) => 1,
        MemberKind::Statement(statement) => match &statement.kind {
            StatementKind::Var { .. } => 2,
            StatementKind::Output { .. } => 4,
            _ => 3,
        },
        MemberKind::Task { .. } | MemberKind::Steps(_) => 3,
        MemberKind::Handler { .. } | MemberKind::Platform(_) | MemberKind::Error => 5,
    }
}
