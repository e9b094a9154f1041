//! `reboot-in-script`: a script that restarts its own node.

use crate::diagnostic::Diagnostic;
use crate::hir::ScriptLanguage;
use crate::lint::context::{Context, ScriptPlace, ScriptView};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::lint::shell::lines;

pub(in crate::lint) const RULE: LintRule = LintRule {
    name: "reboot-in-script",
    title: "a script that restarts its own node",
    group: Group::Correctness,
    profile: Profile::Minimal,
    page: page!("reboot-in-script"),
    look: Some(look),
    ..BASE
};

fn look(cx: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for script in &cx.scripts {
        let runs_on_node = !matches!(script.place, ScriptPlace::Step(_));
        for line in lines(script).iter().filter(|_| runs_on_node) {
            if line.commands().any(|words| reboots(script, &words)) {
                found.push(
                    RULE.finding(
                        cx.in_script(script, line.whole()),
                        "this restarts the node under its own command",
                    )
                    .label("the agent is stopped with it")
                    .note("the agent restarts the node itself where a script exits with 194, or with 3010 on Windows, and goes on behind it")
                    .help("write the task `reboot`, or `exit 194`"),
                );
            }
        }
    }
    found
}

fn reboots(script: &ScriptView<'_>, words: &[&str]) -> bool {
    let Some((name, arguments)) = words.split_first() else { return false };
    let has = |wanted: &str| arguments.contains(&wanted);
    match script.language {
        ScriptLanguage::Sh | ScriptLanguage::Bash => match *name {
            "reboot" | "/sbin/reboot" => !has("--help"),
            "shutdown" | "/sbin/shutdown" => has("-r") || has("--reboot"),
            "systemctl" => has("reboot"),
            "init" | "telinit" => has("6"),
            _ => false,
        },
        ScriptLanguage::PowerShell => {
            let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
            // Another machine is restarted with a name.
            let is_other = arguments.iter().any(|it| it.eq_ignore_ascii_case("-ComputerName"));
            (is("Restart-Computer") && !is_other)
                || ((is("shutdown") || is("shutdown.exe")) && (has("/r") || has("-r")))
        }
        ScriptLanguage::Python | ScriptLanguage::Text => false,
    }
}
