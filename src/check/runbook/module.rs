//! Modules of steps: a call stands for the statements of the module, with its arguments in place.

use crate::check::command::circular_calls;
use crate::check::declaration::Declared;
use crate::check::{Binding, BindingKind, Body, Checked, Context};
use crate::diagnostic::Severity;
use crate::hir::{
    Block, DocumentHeader, Expr, ExprKind, Field, RecordType, Runbook, Stage, StatementKind, Ty,
    TypedParameter, Value,
};
use crate::resolve::Definition;
use crate::syntax::ast::{self, CallExpr, Declaration, MemberKind};
use crate::text::{FileSpan, Name};

use super::errors;
use super::flow::check_flow;
use super::frames::{Frame, all_names};
use super::state::RunbookCheck;
use super::statement::{Into, Site};

/// A module that is being inlined.
pub(super) struct Inlined {
    pub(super) module: FileSpan,
    /// What `output` has named so far.
    outputs: Vec<(Name, Expr, FileSpan)>,
}

/// The statements of a module that is called, and the place of the call.
#[derive(Clone, Copy)]
pub(super) struct Origin {
    pub(super) body: FileSpan,
    pub(super) call: FileSpan,
}

/// Checks the steps of a module where it is declared, for any arguments.
pub(in crate::check) fn check_steps<'a>(
    context: &'a Context<'a>,
    declared: Declared<'a>,
) -> Checked {
    let mut check = RunbookCheck::new(context, declared.file);
    let at = check.cx.at(declared.declaration.header.name.span);
    check.any_module(declared.declaration, at);
    let module = Definition { file: declared.file, at, item: declared.item };
    for (call, name) in circular_calls(context.index, module) {
        check.cx.report(errors::module_in_itself(call, &name, at));
    }
    if !check.cx.has_errors() {
        context.memo.keep_role(at, ());
    }
    (Vec::new(), check.cx.diagnostics)
}

/// The `steps` of a module.
pub(super) fn steps_of(declaration: &Declaration) -> Option<&ast::Block> {
    declaration.members.iter().find_map(|member| match &member.kind {
        MemberKind::Steps(block) => Some(block),
        _ => None,
    })
}

impl<'a> RunbookCheck<'a> {
    /// The statements with arguments of which only the types are known.
    fn any_module(&mut self, declaration: &'a Declaration, at: FileSpan) {
        let Some(steps) = steps_of(declaration) else { return };
        let body = std::mem::replace(&mut self.cx.body, Body::Build);
        let parameters = self.cx.parameters_of_task(declaration);
        self.cx.body = body;
        self.cx.is_abstract = true;
        // Whatever calls it may assume a role.
        self.has_role = true;
        self.cx.scopes.enter();
        for parameter in parameters {
            let Some(at) = parameter.at else { continue };
            let kind = ExprKind::Parameter(parameter.name.clone());
            let expr = Expr { kind, ty: parameter.ty, stage: Stage::Run, at };
            let name = parameter.name;
            let kind = BindingKind::Parameter;
            self.cx.scopes.bind(Binding { name, at, kind, expr, used: false });
        }
        self.inlined.push(Inlined { module: at, outputs: Vec::new() });
        all_names(&steps.statements, &mut self.all_steps);
        let body = self.block(steps);
        let mut runbook = runbook_of(body, at, &declaration.header.name.text);
        runbook.variables = std::mem::take(&mut self.gathered.variables);
        check_flow(&mut self.cx, &runbook);
        let has_scripts =
            declaration.members.iter().any(|it| matches!(it.kind, MemberKind::Platform(_)));
        if !has_scripts {
            self.cx.unused_parameters();
        }
    }

    /// A call of a module: its statements become the runbook's own. Gives what it names by
    /// `output`; an error stands for a call that cannot be understood.
    pub(super) fn inline(
        &mut self,
        site: &Site<'_>,
        (called, declaration): (Definition<'a>, &'a Declaration),
        call: &CallExpr,
        into: Into<'_>,
    ) -> Expr {
        let at = self.cx.at(call.callee.span);
        let name = &declaration.header.name.text;
        let signature = self.cx.signature_of_task(called, declaration);
        let before = self.cx.diagnostics.iter().filter(|it| it.is_error()).count();
        let arguments = self.cx.arguments(&signature, &call.arguments, call.arguments_span);
        let is_whole = self.cx.diagnostics.iter().filter(|it| it.is_error()).count() == before;
        let Some(steps) = steps_of(declaration) else {
            self.cx.report(errors::module_without_steps(at, name, called.at));
            return Expr::error(at);
        };
        if self.inlined.iter().any(|around| around.module == called.at) {
            self.cx.report(errors::module_in_itself(at, name, called.at));
            return Expr::error(at);
        }
        if !is_whole || !self.is_sound(called, declaration) {
            self.is_broken = true;
            return Expr::error(at);
        }
        let given = Given { parameters: &signature.parameters, arguments, at };
        let prefix = self.prefix(site, name);
        let (statements, outputs) = self.statements_of((called, steps), given, prefix);
        let at = self.cx.at(call.arguments_span);
        self.put_plain(site, StatementKind::Inline(Block { statements, at }), into);
        result_of_outputs(outputs, at)
    }

    /// Whether the module has no error of its own, whatever its arguments.
    fn is_sound(&mut self, called: Definition<'a>, declaration: &'a Declaration) -> bool {
        if self.cx.context.memo.role(called.at).is_some() {
            return true;
        }
        let mut there = RunbookCheck::new(self.cx.context, called.file);
        let around = self.inlined.iter();
        there.inlined =
            around.map(|around| Inlined { module: around.module, outputs: Vec::new() }).collect();
        there.any_module(declaration, called.at);
        let is_sound = !there.cx.has_errors();
        if is_sound {
            self.cx.context.memo.keep_role(called.at, ());
        } else if !self.cx.context.index.is_own(called.file) {
            // What another project declares has no check of its own here.
            there.cx.diagnostics.into_iter().for_each(|found| self.cx.report(found));
        }
        is_sound
    }

