//! Tasks for nodes inside a runbook: `play on …` and scripts with `on`.

use crate::check::BindingKind;
use crate::hir::Expr;
use crate::syntax::ast::{self, ScriptLanguage};

use super::clauses::TARGET_CLAUSES;
use super::errors;
use super::state::RunbookCheck;
use super::statement::{Into, Site};

impl RunbookCheck<'_> {
    /// A script that runs on one node, as a command of its own.
    pub(super) fn node_script(&mut self, site: &Site<'_>, script: &ast::Script, _into: Into<'_>) {
        let at = self.cx.at(script.language_span);
        self.clauses(site, TARGET_CLAUSES);
        if site.on_clause().is_none() {
            let word = language_word(script.language);
            self.cx.report(errors::companion_without_target(at, word));
        } else {
            let instead = "put the script into a `command`, and `run` that on the node";
            self.refuse_yet(at, "a script for a node inside a runbook", instead);
        }
        self.bind_unknown(site);
    }

    /// Tasks that run on nodes, as a command of their own.
    pub(super) fn play(
        &mut self,
        site: &Site<'_>,
        _targets: &ast::Expr,
        _body: &ast::Block,
        _into: Into<'_>,
    ) {
        let at = self.cx.at(site.written.span);
        let instead = "put the tasks into a `command`, and `run` that on the nodes";
        self.refuse_yet(at, "a play inside a runbook", instead);
        self.bind_unknown(site);
    }

    fn bind_unknown(&mut self, site: &Site<'_>) {
        if let Some(name) = site.result {
            let at = self.cx.at(name.span);
            self.bind(name, BindingKind::Local, Expr::error(at));
        }
    }
}

fn language_word(language: ScriptLanguage) -> &'static str {
    match language {
        ScriptLanguage::Sh => "sh",
        ScriptLanguage::Bash => "bash",
        ScriptLanguage::PowerShell => "powershell",
        ScriptLanguage::Python => "python",
    }
}
