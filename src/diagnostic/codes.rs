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
    0230 "the manifest is not TOML",
    0231 "the manifest has an unknown key",
    0232 "a value of the manifest has the wrong type",
    0233 "a value of the manifest is not allowed",
    0234 "the manifest lacks a key",
    0236 "an environment gives a value to no input",
    0237 "a dependency cannot be read",
    0242 "two declarations make the same file",

    // E03: types, stages, values.

    // E04: calls of APIs, actions and plugins.

    // E05: control flow and lowering.

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
