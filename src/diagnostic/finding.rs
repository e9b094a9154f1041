//! One finding: what is wrong, where, why, and what to do.

use crate::text::FileSpan;

use super::Code;

/// How bad a finding is. Errors first when sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It cannot work.
    Error,
    /// It works, but not as it reads.
    Warning,
    /// Worth knowing.
    Info,
}

/// A place and what stands there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    pub at: FileSpan,
    pub text: String,
}

/// Whether a fix may be applied without a person looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// Keeps the meaning and every comment.
    Safe,
    Unsafe,
}

/// One replacement of text. An empty span inserts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    pub at: FileSpan,
    pub text: String,
}

/// Replacements that together mend a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    pub title: String,
    pub trust: Trust,
    pub edits: Vec<Edit>,
}

/// One finding. `message` is what (one clause, lower case, no full stop), `primary` is where,
/// `note` is why (the rule that is broken), `help` is an order that can be followed as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    pub message: String,
    pub primary: Label,
    pub related: Vec<Label>,
    pub note: Option<String>,
    pub help: Option<String>,
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// An error with a message and a label at its place.
    pub fn error(code: Code, at: FileSpan, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, at, message.into())
    }

    /// Something worth knowing, with a message and a label at its place.
    pub fn info(code: Code, at: FileSpan, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Info, at, message.into())
    }

    /// A warning with a message and a label at its place.
    pub fn warning(code: Code, at: FileSpan, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, at, message.into())
    }

    fn new(code: Code, severity: Severity, at: FileSpan, message: String) -> Self {
        Self {
            code,
            severity,
            message,
            primary: Label { at, text: String::new() },
            related: Vec::new(),
            note: None,
            help: None,
            fix: None,
        }
    }

    /// Says what stands at the primary place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Adds a second place, such as where the expectation comes from.
    #[must_use]
    pub fn related(mut self, at: FileSpan, text: impl Into<String>) -> Self {
        self.related.push(Label { at, text: text.into() });
        self
    }

    /// Names the rule that is broken.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.note = Some(text.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Says what to do, where there is something to say.
    #[must_use]
    pub fn help_if(mut self, text: Option<impl Into<String>>) -> Self {
        self.help = text.map(Into::into);
        self
    }

    /// Adds a mechanical fix that replaces `at` with `text`.
    #[must_use]
    pub fn fix(
        mut self,
        trust: Trust,
        title: impl Into<String>,
        at: FileSpan,
        text: impl Into<String>,
    ) -> Self {
        let edits = vec![Edit { at, text: text.into() }];
        self.fix = Some(Fix { title: title.into(), trust, edits });
        self
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The order in which findings are shown: by place, errors first, then by code and message.
    pub fn sort_key(&self) -> impl Ord + use<'_> {
        (self.primary.at, self.severity, self.code, &self.message)
    }
}
