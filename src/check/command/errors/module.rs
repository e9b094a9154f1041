//! Modules: their platforms, scripts and parameters.

use crate::diagnostic::Diagnostic;
use crate::hir::{Platform, Ty};
use crate::text::FileSpan;

use super::error;

/// a platform that a module has no scripts for
pub(in crate::check::command) fn no_implementation(
    at: FileSpan,
    module: &str,
    platform: Platform,
    (reached, declared): (FileSpan, FileSpan),
) -> Diagnostic {
    let name = platform.as_str();
    error(591, at, format!("the module `{module}` has no scripts for {name}"))
        .label(format!("may run on {name}"))
        .related(reached, format!("this is for {name}"))
        .related(declared, "the module")
        .help(format!(
            "write `when facts.platform != \"{name}\"` behind the task, or narrow `platforms`"
        ))
}

/// a module without scripts
pub(in crate::check::command) fn module_without_scripts(at: FileSpan, name: &str) -> Diagnostic {
    error(595, at, format!("the module `{name}` has no scripts"))
        .label("does nothing")
        .help("add `on linux { check sh \"…\" apply sh \"…\" }`")
}

/// a module that cannot change anything
pub(in crate::check::command) fn module_without_apply(at: FileSpan) -> Diagnostic {
    error(595, at, "these scripts have no `apply`")
        .label("changes nothing")
        .note("`check` says whether the node is as declared, `apply` makes it so")
        .help("add `apply sh \"…\"`")
}

/// a script with what a module's script does not take
pub(in crate::check::command) fn module_script(at: FileSpan) -> Diagnostic {
    error(595, at, "a script of a module has no arguments, no result and no `raw`")
        .label("more than a script")
        .note("the module's parameters are variables of its scripts")
        .help("write the language and the text alone")
}

/// a shell that a platform does not have
pub(in crate::check::command) fn wrong_shell(at: FileSpan) -> Diagnostic {
    error(595, at, "this language does not run on all of these platforms")
        .label("the wrong language")
        .note("modules have `sh` or `bash` on Linux and MacOS, and `ps` on Windows")
        .help("write `on linux, macos { … }` and `on windows { … }` apart")
}

/// two languages in one implementation
pub(in crate::check::command) fn two_shells(at: FileSpan) -> Diagnostic {
    error(595, at, "the scripts for a platform have two languages")
        .label("another language than `apply`")
        .note("they share one process")
        .help("write them in the same language")
}

/// an unknown platform
pub(in crate::check::command) fn unknown_platform(
    at: FileSpan,
    name: &str,
    near: Option<&str>,
) -> Diagnostic {
    let near = near.unwrap_or("linux");
    error(595, at, format!("there is no platform `{name}`"))
        .label("unknown")
        .note("platforms are `linux`, `macos` and `windows`")
        .help(format!("write `{near}`"))
}

/// a platform that has scripts already
pub(in crate::check::command) fn platform_twice(
    at: FileSpan,
    name: &str,
    first: FileSpan,
) -> Diagnostic {
    error(595, at, format!("`{name}` has its scripts already"))
        .label("second")
        .related(first, "first")
        .help("remove one of them")
}

/// what no module has
pub(in crate::check::command) fn not_in_modules(at: FileSpan) -> Diagnostic {
    error(595, at, "a module has parameters and scripts only")
        .label("not a script")
        .note("a module is one task; what consists of several tasks is a role")
        .help("write a `role`")
}

/// a type that no variable of a shell can have
pub(in crate::check::command) fn bad_task_parameter(at: FileSpan, ty: &Ty) -> Diagnostic {
    error(595, at, format!("a parameter of a module or role cannot be `{}`", ty))
        .label("no single text, number, flag or list")
        .note("a parameter becomes a variable of a shell")
        .help("take `String` and pass `json(…)`, or one parameter for each part")
}

/// the name that the second test reads
pub(in crate::check::command) fn applied_is_taken(at: FileSpan, name: &str) -> Diagnostic {
    error(578, at, format!("a parameter of a module cannot be called `{name}`"))
        .label("taken")
        .note("`$applied` tells the `check` behind `apply` from the one before it")
        .help("give the parameter another name")
}

/// a script of a module that ends all tasks of its step
pub(in crate::check::command) fn leaves_step(at: FileSpan, word: &str) -> Diagnostic {
    let lower = word.to_ascii_lowercase();
    if matches!(lower.as_str(), "break" | "continue") {
        return error(598, at, format!("`{word}` has no loop here"))
            .label("leaves the calls around it")
            .note("PowerShell looks for a loop in what calls the script, through `ForEach-Object` and functions: other tasks would not run")
            .help("write `return`, or loop with `foreach (… in …)`");
    }
    error(598, at, format!("`{word}` in a module ends the whole step"))
        .label("ends PowerShell itself")
        .note("the tasks of a step share one process: those behind would not run, and nothing would be reported")
        .help("write `throw` to fail and `return` to be done; `check` gives `$true` or `$false`")
}

/// a module of the standard library that the file does not bring in
pub(in crate::check::command) fn standard_without_use(at: FileSpan, name: &str) -> Diagnostic {
    error(212, at, format!("no module or role `{name}` is declared"))
        .label("of the standard library")
        .note("nothing but built-in types and functions is known without a `use`")
        .help(format!("add `use std.{name}` at the top of the file"))
}

/// a module that the standard library does not have
pub(in crate::check::command) fn unknown_standard(at: FileSpan, name: &str) -> Diagnostic {
    let near = crate::text::nearest(name, crate::stdlib::task_names());
    error(204, at, format!("the standard library has no `{name}`"))
        .label("not declared there")
        .help(match near {
            Some(near) => format!("write `{near}`"),
            None => "write the module yourself, or use a script".to_owned(),
        })
}

/// a module of steps among tasks
pub(in crate::check::command) fn module_of_steps(at: FileSpan, name: &str) -> Diagnostic {
    error(595, at, format!("the module `{name}` has no scripts, only steps"))
        .label("cannot run on nodes")
        .note("the steps of a module become those of the runbook that calls it")
        .help("call it in a runbook")
}

/// a second `steps` of a module
pub(in crate::check::command) fn steps_twice(at: FileSpan, first: FileSpan) -> Diagnostic {
    error(595, at, "a module has its steps already")
        .label("second")
        .related(first, "first")
        .help("put all statements into one of them")
}
