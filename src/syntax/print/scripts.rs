//! Scripts as source.

use super::Printer;
use super::levels::POSTFIX;
use super::strings::fits_fence;
use crate::syntax::ast::{Script, ScriptLanguage, ScriptSource};

impl Printer {
    pub(super) fn script(&mut self, script: &Script) {
        if script.raw {
            self.put("raw ");
        }
        self.put(match script.language {
            ScriptLanguage::Sh => "sh",
            ScriptLanguage::Bash => "bash",
            ScriptLanguage::PowerShell => "powershell",
            ScriptLanguage::Python => "python",
        });
        if !script.arguments.is_empty() {
            self.arguments(&script.arguments);
        }
        match &script.source {
            ScriptSource::Inline { text, .. } => self.script_text(text),
            ScriptSource::Expr(value) => {
                self.put(" ");
                self.expr(value, POSTFIX);
            }
        }
        if let Some(ty) = &script.result {
            self.put(" -> ");
            self.type_expr(ty);
        }
    }

    /// A script without a line break is written on one line.
    fn script_text(&mut self, text: &str) {
        if is_short(text) || !fits_fence(text) && !text.contains('\n') {
            self.put(&format!("\"{}\"", text.replace('"', "\\\"")));
        } else {
            self.put(" ");
            self.fenced(text);
        }
    }
}

/// Whether a script is written on one line as it is.
fn is_short(text: &str) -> bool {
    !text.contains(['\n', '\r', '\\'])
}

/// Whether a script in quotes is read again as the same text.
pub(crate) fn fits_script(text: &str) -> bool {
    is_short(text) || fits_fence(text)
}
