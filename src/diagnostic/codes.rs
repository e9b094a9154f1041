//! The table of codes. A number is never reused; its page lies in `docs/errors/`.

use std::fmt;

/// The stable number of an error or warning, shown as `E0301`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub u16);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "E{:04}", self.0)
    }
}

/// What is known of a code: its title and its page in Markdown.
#[derive(Clone, Copy, Debug)]
pub struct CodeRow {
    pub code: Code,
    pub title: &'static str,
    pub page: &'static str,
}

macro_rules! codes {
    ($($number:literal $title:literal,)*) => {
        /// Every code, in the order of numbers.
        pub const CODES: &[CodeRow] = &[$(CodeRow {
            code: Code($number),
            title: $title,
            page: include_str!(concat!("../../docs/errors/E", stringify!($number), ".md")),
        },)*];
    };
}

codes! {
    // E01: syntax.

    // E02: names and projects.
    0201 "a name is declared twice",
    0203 "a `use` names an unknown project",
    0204 "a project does not declare what a `use` names",
    0205 "a `use` is not used",
    0206 "projects depend on each other in a circle",
    0208 "the standard library does not hold this module yet",
    0209 "a `use` does not name a project and a name of it",
    0210 "a name is not declared",
    0211 "a name is not a value",
    0212 "a function is not declared",
    0213 "what is called is not a function",
    0214 "a predeclared name means nothing here",
    0215 "a namespace does not have this member",
    0216 "a type is not declared",
    0221 "definitions need each other in a circle",
    0222 "a step stands inside an expression",
    0223 "a declaration cannot be extern",
    0224 "an extern holds more than its signature",
    0230 "the manifest is not TOML",
    0231 "the manifest has an unknown key",
    0232 "a value of the manifest has the wrong type",
    0233 "a value of the manifest is not allowed",
    0234 "the manifest lacks a key",
    0236 "an environment gives a value to no input",
    0237 "a dependency cannot be read",
    0238 "a file is not UTF-8",
    0241 "a file that Ordain did not write stands in the way",
    0242 "two declarations make the same file",

    // E03: types, stages, values.
    0301 "a value has another type than its place takes",
    0302 "a value is not one of those allowed",
    0303 "a number lies outside its range",
    0304 "a text is too long or too short",
    0305 "a text does not match its pattern",
    0306 "a list has too many or too few items",
    0307 "a record lacks a field",
    0308 "a record has a field that its type does not know",
    0309 "a record gives a field twice",
    0310 "a value does not have this member",
    0311 "a value cannot be indexed like this",
    0312 "there is no such item",
    0313 "a value that may be absent stands where one is required",
    0314 "a value of unknown shape stands where a type is wanted",
    0315 "a value may be more than its place takes",
    0316 "an operator does not take this value",
    0317 "values of different types are compared",
    0318 "a comparison with a value that cannot be",
    0319 "a result is too large",
    0320 "a division by zero",
    0321 "a place takes only what is known at build time",
    0323 "a number cannot stand inside a text",
    0324 "a value has no text",
    0326 "an `as` that can never hold",
    0330 "a range is empty or no range",
    0331 "a pattern cannot be used",
    0332 "a pattern is not anchored",
    0333 "a type is narrowed by what it does not take",
    0334 "a type has the wrong types between `<` and `>`",
    0335 "a parameter cannot have this type",
    0336 "a parameter cannot be an optional number",
    0337 "an alternative cannot be a type",
    0340 "an argument is missing",
    0341 "an argument is not known",
    0342 "an argument is given twice",
    0343 "an argument stands in a place that takes none",
    0344 "a map of arguments cannot be passed",
    0345 "a function computes only what is known at build time",
    0346 "an expression needs what is known at build time",
    0350 "a parameter's name has other characters than letters and digits",
    0351 "a parameter's name is too long",
    0352 "a parameter is declared twice",
    0353 "a default needs another parameter",
    0360 "a file cannot be read",
    0361 "a function cannot compute its result",
    0362 "a schedule has the wrong shape",
    0363 "a template and its arguments do not agree",
    0364 "a declaration asks the compiler for too much",
    0365 "an input has no value",
    0366 "the value of an input cannot be read",
    0367 "a list or a record is wanted here",
    0368 "a filter tests what it cannot",
    0370 "a script cannot stand here like this",
    0371 "`ssm` stands outside of a default",
    0372 "`secret` stands outside of a command",

    // E04: calls of APIs, actions and plugins.
    0401 "an action that Automation does not have",
    0402 "an input that the action does not take",
    0403 "an input that is missing",
    0404 "an input that is given twice",
    0405 "a value that the action does not take",
    0406 "inputs that do not go together",
    0407 "an action that is written as a statement",
    0408 "an argument without a name",
    0409 "a value that the service has withdrawn",
    0410 "a path that names nothing to call",
    0411 "an expression that does nothing",
    0412 "a document of another kind",
    0413 "a command without nodes",
    0414 "something after `on` that names no nodes",
    0415 "a condition that a wait cannot test",
    0416 "alternatives that ask for different values",
    0417 "a script without a function to call",
    0418 "a handler that cannot be called",
    0419 "an attachment whose function is not named",
    0420 "an assertion that never holds",
    0421 "a clause that does not apply to its statement",
    0423 "a number that a clause does not take",
    0424 "a timeout without effect",
    0425 "`on cancel` where the action does not take it",
    0426 "clauses that contradict each other",
    0427 "a sleep that is too long",
    0428 "an attribute that runbooks do not have",
    0440 "a construct that this version does not compile",
    0450 "a plugin that the agent does not have",
    0451 "an input that the plugin does not take",
    0452 "an input that the plugin needs",
    0453 "an input of a plugin that is given twice or without a name",
    0454 "a value that the plugin's input does not allow",
    0455 "a secret where the agent does not read one",
    0456 "a plugin that AWS has withdrawn",
    0457 "a plugin for what is no longer there",
    0458 "a plugin that only an association may run",
    0459 "a run-stage value as code",
    0461 "a value that could break out of JSON text",

    // E05: control flow and lowering.
    0501 "`break` or `continue` without a loop",
    0502 "a loop in a loop",
    0503 "a statement that nothing reaches",
    0504 "a jump to a step that is nowhere",
    0505 "a jump that goes back",
    0506 "a jump into another body",
    0507 "a way past `always`",
    0508 "a `repeat` without `max`",
    0509 "a case that the subject never is",
    0510 "a case that stands twice",
    0511 "values without a case",
    0512 "a read of what may not have run",
    0513 "a read of a loop's results from outside",
    0514 "an action that a cancellation cannot start with",
    0515 "a cancellation that may be cut off",
    0516 "a statement that does not stand in a runbook",
    0517 "a runbook without steps",
    0518 "a loop that the build would repeat too often",
    0520 "a name that no step can have",
    0521 "a name that another step has",
    0522 "a name that is declared twice",
    0523 "a name that no variable can have",
    0524 "a type that no variable can have",
    0525 "a variable without a first value",
    0526 "an assignment to what is no variable",
    0570 "a value that cannot be handed to a script",
    0571 "a condition that the step cannot test",
    0572 "a condition that cannot be tested on a node",
    0573 "an input that cannot be computed when the command runs",
    0574 "`finally` on a task that is not the last",
    0575 "a clause that does not apply to the task",
    0576 "a raw script with arguments",
    0577 "a name of a step that is taken or cannot be",
    0578 "an argument that cannot be a variable of the script",
    0579 "a task that never runs",
    0580 "a statement that no command has",
    0581 "a loop that cannot be unrolled",
    0582 "a command without tasks",
    0583 "a time or a number of tries that is out of range",
    0584 "a map as a parameter of a command",
    0585 "an attribute that a command does not take",
    0586 "an attribute that is given twice",
    0587 "a name that no document can have",
    0588 "a command for no platform",
    0589 "text that SSM would read as a reference",

    // E06: documents, requests, limits.
    0640 "a value of a document has the wrong type",
    0641 "a document has a member that the service does not know",
    0642 "a document lacks a member that the service asks for",
    0643 "a value is not one that the service accepts",
    0644 "a name is not one that the service accepts",
    0645 "a number or a size is out of its bounds",
    0646 "a document is larger than the service accepts",
    0647 "a runbook has more steps than any that AWS publishes",
    0648 "an action or plugin does not exist",
    0649 "a step has an input that its action does not take",
    0650 "a step lacks an input that its action asks for",
    0651 "an input has a value that its action does not take",
    0652 "inputs or members exclude each other",
    0653 "two steps have the same name",
    0654 "a jump leads to a step where it cannot go",
    0655 "steps lead back to where they came from",
    0656 "a reference names nothing",
    0657 "a reference stands where the service does not read it",
    0658 "a document lists an output that no step has",
    0659 "a condition is not one that the service can test",
    0660 "an output of a step has a name that its action keeps for itself",
    0661 "a default does not fit its parameter or variable",
    0662 "a step cannot stand where it stands, or take what it is given",
    0663 "a precondition is not one that the agent can test",
    0664 "the members of a request do not go together",
    0665 "a script holds a reference to a parameter that does not exist",
    0666 "a member of a command's step has no effect",

    // E07: deploy.
}

impl Code {
    /// Reads `E0301`, `e301` or `301`.
    pub fn parse(text: &str) -> Option<Code> {
        let digits = text.strip_prefix(['E', 'e']).unwrap_or(text);
        let number: u16 = digits.parse().ok()?;
        CODES.iter().map(|row| row.code).find(|code| code.0 == number)
    }

    /// The row of this code.
    pub fn row(self) -> Option<&'static CodeRow> {
        CODES.iter().find(|row| row.code == self)
    }
}
