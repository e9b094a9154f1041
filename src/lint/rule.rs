//! What a lint rule is: data, and a function that finds.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::text::FileSpan;

use super::context::Context;

/// One rule. Its name is what it finds, so that "allow NAME" reads well.
#[derive(Clone, Copy, Debug)]
pub struct LintRule {
    pub name: &'static str,
    /// What it finds, in a few words.
    pub title: &'static str,
    pub group: Group,
    /// The smallest profile that has the rule.
    pub profile: Profile,
    /// What a finding is where nobody says otherwise.
    pub level: Severity,
    /// Whether some of its findings have a safe fix.
    pub fixable: bool,
    /// In Markdown.
    pub page: &'static str,
    /// Nothing where checking finds it, or the lint itself says it.
    pub(super) look: Option<Look>,
    /// Warnings of checking that the rule gives a name to, so that they have a level and can be
    /// allowed. Sorted.
    pub(super) checked: &'static [u16],
}

/// Finds.
pub(super) type Look = for<'a> fn(&Context<'a>) -> Vec<Diagnostic>;

/// What kind of fault a rule finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// It does not do what it says.
    Correctness,
    /// It most probably does not do what was meant.
    Suspicious,
    /// Somebody else may do what they should not.
    Security,
    /// It could be read more easily.
    Style,
}

/// Which rules are on where no level is given. Each holds the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// What is nearly always a fault.
    Minimal,
    /// What most teams want.
    #[default]
    Recommended,
    /// Also what only some want.
    Strict,
}

impl Group {
    /// In the order of pages.
    pub const ALL: [Group; 4] = [Self::Correctness, Self::Suspicious, Self::Security, Self::Style];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Correctness => "correctness",
            Self::Suspicious => "suspicious",
            Self::Security => "security",
            Self::Style => "style",
        }
    }
}

impl Profile {
    pub const ALL: [Profile; 3] = [Self::Minimal, Self::Recommended, Self::Strict];

    pub const fn word(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Recommended => "recommended",
            Self::Strict => "strict",
        }
    }

    /// The profile with this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.word() == word)
    }
}

/// What most rules share.
pub(super) const BASE: LintRule = LintRule {
    name: "",
    title: "",
    group: Group::Suspicious,
    profile: Profile::Recommended,
    level: Severity::Warning,
    fixable: false,
    page: "",
    look: None,
    checked: &[],
};

impl LintRule {
    /// A finding of this rule.
    pub(super) fn finding(&self, at: FileSpan, message: impl Into<String>) -> Diagnostic {
        let mut found = Diagnostic::warning(Code::Rule(self.name), at, message);
        found.severity = self.level;
        found
    }
}
