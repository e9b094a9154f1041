//! What can be wrong with a command when it becomes a document.

use crate::diagnostic::{Code, Diagnostic};
use crate::hir::{DocumentHeader, Parameter, Platform};
use crate::ssm::limits::{DOCUMENT_BYTES, DOCUMENT_NAME, grouped};
use crate::text::FileSpan;

use super::data::{Reason, Refusal};

/// A value cannot be handed to a script.
pub(super) fn not_for_a_script(refusal: Refusal) -> Diagnostic {
    refused(Code(570), refusal, "this value cannot be handed to a script")
}

/// A condition cannot be tested on a node.
pub(super) fn not_for_a_condition(refusal: Refusal) -> Diagnostic {
    refused(Code(572), refusal, "this condition cannot be tested on a node")
}

fn refused(code: Code, refusal: Refusal, message: &str) -> Diagnostic {
    let (label, note, help) = explain(refusal.reason);
    Diagnostic::error(code, refusal.at, message).label(label).note(note).help(help)
}

fn explain(reason: Reason) -> (&'static str, &'static str, &'static str) {
    match reason {
        Reason::OpenList => (
            "a list whose items may be any text",
            "how the agent hands a list over is known only for items that hold nothing a shell reads",
            "give the list's items a pattern of plain characters, as in `List<String(pattern: r\"^[a-z0-9-]+$\")>`, or take a `String`",
        ),
        Reason::PlainWords => (
            "items with blanks or quotes",
            "`sh` has no arrays: a list is one text of plain words with blanks between them",
            "write `bash` instead of `sh`, or pass `join(…)` or `json(…)` of the list",
        ),
        Reason::Structure => (
            "not a single text, number or flag",
            "a shell's variable holds one text",
            "pass `json(…)` of it, or its members one by one",
        ),
        Reason::Raw => (
            "text with references of SSM's own",
            "SSM would put the value into the script as it is, and the value could become code",
            "pass the parameter itself, or write the reference inside `raw sh`",
        ),
        Reason::Nul => (
            "holds the character U+0000",
            "no variable of a shell can hold this character",
            "remove the character",
        ),
        Reason::Computed => (
            "known to SSM only when the command runs",
            "a Command document has no way to compute a value",
            "pass the parts to the script and compute it there",
        ),
        Reason::Fact => (
            "a fact of the node",
            "scripts of PowerShell gather facts on Windows only, those of `sh` and `bash` elsewhere",
            "write the task in `sh`, or `when facts.platform == \"Windows\"` behind it",
        ),
        Reason::Platform => (
            "a fact that only `when` can test",
            "Systems Manager compares the platform before the step, and hands it to no script",
            "test it in `when`, or find it out in the script, as with `uname -s`",
        ),
        Reason::TaskResult => (
            "what a task did",
            "`changed` and `failed` are flags: they stand in conditions, or as values by themselves",
            "write `when x.changed`, or pass `x.changed` to a script",
        ),
        Reason::SecretInside => (
            "a secret inside something longer",
            "a secret is read on the node into a variable of its own",
            "pass `secret(…)` as an argument by itself and put the text together in the script",
        ),
    }
}

/// Another user for a module that runs on Windows, too.
pub(super) fn user_on_windows(at: FileSpan, task: FileSpan, module: &str) -> Diagnostic {
    Diagnostic::error(Code(575), at, format!("`become` has no effect on `{module}` on Windows"))
        .label("a user of Linux")
        .related(task, "runs on Windows, too")
        .note("Windows has no `runuser`: SSM Agent runs PowerShell as the system")
        .help("write `when facts.platform != \"Windows\"` behind the task, narrow `platforms`, or leave `become` out")
}

/// Another user for a script of PowerShell, which a role or block around it gives.
pub(super) fn user_of_power_shell(at: FileSpan, task: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(575), at, "`become` has no effect on a script of `ps`")
        .label("holds for all tasks inside")
        .related(task, "runs as the system")
        .note("Windows has no `runuser`: SSM Agent runs PowerShell as the system")
        .help("take the script out of the role or block, or write `become` behind the other tasks")
}

