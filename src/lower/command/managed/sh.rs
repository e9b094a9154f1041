//! A shared script of `sh` or `bash`: a function for each module and one for each task.

use crate::hir::{Implementation, Module, Platform, ScriptTask, Shell, TaskKind};
use crate::ssm::size::{CALLS_MARK, MODULE_MARK, TASK_MARK};
use crate::text::{FileSpan, Name};

use super::super::data::{Channel, Piece, constant, visit_facts, visit_pieces};
use super::super::draft::Draft;
use super::super::fact::{FACTS, Fact};
use super::super::plan::Read;
use super::super::sh::{
    Foreign, define_facts, hand_result, read_result, require_environment, run_as, strictness,
};
use super::super::spell::{Lines, Sh};
use super::job::{Form, Job, environment, marked_title};
use super::part::{enter_part, leave_part};
use super::runtime::{Uses, functions};

/// The lines of the file that the agent runs.
pub(super) fn managed_script(job: &Job<'_, '_>) -> Vec<String> {
    let mut writer = Writer { job, modules: Vec::new(), lines: Lines::default() };
    writer.write();
    writer.lines.0
}

pub(super) struct Writer<'j, 'a> {
    pub(super) job: &'j Job<'j, 'a>,
    /// Modules that have their function, by the place of their declaration.
    modules: Vec<(FileSpan, String)>,
    pub(super) lines: Lines,
}

impl<'j, 'a> Writer<'j, 'a> {
    fn write(&mut self) {
        if self.job.shell == Shell::Bash {
            self.lines.push("#!/bin/bash");
        }
        let tasks = self.job.tasks();
        let texts = environment(&tasks);
        match self.job.form {
            Form::Whole => require_environment(&texts, &mut self.lines),
            Form::Parts => enter_part(self.job, &texts, &mut self.lines),
        }
        let uses = Uses::of(self.job, &tasks);
        self.lines.0.extend(functions(self.job.document, uses));
        define_facts(&facts(&tasks), &mut self.lines);
        for task in self.job.read {
            self.lines.push(read_result(*task));
        }
        for task in &tasks {
            self.define(task);
        }
        self.lines.push(CALLS_MARK);
        self.sequence(self.job.tasks.iter().copied(), "");
        if self.job.runs_handlers {
            self.handlers("");
        }
        self.lines.push("_end");
        if self.job.form == Form::Parts {
            leave_part(&mut self.lines);
        }
        self.lines.push("[ -z \"$_leave\" ] || exit \"$_leave\"");
        let is_done = match self.job.form {
            Form::Whole => uses.state,
            Form::Parts => self.job.is_end,
        };
        if self.job.is_last && is_done {
            self.lines.push("rm -rf \"$_state\"");
        }
        self.lines.push("[ \"$_failed\" -eq 0 ]");
    }

    fn define(&mut self, draft: &Draft<'_>) {
        match &draft.task.kind {
            TaskKind::Module(call) => {
                let function = self.module(&call.module);
                self.module_task(draft, &call.module, &function);
            }
            TaskKind::Script(script) => self.script_task(draft, script),
            TaskKind::Plugin { .. }
            | TaskKind::Block(_)
            | TaskKind::FlushHandlers
            | TaskKind::Reboot => {}
        }
    }

    /// The name of a module's function; writes it where it is the first of its module.
    fn module(&mut self, module: &Module) -> String {
        if let Some((_, name)) = self.modules.iter().find(|(at, _)| *at == module.at) {
            return name.clone();
        }
        let is_taken = |name: &str| self.modules.iter().any(|(_, known)| known == name);
        let numbers = (2_u32..).map(|number| format!("{}_{number}", module.name));
        let mut names = std::iter::once(module.name.to_string()).chain(numbers);
        let name = names.find(|name| !is_taken(name)).unwrap_or_default();
        self.modules.push((module.at, name.clone()));
        self.lines.push(format!("_d_{name}() {{ {MODULE_MARK}{}", module.name));
        let sh = Sh { handed: &[], shell: self.job.shell };
        if module.defaults.is_empty() {
            self.lines.push(":");
        }
        assign_defaults(&sh, module, &mut self.lines);
        self.lines.push("}");
        self.lines.push(format!("_m_{name}() {{"));
        self.implementations(module);
        self.lines.push("}");
        name
    }

