//! References in documents: `{{ … }}`.

/// What a reference names. The texts are those between the braces, without blanks around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference<'a> {
    /// `{{ Name }}`.
    Parameter(&'a str),
    /// `{{ step.Output }}`; `output` holds further dots where there are any.
    StepOutput { step: &'a str, output: &'a str },
    /// `{{ variable:Name }}`.
    Variable(&'a str),
    /// `{{ global:REGION }}`.
    Global(&'a str),
    /// `{{ automation:EXECUTION_ID }}`.
    Automation(&'a str),
    /// `{{ssm:name}}` and `{{ssm:name:version}}`.
    ParameterStore(&'a str),
    /// `{{ssm-secure:name}}`.
    Secret(&'a str),
    /// Any other prefix, such as `resolve:`.
    Other(&'a str),
}

/// The names behind `global:`.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html>
pub const GLOBALS: &[&str] = &["ACCOUNT_ID", "AWS_PARTITION", "DATE", "DATE_TIME", "REGION"];

/// What a maintenance window puts into the parameters of its tasks.
///
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/maintenance-window-tasks-pseudo-parameters.html>
pub const PSEUDO_PARAMETERS: &[&str] = &[
    "INVOCATION_ID",
    "RESOURCE_ID",
    "TARGET_ID",
    "TARGET_TYPE",
    "TASK_EXECUTION_ID",
    "WINDOW_EXECUTION_ID",
    "WINDOW_ID",
    "WINDOW_TARGET_ID",
    "WINDOW_TASK_ID",
];

impl<'a> Reference<'a> {
    /// Reads what stands between the braces.
    pub fn parse(inner: &'a str) -> Self {
        match inner.split_once(':') {
            Some(("variable", name)) => Self::Variable(name),
            Some(("global", name)) => Self::Global(name),
            Some(("automation", name)) => Self::Automation(name),
            Some(("ssm", name)) => Self::ParameterStore(name),
            Some(("ssm-secure", name)) => Self::Secret(name),
            Some(_) => Self::Other(inner),
            None => match inner.split_once('.') {
                Some((step, output)) => Self::StepOutput { step, output },
                None => Self::Parameter(inner),
            },
        }
    }

    /// The only reference of a text that holds nothing else. Such a reference keeps its type.
    pub fn whole(text: &'a str) -> Option<Self> {
        let inner = text.trim().strip_prefix("{{")?.strip_suffix("}}")?.trim();
        let plain = is_reference(inner) && inner.chars().all(is_reference_letter);
        plain.then(|| Self::parse(inner))
    }
}

/// All references of a text, from left to right. Braces around anything but a name are text, as
/// the service takes them: `{{ print $2 }}`.
pub fn references(text: &str) -> impl Iterator<Item = Reference<'_>> {
    reference_texts(text).map(Reference::parse)
}

/// What stands between the braces of all references of a text.
pub fn reference_texts(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let start = rest.find("{{")?;
            let after = rest.get(start + 2..)?;
            if let Some((inner, behind)) = read_inner(after) {
                rest = behind;
                return Some(inner);
            }
            // One brace further: in `{{{{ a }}` the reference starts at the third.
            rest = rest.get(start + 1..)?;
        }
    })
}

/// The name at the start of a text and what follows its closing braces.
fn read_inner(text: &str) -> Option<(&str, &str)> {
    let trimmed = text.trim_start();
    let end = trimmed.find(|letter| !is_reference_letter(letter))?;
    let (inner, behind) = trimmed.split_at_checked(end)?;
    let behind = behind.trim_start().strip_prefix("}}")?;
    is_reference(inner).then_some((inner, behind))
}

/// Whether a text can name something: `.Names` is of another language.
fn is_reference(inner: &str) -> bool {
    inner.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '_')
}

fn is_reference_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.' | ':' | '/' | '-')
}

#[cfg(test)]
mod tests {
    use super::{Reference, reference_texts};

    #[track_caller]
    fn check_texts(text: &str, expected: &[&str]) {
        assert_eq!(reference_texts(text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn references_are_found_with_and_without_blanks() {
        check_texts("{{a}} and {{  b.C }}\n{{ global:DATE }}", &["a", "b.C", "global:DATE"]);
    }

    #[test]
    fn braces_around_anything_but_a_name_are_text() {
        check_texts("{{print $2}} {{}} {{ 'a' }} f'{{\"x\": 1}}' {{ a b }} {{", &[]);
    }

    #[test]
    fn a_reference_may_follow_other_braces() {
        check_texts("{{{{ a }} {{ x {{ b }}", &["a", "b"]);
    }

    #[test]
    fn only_a_text_of_one_reference_is_whole() {
        assert_eq!(Reference::whole(" {{ a }} "), Some(Reference::Parameter("a")));
        assert_eq!(Reference::whole("{{ a }}{{ b }}"), None);
        assert_eq!(Reference::whole("x{{ a }}"), None);
    }
}
