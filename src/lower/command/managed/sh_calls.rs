//! The calls of a shared script's tasks, in their order, with what depends on what they did.

use crate::hir::TaskKind;

use super::super::draft::Draft;
use super::super::quote::sh_quoted;
use super::super::spell::Sh;
use super::sh::Writer;

impl<'a> Writer<'_, 'a> {
    pub(super) fn sequence<'d>(
        &mut self,
        tasks: impl IntoIterator<Item = &'d Draft<'a>>,
        indent: &str,
    ) where
        'a: 'd,
    {
        for draft in tasks {
            if self.job.is_here(draft) {
                self.call(draft, indent);
            }
        }
    }

    fn call(&mut self, draft: &Draft<'a>, indent: &str) {
        let sh = Sh { handed: &[], shell: self.job.shell };
        let title = sh_quoted(&draft.task.title);
        let Some(condition) = &draft.condition else {
            return self.call_always(draft, &title, indent);
        };
        self.lines.push(format!("{indent}if {}; then", sh.condition(condition)));
        self.call_always(draft, &title, &format!("{indent}  "));
        self.lines.push(format!("{indent}else"));
        match draft.task.kind {
            TaskKind::FlushHandlers | TaskKind::Block(_) => self.lines.push(format!("{indent}  :")),
            _ => {
                self.lines.push(format!("{indent}  _skip {title}"));
                self.remember(draft, &format!("{indent}  "));
            }
        }
        self.lines.push(format!("{indent}fi"));
    }

    fn call_always(&mut self, draft: &Draft<'a>, title: &str, indent: &str) {
        match &draft.task.kind {
            TaskKind::Block(_) => return self.block(draft, indent),
            TaskKind::FlushHandlers => return self.handlers(indent),
            TaskKind::Module(_) | TaskKind::Script(_) => self.run(draft, title, indent),
            TaskKind::Plugin { .. } | TaskKind::Reboot => {}
        }
        self.remember(draft, indent);
    }

    fn run(&mut self, draft: &Draft<'a>, title: &str, indent: &str) {
        let number = draft.task.id.0;
        let tries = draft.task.attempts.map(|(tries, _)| format!(" {tries}")).unwrap_or_default();
        let mut call = format!("_task {number} {title}{tries}");
        if draft.task.exit.continue_on_failure.is_some() {
            call = format!(
                "if [ -n \"$_stop\" ]; then _did=''; else _failed_{number}=$_failed; {call}; [ -z \"$_stop\" ] || _rescue \"$_failed_{number}\"; fi"
            );
        }
        // What it would do is not known without doing it.
        if self.job.only_runs(draft) {
            call = format!("if [ \"$_mode\" = check ]; then _skip {title}; else {call}; fi");
        }
        self.lines.push(format!("{indent}{call}"));
    }

    /// What the task did, for those that ask, and for its handlers.
    fn remember(&mut self, draft: &Draft<'_>, indent: &str) {
        let id = draft.task.id;
        if self.job.is_read(id) {
            self.lines.push(format!("{indent}_did_{}=$_did", id.0));
        }
        if self.job.kept.contains(&id) {
            self.lines.push(format!("{indent}printf %s \"$_did\" >\"$_state/{}\"", id.0));
        }
        for handler in &draft.task.notify {
            let Some(name) = self.job.handler_name(*handler) else { continue };
            self.lines.push(format!("{indent}[ \"$_did\" != changed ] || _keep {name}"));
        }
    }

    fn block(&mut self, draft: &Draft<'a>, indent: &str) {
        let Some(block) = &draft.block else { return };
        let number = draft.task.id.0;
        let deeper = format!("{indent}  ");
        self.lines.push(format!("{indent}if [ -z \"$_stop\" ]; then"));
        if block.rescue.is_some() {
            self.lines.push(format!("{deeper}_failed_{number}=$_failed"));
        }
        self.sequence(&block.body, &deeper);
        if let Some(rescue) = &block.rescue {
            self.lines.push(format!("{deeper}if [ -n \"$_stop\" ]; then"));
            self.lines.push(format!("{deeper}  _rescue \"$_failed_{number}\""));
            self.sequence(rescue, &format!("{deeper}  "));
            self.lines.push(format!("{deeper}fi"));
        }
        if let Some(always) = &block.always {
            self.lines.push(format!("{deeper}_stop_{number}=$_stop"));
            self.lines.push(format!("{deeper}[ -n \"$_leave\" ] || _stop=''"));
            self.sequence(always, &deeper);
            self.lines.push(format!("{deeper}_stop=$_stop_{number}$_stop"));
        }
        self.lines.push(format!("{indent}fi"));
    }

    /// Each handler that was notified, once.
    pub(super) fn handlers(&mut self, indent: &str) {
        let deeper = format!("{indent}  ");
        if self.job.handlers.is_empty() {
            self.lines.push(format!("{indent}:"));
        }
        for handler in self.job.handlers.iter().filter(|handler| !handler.tasks.is_empty()) {
            let file = format!("\"/var/lib/ordain/$_name.$_mode.{}\"", handler.name);
            let kept = format!("\"/var/lib/ordain/$_name.apply.{}\"", handler.name);
            self.lines.push(format!("{indent}if [ -e {file} ] || [ -e {kept} ]; then"));
            self.sequence(&handler.tasks, &deeper);
            self.lines.push(format!("{deeper}[ -n \"$_stop\" ] || rm -f {file}"));
            self.lines.push(format!("{indent}fi"));
        }
    }
}
