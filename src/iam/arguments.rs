//! What a call is given, from a step or from a script: texts by the paths of their members.

use serde_json::Value;

use crate::ssm::JsonMap;

use super::glob::Glob;
use super::values::Scope;

/// The arguments of one call of an API.
#[derive(Clone, Debug, Default)]
pub(super) struct Arguments {
    members: Vec<Argument>,
    /// Whether there are members that cannot be seen: `**arguments` in Python.
    pub(super) has_more: bool,
}

/// A member with the texts in it.
#[derive(Clone, Debug)]
struct Argument {
    /// Names with dots between them; lists leave no mark: `Placement.GroupName`.
    path: String,
    globs: Vec<Glob>,
}

impl Arguments {
    /// Arguments of which nothing is to be seen.
    pub(super) fn unseen() -> Self {
        Self { members: Vec::new(), has_more: true }
    }

    /// Those of a step, without what belongs to the action itself; `names` are those that the
    /// operation has under another name: the old one and the new one.
    pub(super) fn of_inputs(
        inputs: &JsonMap,
        scope: &Scope<'_>,
        without: &[&str],
        names: &[(&str, &str)],
    ) -> Self {
        let mut arguments = Self::default();
        for (name, value) in inputs.iter().filter(|(name, _)| !without.contains(&name.as_str())) {
            let new = names.iter().find(|(old, _)| old == name).map_or(name.as_str(), |it| it.1);
            arguments.add_value(new.to_owned(), value, scope);
        }
        arguments
    }

    /// Adds a member; one that has only others in it has no texts of its own.
    pub(super) fn add(&mut self, path: String, globs: Vec<Glob>) {
        self.members.push(Argument { path, globs });
    }

    fn add_value(&mut self, path: String, value: &Value, scope: &Scope<'_>) {
        self.add(path.clone(), scope.globs(value));
        self.add_below(&path, value, scope);
    }

    fn add_below(&mut self, path: &str, value: &Value, scope: &Scope<'_>) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    self.add_value(format!("{path}.{name}"), value, scope);
                }
            }
            Value::Array(items) => items.iter().for_each(|it| self.add_below(path, it, scope)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    /// What the member at a path may be, in all items of a list; nothing where it is not given.
    /// What lies in a value that only the run knows may be given, and is anything.
    pub(super) fn at(&self, path: &str) -> Option<Vec<Glob>> {
        let path = path.replace("[]", "");
        let is_around = |around: &str| {
            path.strip_prefix(around).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let mut found = None;
        for member in self.members.iter().filter(|member| is_around(&member.path)) {
            if member.path == path {
                found.get_or_insert_with(Vec::new).extend(member.globs.iter().cloned());
            } else if !member.globs.is_empty() {
                let anything = |glob: &Glob| Glob { text: "*".to_owned(), open: glob.open.clone() };
                found.get_or_insert_with(Vec::new).extend(member.globs.iter().map(anything));
            }
        }
        found
    }

    /// The keys of the map at a path; nothing where it is not given, anything where it is not seen.
    pub(super) fn keys(&self, path: &str) -> Option<Vec<Glob>> {
        let globs = self.at(path)?;
        let front = format!("{path}.");
        let below = |of: &str, front: &str| of.starts_with(front);
        let inside: Vec<&str> =
            self.members.iter().map(|it| it.path.as_str()).filter(|it| below(it, &front)).collect();
        let is_key = |it: &&&str| !inside.iter().any(|other| below(it, &format!("{other}.")));
        let keys = inside.iter().filter(is_key).map(|it| it.trim_start_matches(front.as_str()));
        let keys: Vec<Glob> = keys
            .map(|key| match key.contains("{{") {
                true => Glob::anything(format!("the key `{key}`")),
                false => Glob::literal(key),
            })
            .collect();
        Some(if keys.is_empty() { globs } else { keys })
    }

    /// Whether the member at a path is given itself.
    pub(super) fn has(&self, path: &str) -> bool {
        self.members.iter().any(|member| member.path == path)
    }

    /// Path and texts of every member at every depth.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &[Glob])> {
        self.members.iter().map(|member| (member.path.as_str(), &*member.globs))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Arguments;
    use crate::iam::values::Scope;

    #[test]
    fn members_are_found_by_their_paths() {
        let inputs = json!({
            "InstanceIds": ["i-1", "i-2"],
            "Placement": {"GroupName": "g"},
            "Profile": "{{ Profile }}",
        });
        let inputs = inputs.as_object().cloned().unwrap_or_default();
        let arguments = Arguments::of_inputs(&inputs, &Scope::default(), &[], &[]);
        let texts = |path: &str| {
            let globs = arguments.at(path)?;
            Some(globs.into_iter().map(|glob| glob.text).collect::<Vec<_>>().join(" "))
        };
        assert_eq!(texts("InstanceIds[]").as_deref(), Some("i-1 i-2"));
        assert_eq!(texts("Placement.GroupName").as_deref(), Some("g"));
        assert_eq!(texts("Profile.Arn").as_deref(), Some("*"));
        assert_eq!(texts("Placement.Name"), None);
        assert_eq!(texts("InstanceId"), None);
    }
}
