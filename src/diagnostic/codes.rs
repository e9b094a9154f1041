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
