//! Which rules look, and how bad their findings are.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::resolve::LintSection;
use crate::text::nearest;

use super::{LintRule, Profile, RULES, errors};

/// The words of levels, sorted.
pub(super) const LEVELS: [&str; 4] = ["error", "info", "off", "warning"];

/// What a project and a command line choose.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub profile: Profile,
    /// Nothing turns a rule off.
    levels: BTreeMap<&'static str, Option<Severity>>,
    /// Where it holds something, only these rules look.
    only: Vec<&'static str>,
}

/// The rule with this name.
///
/// # Errors
/// The name of the rule of a code, as of `E0666`, else the nearest name, where there is one.
pub fn rule_named(name: &str) -> Result<&'static LintRule, Option<&'static str>> {
    let known = RULES.binary_search_by(|rule| rule.name.cmp(name));
    known.ok().and_then(|found| RULES.get(found).copied()).ok_or_else(|| {
        let digits = name.strip_prefix(['E', 'e']);
        let digits = digits.filter(|it| it.chars().all(|letter| letter.is_ascii_digit()));
        let number = digits.and_then(|digits| digits.parse().ok());
        number
            .and_then(rule_of_code)
            .map(|rule| rule.name)
            .or_else(|| nearest(name, RULES.iter().map(|rule| rule.name)))
    })
}

/// The rule that gives a name to the warnings with this number.
pub fn rule_of_code(number: u16) -> Option<&'static LintRule> {
    RULES.iter().find(|rule| rule.checked.binary_search(&number).is_ok()).copied()
}

impl Settings {
    /// What a manifest says, and what it says wrongly.
    pub fn of(section: &LintSection) -> (Self, Vec<Diagnostic>) {
        let mut settings = Self::default();
        let mut found = Vec::new();
        if let Some(profile) = &section.profile {
            match Profile::parse(&profile.value) {
                Some(known) => settings.profile = known,
                None => found.push(errors::unknown_profile(profile.at, &profile.value)),
            }
        }
        for (name, level) in &section.rules {
            let rule = rule_named(&name.value);
            match (&rule, level_of(&level.value)) {
                (Err(near), _) => found.push(errors::unknown_rule(name.at, &name.value, *near)),
                (Ok(_), None) => found.push(errors::unknown_level(level.at, &level.value)),
                (Ok(rule), Some(level)) => {
                    settings.levels.insert(rule.name, level);
                }
            }
        }
        (settings, found)
    }

    /// Looks with these rules only, also with those that are off.
    pub fn choose(&mut self, rules: &[&'static LintRule]) {
        self.only = rules.iter().map(|rule| rule.name).collect();
    }

    /// Turns one more rule on.
    pub fn turn_on(&mut self, rule: &'static LintRule) {
        self.levels.insert(rule.name, Some(rule.level));
    }

    /// How bad a finding of a rule is; nothing where it is off.
    pub(super) fn level(&self, rule: &LintRule) -> Option<Severity> {
        let given = self.levels.get(rule.name).copied();
        if !self.only.is_empty() {
            let is_chosen = self.only.contains(&rule.name);
            return is_chosen.then(|| given.flatten().unwrap_or(rule.level));
        }
        let usual = (rule.profile <= self.profile).then_some(rule.level);
        given.unwrap_or(usual)
    }

    /// Whether only some rules were asked for.
    pub fn is_part(&self) -> bool {
        !self.only.is_empty()
    }
}

/// The level with this word; `Some(None)` is off.
fn level_of(word: &str) -> Option<Option<Severity>> {
    match word {
        "off" => Some(None),
        "info" => Some(Some(Severity::Info)),
        "warning" => Some(Some(Severity::Warning)),
        "error" => Some(Some(Severity::Error)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{LEVELS, level_of, rule_named};

    #[test]
    fn every_listed_level_is_read() {
        assert!(LEVELS.is_sorted());
        assert!(LEVELS.iter().all(|word| level_of(word).is_some()));
        assert_eq!(level_of("warn"), None);
    }

    #[test]
    fn a_code_is_digits_only() {
        let near = |name: &str| rule_named(name).err().flatten();
        assert!(near("E0503").is_some());
        assert_ne!(near("E+503"), near("E0503"));
    }
}
