//! Roles: checked once where they are declared, and unfolded at each call.

use crate::check::declaration::Declared;
use crate::check::{Binding, BindingKind, Body, Checked, Checker, Context};
use crate::diagnostic::Severity;
use crate::hir::{Expr, ExprKind, Stage, TypedParameter};
use crate::resolve::Definition;
use crate::syntax::ast::{CallExpr, Declaration, DeclarationKind, ItemKind, Member, MemberKind};
use crate::text::{FileSpan, Name};

use super::clause::Takes;
use super::errors;
use super::role_calls::circular_calls;
use super::state::{CommandCheck, Purpose};
use super::task::Site;

/// The roles that are unfolded at the moment, and those that were.
#[derive(Default)]
pub(super) struct Roles {
    /// Outermost first.
    open: Vec<Name>,
    done: Vec<Done>,
}

/// A role with arguments that the build knows all of.
struct Done {
    role: FileSpan,
    arguments: Vec<(Name, Expr)>,
    /// What holds for all its tasks.
    around: (Vec<Expr>, Option<Expr>, Vec<Vec<String>>),
    at: FileSpan,
}

impl Roles {
    pub(super) fn outermost(&self) -> Option<Name> {
        self.open.first().cloned()
    }

    /// `outer.inner`.
    pub(super) fn path(&self) -> Option<String> {
        let names: Vec<&str> = self.open.iter().map(Name::as_str).collect();
        (!names.is_empty()).then(|| names.join("."))
    }
}

/// Checks a `role` where it is declared, for any arguments.
pub(in crate::check) fn check_role<'a>(
    context: &'a Context<'a>,
    declared: Declared<'a>,
) -> Checked {
    let mut cx = Checker::new(context, declared.file, Body::Command);
    let header = &declared.declaration.header;
    if let Some(targets) = &header.targets {
        let at = cx.at(targets.span);
        cx.report(errors::task_with_targets(at, header.kind.word()));
    }
    let at = cx.at(header.name.span);
    let found = cx.define_here(&header.name.text, at, |cx| cx.any_role(declared.declaration));
    let role = Definition { file: declared.file, at, item: declared.item };
    for (call, name) in circular_calls(context.index, role) {
        cx.report(errors::role_in_itself(call, &name, at));
    }
    if found.is_some() && !cx.has_errors() {
        context.memo.keep_role(at, ());
    }
    (Vec::new(), cx.diagnostics)
}

impl<'a> Checker<'a> {
    /// The body with arguments of which only the types are known.
    fn any_role(&mut self, declaration: &'a Declaration) {
        let body = std::mem::replace(&mut self.body, Body::Build);
        let parameters = self.parameters_of_task(declaration);
        self.body = body;
        let was_abstract = std::mem::replace(&mut self.is_abstract, true);
        self.scopes.enter();
        for parameter in &parameters {
            let Some(at) = parameter.at else { continue };
            let kind = ExprKind::Parameter(parameter.name.clone());
            let expr = Expr { kind, ty: parameter.ty.clone(), stage: Stage::Run, at };
            let name = parameter.name.clone();
            self.scopes.bind(Binding { name, at, kind: BindingKind::Parameter, expr, used: false });
        }
        let mut check = CommandCheck::new(self, Purpose::Play);
        check.enter_handlers(&declaration.members);
        check.members(&declaration.members);
        check.leave_handlers(&declaration.members);
        self.unused_parameters();
        self.scopes.leave();
        self.is_abstract = was_abstract;
    }

    /// Whether the role has no error of its own.
    fn is_sound(&mut self, definition: Definition<'a>, declaration: &'a Declaration) -> bool {
        if self.context.memo.role(definition.at).is_some() {
            return true;
        }
        let name = &declaration.header.name.text;
        let work = |cx: &mut Self| cx.any_role(declaration);
        let is_sound = self.define(name, definition.at, Body::Command, work).is_some()
            && circular_calls(self.context.index, definition).is_empty();
        if is_sound {
            self.context.memo.keep_role(definition.at, ());
        }
        is_sound
    }
}

