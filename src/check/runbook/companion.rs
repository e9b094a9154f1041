//! Tasks for nodes inside a runbook: `play on …` and scripts with `on`. Each is a command of its
//! own, which the step runs.

use crate::check::BindingKind;
use crate::check::command::{Companion, companion_of_script, companion_of_tasks};
use crate::hir::names::{Names, blocks_of, blocks_of_mut};
use crate::hir::{
    Block, DocumentPin, DocumentRef, Expr, ExprKind, PathSegment, Runbook, SignatureKind,
    StatementKind, Step, Ty,
};
use crate::syntax::ast::{self, ScriptLanguage};
use crate::text::{FileSpan, Name};

use super::api::constant;
use super::clauses::TARGET_CLAUSES;
use super::errors;
use super::script::record_of;
use super::state::RunbookCheck;
use super::statement::{Into, Site};
use super::step::Draft;
use super::words::action_of;

impl RunbookCheck<'_> {
    /// A script that runs on one node, as a command of its own. With `-> String` the name of
    /// `let` is what it printed.
    pub(super) fn node_script(&mut self, site: &Site<'_>, script: &ast::Script, into: Into<'_>) {
        let at = self.cx.at(script.language_span);
        let word = language_word(script.language);
        let Some(node) = site.on_clause() else {
            self.clauses(site, TARGET_CLAUSES);
            self.cx.report(errors::companion_without_target(at, word));
            return self.bind_unknown(site);
        };
        let companion = companion_of_script(&mut self.cx, at, script);
        let mut draft = self.draft(action_of("sh"), (word, at), "runScript".into());
        self.give_companion(&mut draft, companion, at);
        self.give_one_node(&mut draft, node);
        let result = self.finish(site, draft, TARGET_CLAUSES, into);
        let Some(name) = site.result else { return };
        let result = match &script.result {
            Some(written) => self.printed(result, written),
            None => result,
        };
        self.bind(name, BindingKind::Result, result);
    }

    /// What a script printed: the step's `Output`.
    fn printed(&mut self, whole: Expr, written: &ast::TypeExpr) -> Expr {
        let ty = self.cx.ty(written);
        if !ty.is_text() && ty != Ty::Unknown {
            let at = self.cx.at(written.span);
            let instead = "write `-> String`, and convert the text where it is used";
            self.refuse_yet(at, "the result of a node's script other than `String`", instead);
        }
        let ExprKind::Output { step, .. } = whole.kind else { return whole };
        let path = vec![PathSegment::Member(Name::new_static("Output"))];
        Expr { kind: ExprKind::Output { step, path }, ty: Ty::string(), ..whole }
    }

    /// Tasks that run on nodes, as a command of their own.
    pub(super) fn play(
        &mut self,
        site: &Site<'_>,
        targets: &ast::Expr,
        body: &ast::Block,
        into: Into<'_>,
    ) {
        let at = self.cx.at(site.written.span.start_point().to(targets.span));
        let companion = companion_of_tasks(&mut self.cx, at, body);
        let mut draft = self.draft(action_of("play"), ("play", at), "play".into());
        self.give_companion(&mut draft, Some(companion), at);
        self.give_nodes(&mut draft, targets);
        self.finish_bound(site, draft, TARGET_CLAUSES, into);
    }

    /// Makes the step run the companion, with the runbook's values as its parameters.
    fn give_companion(&mut self, draft: &mut Draft, companion: Option<Companion>, at: FileSpan) {
        let Some(Companion { command, arguments }) = companion else {
            return self.give(draft, "DocumentName", Expr::error(at));
        };
        let name = command.header.emitted_name.clone();
        self.give(draft, "DocumentName", constant(name.as_str(), at));
        if !arguments.is_empty() {
            self.give(draft, "Parameters", record_of(arguments, at));
        }
        draft.document = Some(DocumentRef {
            name,
            own: true,
            kind: SignatureKind::Command,
            pin: DocumentPin::Build,
            at,
        });
        draft.companion = Some(Box::new(command));
    }

    fn bind_unknown(&mut self, site: &Site<'_>) {
        if let Some(name) = site.result {
            let at = self.cx.at(name.span);
            self.bind(name, BindingKind::Local, Expr::error(at));
        }
    }
}

/// Names the commands that the steps of a runbook run after the steps.
pub(super) fn name_companions(runbook: &mut Runbook) {
    let names = Names::new(&runbook.body);
    let mut found = Vec::new();
    collect_names(&runbook.body, &names, &mut found);
    drop(names);
    let mut found = found.into_iter();
    rename(&mut runbook.body, &runbook.header.emitted_name, &mut found);
}

/// The names of the steps that run companions, in source order.
fn collect_names(block: &Block, names: &Names, found: &mut Vec<String>) {
    for statement in &block.statements {
        if matches!(&statement.kind, StatementKind::Step(step) if step.companion.is_some()) {
            found.push(names.of(statement));
        }
        for inner in blocks_of(&statement.kind) {
            collect_names(inner, names, found);
        }
    }
}

fn rename(block: &mut Block, parent: &str, names: &mut impl Iterator<Item = String>) {
    for statement in &mut block.statements {
        if let StatementKind::Step(step) = &mut statement.kind {
            name_companion(step, parent, names);
        }
        for inner in blocks_of_mut(&mut statement.kind) {
            rename(inner, parent, names);
        }
    }
}

fn name_companion(step: &mut Step, parent: &str, names: &mut impl Iterator<Item = String>) {
    let Some(companion) = &mut step.companion else { return };
    let Some(own) = names.next() else { return };
    let emitted = format!("{parent}-{own}");
    companion.header.name = Name::new(&own);
    companion.header.emitted_name.clone_from(&emitted);
    for (input, value) in &mut step.inputs {
        if input == "DocumentName" && !value.is_error() {
            *value = constant(emitted.as_str(), value.at);
        }
    }
    if let Some(document) = &mut step.document {
        document.name = emitted;
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