    /// What stands before the names of a call's steps: the name of the call, else of the module,
    /// with a number where that is taken.
    fn prefix(&mut self, site: &Site<'_>, module: &Name) -> String {
        let wanted = self.written_step_name(site).map_or(module, |name| &name.text).to_string();
        let mut numbers = 2_u32;
        let mut prefix = wanted.clone();
        while !self.names.take_prefix(self.with_suffix(&prefix)) {
            prefix = format!("{wanted}_{numbers}");
            numbers += 1;
        }
        prefix
    }

    /// The module's statements, each finding in them with the place of the call.
    fn statements_of(
        &mut self,
        (called, steps): (Definition<'a>, &'a ast::Block),
        given: Given<'_>,
        prefix: String,
    ) -> (Vec<crate::hir::Statement>, Vec<(Name, Expr, FileSpan)>) {
        let call = given.at;
        let file = std::mem::replace(&mut self.cx.file, called.file);
        let scopes = std::mem::take(&mut self.cx.scopes);
        let calls = std::mem::take(&mut self.cx.calls);
        let steps_around = std::mem::take(&mut self.all_steps);
        let diagnostics = std::mem::take(&mut self.cx.diagnostics);
        self.prefixes.push(prefix);
        self.inlined.push(Inlined { module: called.at, outputs: Vec::new() });
        self.origins.push(Origin { body: self.cx.at(steps.span), call });
        self.cx.scopes.enter();
        self.bind_arguments(given);
        all_names(&steps.statements, &mut self.all_steps);
        let body = self.inside(Frame::Module, |check| check.block(steps));
        let outputs = self.inlined.pop().map(|inlined| inlined.outputs).unwrap_or_default();
        self.prefixes.pop();
        let found = std::mem::replace(&mut self.cx.diagnostics, diagnostics);
        self.all_steps = steps_around;
        self.cx.calls = calls;
        self.cx.scopes = scopes;
        self.cx.file = file;
        // The module is right for some arguments: here it is wrong with these.
        for one in found.into_iter().filter(|one| one.severity == Severity::Error) {
            self.cx.report(one.related(call, "called here"));
        }
        (body.statements, outputs)
    }

    fn bind_arguments(&mut self, given: Given<'_>) {
        for parameter in given.parameters {
            let at = parameter.at.unwrap_or(given.at);
            let value = given.arguments.iter().find(|(name, _)| *name == parameter.name);
            let expr = match value {
                Some((_, value)) => Expr { ty: parameter.ty.clone(), ..value.clone() },
                None => {
                    let value = parameter.default.clone().unwrap_or(Value::Null);
                    Expr::constant(value, parameter.ty.clone(), at)
                }
            };
            let (name, kind) = (parameter.name.clone(), BindingKind::Local);
            self.cx.scopes.bind(Binding { name, at, kind, expr, used: true });
        }
    }

    /// `output NAME = value` of a module; whether one is at hand.
    pub(super) fn module_output(&mut self, name: Option<Name>, value: &Expr, at: FileSpan) -> bool {
        let Some(inlined) = self.inlined.last_mut() else { return false };
        let Some(name) = name else {
            self.cx.report(errors::unnamed_result(at));
            return true;
        };
        if let Some((_, _, first)) = inlined.outputs.iter().find(|(known, ..)| *known == name) {
            let first = *first;
            self.cx.report(errors::output_twice(at, &name, first));
            return true;
        }
        inlined.outputs.push((name, value.clone(), at));
        true
    }

    /// Adds the place of the call to what was found in the statements of modules afterwards.
    pub(super) fn tell_calls(&mut self, first: usize) {
        for found in self.cx.diagnostics.iter_mut().skip(first) {
            let at = found.primary.at;
            let is_around = |origin: &&Origin| {
                let body = origin.body;
                body.file == at.file
                    && body.span.start <= at.span.start
                    && at.span.end <= body.span.end
            };
            if let Some(origin) = self.origins.iter().find(is_around) {
                *found = found.clone().related(origin.call, "called here");
            }
        }
    }
}

/// What a call gives a module.
struct Given<'p> {
    parameters: &'p [TypedParameter],
    arguments: Vec<(Name, Expr)>,
    at: FileSpan,
}

/// The outputs of a module as one value.
fn result_of_outputs(outputs: Vec<(Name, Expr, FileSpan)>, at: FileSpan) -> Expr {
    let field = |(name, value, _): &(Name, Expr, FileSpan)| Field {
        name: name.clone(),
        ty: value.ty.clone(),
        optional: false,
    };
    let ty = Ty::Record(RecordType::new(outputs.iter().map(field).collect()).into());
    let members = outputs.into_iter().map(|(name, value, _)| (name, value)).collect();
    Expr::run(ExprKind::Record(members), ty, at)
}

/// The statements as those of a runbook, for the ways through them.
fn runbook_of(body: Block, at: FileSpan, name: &Name) -> Runbook {
    Runbook {
        header: DocumentHeader {
            name: name.clone(),
            emitted_name: String::new(),
            at,
            description: None,
            attributes: indexmap::IndexMap::new(),
        },
        parameters: Vec::new(),
        variables: Vec::new(),
        assume_role: None,
        body,
        outputs: Vec::new(),
        named_outputs: Vec::new(),
        aliases: Vec::new(),
        files: indexmap::IndexMap::new(),
        attachments: Vec::new(),
    }
}
