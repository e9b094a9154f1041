//! Scripts of another language.

use super::Builder;
use crate::syntax::ast::{Script, ScriptLanguage, ScriptSource};
use crate::syntax::grammar::{Pair, Rule};
use crate::text::Span;

impl Builder<'_> {
    pub(super) fn script(&mut self, pair: Pair<'_>) -> Script {
        let span = self.span(&pair);
        let mut script = Script {
            language: ScriptLanguage::Sh,
            language_span: span.start_point(),
            raw: false,
            arguments: Vec::new(),
            source: ScriptSource::Expr(Self::error_expr(span.end_point())),
            result: None,
            span,
        };
        for pair in pair.into_inner() {
            match pair.as_rule() {
                Rule::raw_word => script.raw = true,
                Rule::language => {
                    script.language_span = self.span(&pair);
                    script.language = language(self.source(script.language_span));
                }
                Rule::arguments => script.arguments = self.arguments(pair),
                Rule::raw_fence => {
                    let (text, span) = self.fenced_text(pair);
                    script.source = ScriptSource::Inline { text, span };
                }
                Rule::short_script => script.source = self.short_script(&pair),
                Rule::source_value => script.source = ScriptSource::Expr(self.operand_of(pair)),
                Rule::type_expression => script.result = Some(self.type_expr(pair)),
                _ => {}
            }
        }
        if !script.raw
            && let ScriptSource::Inline { text, span } = &script.source
        {
            self.check_script(text, *span, script.language);
        }
        script
    }

    /// A script on one line: as it stands, only `\"` is a quote.
    fn short_script(&mut self, pair: &Pair<'_>) -> ScriptSource {
        let outside = self.span(pair);
        let text = self.source(outside);
        let inside = text.strip_prefix('"').unwrap_or(text);
        let inside = inside.strip_suffix('"').unwrap_or(inside);
        let start = outside.start + 1;
        let span = Span::new(start, start + super::offset(inside.len()));
        ScriptSource::Inline { text: inside.replace("\\\"", "\""), span }
    }
}

fn language(word: &str) -> ScriptLanguage {
    match word {
        "bash" => ScriptLanguage::Bash,
        "ps" | "powershell" => ScriptLanguage::PowerShell,
        "python" => ScriptLanguage::Python,
        _ => ScriptLanguage::Sh,
    }
}
