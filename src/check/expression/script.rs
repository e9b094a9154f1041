//! Scripts: their text and where it comes from.

use std::sync::Arc;

use crate::hir::{Script, ScriptLanguage, Value};
use crate::syntax::ast::{self, ScriptSource};

use super::super::{Checker, errors};

impl Checker<'_> {
    /// The text of a script, from its fence, from `read("…")` or from `attachment("…")`. Its
    /// arguments, result and clauses are the business of the task or step around it.
    pub(crate) fn script(&mut self, written: &ast::Script) -> Option<Arc<Script>> {
        let language = language(written.language);
        let raw = written.raw;
        match &written.source {
            ScriptSource::Inline { text, span } => Some(Arc::new(Script {
                language,
                text: text.as_str().into(),
                at: self.at(*span),
                raw,
                attachment: None,
            })),
            ScriptSource::Expr(source) => {
                let checked = self.expression(source);
                let at = checked.at;
                match self.known_value(&checked, "a script")? {
                    Value::String(text) => {
                        Some(Arc::new(Script { language, text, at, raw, attachment: None }))
                    }
                    Value::Raw(text) => {
                        Some(Arc::new(Script { language, text, at, raw: true, attachment: None }))
                    }
                    Value::Script(script) => Some(Arc::new(Script {
                        language,
                        raw: raw || script.raw,
                        ..(*script).clone()
                    })),
                    other => {
                        self.report(errors::not_a_script(at, &other.ty()));
                        None
                    }
                }
            }
        }
    }

    /// A script that stands as a value: it has neither arguments nor a result.
    pub(super) fn script_value(&mut self, written: &ast::Script) -> Option<Arc<Script>> {
        let extra = written
            .arguments
            .first()
            .map(|argument| argument.span)
            .or(written.result.as_ref().map(|result| result.span));
        if let Some(span) = extra {
            let at = self.at(span);
            self.report(errors::script_with_arguments(at, self.body));
        }
        self.script(written)
    }
}

fn language(written: ast::ScriptLanguage) -> ScriptLanguage {
    match written {
        ast::ScriptLanguage::Sh => ScriptLanguage::Sh,
        ast::ScriptLanguage::Bash => ScriptLanguage::Bash,
        ast::ScriptLanguage::PowerShell => ScriptLanguage::PowerShell,
        ast::ScriptLanguage::Python => ScriptLanguage::Python,
    }
}
