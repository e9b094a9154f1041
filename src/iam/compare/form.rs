//! The form of a policy: which members there are, and what each takes.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>

use crate::text::{Span, nearest};

use super::super::json::VERSION;
use super::condition::Condition;
use super::statement::{Choice, Effect, Named, Version, Written, WrittenStatement};
use super::text::{Key, Part, PartValue, Problem, read};

/// Members of a policy. Sorted.
const OF_A_POLICY: &[&str] = &["Id", "Statement", "Version"];

/// Members of a statement. Sorted.
const OF_A_STATEMENT: &[&str] =
    &["Action", "Condition", "Effect", "NotAction", "NotResource", "Resource", "Sid"];

/// Members of statements in policies that are not those of a role. Sorted.
const OF_A_RESOURCE: &[&str] = &["NotPrincipal", "Principal"];

/// Reads a policy.
///
/// # Errors
/// Everything that keeps it from being one, in the order of the text.
pub(super) fn read_policy(text: &str) -> Result<Written, Vec<Problem>> {
    let whole = read(text).map_err(|problem| vec![problem])?;
    let mut form = Form::default();
    let written = form.policy(&whole);
    match written.filter(|_| form.problems.is_empty()) {
        Some(written) => Ok(written),
        None => Err(form.problems),
    }
}

/// Gathers what is wrong.
#[derive(Default)]
struct Form {
    problems: Vec<Problem>,
}

/// A statement's or policy's members.
#[derive(Clone, Copy)]
struct Members<'p> {
    /// The letter that opens it.
    start: Span,
    all: &'p [(Key, Part)],
}

impl<'p> Members<'p> {
    fn part(&self, name: &str) -> Option<&'p Part> {
        self.all.iter().find(|(key, _)| key.name == name).map(|(_, part)| part)
    }
}

impl Form {
    fn wrong(&mut self, span: Span, why: impl Into<String>) {
        self.problems.push(Problem { span, why: why.into() });
    }

    fn policy(&mut self, whole: &Part) -> Option<Written> {
        let members = self.members(whole, "a policy", OF_A_POLICY)?;
        if let Some(part) = members.part("Id") {
            self.text(part, "Id");
        }
        let version = self.version(members)?;
        let Some(statements) = members.part("Statement") else {
            self.wrong(members.start, "there is no `Statement`");
            return None;
        };
        let mut read = Vec::new();
        let mut sids: Vec<&str> = Vec::new();
        for part in statements.items() {
            read.extend(self.statement(part, &mut sids));
        }
        Some(Written { version, statements: read })
    }

    fn version(&mut self, members: Members<'_>) -> Option<Version> {
        let Some(part) = members.part("Version") else {
            return Some(Version::NotGiven(members.start));
        };
        match self.text(part, "Version")? {
            VERSION => Some(Version::Current),
            "2008-10-17" => Some(Version::Old(part.span)),
            _ => {
                self.wrong(part.span, "`Version` is \"2012-10-17\" or \"2008-10-17\"");
                None
            }
        }
    }

