//! `reboot-in-script`: a script that restarts its own node.

use crate::diagnostic::Diagnostic;
use crate::lint::context::{Context, ScriptPlace, ScriptView};
use crate::lint::rule::{BASE, Group, LintRule, Profile};
use crate::lint::shell::Command;

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
        let runs_on_node = matches!(script.place, ScriptPlace::Task { .. } | ScriptPlace::Module);
        for command in script.reading.commands.iter().filter(|_| runs_on_node) {
            if reboots(script, command) {
                found.push(
                    RULE.finding(
                        cx.in_script(script, command.at),
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

fn reboots(script: &ScriptView<'_>, command: &Command) -> bool {
    if script.is_power_shell() {
        return reboots_windows(command);
    }
    let into_kernel = |word: &str| word == "/proc/sysrq-trigger";
    if command
        .redirects
        .iter()
        .any(|it| it.operator.starts_with('>') && into_kernel(&it.target.value))
    {
        return true;
    }
    let mut plain = command.arguments().iter().filter(|word| !word.value.starts_with('-'));
    match command.name() {
        "reboot" => !command.has("--help") && !command.has("--version"),
        "shutdown" => {
            let asks = command.has_flag('r') || command.has("--reboot");
            // With a minute left the agent still reports.
            let is_later = |word: &str| {
                let minutes = word.strip_prefix('+').unwrap_or(word);
                word.contains(':') || minutes.parse::<u32>().is_ok_and(|it| it > 0)
            };
            asks && !plain.any(|word| is_later(&word.value))
        }
        "systemctl" => match plain.next().map(|word| &*word.value) {
            Some("reboot" | "kexec") => true,
            Some("start" | "isolate") => plain.any(|word| word.is("reboot.target")),
            _ => false,
        },
        "init" | "telinit" => command.has("6"),
        "tee" => plain.any(|word| into_kernel(&word.value)),
        _ => false,
    }
}

/// Flags of `Restart-Computer` with a value of their own. Sorted.
const VALUED: [&str; 6] =
    ["-credential", "-delay", "-for", "-protocol", "-throttlelimit", "-timeout"];

fn reboots_windows(command: &Command) -> bool {
    let lower = |text: &str| text.to_ascii_lowercase();
    let mut words: Vec<String> = command.arguments().iter().map(|it| lower(&it.value)).collect();
    let mut name = lower(command.name());
    // `cmd /c shutdown /r`
    if name.trim_end_matches(".exe") == "cmd" {
        let inside = words.iter().skip_while(|it| !matches!(&***it, "/c" | "/k")).skip(1);
        let text = inside.cloned().collect::<Vec<_>>().join(" ");
        let mut inside = text.split_whitespace().map(str::to_owned);
        name = inside.next().unwrap_or_default();
        words = inside.collect();
    }
    match name.rsplit('\\').next().unwrap_or("").trim_end_matches(".exe") {
        // Another machine is restarted with a name, with or without a flag before it.
        "restart-computer" => {
            let mut others = words.iter();
            while let Some(word) = others.next() {
                if VALUED.binary_search(&word.as_str()).is_ok() {
                    others.next();
                } else if word.starts_with("-comp") || word.starts_with("-cn") {
                    return others.next().is_some_and(|it| is_here(it));
                } else if !word.starts_with('-') {
                    return is_here(word);
                }
            }
            true
        }
        "shutdown" => {
            let has = |flag: &str| words.iter().any(|it| it.strip_prefix(['/', '-']) == Some(flag));
            has("r") && !has("m")
        }
        _ => false,
    }
}

/// Whether a name of a machine is that of the node itself.
fn is_here(name: &str) -> bool {
    ["localhost", ".", "127.0.0.1", "$env:computername"].contains(&name)
}

#[cfg(test)]
mod tests {
    use super::VALUED;

    #[test]
    fn the_table_is_sorted() {
        assert!(VALUED.is_sorted());
    }
}