/// Parameters that are one variable in the environment of Windows.
pub(super) fn one_variable(parameter: &Parameter, first: &Parameter) -> Diagnostic {
    let (name, other) = (&parameter.name, &first.name);
    let message = format!("`{other}` and `{name}` are one parameter on Windows");
    Diagnostic::error(Code(352), parameter.at, message)
        .label("the same but for case")
        .related(first.at, "first")
        .note("the agent hands texts over in variables `SSM_NAME`, and the environment of Windows does not tell cases apart")
        .help("give one of them another name")
}

/// A condition is more than a plugin's step can test.
pub(super) fn more_than_a_precondition(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(571), at, "a plugin's step cannot test this condition")
        .label("more than one `StringEquals` of SSM can say")
        .note("a step without a script has one test: the platform, or that texts with parameters are equal")
        .help("test `PARAMETER == \"value\"` or `facts.platform == \"Linux\"` alone, or do the rest in a script")
}

/// The same for a script that is compiled to what it says.
pub(super) fn raw_script_cannot_test(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(571), at, "a raw script cannot test this condition")
        .label("more than one `StringEquals` of SSM can say")
        .note("nothing is put before a raw script, so its only test is the step's precondition")
        .help("write the script without `raw`, or make the test inside it")
}

/// A script in another language is more than a script.
pub(super) fn foreign_interpreter(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(576), at, "nothing can be put before a script of another interpreter")
        .label("its first line names the interpreter")
        .note("arguments, tests, retries and another user need lines of `sh` around the script")
        .help("write a script of `sh` that starts the interpreter, or remove the first line")
}

/// A script of `bash` that asks for another shell.
pub(super) fn another_shell(at: FileSpan, shell: &str) -> Diagnostic {
    Diagnostic::error(
        Code(590),
        at,
        format!("a script of `bash` names `{shell}` in its first line"),
    )
    .label(format!("run by `{shell}`"))
    .note(
        "the agent follows the first line, and that shell does not know what is written for `bash`",
    )
    .help("remove the first line, or write `sh` instead of `bash`")
}

/// An input's value is nothing that SSM can put together.
pub(super) fn not_for_an_input(at: FileSpan, input: &str) -> Diagnostic {
    Diagnostic::error(Code(573), at, format!("`{input}` cannot be computed when the command runs"))
        .label("not a constant, a parameter, or text with parameters")
        .note("a Command document has references to parameters and nothing else")
        .help("compute it at build time, or take it as a parameter")
}

/// A constant text holds what SSM would read as a reference.
pub(super) fn hidden_reference(at: FileSpan, input: &str, reference: &str) -> Diagnostic {
    Diagnostic::error(
        Code(589),
        at,
        format!("SSM would read `{reference}` in {input} as a reference"),
    )
    .label("two braces around a name")
    .note("SSM replaces `{{ name }}` in every input before the step runs")
    .help("name the parameter itself, or write `raw(\"…\")` where the reference is meant")
}

/// Text that becomes JSON inside an input holds a value that could break out of it.
pub(super) fn open_json(at: FileSpan, input: &str) -> Diagnostic {
    Diagnostic::error(Code(461), at, format!("this parameter cannot stand in the JSON text of `{input}`"))
        .label("may hold quotes")
        .note("the agent takes this input as JSON text, and SSM puts values into it as they are")
        .help("give the parameter a pattern of plain characters, as in `String(pattern: r\"^[a-z0-9-]+$\")`")
}

/// A task never runs on the platform that is asked for.
pub(super) fn never_on(at: FileSpan, what: &str, platform: Platform) -> Diagnostic {
    let platform = platform.as_str();
    Diagnostic::error(Code(579), at, format!("{what} never runs on {platform}"))
        .label(format!("asks for {platform}"))
        .note("`sh` and `bash` are for Linux and MacOS, `ps` for all; each plugin has its own platforms")
        .help("take the task for the other platforms out of this condition")
}

/// A map as a parameter of a command.
pub(super) fn map_parameter(at: FileSpan, name: &str) -> Diagnostic {
    Diagnostic::warning(Code(584), at, format!("`{name}` is a map, which SSM does not promise for commands"))
        .label("becomes a `StringMap`")
        .note("the guide names `String` and `StringList` only; the agent takes maps too, from the console as JSON text")
        .help("take a `String` of JSON, or one parameter for each member")
}

