//! A shared script of PowerShell: a function for each module, a block for each task, and the
//! calls in their order.

use crate::hir::{Module, Platform, TaskKind};
use crate::ssm::size::{CALLS_MARK, MODULE_MARK, TASK_MARK};
use crate::text::{FileSpan, Name};

use super::super::data::{Data, constant};
use super::super::draft::Draft;
use super::super::power_shell::{
    PROLOGUE, assign, condition_text, define_facts, own_text, read_result, require_environment,
};
use super::super::quote::power_shell_literal;
use super::job::{Job, environment, marked_title};
use super::power_shell_runtime::functions;
use super::runtime::Uses;
use super::sh::facts;

/// The lines of the file that the agent runs.
pub(super) fn managed_power_shell(job: &Job<'_, '_>) -> Vec<String> {
    let mut writer = Writer { job, modules: Vec::new(), lines: Vec::new() };
    writer.write();
    writer.lines
}

struct Writer<'j, 'a> {
    job: &'j Job<'j, 'a>,
    modules: Vec<(FileSpan, String)>,
    lines: Vec<String>,
}

impl<'a> Writer<'_, 'a> {
    fn write(&mut self) {
        self.push(PROLOGUE);
        let tasks = self.job.tasks();
        require_environment(&environment(&tasks), &mut self.lines);
        let uses = Uses::of(self.job, &tasks);
        self.lines.extend(functions(self.job.document, uses));
        define_facts(&facts(&tasks), &mut self.lines);
        for task in self.job.read {
            self.push(read_result(*task));
        }
        for task in &tasks {
            self.define(task);
        }
        self.push(CALLS_MARK);
        self.sequence(self.job.tasks.iter().copied(), "");
        if self.job.runs_handlers {
            self.handlers("");
        }
        self.push("End_");
        if self.job.is_last && uses.state {
            self.push("Remove-Item -LiteralPath $state_ -Recurse -Force");
        }
        self.push("if ($count_.failed) { exit 1 }");
        self.push("exit 0");
    }

    fn push(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    fn define(&mut self, draft: &Draft<'_>) {
        let TaskKind::Module(call) = &draft.task.kind else { return };
        let Some(function) = self.module(&call.module) else { return };
        let title = marked_title(draft);
        self.push(format!("$tasks_[{}] = {{ {TASK_MARK}{title}", draft.task.id.0));
        self.push("param($verb_, $applied)");
        if let Some(path) = &draft.directory {
            let data = Data::Text(path.clone());
            assign(&Name::new_static("place_"), &data, "", &mut self.lines);
            self.push("Set-Location -LiteralPath $place_");
        }
        let is_given = |name: &str| draft.values.iter().any(|(known, _)| known == name);
        for (name, value) in call.module.defaults.iter().filter(|(name, _)| !is_given(name)) {
            if let Ok(data) = constant(value, draft.task.at) {
                assign(name, &data, "", &mut self.lines);
            }
        }
        for (name, data) in &draft.values {
            assign(name, data, "", &mut self.lines);
        }
        self.push(function);
        self.push("}");
    }

    /// The name of a module's function; writes it where it is the first of its module. It sees the
    /// variables of the block that calls it.
    ///
    /// Source: "about_Scopes".
    fn module(&mut self, module: &Module) -> Option<String> {
        if let Some((_, name)) = self.modules.iter().find(|(at, _)| *at == module.at) {
            return Some(name.clone());
        }
        let scripts = module.implementation(Platform::Windows)?;
        let name = format!("Module_{}", self.modules.len());
        self.modules.push((module.at, name.clone()));
        self.push(format!("function {name} {{ {MODULE_MARK}{}", module.name));
        if let Some(setup) = &scripts.setup {
            own_text(&setup.text, &mut self.lines);
        }
        self.push("if ($verb_ -eq 'check') {");
        match &scripts.check {
            Some(check) => own_text(&check.text, &mut self.lines),
            None => self.push("$applied"),
        }
        self.push("} else {");
        own_text(&scripts.apply.text, &mut self.lines);
        self.push("}");
        self.push("}");
        Some(name)
    }

    fn sequence<'d>(&mut self, tasks: impl IntoIterator<Item = &'d Draft<'a>>, indent: &str)
    where
        'a: 'd,
    {
        for draft in tasks {
            if self.job.is_here(draft) {
                self.call(draft, indent);
            }
        }
    }

    fn call(&mut self, draft: &Draft<'a>, indent: &str) {
        let title = power_shell_literal(&draft.task.title);
        let Some(condition) = &draft.condition else {
            return self.call_always(draft, &title, indent);
        };
        self.push(format!("{indent}if ({}) {{", condition_text(condition)));
        self.call_always(draft, &title, &format!("{indent}  "));
        if matches!(draft.task.kind, TaskKind::Module(_)) {
            self.push(format!("{indent}}} else {{"));
            self.push(format!("{indent}  Skip_ {title}"));
            self.remember(draft, &format!("{indent}  "));
        }
        self.push(format!("{indent}}}"));
    }

    fn call_always(&mut self, draft: &Draft<'a>, title: &str, indent: &str) {
        match &draft.task.kind {
            TaskKind::Block(_) => return self.block(draft, indent),
            TaskKind::FlushHandlers => return self.handlers(indent),
            TaskKind::Module(_) => self.run(draft, title, indent),
            TaskKind::Script(_) | TaskKind::Plugin { .. } | TaskKind::Reboot => {}
        }
        self.remember(draft, indent);
    }

    fn run(&mut self, draft: &Draft<'a>, title: &str, indent: &str) {
        let tries = draft.task.attempts.map(|(tries, _)| format!(" {tries}")).unwrap_or_default();
        let mut call = format!("Task_ {} {title}{tries}", draft.task.id.0);
        if draft.task.exit.continue_on_failure.is_some() {
            call = format!(
                "if ($stop_) {{ $did_ = '' }} else {{ $before_ = $count_.failed; {call}; if ($stop_) {{ $count_.failed = $before_; $stop_ = $false; $tail_ = '' }} }}"
            );
        }
        if self.job.only_runs(draft) {
            call = format!("if ($mode_ -ceq 'check') {{ Skip_ {title} }} else {{ {call} }}");
        }
        self.push(format!("{indent}{call}"));
    }

    fn remember(&mut self, draft: &Draft<'_>, indent: &str) {
        let id = draft.task.id;
        if self.job.is_read(id) {
            self.push(format!("{indent}$did_{} = $did_", id.0));
        }
        if self.job.kept.contains(&id) {
            let file = format!("(Join-Path $state_ '{}')", id.0);
            self.push(format!("{indent}Set-Content -LiteralPath {file} -Value $did_"));
        }
        for handler in &draft.task.notify {
            let Some(name) = self.job.handler_name(*handler) else { continue };
            let file = format!("(Join-Path $home_ \"$name_.$mode_.{name}\")");
            self.push(format!(
                "{indent}if ($did_ -ceq 'changed') {{ [void](New-Item -ItemType File -Path {file} -Force) }}"
            ));
        }
    }

    fn block(&mut self, draft: &Draft<'a>, indent: &str) {
        let Some(block) = &draft.block else { return };
        let number = draft.task.id.0;
        let deeper = format!("{indent}  ");
        self.push(format!("{indent}if (-not $stop_) {{"));
        if block.rescue.is_some() {
            self.push(format!("{deeper}$failed_{number} = $count_.failed"));
        }
        self.sequence(&block.body, &deeper);
        if let Some(rescue) = &block.rescue {
            self.push(format!("{deeper}if ($stop_) {{"));
            self.push(format!(
                "{deeper}  $count_.failed = $failed_{number}; $stop_ = $false; $tail_ = ''"
            ));
            self.sequence(rescue, &format!("{deeper}  "));
            self.push(format!("{deeper}}}"));
        }
        if let Some(always) = &block.always {
            self.push(format!("{deeper}$stop_{number} = $stop_; $stop_ = $false"));
            self.sequence(always, &deeper);
            self.push(format!("{deeper}$stop_ = $stop_ -or $stop_{number}"));
        }
        self.push(format!("{indent}}}"));
    }

    /// Each handler that was notified, once.
    fn handlers(&mut self, indent: &str) {
        let deeper = format!("{indent}  ");
        for handler in self.job.handlers.iter().filter(|handler| !handler.tasks.is_empty()) {
            let name = handler.name;
            self.push(format!("{indent}$file_ = Join-Path $home_ \"$name_.$mode_.{name}\""));
            self.push(format!("{indent}$kept_ = Join-Path $home_ \"$name_.apply.{name}\""));
            self.push(format!(
                "{indent}if ((Test-Path -LiteralPath $file_) -or (Test-Path -LiteralPath $kept_)) {{"
            ));
            self.sequence(&handler.tasks, &deeper);
            self.push(format!("{deeper}if (-not $stop_ -and (Test-Path -LiteralPath $file_)) {{ Remove-Item -LiteralPath $file_ }}"));
            self.push(format!("{indent}}}"));
        }
    }
}
