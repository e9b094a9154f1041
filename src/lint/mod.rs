//! Lint: what could be better in a program that works. One rule a file below `rules`, its page in
//! `docs/rules`.

mod allow;
mod api;
mod baseline;
mod context;
mod errors;
mod flow;
mod index;
mod names;
mod python;
mod python_scopes;
mod python_scripts;
mod python_syntax;
mod python_texts;
mod rule;
mod rules;
mod run;
mod same;
mod secrets;
mod settings;
mod shell;

pub use baseline::{Baseline, BaselineProblem, baseline_text};
pub use errors::{bad_baseline, missing_baseline};
pub use index::index_page;

pub use rule::{Group, LintRule, Profile};
pub use rules::RULES;
pub use rules::secret_in_text::warm;
pub use run::{LintInput, Linted, LintedFile, lint};
pub use settings::{Settings, rule_named, rule_of_code};
