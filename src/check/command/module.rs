//! Modules: their parameters and scripts, and calls of them.

use std::sync::Arc;

use crate::check::declaration::Declared;
use crate::check::runbook::check_steps;
use crate::check::{Body, Checked, Checker, Context};
use crate::hir::{
    self, Implementation, ModuleTask, Platform, ScriptArgument, Shell, TaskKind, TypedParameter,
    Value,
};
use crate::resolve::Definition;
use crate::syntax::ast::{Declaration, MemberKind, PlatformImpl, Script};
use crate::text::{FileSpan, Name, Span, nearest, words};

use super::argument_name::{bad_name, one_variable};
use super::clause::Takes;
use super::errors;
use super::leaving::leaving;
use super::script::shell_of;
use super::state::CommandCheck;
use super::task::Site;

/// The words for platforms behind `on`.
pub(in crate::check) const PLATFORMS: [(&str, Platform); 3] =
    [("linux", Platform::Linux), ("macos", Platform::MacOs), ("windows", Platform::Windows)];

/// Checks a `module` where it is declared.
pub(in crate::check) fn check_module<'a>(
    context: &'a Context<'a>,
    declared: Declared<'a>,
) -> Checked {
    let mut cx = Checker::new(context, declared.file, Body::Build);
    let header = &declared.declaration.header;
    if let Some(targets) = &header.targets {
        let at = cx.at(targets.span);
        cx.report(errors::task_with_targets(at, "module"));
    }
    let parameters = cx.parameters_of_task(declared.declaration);
    let implementations = cx.implementations(declared.declaration);
    let steps = declared.declaration.members.iter();
    let steps: Vec<FileSpan> = steps
        .filter(|member| matches!(member.kind, MemberKind::Steps(_)))
        .map(|member| cx.at(member.span))
        .collect();
    if let [first, second, ..] = steps.as_slice() {
        cx.report(errors::steps_twice(*second, *first));
    }
    if implementations.is_empty() && steps.is_empty() && !cx.has_errors() {
        let at = cx.at(header.name.span);
        cx.report(errors::module_without_scripts(at, &header.name.text));
    }
    cx.check_names(&parameters, &implementations);
    if steps.is_empty() {
        cx.unread_parameters(&parameters, &implementations);
    } else if !cx.has_errors() {
        return check_steps(context, declared);
    }
    (Vec::new(), cx.diagnostics)
}

impl<'a> Checker<'a> {
    /// The module behind a definition; nothing where its own check finds errors.
    fn module(
        &mut self,
        definition: Definition<'a>,
        declaration: &'a Declaration,
    ) -> Option<Arc<hir::Module>> {
        if let Some(known) = self.context.memo.module(definition.at) {
            return Some(known);
        }
        let name = &declaration.header.name.text;
        let module = self.define(name, definition.at, Body::Build, |there| {
            let parameters = there.parameters_of_task(declaration);
            let absent = |it: &TypedParameter| it.default.clone().unwrap_or(Value::Null);
            let optional = parameters.iter().filter(|parameter| !parameter.required);
            hir::Module {
                name: name.clone(),
                at: definition.at,
                defaults: optional.map(|it| (it.name.clone(), absent(it))).collect(),
                implementations: there.implementations(declaration),
            }
        })?;
        let module = Arc::new(module);
        self.context.memo.keep_module(definition.at, module.clone());
        Some(module)
    }

    fn implementations(&mut self, declaration: &Declaration) -> Vec<Implementation> {
        let mut known: Vec<(Platform, FileSpan)> = Vec::new();
        let mut implementations = Vec::new();
        for member in &declaration.members {
            match &member.kind {
                MemberKind::Platform(written) => {
                    let platforms = self.platforms_of(written, &mut known);
                    implementations.extend(self.implementation(written, platforms));
                }
                // The steps are checked as those of a runbook.
                MemberKind::Parameter { .. } | MemberKind::Steps(_) | MemberKind::Error => {}
                MemberKind::Attribute(_)
                | MemberKind::Statement(_)
                | MemberKind::Task { .. }
                | MemberKind::Handler { .. } => {
                    let at = self.at(member.span);
                    self.report(errors::not_in_modules(at));
                }
            }
        }
        implementations
    }

    fn platforms_of(
        &mut self,
        written: &PlatformImpl,
        known: &mut Vec<(Platform, FileSpan)>,
    ) -> Vec<Platform> {
        let mut platforms = Vec::new();
        for word in &written.platforms {
            let at = self.at(word.span);
            let Some((_, platform)) = PLATFORMS.iter().find(|(name, _)| *name == word.text) else {
                let near = nearest(&word.text, PLATFORMS.iter().map(|(name, _)| *name));
                self.report(errors::unknown_platform(at, &word.text, near));
                continue;
            };
            match known.iter().find(|(known, _)| known == platform) {
                Some((_, first)) => {
                    self.report(errors::platform_twice(at, &word.text, *first));
                }
                None => {
                    known.push((*platform, at));
                    platforms.push(*platform);
                }
            }
        }
        platforms
    }

    fn implementation(
        &mut self,
        written: &PlatformImpl,
        platforms: Vec<Platform>,
    ) -> Option<Implementation> {
        let Some(apply) = &written.apply else {
            let at = self.at(written.span);
            self.report(errors::module_without_apply(at));
            return None;
        };
        let shell = self.shell_for(apply, &platforms)?;
        let setup = self.beside(written.setup.as_ref(), shell, &platforms);
        let check = self.beside(written.check.as_ref(), shell, &platforms);
        let apply = self.script(apply)?;
        if shell == Shell::PowerShell {
            let scripts = [setup.as_ref(), check.as_ref(), Some(&apply)];
            scripts.into_iter().flatten().for_each(|script| self.stays_inside(script));
        }
        Some(Implementation { platforms, shell, setup, check, apply })
    }

