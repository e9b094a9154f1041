//! A runbook's members: parameters, attributes, statements.

use crate::check::declaration::Declared;
use crate::hir::{Artifact, Block, Runbook, SignatureKind};
use crate::syntax::ast::{self, Member, MemberKind};

use super::companion::name_companions;
use super::errors;
use super::flow::check_flow;
use super::frames::all_names;
use super::output_names::check_output_names;
use super::state::RunbookCheck;

impl RunbookCheck<'_> {
    /// Checks the declaration; what it makes.
    pub(super) fn declaration(&mut self, declared: Declared<'_>) -> Vec<Artifact> {
        let declaration = declared.declaration;
        self.emitted_name = self.cx.emitted_name(&declaration.header);
        self.cx.scopes.enter();
        let parameters = self.cx.parameters(&declaration.members, SignatureKind::Runbook);
        let (attributes, assume_role) = self.attributes(&declaration.members);
        self.has_role = assume_role.is_some();
        let body = self.body(declaration);
        self.separate_outputs();
        let header = &declaration.header;
        if let Some(targets) = &header.targets {
            let at = self.cx.at(targets.span);
            let place = ("plays", "remove `on`, and name the nodes where a command runs");
            self.cx.report(errors::not_in_runbooks(at, "on", place));
        }
        let header = self.cx.document_header(declared, attributes);
        let gathered = std::mem::take(&mut self.gathered);
        let mut runbook = Runbook {
            header,
            parameters,
            variables: gathered.variables,
            assume_role,
            body,
            outputs: gathered.outputs,
            named_outputs: std::mem::take(&mut self.cx.named_outputs),
            aliases: gathered.aliases,
            attachments: gathered.attachments,
            files: gathered.files,
        };
        name_companions(&mut runbook);
        check_output_names(&mut self.cx, &runbook);
        let before = self.cx.diagnostics.len();
        check_flow(&mut self.cx, &runbook);
        self.tell_calls(before);
        self.cx.unused_parameters();
        vec![Artifact::Runbook(Box::new(runbook))]
    }

    fn body(&mut self, declaration: &ast::Declaration) -> Block {
        let statements: Vec<ast::Statement> =
            declaration.members.iter().filter_map(statement_of).collect();
        all_names(&statements, &mut self.all_steps);
        let at = self.cx.at(declaration.body_span);
        let block = ast::Block { statements, span: declaration.body_span };
        let body = self.block(&block);
        for member in &declaration.members {
            self.foreign_member(member);
        }
        if body.statements.is_empty()
            && !self.is_broken
            && self.cx.diagnostics.iter().all(|it| !it.is_error())
        {
            let name_at = self.cx.at(declaration.header.name.span);
            self.cx.report(errors::empty_runbook(name_at, &declaration.header.name.text));
        }
        Block { at, ..body }
    }

    /// Members of other kinds of declarations.
    fn foreign_member(&mut self, member: &Member) {
        let at = self.cx.at(member.span);
        let (word, place) = match &member.kind {
            MemberKind::Task { .. } => ("task", ("windows", "write `run` or `call`")),
            MemberKind::Handler { name, .. } => {
                let at = self.cx.at(name.span);
                let help = "put it into a command, and `run` that on nodes";
                let place = ("commands, roles and plays", help);
                return self.cx.report(errors::not_in_runbooks(at, "handler", place));
            }
            MemberKind::Platform(_) => ("on", ("modules", "move it into a `module`")),
            MemberKind::Steps(_) => ("steps", ("modules", "write its statements here")),
            MemberKind::Parameter { .. }
            | MemberKind::Attribute(_)
            | MemberKind::Statement(_)
            | MemberKind::Error => return,
        };
        self.cx.report(errors::not_in_runbooks(at, word, place));
    }
}

/// The statement of a member; the documentation before it may stand at either.
fn statement_of(member: &Member) -> Option<ast::Statement> {
    let MemberKind::Statement(statement) = &member.kind else { return None };
    let docs = statement.docs.clone().or_else(|| member.docs.clone());
    Some(ast::Statement { docs, ..statement.clone() })
}