impl<'a> CommandCheck<'_, 'a> {
    /// A call of a module or role.
    pub(super) fn task_call(&mut self, site: Site<'_>, called: Definition<'a>, call: &CallExpr) {
        let ItemKind::Declaration(declaration) = &called.item.kind else { return };
        if declaration.header.kind == DeclarationKind::Handler {
            let at = self.cx.at(call.callee.span);
            self.cx.report(errors::handler_called(at, &declaration.header.name.text));
            return self.result_of_error(site);
        }
        let signature = self.cx.signature_of_task(called, declaration);
        let before = self.errors();
        let arguments = self.cx.arguments(&signature, &call.arguments, call.arguments_span);
        let is_whole = self.errors() == before;
        if declaration.header.kind == DeclarationKind::Module {
            if is_whole {
                return self.module_call(site, (called, declaration), arguments);
            }
            self.clauses(site, Takes::Module);
            return self.result_of_error(site);
        }
        if let Some(name) = site.result {
            let at = self.cx.at(name.span);
            self.cx.report(errors::role_result(at, &declaration.header.name.text));
        }
        self.result_of_error(site);
        let clauses = self.clauses(site, Takes::Tasks);
        if !is_whole || self.cx.is_abstract {
            return;
        }
        self.is_broken |= !self.cx.is_sound(called, declaration);
        if !self.is_broken {
            let around = clauses.when.into_iter().collect();
            let call = RoleCall {
                called,
                declaration,
                parameters: &signature.parameters,
                arguments,
                at: self.cx.at(call.callee.span),
            };
            self.tags.push(clauses.tags);
            self.unfold(call, (around, clauses.run_as));
            self.tags.pop();
        }
    }

    fn errors(&self) -> usize {
        self.cx.diagnostics.iter().filter(|found| found.is_error()).count()
    }

    /// Binds the name of a task that could not be understood.
    pub(super) fn result_of_error(&mut self, site: Site<'_>) {
        if let Some(name) = site.result {
            let at = self.cx.at(name.span);
            self.bind(name, BindingKind::Result, Expr::error(at));
        }
    }

    fn unfold(&mut self, call: RoleCall<'_, 'a>, (when, user): (Vec<Expr>, Option<Expr>)) {
        let around = self.conditions.len();
        self.conditions.extend(when);
        self.users.extend(user.clone());
        if !self.is_done(&call) {
            self.unfold_body(&call);
        }
        if user.is_some() {
            self.users.pop();
        }
        self.conditions.truncate(around);
    }

    /// Whether the same role with the same arguments stands before; remembers this one.
    fn is_done(&mut self, call: &RoleCall<'_, 'a>) -> bool {
        let same = |left: &[(Name, Expr)], right: &[(Name, Expr)]| {
            left.len() == right.len()
                && left.iter().zip(right).all(|((name, value), (other, known))| {
                    name == other && value.as_const() == known.as_const()
                })
        };
        if call.arguments.iter().any(|(_, value)| value.as_const().is_none()) {
            return false;
        }
        let user = self.users.last().cloned();
        let around = (self.conditions.clone(), user, self.tags.clone());
        let first = self.roles.done.iter().find(|done| {
            done.role == call.called.at
                && same(&done.arguments, &call.arguments)
                && done.around == around
        });
        if let Some(first) = first.map(|done| done.at) {
            let name = &call.declaration.header.name.text;
            self.cx.report(errors::role_twice(call.at, name, first));
            return true;
        }
        let arguments = call.arguments.clone();
        self.roles.done.push(Done { role: call.called.at, arguments, around, at: call.at });
        false
    }

    fn unfold_body(&mut self, call: &RoleCall<'_, 'a>) {
        let members = &call.declaration.members;
        let around = std::mem::take(&mut self.cx.diagnostics);
        self.roles.open.push(call.declaration.header.name.text.clone());
        self.elsewhere(call.called.file, |there| {
            there.bind_role_arguments(call);
            there.enter_handlers(members);
            there.members(members);
            there.leave_handlers(members);
        });
        self.roles.open.pop();
        let found = std::mem::replace(&mut self.cx.diagnostics, around);
        // The body is right for some arguments: here it is wrong with these.
        for one in found.into_iter().filter(|one| one.severity == Severity::Error) {
            let is_handler = one.code == crate::diagnostic::Code(593);
            let why = if is_handler { "called here" } else { "with the arguments of this call" };
            self.cx.report(one.related(call.at, why));
        }
    }

    fn bind_role_arguments(&mut self, call: &RoleCall<'_, 'a>) {
        for parameter in call.parameters {
            let given = call.arguments.iter().find(|(name, _)| *name == parameter.name);
            let at = parameter.at.unwrap_or(call.at);
            let expr = match given {
                Some((_, value)) => Expr { ty: parameter.ty.clone(), ..value.clone() },
                None => {
                    let value = parameter.default.clone().unwrap_or(crate::hir::Value::Null);
                    Expr::constant(value, parameter.ty.clone(), at)
                }
            };
            let name = parameter.name.clone();
            let kind = BindingKind::Local;
            self.cx.scopes.bind(Binding { name, at, kind, expr, used: true });
        }
    }

    /// The tasks among the members of a command, role or handler.
    pub(super) fn members(&mut self, members: &[Member]) {
        for member in members {
            let at = self.cx.at(member.span);
            match &member.kind {
                MemberKind::Statement(statement) => self.statement(statement),
                MemberKind::Task { .. } => {
                    let help = "move it into a `window`";
                    self.cx.report(errors::not_in_commands(at, "`task`", help));
                }
                MemberKind::Platform(_) | MemberKind::Steps(_) => {
                    let help = "move it into a `module`";
                    self.cx.report(errors::not_in_commands(at, "this block", help));
                }
                // Attributes are read with the header; a role and a handler have none.
                MemberKind::Attribute(attribute) if self.is_inside_role() => {
                    let key_at = self.cx.at(attribute.key.span);
                    self.cx.report(errors::attribute_of_role(key_at, &attribute.key.text));
                }
                MemberKind::Parameter { .. }
                | MemberKind::Handler { .. }
                | MemberKind::Attribute(_)
                | MemberKind::Error => {}
            }
        }
    }

    fn is_inside_role(&self) -> bool {
        self.cx.is_abstract || !self.roles.open.is_empty()
    }
}

/// A call of a role, its arguments checked.
struct RoleCall<'p, 'a> {
    called: Definition<'a>,
    declaration: &'a Declaration,
    parameters: &'p [TypedParameter],
    arguments: Vec<(Name, Expr)>,
    at: FileSpan,
}
