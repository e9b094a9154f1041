//! Arguments, and documents that are called.

use super::Formatter;
use super::brackets::ROUND;
use crate::syntax::ast::{
    Argument, DocumentCall, DocumentName, Expr, ExprKind, Fence, Script, ScriptSource,
};
use crate::text::Span;

impl Formatter<'_> {
    /// The arguments between `(` and `)`, which stand at `span`.
    pub(super) fn arguments(&mut self, arguments: &[Argument], span: Span) {
        if let [Argument { name: None, spread: false, value, .. }] = arguments
            && self.is_hugged(value, span)
        {
            self.writer.open("(");
            self.expr(value);
            return self.close_hug(")");
        }
        self.argument_list(arguments);
    }

    pub(super) fn argument_list(&mut self, arguments: &[Argument]) {
        self.bracketed(ROUND, arguments, |formatter, argument| {
            if let Some(name) = &argument.name {
                formatter.name(name);
                formatter.writer.token(":");
                formatter.writer.blank();
            }
            if argument.spread {
                // Three points are read, too.
                formatter.writer.token("..");
                if formatter.writer.cursor.ahead().starts_with('.') {
                    formatter.writer.token(".");
                }
            }
            formatter.expr(&argument.value);
        });
    }

    /// Whether the brackets around an only part, which stand at `around`, never have lines of their
    /// own: because the part has, as in `json({ … })` and `[{ … }]`, or because it is one word.
    pub(super) fn is_hugged(&self, only: &Expr, around: Span) -> bool {
        let before = Span::new(around.start, only.span.start);
        let behind = Span::new(only.span.end, around.end);
        let cursor = &self.writer.cursor;
        let never_breaks = match &only.kind {
            ExprKind::Record(_) | ExprKind::List(_) | ExprKind::Comprehension(_) => true,
            ExprKind::String { .. } => true,
            ExprKind::Script(script) => {
                let is_inline = matches!(script.source, ScriptSource::Inline { .. });
                is_inline && only.span.of(self.source).contains('\n')
            }
            _ => is_word(only),
        };
        never_breaks && !cursor.has_comments(before) && !cursor.has_comments(behind)
    }

    /// The bracket behind an only part; a comma before it goes away.
    pub(super) fn close_hug(&mut self, close: &'static str) {
        if self.writer.cursor.ahead().starts_with(',') {
            self.writer.cursor.take_comma();
        }
        self.writer.close(close);
    }

    pub(super) fn document_call(&mut self, call: &DocumentCall) {
        match &call.document {
            DocumentName::Expr(value) => self.expr(value),
            DocumentName::String { span, .. } => self.string(*span, &[]),
        }
        if !call.arguments_span.is_empty() {
            self.arguments(&call.arguments, call.arguments_span);
        }
    }

    /// A script with its result.
    pub(super) fn script(&mut self, script: &Script) {
        self.script_without_result(script);
        self.script_result(script);
    }

    pub(super) fn script_without_result(&mut self, script: &Script) {
        if script.raw {
            self.writer.token("raw");
            self.writer.blank();
        }
        self.writer.leaf(script.language_span);
        if self.writer.cursor.ahead().starts_with('(') {
            self.argument_list(&script.arguments);
            self.writer.blank();
        }
        match &script.source {
            ScriptSource::Inline { span, .. } => self.fence(*span),
            ScriptSource::Expr(value) => {
                self.writer.blank();
                self.expr(value);
            }
        }
    }

    /// `-> TYPE`, if it comes next.
    pub(super) fn script_result(&mut self, script: &Script) {
        if let Some(result) = &script.result
            && self.writer.cursor.ahead().starts_with("->")
        {
            self.writer.blank();
            self.writer.token("->");
            self.writer.blank();
            self.type_expr(result);
        }
    }
}

/// Whether a value has no parts.
pub(super) fn is_word(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Duration(_)
        | ExprKind::Percent(_)
        | ExprKind::Name(_) => true,
        ExprKind::String { fence, .. } => matches!(fence, Fence::Plain | Fence::Raw),
        _ => false,
    }
}
