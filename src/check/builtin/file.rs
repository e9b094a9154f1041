//! Functions that read files of the project: `read`, `template`, `attachment`.

use std::sync::Arc;

use crate::hir::{Attachment, Expr, Script, ScriptLanguage, Ty, Value};
use crate::text::FileSpan;

use super::super::{Checker, ReadProblem, errors};
use super::encode::sha256_hex;
use super::{Builtin, Call, Wants, Way, needs, template};

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
        way: Way::Special(template::template),
    },
];

/// The path that a function was given, with its place.
pub(super) fn path(cx: &mut Checker<'_>, call: &Call<'_>) -> Option<(Arc<str>, FileSpan)> {
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

    pub(super) fn file_text(&mut self, path: &(Arc<str>, FileSpan)) -> Option<Arc<str>> {
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
        path: Arc::clone(&path.0),
        asked_by: path.1.file,
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