/// tasks that cannot share a script
pub(super) fn alone_in_block(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(596), at, "this task is a step of its own, and stands in a block or handler")
        .label("cannot be inside")
        .note("the tasks of a block or handler share one script: plugins, `reboot`, raw scripts, time limits and what ends a command do not")
        .help("move it out of the block")
}

/// the result of a task that reports nothing
pub(super) fn no_report(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(596), at, "this task says nothing of what it did")
        .label("not known")
        .note("plugins, raw scripts and scripts that end a command are steps of their own, and report nothing")
        .help("write the work as a module or a script")
}

/// a parameter with the name of the compiler's own
pub(super) fn mode_is_taken(at: FileSpan) -> Diagnostic {
    Diagnostic::error(Code(596), at, "a command with modules has a parameter `Mode` already")
        .label("taken")
        .note("`Mode` is \"apply\" or \"check\"; in \"check\" nothing is changed, and what would be is reported")
        .help("give the parameter another name")
}

/// A document in parts.
pub(super) struct Size {
    /// Of the whole.
    pub(super) bytes: u64,
    pub(super) parts: usize,
    /// Some part would run on MacOS.
    pub(super) on_mac: bool,
}

/// a document is split
pub(super) fn in_parts(header: &DocumentHeader, size: &Size) -> Diagnostic {
    let name = &header.emitted_name;
    let message = format!("`{name}` is split into {} parts", size.parts);
    let (bytes, most) = (grouped(size.bytes), grouped(DOCUMENT_BYTES.most));
    let label = format!("{bytes} bytes, Systems Manager accepts {most}");
    let node = format!(
        "each node gets `{name}-part-1` and so on by itself: its IAM role needs `ssm:GetDocument` for \
         them, which `AmazonSSMManagedInstanceCore` has"
    );
    if size.on_mac {
        return Diagnostic::warning(Code(667), header.at, message)
            .label(label)
            .note(format!("{node}; SSM Agent runs no documents on MacOS, where this command fails"))
            .help("write `platforms: [\"Linux\"]`, or make two commands of it");
    }
    Diagnostic::info(Code(667), header.at, message).label(label).note(node)
}

/// Why a document of so many bytes cannot be split.
pub(super) fn no_parts(obstacle: &Obstacle<'_>, bytes: u64) -> Diagnostic {
    let (bytes, most) = (grouped(bytes), grouped(DOCUMENT_BYTES.most));
    let (at, what, label, why, help) = match *obstacle {
        Obstacle::Shared(at) => (
            at,
            "a document that is shared cannot be split".to_owned(),
            "shared",
            "a node of another account does not find its parts by their names".to_owned(),
            "make two commands of it, or leave `share_with` out",
        ),
        Obstacle::List(parameter) => (
            parameter.at,
            format!("`{}` cannot be handed to a part of the document", parameter.name),
            "a list",
            "a part is handed single texts".to_owned(),
            "take a `String`, or make two commands of it",
        ),
        Obstacle::TextOnWindows(parameter) => (
            parameter.at,
            format!("`{}` cannot be handed to a part of the document", parameter.name),
            "any text",
            "a part for Windows is handed texts of plain characters only".to_owned(),
            "give it a pattern, as in `String(pattern: r\"^[a-z0-9-]+$\")`, or make two commands of it",
        ),
        Obstacle::Name(at, ref part) => (
            at,
            "the parts of the document would have too long names".to_owned(),
            "split into parts",
            format!(
                "`{part}` has {} characters, Systems Manager accepts {}",
                part.len(),
                DOCUMENT_NAME.most
            ),
            "give the command a shorter name",
        ),
    };
    let too_large = format!("the document has {bytes} bytes, Systems Manager accepts {most}");
    Diagnostic::error(Code(668), at, what)
        .label(label)
        .note(format!("{too_large}: it must be split, and {why}"))
        .help(help)
}

/// What stands in the way of a split.
pub(super) enum Obstacle<'o> {
    Shared(FileSpan),
    List(&'o Parameter),
    TextOnWindows(&'o Parameter),
    /// The command, and the name of a part.
    Name(FileSpan, String),
}