    fn implementations(&mut self, module: &Module) {
        let here = |platform: &Platform| module.implementation(*platform);
        let mut scripts: Vec<&Implementation> =
            self.job.platforms.iter().filter_map(here).collect();
        scripts.dedup_by(|one, other| std::ptr::eq(*one, *other));
        match scripts.as_slice() {
            [only] if self.job.platforms.iter().all(|it| only.platforms.contains(it)) => {
                self.scripts(only);
            }
            several => {
                self.lines.push("case $(uname -s) in");
                for one in several {
                    self.lines.push(format!("{})", systems(one)));
                    self.scripts(one);
                    self.lines.push(";;");
                }
                let name = &module.name;
                self.lines.push(format!(
                    "*) echo '{name} has no scripts for this system' >&2; exit 2 ;;"
                ));
                self.lines.push("esac");
            }
        }
    }

    fn scripts(&mut self, scripts: &Implementation) {
        if let Some(setup) = &scripts.setup {
            // A function: what it does to the arguments, or a `return`, ends with it.
            self.lines.push("_setup() {");
            self.lines.text(&setup.text);
            self.lines.push("}");
            self.lines.push("_setup");
        }
        self.lines.push("case $1 in");
        self.lines.push("check)");
        match &scripts.check {
            Some(check) => self.lines.text(&check.text),
            None => self.lines.push("[ -n \"$applied\" ]"),
        }
        self.lines.push(";;");
        self.lines.push("apply)");
        self.lines.text(&scripts.apply.text);
        self.lines.push(";;");
        self.lines.push("*) exit 2 ;;");
        self.lines.push("esac");
    }

    fn module_task(&mut self, draft: &Draft<'_>, module: &Module, function: &str) {
        let mut inner = Lines::default();
        let reads = reads(draft);
        let handed = handed(draft, &reads);
        let sh = Sh { handed: &handed, shell: self.job.shell };
        if draft.run_as.is_some() {
            assign_defaults(&sh, module, &mut inner);
        } else if !module.defaults.is_empty() {
            inner.push(format!("_d_{function}"));
        }
        draft.values.iter().for_each(|(name, data)| sh.assign(name, data, "", &mut inner));
        if draft.run_as.is_some() {
            let mut whole = Lines::default();
            whole.push(strictness(self.job.shell));
            define_facts(&facts(&[draft]), &mut whole);
            whole.0.append(&mut inner.0);
            whole.push("set -- \"$_verb\"");
            let written = std::mem::replace(&mut self.lines, whole);
            self.implementations(module);
            inner = std::mem::replace(&mut self.lines, written);
        } else {
            inner.push(format!("_m_{function} \"$1\""));
        }
        self.task(draft, inner, reads);
    }

    /// A script that can tell only by `creates` and `unless` whether there is something to do.
    fn script_task(&mut self, draft: &Draft<'_>, script: &ScriptTask) {
        let mut inner = Lines::default();
        let reads = reads(draft);
        let handed = handed(draft, &reads);
        let sh = Sh { handed: &handed, shell: self.job.shell };
        if draft.run_as.is_some() {
            inner.push(strictness(self.job.shell));
            define_facts(&facts(&[draft]), &mut inner);
        }
        draft.values.iter().for_each(|(name, data)| sh.assign(name, data, "", &mut inner));
        let verb = if draft.run_as.is_some() { "$_verb" } else { "$1" };
        inner.push(format!("if [ \"{verb}\" = check ]; then"));
        inner.push("  [ -z \"$applied\" ] || exit 0");
        if let Some(path) = &draft.creates {
            inner.push(format!("  [ ! -e {} ] || exit 0", sh.word(path)));
        }
        if let Some(unless) = &script.unless {
            inner.push("set +e");
            inner.push("(");
            inner.push(strictness(self.job.shell));
            inner.text(&unless.text);
            inner.push(")");
            inner.push("_status=$?");
            inner.push("[ \"$_status\" -ne 0 ] || exit 0");
            // The test itself could not be run: that must not lead to running the task.
            inner.push("[ \"$_status\" -le 125 ] || exit \"$_status\"");
        }
        inner.push("  exit 1");
        inner.push("fi");
        inner.text(&script.script.text);
        self.task(draft, inner, reads);
    }

