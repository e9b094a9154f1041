//! Whose a thing of the account is: a tag says it, and what is not the project's own is left alone
//! until somebody says otherwise.

use serde_json::{Value, json};

use super::api::{Api, Call, CallError};
use super::identity::{self, PROJECT, Tags};
use super::plan::{Difference, Foreign};
use super::wanted::Wanted;

/// A thing of the account with its tags.
pub(super) trait Owned {
    fn tags(&self) -> &Tags;

    /// The project that made it.
    fn project(&self) -> Option<&str> {
        self.tags().get(PROJECT).map(String::as_str)
    }

    /// Whether this project made it.
    fn is_of(&self, project: &str) -> bool {
        self.project() == Some(project)
    }
}

/// The thing that a project means among those of one name: its own, else, where it may adopt,
/// the first.
///
/// # Errors
/// Why it may touch none of them.
pub(super) fn chosen<'a, T: Owned>(
    project: &str,
    found: &'a [T],
    foreign: Foreign,
) -> Result<&'a T, String> {
    let own = found.iter().find(|one| one.is_of(project));
    let any = found.first().filter(|_| foreign == Foreign::Adopt);
    own.or(any).ok_or_else(|| match found.iter().find_map(Owned::project) {
        Some(project) => format!("it belongs to the project `{project}`: `--adopt` takes it over"),
        None => "Ordain did not make it: `--adopt` takes it over".to_owned(),
    })
}

/// That a thing comes to this project, and what of its wanted tags is not there.
pub(super) fn changed_tags(
    wanted: &Wanted,
    tags: &Value,
    found: &impl Owned,
) -> impl Iterator<Item = Difference> {
    let comes = (!found.is_of(&wanted.project)).then(|| {
        let (before, after) = (found.project().map(Value::from), json!(wanted.project));
        Difference::new("the project that it belongs to", before, Some(after))
    });
    comes.into_iter().chain(identity::changed_tags(&identity::tags(tags), found.tags()))
}

/// The author's tags, and the one that says whose it is.
pub(super) fn all_tags(wanted: &Wanted, tags: &Value) -> Tags {
    let mut tags = identity::tags(tags);
    tags.insert(PROJECT.to_owned(), wanted.project.clone());
    tags
}

/// Asks for the tags of a thing that no list has, by its type and id in the words of
/// ListTagsForResource.
///
/// # Errors
/// A call without an answer.
pub(super) fn tags_of(api: &dyn Api, kind: &str, id: &str) -> Result<Tags, CallError> {
    let ask = json!({ "ResourceType": kind, "ResourceId": id });
    let answer = api.call(&Call::ssm("ListTagsForResource", ask))?;
    Ok(identity::tags(&answer["TagList"]))
}
