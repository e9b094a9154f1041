//! What SSM reads as a reference inside a text.
//!
//! Source: the agent's patterns for parameters and for `{{ssm:…}}`.

/// The first stretch of a text that SSM would read as a reference, braces included.
pub(super) fn reference_in(text: &str) -> Option<&str> {
    let mut from = 0;
    while let Some(open) = text.get(from..)?.find("{{") {
        let start = from + open;
        let inside = text.get(start + 2..)?;
        if let Some(end) = inside.find("}}") {
            let name = inside.get(..end)?.trim();
            if is_reference(name) {
                return text.get(start..start + 2 + end + 2);
            }
        }
        from = start + 1;
    }
    None
}

fn is_reference(name: &str) -> bool {
    !name.is_empty()
        && name.chars().all(|it| it.is_ascii_alphanumeric() || "_.:/-".contains(it))
        && name.starts_with(|it: char| it.is_ascii_alphanumeric() || it == '_')
}

#[cfg(test)]
mod tests {
    use super::reference_in;

    #[test]
    fn names_steps_and_parameters_of_the_store_are_references() {
        assert_eq!(reference_in("a {{ Name }} b"), Some("{{ Name }}"));
        assert_eq!(reference_in("{{ssm:/a/b:3}}"), Some("{{ssm:/a/b:3}}"));
        assert_eq!(reference_in("{{{Name}}"), Some("{{Name}}"));
        assert_eq!(reference_in("{{ {{x}}"), Some("{{x}}"));
    }

    #[test]
    fn other_braces_are_just_text() {
        for text in
            ["{{ .State }}", "{{}}", "{{ a b }}", "{ { x } }", "{{ x }", "}} {{", "{{ $x }}"]
        {
            assert_eq!(reference_in(text), None, "{text}");
        }
    }
}