    /// The function of a task: what it is about, and its work.
    fn task(&mut self, draft: &Draft<'_>, inner: Lines, reads: Vec<Read>) {
        let number = draft.task.id.0;
        self.lines.push(format!("_task_{number}() {{ {TASK_MARK}{}", marked_title(draft)));
        let outer = Sh { handed: &[], shell: self.job.shell };
        if let Some(path) = &draft.directory {
            self.lines.push(format!("cd -- {} || exit 2", outer.word(path)));
        }
        match &draft.run_as {
            None => self.lines.0.extend(inner.0),
            Some(user) => {
                let program = if self.job.shell == Shell::Bash { "bash" } else { "sh" };
                let mut variables =
                    vec!["_verb=\"$1\"".to_owned(), "applied=\"$applied\"".to_owned()];
                variables.extend(draft.results().into_iter().map(hand_result));
                let foreign = Foreign {
                    user,
                    program,
                    text: inner.0.join("\n"),
                    reads,
                    has_secret: draft.values.iter().any(|(_, data)| data.has_secret()),
                    variables,
                };
                let command = run_as(&foreign, self.job.shell);
                self.lines.text(&command);
            }
        }
        self.lines.push("}");
    }
}

/// What the parameters are that a call leaves out.
fn assign_defaults(sh: &Sh<'_>, module: &Module, lines: &mut Lines) {
    for (name, value) in &module.defaults {
        if let Ok(data) = constant(value, module.at) {
            sh.assign(name, &data, "", lines);
        }
    }
}

/// The names by which `uname` knows the platforms of an implementation.
fn systems(scripts: &Implementation) -> String {
    let name = |platform: &Platform| match platform {
        Platform::Linux => "Linux",
        Platform::MacOs => "Darwin",
        Platform::Windows => "Windows",
    };
    scripts.platforms.iter().map(name).collect::<Vec<_>>().join(" | ")
}

/// The parameters that a task reads, each once.
fn reads(draft: &Draft<'_>) -> Vec<Read> {
    let mut reads: Vec<Read> = Vec::new();
    let mut visit = |name: &Name, channel: Channel| {
        if !reads.iter().any(|read| read.name == *name) {
            reads.push(Read { name: name.clone(), channel });
        }
    };
    draft.values.iter().for_each(|(_, data)| data.for_each_parameter(&mut visit));
    draft.creates.iter().for_each(|path| visit_pieces(path, &mut visit));
    reads
}

/// The parameters that another user's script gets as arguments.
fn handed(draft: &Draft<'_>, reads: &[Read]) -> Vec<Name> {
    let names = reads.iter().filter(|_| draft.run_as.is_some());
    names.map(|read| read.name.clone()).collect()
}

/// The facts that tasks read, sorted by name.
pub(super) fn facts(tasks: &[&Draft<'_>]) -> Vec<&'static Fact> {
    let mut used: Vec<&'static str> = Vec::new();
    let mut visit = |fact: &'static Fact| used.push(fact.name);
    for draft in tasks {
        draft.values.iter().for_each(|(_, data)| data.for_each_fact(&mut visit));
        draft.condition.iter().for_each(|test| test.for_each_fact(&mut visit));
        let paths = [&draft.creates, &draft.run_as, &draft.directory];
        paths.into_iter().flatten().for_each(|path: &Vec<Piece>| visit_facts(path, &mut visit));
    }
    FACTS.iter().filter(|fact| used.contains(&fact.name)).collect()
}