    fn statement<'p>(
        &mut self,
        part: &'p Part,
        sids: &mut Vec<&'p str>,
    ) -> Option<WrittenStatement> {
        let members = self.members(part, "a statement", OF_A_STATEMENT)?;
        if let Some(part) = members.part("Sid") {
            let sid = self.text(part, "Sid")?;
            if !sid.chars().all(|it| it.is_ascii_alphanumeric()) {
                self.wrong(part.span, "a `Sid` has letters and digits only");
            }
            if sids.contains(&sid) && !sid.is_empty() {
                self.wrong(part.span, format!("two statements have the `Sid` \"{sid}\""));
            }
            sids.push(sid);
        }
        let effect = self.effect(members);
        let actions = self.choice(members, "Action", "NotAction");
        let resources = self.choice(members, "Resource", "NotResource");
        let condition = match members.part("Condition") {
            Some(part) => self.condition(part),
            None => Condition::default(),
        };
        let (effect, at) = effect?;
        self.actions(&actions);
        self.resources(&resources);
        Some(WrittenStatement { effect, at, actions: actions?, resources: resources?, condition })
    }

    fn effect(&mut self, members: Members<'_>) -> Option<(Effect, Span)> {
        let Some(part) = members.part("Effect") else {
            self.wrong(members.start, "a statement has an `Effect`, \"Allow\" or \"Deny\"");
            return None;
        };
        match part.text() {
            Some("Allow") => Some((Effect::Allow, part.span)),
            Some("Deny") => Some((Effect::Deny, part.span)),
            Some(_) | None => {
                self.wrong(part.span, "`Effect` is \"Allow\" or \"Deny\", in this spelling");
                None
            }
        }
    }

    fn choice(&mut self, members: Members<'_>, name: &str, other: &str) -> Option<Choice> {
        match (members.part(name), members.part(other)) {
            (Some(_), Some(second)) => {
                self.wrong(second.span, format!("a statement has `{name}` or `{other}`, not both"));
                None
            }
            (Some(part), None) => Some(Choice::These(self.named(part, name)?)),
            (None, Some(part)) => Some(Choice::AllBut(self.named(part, other)?, part.span)),
            (None, None) => {
                self.wrong(members.start, format!("a statement has `{name}` or `{other}`"));
                None
            }
        }
    }

    /// A text or a list of texts.
    fn named(&mut self, part: &Part, name: &str) -> Option<Vec<Named>> {
        let items = part.items();
        if items.is_empty() {
            self.wrong(part.span, format!("the list of `{name}` is empty"));
        }
        let mut named = Vec::new();
        for item in items {
            match item.text() {
                Some(text) => named.push(Named { text: text.to_owned(), span: item.span }),
                None => {
                    let why = format!("`{name}` is a text or a list of texts, not {}", item.kind());
                    self.wrong(item.span, why);
                }
            }
        }
        (named.len() == items.len()).then_some(named)
    }

    fn actions(&mut self, actions: &Option<Choice>) {
        for one in actions.iter().flat_map(all) {
            if one.text != "*" && !one.text.contains(':') {
                self.wrong(one.span, "an action is `*`, or a prefix, `:` and a name");
            }
        }
    }

    fn resources(&mut self, resources: &Option<Choice>) {
        for one in resources.iter().flat_map(all) {
            let is_arn = one.text.starts_with("arn:") && one.text.matches(':').count() >= 5;
            if !is_arn && !one.text.contains('*') && !one.text.starts_with("${") {
                self.wrong(one.span, "a resource is `*` or an ARN");
            }
        }
    }

    fn condition(&mut self, part: &Part) -> Condition {
        for (operator, keys) in self.object(part, "Condition") {
            for (key, values) in self.object(keys, &operator.name) {
                let is_value = |it: &Part| {
                    !matches!(it.value, PartValue::Object(_) | PartValue::Array(_))
                        && it.kind() != "`null`"
                };
                if let Some(wrong) = values.items().iter().find(|it| !is_value(it)) {
                    let why = format!(
                        "`{}` is a text or a list of texts, not {}",
                        key.name,
                        wrong.kind()
                    );
                    self.wrong(wrong.span, why);
                }
            }
        }
        Condition::of(part)
    }

    fn text<'p>(&mut self, part: &'p Part, name: &str) -> Option<&'p str> {
        let text = part.text();
        if text.is_none() {
            self.wrong(part.span, format!("`{name}` is a text, not {}", part.kind()));
        }
        text
    }

    fn object<'p>(&mut self, part: &'p Part, name: &str) -> &'p [(Key, Part)] {
        let PartValue::Object(members) = &part.value else {
            self.wrong(part.span, format!("`{name}` is an object, not {}", part.kind()));
            return &[];
        };
        members
    }

    fn members<'p>(&mut self, part: &'p Part, what: &str, known: &[&str]) -> Option<Members<'p>> {
        let start = Span::new(part.span.start, part.span.start + 1);
        let PartValue::Object(all) = &part.value else {
            self.wrong(part.span, format!("{what} is an object, not {}", part.kind()));
            return None;
        };
        for (Key { name, span }, _) in all.iter().filter(|(key, _)| !known.contains(&&*key.name)) {
            let why = if OF_A_RESOURCE.contains(&name.as_str()) {
                format!(
                    "a policy of permissions has no `{name}`; those of trust and of resources have"
                )
            } else {
                let near = nearest(name, known.iter().copied());
                let hint =
                    near.map_or_else(String::new, |near| format!(": the nearest is `{near}`"));
                format!("{what} has no `{name}`{hint}")
            };
            self.wrong(*span, why);
        }
        // What is spelled otherwise would be missing, too.
        all.iter().all(|(key, _)| known.contains(&&*key.name)).then_some(Members { start, all })
    }
}

/// The texts of a choice, meant or not.
fn all(choice: &Choice) -> &[Named] {
    match choice {
        Choice::These(named) | Choice::AllBut(named, _) => named,
    }
}

#[cfg(test)]
mod tests {
    use super::{OF_A_POLICY, OF_A_RESOURCE, OF_A_STATEMENT};

    #[test]
    fn members_are_sorted() {
        assert!(OF_A_POLICY.is_sorted() && OF_A_RESOURCE.is_sorted() && OF_A_STATEMENT.is_sorted());
    }
}
