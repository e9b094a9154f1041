//! Functions that read files of the project: `read`, `template`, `attachment`.

use std::sync::Arc;

use crate::hir::{Attachment, Expr, Script, ScriptLanguage, Ty, Value};
use crate::syntax::ast;
use crate::text::{FileSpan, Name, nearest};

use super::super::{Checker, ReadProblem, errors};
use super::encode::sha256_hex;
use super::{Builtin, Call, Wants, Way, needs};

pub(super) const TABLE: &[Builtin] = &[
    Builtin {
        name: "attachment",
        parameters: &[needs("path", Wants::Text)],
        rest: None,
        way: Way::Special(attachment),
    },
    Builtin {
        name: "read",
        parameters: &[needs("path", Wants::Text)],
        rest: None,
        way: Way::Special(|cx, call| {
            let Some(path) = path(cx, call) else { return Expr::error(call.at) };
            match cx.file_text(&path) {
                Some(text) => Expr::constant(Value::String(text), Ty::string(), call.at),
                None => Expr::error(call.at),
            }
        }),
    },
    Builtin {
        name: "template",
        parameters: &[needs("path", Wants::Text)],
        rest: None,
        way: Way::Special(template),
    },
];

/// The path that a function was given, with its place.
fn path(cx: &mut Checker<'_>, call: &Call<'_>) -> Option<(Arc<str>, FileSpan)> {
    let place = format!("`path` of `{}`", call.builtin.name);
    let Some(argument) = call.written.arguments.first() else {
        cx.builtin_arguments(call);
        return None;
    };
    let is_path = argument.name.as_ref().is_none_or(|name| name.text == "path");
    if !is_path || (call.builtin.name != "template" && call.written.arguments.len() > 1) {
        cx.builtin_arguments(call);
        return None;
    }
    match cx.build_value(&argument.value, &Ty::string(), &place)? {
        (Value::String(path), at) => Some((path, at)),
        _ => None,
    }
}

impl Checker<'_> {
    fn file_bytes(&mut self, (path, at): &(Arc<str>, FileSpan)) -> Option<Vec<u8>> {
        match self.context.project_files.read(at.file, path) {
            Ok(bytes) => Some(bytes),
            Err(problem) => {
                let found = match problem {
                    ReadProblem::OutsideProject => errors::file_outside(*at, path),
                    ReadProblem::Missing => errors::file_missing(*at, path),
                    ReadProblem::Unreadable(reason) => errors::file_unreadable(*at, path, &reason),
                };
                self.report(found);
                None
            }
        }
    }

    fn file_text(&mut self, path: &(Arc<str>, FileSpan)) -> Option<Arc<str>> {
        let bytes = self.file_bytes(path)?;
        self.spend(bytes.len() / 64);
        match String::from_utf8(bytes) {
            // Windows' line ends would reach the nodes.
            Ok(text) => Some(text.replace("\r\n", "\n").into()),
            Err(_) => {
                self.report(errors::file_not_text(path.1, &path.0));
                None
            }
        }
    }
}

fn attachment(cx: &mut Checker<'_>, call: &Call<'_>) -> Expr {
    let Some(path) = path(cx, call) else { return Expr::error(call.at) };
    let Some(bytes) = cx.file_bytes(&path) else { return Expr::error(call.at) };
    let name = path.0.rsplit('/').next().unwrap_or(&path.0);
    let attachment = Attachment {
        name: name.into(),
        sha256: sha256_hex(&bytes).into(),
        size_bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        at: call.at,
    };
    let script = Script {
        language: ScriptLanguage::Text,
        text: "".into(),
        at: call.at,
        raw: false,
        attachment: Some(attachment),
    };
    Expr::constant(Value::Script(Arc::new(script)), Ty::Script, call.at)
}

/// A file's text with `${name}` replaced by the argument of that name; `$${` is `${`.
fn template(cx: &mut Checker<'_>, call: &Call<'_>) -> Expr {
    let Some(path) = path(cx, call) else { return Expr::error(call.at) };
    let Some(text) = cx.file_text(&path) else { return Expr::error(call.at) };
    let Some(mut arguments) = template_arguments(cx, call) else { return Expr::error(call.at) };
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest: &str = &text;
    while let Some(start) = rest.find("${") {
        let (before, hole) = rest.split_at(start);
        if let Some(before) = before.strip_suffix('$') {
            plain.push_str(before);
            plain.push_str("${");
            rest = hole.get(2..).unwrap_or("");
            continue;
        }
        plain.push_str(before);
        let Some((name, after)) = hole.get(2..).and_then(|hole| hole.split_once('}')) else {
            let found = errors::bad_template(path.1, &path.0, "a `${` is not closed");
            return cx.refuse(found, call.at);
        };
        let name = name.trim();
        let Some(argument) = arguments.iter_mut().find(|argument| argument.name == name) else {
            let near = nearest(name, arguments.iter().map(|argument| argument.name.as_str()));
            let found = errors::template_hole(path.1, &path.0, name, near);
            return cx.refuse(found, call.at);
        };
        argument.used = true;
        pieces.push(text_piece(std::mem::take(&mut plain), path.1));
        pieces.push(argument.value.clone());
        rest = after;
    }
    plain.push_str(rest);
    pieces.push(text_piece(plain, path.1));
    for argument in arguments.iter().filter(|argument| !argument.used) {
        let found = errors::unused_template_argument(argument.at, &argument.name, &path.0);
        cx.report(found);
    }
    cx.joined_text(pieces, call.at)
}

struct TemplateArgument {
    name: Name,
    at: FileSpan,
    value: Expr,
    used: bool,
}

fn template_arguments(cx: &mut Checker<'_>, call: &Call<'_>) -> Option<Vec<TemplateArgument>> {
    let mut arguments: Vec<TemplateArgument> = Vec::new();
    let mut is_whole = true;
    for written in call.written.arguments.iter().skip(1) {
        let Some(ast::Ident { text, span, .. }) = written.name.as_ref() else {
            let at = cx.at(written.span);
            cx.report(errors::positional_argument(at, "`template`", None));
            is_whole = false;
            continue;
        };
        let at = cx.at(*span);
        if arguments.iter().any(|argument| argument.name == *text) {
            cx.report(errors::duplicate_argument(at, text));
        }
        let value = cx.expression(&written.value);
        let value = cx.in_text(value);
        is_whole &= !value.is_error();
        arguments.push(TemplateArgument { name: text.clone(), at, value, used: false });
    }
    is_whole.then_some(arguments)
}

fn text_piece(text: String, at: FileSpan) -> Expr {
    Expr::constant(Value::string(text), Ty::string(), at)
}
