//! Declarations: one empty line between them, but where several short ones of a kind stand together.

use super::Formatter;
use super::brackets::{NAMES, ROUND};
use super::calls::is_word;
use super::paper::Flat;
use super::writer::BlankLine;
use crate::syntax::ast::{
    Declaration, Expr, File, FnDef, FnParameter, Ident, Item, ItemKind, TypeExpr, Use, UseName,
};

impl Formatter<'_> {
    pub(super) fn file(&mut self, file: &File) {
        let mut before: Option<&Item> = None;
        for item in &file.items {
            if let Some(before) = before {
                let stand_together = is_short(&before.kind)
                    && std::mem::discriminant(&before.kind) == std::mem::discriminant(&item.kind);
                self.writer.end_line(if stand_together {
                    BlankLine::Keep
                } else {
                    BlankLine::Make
                });
            }
            self.item(item);
            before = Some(item);
        }
    }

    fn item(&mut self, item: &Item) {
        match &item.kind {
            ItemKind::Use(value) => self.use_path(value),
            ItemKind::Const(value) => {
                self.word("const");
                self.typed(&value.name, value.ty.as_ref(), Some(&value.value));
            }
            ItemKind::Input(value) => {
                self.word("input");
                self.typed(&value.name, Some(&value.ty), value.default.as_ref());
            }
            ItemKind::TypeAlias(alias) => {
                self.word("type");
                self.name(&alias.name);
                self.equals();
                self.type_expr(&alias.ty);
            }
            ItemKind::Fn(function) => self.function(function),
            ItemKind::Group(group) => {
                self.word("group");
                self.typed(&group.name, None, Some(&group.value));
            }
            ItemKind::Request(request) => {
                self.word("request");
                self.typed(&request.name, None, Some(&request.value));
            }
            ItemKind::Declaration(declaration) => self.declaration(declaration),
            ItemKind::Extern(value) => {
                self.word("extern");
                self.declaration(&value.declaration);
            }
            ItemKind::Error => self.writer.lose(),
        }
    }

    /// A word with a blank behind it.
    pub(super) fn word(&mut self, word: &'static str) {
        self.writer.token(word);
        self.writer.blank();
    }

    fn equals(&mut self) {
        self.writer.blank();
        self.word("=");
    }

    /// `NAME: TYPE = VALUE`.
    pub(super) fn typed(&mut self, name: &Ident, ty: Option<&TypeExpr>, value: Option<&Expr>) {
        self.name(name);
        if let Some(ty) = ty {
            self.word(":");
            self.type_expr(ty);
        }
        match value {
            Some(value) if ty.is_some() && is_word(value) => {
                self.writer.begin_like_last();
                self.writer.indent();
                self.writer.may_end_line(Flat::Blank, BlankLine::Drop);
                self.word("=");
                self.expr(value);
                self.writer.dedent();
                self.writer.end();
            }
            Some(value) => {
                self.equals();
                self.expr(value);
            }
            None => {}
        }
    }

    fn use_path(&mut self, value: &Use) {
        self.word("use");
        self.path(&value.path);
        if !value.path.is_empty() {
            self.writer.token(".");
        }
        if self.writer.cursor.ahead().starts_with('{') {
            self.bracketed(NAMES, &value.names, Self::use_name);
        } else {
            value.names.iter().for_each(|name| self.use_name(name));
        }
    }

    fn use_name(&mut self, value: &UseName) {
        self.name(&value.name);
        if let Some(alias) = &value.alias {
            self.writer.blank();
            self.word("as");
            self.name(alias);
        }
    }

    fn function(&mut self, function: &FnDef) {
        self.word("fn");
        self.name(&function.name);
        self.bracketed(ROUND, &function.parameters, |formatter, parameter| {
            let FnParameter { name, ty, default } = parameter;
            formatter.typed(name, Some(ty), default.as_ref());
        });
        if let Some(result) = &function.result {
            self.writer.blank();
            self.word("->");
            self.type_expr(result);
        }
        self.equals();
        self.expr(&function.body);
    }

    fn declaration(&mut self, declaration: &Declaration) {
        let header = &declaration.header;
        self.writer.leaf(header.kind_span);
        self.writer.blank();
        self.name(&header.name);
        if let Some((_, span)) = &header.emitted_name {
            self.writer.blank();
            self.writer.leaf(*span);
        }
        if let Some(targets) = &header.targets {
            self.writer.blank();
            self.word("on");
            self.header(targets);
        }
        self.block_of(&declaration.members, Self::member);
    }
}

/// Whether a declaration has no block.
fn is_short(kind: &ItemKind) -> bool {
    match kind {
        ItemKind::Use(_)
        | ItemKind::Const(_)
        | ItemKind::Input(_)
        | ItemKind::TypeAlias(_)
        | ItemKind::Fn(_)
        | ItemKind::Group(_)
        | ItemKind::Request(_) => true,
        ItemKind::Declaration(_) | ItemKind::Extern(_) | ItemKind::Error => false,
    }
}
