//! All constant texts of a program that are no scripts, with the name of what they are the value of.

use crate::hir::{Expr, ExprKind, Parameter, RequestField, Task, TaskKind, Value};
use crate::text::{FileSpan, Name};

use super::Context;

/// A constant text.
#[derive(Clone, Copy)]
pub(in crate::lint) struct TextView<'a> {
    pub(in crate::lint) text: &'a str,
    pub(in crate::lint) at: FileSpan,
    /// The input, member, parameter or attribute that it is, or is part of, the value of.
    pub(in crate::lint) key: &'a str,
    /// Why a rule may not care.
    pub(in crate::lint) role: TextRole,
    /// The run puts something beside it: it is not the whole value.
    pub(in crate::lint) is_part: bool,
}

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum TextRole {
    /// The default of a parameter or variable.
    Default,
    /// An input of a step or a task.
    Input,
    /// What a request hands to a document, and its other members.
    Request,
}

/// Texts in which references are meant.
pub(super) fn raw_texts<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Raw(text) => found.push(text),
        Value::List(items) => items.iter().for_each(|item| raw_texts(item, found)),
        Value::Record(members) => members.values().for_each(|item| raw_texts(item, found)),
        _ => {}
    }
}

pub(super) fn all<'a>(cx: &Context<'a>) -> Vec<TextView<'a>> {
    let mut texts = Texts { found: Vec::new(), role: TextRole::Default, is_part: false };
    for view in &cx.runbooks {
        texts.defaults(&view.runbook.parameters);
        for variable in &view.runbook.variables {
            variable.default.iter().for_each(|it| texts.expression(&variable.name, it));
        }
    }
    cx.commands.iter().for_each(|view| texts.defaults(&view.command.parameters));
    cx.sessions.iter().for_each(|session| texts.defaults(&session.parameters));
    texts.role = TextRole::Input;
    for view in &cx.runbooks {
        for (step, _) in view.steps() {
            texts.named(&step.inputs);
        }
    }
    for task in cx.commands.iter().flat_map(|view| &view.tasks) {
        texts.task(task);
    }
    texts.role = TextRole::Request;
    for association in &cx.associations {
        texts.named(&association.parameters);
        texts.fields(&association.fields);
    }
    for task in cx.windows.iter().flat_map(|window| &window.tasks) {
        texts.named(&task.parameters);
        texts.fields(&task.fields);
        texts.fields(&task.invocation);
    }
    for request in &cx.requests {
        texts.named(&request.parameters);
        texts.value("", &request.body, request.at);
    }
    texts.found
}

struct Texts<'a> {
    found: Vec<TextView<'a>>,
    role: TextRole,
    is_part: bool,
}

impl<'a> Texts<'a> {
    fn defaults(&mut self, parameters: &'a [Parameter]) {
        for parameter in parameters {
            parameter.default.iter().for_each(|it| self.expression(&parameter.name, it));
        }
    }

    fn named(&mut self, values: &'a [(Name, Expr)]) {
        values.iter().for_each(|(name, value)| self.expression(name, value));
    }

    fn fields(&mut self, fields: &'a [RequestField]) {
        fields.iter().for_each(|field| self.value(field.name, &field.value, field.at));
    }

    fn task(&mut self, task: &'a Task) {
        match &task.kind {
            TaskKind::Plugin { inputs, .. } => {
                let others = inputs.iter().filter(|(name, _)| name != "runCommand");
                others.for_each(|(name, value)| self.expression(name, value));
            }
            TaskKind::Script(it) => {
                it.arguments.iter().for_each(|it| self.expression(&it.name, &it.value));
            }
            TaskKind::Module(it) => {
                it.arguments.iter().for_each(|it| self.expression(&it.name, &it.value));
            }
            TaskKind::Block(_) | TaskKind::FlushHandlers | TaskKind::Reboot => {}
        }
    }

    fn expression(&mut self, key: &'a str, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::Const(value) => self.value(key, value, expr.at),
            ExprKind::Record(members) => {
                members.iter().for_each(|(name, value)| self.expression(name, value));
            }
            ExprKind::Template(parts) => {
                let outer = std::mem::replace(&mut self.is_part, true);
                parts.iter().for_each(|part| self.expression(key, part));
                self.is_part = outer;
            }
            _ => expr.parts().into_iter().for_each(|part| self.expression(key, part)),
        }
    }

    fn value(&mut self, key: &'a str, value: &'a Value, at: FileSpan) {
        match value {
            Value::String(text) | Value::Raw(text) => {
                self.found.push(TextView { text, at, key, role: self.role, is_part: self.is_part });
            }
            Value::List(items) => items.iter().for_each(|item| self.value(key, item, at)),
            Value::Record(members) => {
                members.iter().for_each(|(name, item)| self.value(name, item, at));
            }
            _ => {}
        }
    }
}