    /// Reports what in a script of PowerShell would leave its task.
    fn stays_inside(&mut self, script: &hir::Script) {
        for found in leaving(&script.text) {
            let word = script.text.get(found.clone()).unwrap_or("exit").to_owned();
            let at = self.inside(script, found);
            self.report(errors::leaves_step(at, &word));
        }
    }

    /// The place of a stretch of a script; of the whole where that stands elsewhere.
    fn inside(&self, script: &hir::Script, stretch: std::ops::Range<usize>) -> FileSpan {
        let file = self.context.files.iter().find(|it| it.file == script.at.file);
        let written = file.map(|file| script.at.span.of(file.text));
        written.and_then(|written| place(written, script, stretch)).unwrap_or(script.at)
    }

    /// A script that shares its process with `apply`, so its shell, too.
    fn beside(
        &mut self,
        script: Option<&Script>,
        shell: Shell,
        platforms: &[Platform],
    ) -> Option<Arc<hir::Script>> {
        let script = script?;
        if self.shell_for(script, platforms) == Some(shell) {
            return self.script(script);
        }
        let at = self.at(script.language_span);
        self.report(errors::two_shells(at));
        None
    }

    /// The shell of a module's script, where it can run on the platforms.
    fn shell_for(&mut self, script: &Script, platforms: &[Platform]) -> Option<Shell> {
        let at = self.at(script.language_span);
        if script.raw || !script.arguments.is_empty() || script.result.is_some() {
            self.report(errors::module_script(at));
            return None;
        }
        let shell = shell_of(script);
        let is_right = |shell: &Shell| {
            let is_windows = *shell == Shell::PowerShell;
            platforms.iter().all(|platform| (*platform == Platform::Windows) == is_windows)
        };
        let right = shell.filter(is_right);
        if right.is_none() {
            self.report(errors::wrong_shell(at));
        }
        right
    }

    /// Parameters become variables of the scripts.
    fn check_names(&mut self, parameters: &[TypedParameter], scripts: &[Implementation]) {
        for (position, parameter) in parameters.iter().enumerate() {
            let Some(at) = parameter.at else { continue };
            let mut shells = scripts.iter().map(|implementation| implementation.shell);
            let is_same =
                |name: &str| scripts.iter().any(|it| one_variable(it.shell, name, &parameter.name));
            let first = parameters.iter().take(position).find(|it| is_same(&it.name));
            if parameter.name == APPLIED || is_same(APPLIED) {
                self.report(errors::applied_is_taken(at, &parameter.name));
            } else if let Some((first, first_at)) = first.and_then(|it| Some((it, it.at?))) {
                let names = (parameter.name.as_str(), first.name.as_str());
                self.report(errors::same_but_for_case(at, names, first_at));
            } else if let Some(reason) = shells.find_map(|shell| bad_name(shell, &parameter.name)) {
                self.report(errors::bad_argument_name(at, &parameter.name, reason));
            }
        }
    }

    fn unread_parameters(&mut self, parameters: &[TypedParameter], scripts: &[Implementation]) {
        let texts = scripts.iter().flat_map(|it| {
            let optional = [it.setup.as_ref(), it.check.as_ref(), Some(&it.apply)];
            optional.into_iter().flatten().map(|script| &*script.text)
        });
        let texts: Vec<&str> = texts.collect();
        for parameter in parameters {
            let Some(at) = parameter.at.filter(|_| !texts.is_empty()) else { continue };
            if !texts.iter().any(|text| words(text).any(|word| word == parameter.name)) {
                self.report(crate::check::errors::unused_parameter(at, &parameter.name));
            }
        }
    }
}

/// Where a stretch of a script stands in the source between its fences, of which each line may be
/// indented further.
fn place(written: &str, script: &hir::Script, stretch: std::ops::Range<usize>) -> Option<FileSpan> {
    let before = script.text.get(..stretch.start)?;
    let number = before.matches('\n').count();
    let line = script.text.lines().nth(number)?;
    let column = before.len() - before.rfind('\n').map_or(0, |end| end + 1);
    let first = written.lines().next().is_some_and(|it| it.trim().is_empty());
    let is_dropped = first && written.contains('\n');
    let number = number + usize::from(is_dropped);
    let indent = written.lines().nth(number)?.strip_suffix(line)?.len();
    let earlier: usize = written.split_inclusive('\n').take(number).map(str::len).sum();
    let start = earlier + indent + column;
    let start = script.at.span.start + u32::try_from(start).ok()?;
    let length = u32::try_from(stretch.len()).ok()?;
    Some(Span::new(start, start + length).in_file(script.at.file))
}

/// The variable that tells the test behind `apply` from the one before it.
pub(super) const APPLIED: &str = "applied";

impl<'a> CommandCheck<'_, 'a> {
    /// A call of a module.
    pub(super) fn module_call(
        &mut self,
        site: Site<'_>,
        called: (Definition<'a>, &'a Declaration),
        arguments: Vec<(Name, hir::Expr)>,
    ) {
        let clauses = self.clauses(site, Takes::Module);
        let Some(module) = self.cx.module(called.0, called.1) else {
            self.is_broken = true;
            return self.result_of_error(site);
        };
        if module.implementations.is_empty() {
            let at = self.cx.at(site.written.span);
            self.cx.report(errors::module_of_steps(at, &module.name));
            return self.result_of_error(site);
        }
        let argument =
            |(name, value): (Name, hir::Expr)| ScriptArgument { name, at: value.at, value };
        let arguments = arguments.into_iter().map(argument).collect();
        let fallback = module.name.to_string();
        let kind = TaskKind::Module(ModuleTask { module, arguments });
        self.push(site, kind, &fallback, clauses);
    }
}
