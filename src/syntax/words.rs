//! The words of the language, one table for each place where a word means something.
//!
//! The scanner, the builder, the messages and the editors read the same tables; `tests/it` compares
//! them with `grammar/*.pest`. Each is sorted. The words of declarations with a header are
//! [`DeclarationKind::WORDS`](super::ast::DeclarationKind::WORDS).

/// Words that start a declaration without a header of its own, and `extern`.
pub const ITEMS: &[&str] = &["const", "extern", "fn", "group", "input", "request", "type", "use"];

/// Words that are never a name unless they stand between backquotes.
pub const HARD: &[&str] = &[
    "and",
    "as",
    "bash",
    "call",
    "else",
    "false",
    "for",
    "if",
    "in",
    "invoke",
    "match",
    "not",
    "null",
    "or",
    "powershell",
    "ps",
    "python",
    "run",
    "sh",
    "then",
    "true",
];

/// Words of statements and clauses: no module, role, function or handler is named so.
pub const SOFT: &[&str] = &[
    "always",
    "apply",
    "approve",
    "assert",
    "attempts",
    "become",
    "block",
    "break",
    "cancel",
    "check",
    "continue",
    "critical",
    "dir",
    "exit",
    "expect",
    "fail",
    "finally",
    "flush",
    "goto",
    "handler",
    "let",
    "mock",
    "noncritical",
    "notify",
    "on",
    "output",
    "param",
    "pause",
    "repeat",
    "rescue",
    "sleep",
    "step",
    "steps",
    "task",
    "timeout",
    "until",
    "var",
    "wait",
    "when",
    "with",
];

/// What starts a statement or a member.
pub const STATEMENTS: &[&str] = &[
    "approve",
    "assert",
    "block",
    "break",
    "call",
    "continue",
    "exit",
    "expect",
    "fail",
    "flush",
    "for",
    "goto",
    "handler",
    "if",
    "invoke",
    "let",
    "match",
    "mock",
    "output",
    "param",
    "pause",
    "powershell",
    "python",
    "reboot",
    "repeat",
    "run",
    "sleep",
    "step",
    "steps",
    "task",
    "var",
    "wait",
];

/// What goes on with a statement behind its block.
pub const BLOCK_PARTS: &[&str] = &["always", "cancel", "else", "rescue", "until"];

/// What starts a clause.
pub const CLAUSES: &[&str] = &[
    "attempts",
    "become",
    "creates",
    "critical",
    "description",
    "dir",
    "ends",
    "finally",
    "handler",
    "noncritical",
    "notify",
    "on",
    "tags",
    "timeout",
    "unless",
    "when",
    "with",
];

/// Words that a line may start with without starting a statement.
pub const CONTINUING: &[&str] = &[
    "always",
    "and",
    "as",
    "attempts",
    "become",
    "cancel",
    "creates",
    "critical",
    "description",
    "dir",
    "elif",
    "else",
    "ends",
    "finally",
    "in",
    "max",
    "noncritical",
    "notify",
    "on",
    "or",
    "rescue",
    "tags",
    "then",
    "timeout",
    "unless",
    "until",
    "when",
    "with",
];

/// Operators that are words, before, behind or between operands.
pub const OPERATORS: &[&str] =
    &["and", "as", "contains", "ends_with", "equals_ignore_case", "in", "not", "or", "starts_with"];

/// Words that are values.
pub const CONSTANTS: &[&str] = &["false", "null", "true"];

/// Languages of scripts.
pub const LANGUAGES: &[&str] = &["bash", "powershell", "ps", "python", "sh"];

/// What a script of a platform does.
pub const PLATFORM_VERBS: &[&str] = &["apply", "check", "setup"];

/// What may stand behind `on` for an outcome, and what may follow.
pub const OUTCOMES: &[&str] =
    &["abort", "cancel", "continue", "exit", "failure", "goto", "succeed", "success"];

/// Words that mean something only beside another word: `all pages`, `each x in`, `flush handlers`,
/// `until … max`, `[where …]`, `raw` before a script, `text` before a string.
pub const BESIDE: &[&str] = &["all", "each", "handlers", "max", "pages", "raw", "text", "where"];

/// Whether a word is a name only between backquotes.
///
/// ```
/// assert!(ordain::syntax::words::is_hard("if"));
/// assert!(!ordain::syntax::words::is_hard("group"));
/// ```
pub fn is_hard(word: &str) -> bool {
    contains(HARD, word)
}

/// Whether one of the tables of this file has the word.
///
/// ```
/// use ordain::syntax::words;
/// assert!(words::contains(words::CLAUSES, "notify"));
/// ```
pub fn contains(table: &[&str], word: &str) -> bool {
    table.binary_search(&word).is_ok()
}
